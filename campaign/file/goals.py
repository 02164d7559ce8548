"""The targets of a campaign file: of units and blocks one by one, and whole columns of units.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.definition import WHOLE, Target
from campaign.file.tables import TargetTable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from campaign.file.document import Document
    from campaign.file.lines import Path
    from campaign.file.units import Listed

Key = tuple[object, ...]
Kept = dict[Key, tuple[Target, "Path"]]
_PLACES = ("unit", "block", "column")


def target_columns(document: Document) -> tuple[str, ...]:
    """The columns of units.csv that targets are to be read from."""
    tables = document.data.get("targets")
    raw = [one for one in tables if isinstance(one, dict)] if isinstance(tables, list) else []
    return tuple(one["column"] for one in raw if isinstance(one.get("column"), str))


def read_targets(
    document: Document,
    listed: Iterable[Listed],
    *,
    columns: Collection[str] | None,
    phases: Collection[str],
    units: Collection[str] | None,
    blocks: Collection[str],
) -> tuple[Target, ...]:
    """Every target that is in order; every mistake is noted.

    The collections are the codes that exist; None where that is not known, then nothing is said about them.
    """
    rows = tuple(listed)
    targets: Kept = {}
    for path, raw in document.tables("targets"):
        document.refuse_stranger((*path, "phase"), "phase", raw.get("phase"), (*phases, WHOLE))
        document.refuse_stranger((*path, "unit"), "unit", raw.get("unit"), units)
        document.refuse_stranger((*path, "block"), "block", raw.get("block"), blocks)
        document.refuse_stranger((*path, "column"), "units.csv column", raw.get("column"), columns)
        table = document.read(TargetTable, raw, path)
        if table is None or not _is_placed(document, path, table):
            continue
        for target in _targets(table, rows):
            _keep(document, path, target, targets)
    _refuse_lowered(document, targets)
    return tuple(target for target, _ in targets.values())


def _is_placed(document: Document, path: Path, table: TargetTable) -> bool:
    """Whether it says whose target it is, in exactly one way, and how much."""
    given = [place for place in _PLACES if getattr(table, place) is not None]
    if len(given) != 1:
        document.refuse(path, "say whose target it is with exactly one of unit, block and column")
    if (table.value is None) == (table.column is None):
        document.refuse(path, "say how much with value (the values of a column are in units.csv)")
    return len(given) == 1 and (table.value is None) != (table.column is None)


def _targets(table: TargetTable, rows: Iterable[Listed]) -> Iterator[Target]:
    told = table.model_dump(exclude={"column", "value", "unit", "block"})
    if table.column is None:
        yield Target(**told, value=table.value, unit=table.unit, block=table.block)
        return
    for row in rows:
        if (value := row.numbers.get(table.column)) is not None:
            yield Target(**told, value=value, unit=row.unit.code)


def _keep(document: Document, path: Path, target: Target, targets: Kept) -> None:
    key = (target.phase, target.unit, target.block, target.kind, target.version)
    if key in targets:
        whose = target.unit or target.block
        reason = f"“{whose}” has this kind of target for this phase already; a later one needs version = 2"
        document.refuse(path, reason)
    targets.setdefault(key, (target, path))


def _refuse_lowered(document: Document, targets: Kept) -> None:
    """A target that is called raised and is lower than what it raises is a slip (fact #8)."""
    highest: dict[Key, Target] = {}
    for key, (target, _) in targets.items():
        if target.kind != "raised" and (key[:3] not in highest or highest[key[:3]].value < target.value):
            highest[key[:3]] = target
    for key, (target, path) in targets.items():
        other = highest.get(key[:3])
        if target.kind == "raised" and other is not None and target.value < other.value:
            reason = f"a raised target of {target.value} is lower than the {other.kind} one of {other.value}"
            document.refuse((*path, "value"), reason)
