"""[[successions]]: what became of units, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.definition import Succession
from campaign.file.tables import SuccessionTable
from campaign.tree import CircleError, UnitTree

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from campaign.definition import Unit
    from campaign.file.document import Document

_NEEDS_NEW = ("merge", "split", "transfer", "absorb")


def read_successions(document: Document, units: Collection[str] | None) -> tuple[Succession, ...]:
    """The successions that are in order; every mistake is noted. `units` None: the units could not be read."""
    good: list[Succession] = []
    for path, raw in document.tables("successions"):
        for key in ("old", "new"):
            document.refuse_stranger((*path, key), "unit", raw.get(key), units)
        table = document.read(SuccessionTable, raw, path)
        if table is None:
            continue
        if table.kind == "rename" and not table.name.strip():
            document.refuse((*path, "name"), "a rename needs the new name")
        if table.kind in _NEEDS_NEW and table.new is None:
            document.refuse((*path, "new"), f"a {table.kind} needs new: the unit it goes to")
        if table.new == table.old:
            document.refuse((*path, "new"), "a unit cannot succeed itself")
        good.append(Succession(**table.model_dump()))
    return tuple(good)


def check_circles(document: Document, units: Sequence[Unit], successions: Sequence[Succession]) -> None:
    """Note a succession after which units hang under each other in a circle."""
    tree = UnitTree(units, successions)
    for index, succession in enumerate(successions):
        try:
            tree.at(succession.on)
        except CircleError as circle:
            codes = ", ".join(circle.codes[:5])
            document.refuse(("successions", index), f"from this day on, units hang in a circle: {codes}")
