"""Whether a value can be: by the very model that reads the campaign file; and what has to be known before it is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, to_jsonable_python

from campaign.amending import PolicyChange
from campaign.definition import Policy
from campaign.policy import SLOTS, Fault, faults
from campaign.vietnamese.dates import say_time
from campaign.vietnamese.numbers import count
from handlers.groups.schedule import say_hour
from handlers.owner.policy.saying import label, said
from handlers.owner.policy.settings import BY_KEY, Setting
from handlers.turn import Turn
from storage.records import Amendment


class ImpossibleError(Exception):
    """The policy cannot be so; the message tells the owner why."""


def with_values(turn: Turn, values: Mapping[str, Any]) -> Policy:
    """The policy with these values, None being the file's. ImpossibleError."""
    filed = turn.scene.filed.policy
    given = {key: getattr(filed, key) if value is None else value for key, value in values.items()}
    try:
        policy = Policy.model_validate(turn.campaign.policy.model_dump() | given)
    except ValidationError as error:
        raise ImpossibleError(_refusal(turn, error.errors(include_url=False)[0])) from error
    if found := next(faults(policy), None):
        raise ImpossibleError(_fault(turn, policy, found))
    return policy


def _refusal(turn: Turn, error: ErrorDetails) -> str:
    """Too little or too much: the only ways for a value that was read to be none of the model's."""
    context = error.get("ctx", {})
    if "ge" in context:
        return turn.t("chinhsach-least", n=count(int(context["ge"])))
    return (
        turn.t("chinhsach-most", n=count(int(context["le"])))
        if "le" in context
        else turn.t("chinhsach-impossible")
    )


def _fault(turn: Turn, policy: Policy, fault: Fault) -> str:
    name = label(turn, BY_KEY[fault.key]) if fault.key in BY_KEY else fault.key
    value = getattr(policy, fault.key)
    match fault.why:
        case "evening" | "morning" | "night":
            return turn.t("chinhsach-fault-night")
        case "slot":
            hours = said(turn, BY_KEY["quiet_from"], policy)
            return turn.t("chinhsach-fault-slot", name=name, at=say_time(value), hours=hours)
        case "order":
            first, second = say_time(getattr(policy, fault.other)), say_time(value)
            return turn.t("chinhsach-fault-order", name=name, first=first, second=second)
        case "more":
            return turn.t(
                "chinhsach-fault-more", name=name, n=count(value), most=count(getattr(policy, fault.other))
            )
    return turn.t(f"chinhsach-fault-{fault.why.replace('_', '-')}", name=name)


def newest(turn: Turn, setting: Setting) -> Amendment | None:
    """The decision about this setting that holds."""
    return max(_held(turn, setting), key=_order, default=None)


def _held(turn: Turn, setting: Setting) -> list[Amendment]:
    every = turn.records.amendments_about(setting.name)
    return [each for each in every if each.kind == "policy" and each.state == "in_force"]


def _order(made: Amendment) -> tuple[Any, int]:
    return made.decided_at or made.at, made.id


def values_without(turn: Turn, setting: Setting, made: Amendment) -> dict[str, Any]:
    """What the setting would be if this had never been decided: by the decision before it, or the file's."""
    before = max((each for each in _held(turn, setting) if each.id != made.id), key=_order, default=None)
    change = before.change() if before is not None else None
    return dict(change.values) if isinstance(change, PolicyChange) else dict.fromkeys(setting.keys)


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON keeps them."""
    return {key: to_jsonable_python(value) for key, value in values.items()}


def notes(turn: Turn, setting: Setting, policy: Policy) -> Iterator[str]:
    """What the owner may not expect: a slot that is past today, groups with an hour of their own."""
    if setting.keys[0] in SLOTS:
        at = getattr(policy, setting.keys[0])
        if turn.now.astimezone(turn.scene.zone).time() >= at:
            yield turn.t("chinhsach-past")
    if setting.name in {"quiet", "board"}:
        own = [link.board_at for link in turn.records.group_links() if link.board_at is not None]
        if own and setting.name == "board":
            yield turn.t("chinhsach-own-hours", n=count(len(own)))
        until = min(policy.quiet_from, policy.board_until)
        late = [at for at in own if not policy.quiet_until <= time(*divmod(at, 60)) < until]
        if late:
            hours = ", ".join(map(say_hour, sorted(set(late))))
            yield turn.t("chinhsach-own-quiet", n=count(len(late)), hours=hours)
