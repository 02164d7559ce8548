"""What is wrong with a list, said so that whoever made it finds the cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """A text id with its variables; `sheet` and `cell` (or the row's number) where it is not about the whole file."""

    text_id: str
    variables: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    cell: str = ""
