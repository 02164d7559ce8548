"""Where a campaign file was changed to something else than was decided in chat: nobody can say which was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from fluent.syntax import FluentParser, ast
from fluent.syntax.serializer import FluentSerializer
from pydantic import ValidationError

from campaign.amending import Decision, PolicyChange, TargetChange, TextChange
from campaign.definition import Campaign, Policy, TargetKind
from campaign.targets import in_force


@dataclass(frozen=True, slots=True)
class Conflict:
    """`where`: the file's line, in words; what it says now, and what was decided in chat instead."""

    where: str
    filed: str
    decided: str
    decided_at: datetime


def conflicts(before: Campaign, after: Campaign, decisions: Iterable[Decision]) -> tuple[Conflict, ...]:
    """Where a changed file says something else than was decided in chat over the file as it was `before`.

    Of several decisions on the same only the last matters. The file may repeat what was decided, or stay as it was.
    """
    every = list(decisions)
    return (*_targets(before, after, every), *_policy(before, after, every), *_texts(before, after, every))


def _targets(before: Campaign, after: Campaign, decisions: Sequence[Decision]) -> Iterator[Conflict]:
    last: dict[tuple[str, str, TargetKind], tuple[int, datetime]] = {}
    for decision in decisions:
        if isinstance(change := decision.change, TargetChange):
            last[change.unit, change.phase, change.kind] = change.value, decision.at
    for (unit, phase, kind), (value, at) in last.items():
        old, new = (in_force(each.targets, phase, kind, unit=unit) for each in (before, after))
        if new is not None and new != old and new.value != value:
            where = f"targets: unit {unit}, phase {phase}, {kind}"
            yield Conflict(where, str(new.value), str(value), at)


def _policy(before: Campaign, after: Campaign, decisions: Sequence[Decision]) -> Iterator[Conflict]:
    last: dict[str, tuple[Any, datetime]] = {}
    for decision in decisions:
        if isinstance(decision.change, PolicyChange):
            last |= {key: (value, decision.at) for key, value in decision.change.values.items()}
    for key, (value, at) in last.items():
        decided = _read(key, value)
        if decided is None or getattr(after.policy, key) in (getattr(before.policy, key), decided):
            continue
        yield Conflict(f"policy: {key}", _written(getattr(after.policy, key)), _written(decided), at)


def _read(key: str, value: Any) -> Any:
    """The value as the policy has it; None where it is the file's own, or none any more."""
    if value is None or key not in Policy.model_fields:
        return None
    try:
        return getattr(Policy.model_validate({key: value}), key)
    except ValidationError:
        return None


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(_written(each) for each in value) or "nothing"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _texts(before: Campaign, after: Campaign, decisions: Sequence[Decision]) -> Iterator[Conflict]:
    last: dict[str, tuple[str, datetime]] = {}
    for decision in decisions:
        if isinstance(change := decision.change, TextChange):
            last[change.id] = change.source, decision.at
    old, new = _worded(before.texts), _worded(after.texts)
    for text_id, (source, at) in last.items():
        filed, decided = new.get(text_id), _worded(source).get(text_id)
        if decided is not None and filed is not None and filed not in (old.get(text_id), decided):
            yield Conflict(f"texts.ftl: {text_id}", f"“{filed}”", f"“{decided}”", at)


def _worded(source: str) -> dict[str, str]:
    """The words of every message in this Fluent source, by id, written in one way."""
    entries = [entry for entry in FluentParser().parse(source).body if isinstance(entry, ast.Message)]
    written = FluentSerializer().serialize_entry
    return {each.id.name: written(each).partition("=")[2].strip() for each in entries}
