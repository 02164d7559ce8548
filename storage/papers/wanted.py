"""What exactly a report is wanted of, as an order keeps it: a unit, for whom, by the tree of which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

_MARK = "|"  # in no code of a unit


@dataclass(frozen=True, slots=True)
class Wanted:
    """`portal`: only the list, of those who agreed to be passed on. `tree`: the day whose tree it is by."""

    unit: str
    portal: bool = False
    tree: date | None = None

    @property
    def reader(self) -> Literal["inside", "portal"]:
        """Who is going to read it."""
        return "portal" if self.portal else "inside"

    def stored(self) -> str:
        """As an order keeps it."""
        parts = [
            self.unit,
            *(["portal"] if self.portal else []),
            *([self.tree.isoformat()] if self.tree else []),
        ]
        return _MARK.join(parts)

    @classmethod
    def read(cls, about: str) -> Wanted:
        """Of the stored form."""
        unit, *parts = about.split(_MARK)
        days = [date.fromisoformat(part) for part in parts if part != "portal"]
        return cls(unit, "portal" in parts, days[0] if days else None)
