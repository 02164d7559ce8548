"""entered.csv: initiatives that were entered before the bot existed, one a line (optional)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.definition import Entered
from campaign.file.tables import EnteredRow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from campaign.definition import Phase
    from campaign.file.sheet import Sheet

COLUMNS = tuple(EnteredRow.model_fields)
REQUIRED = ("key", "unit", "entered_at", "title")


def read_entered(
    sheet: Sheet, zone: ZoneInfo, codes: Mapping[str, Collection[str]], phases: Sequence[Phase] | None
) -> tuple[Entered, ...]:
    """The lines that are in order; every mistake is noted. `codes`: what exists by column (unit, field, …).

    `phases` None: they could not be read, so nothing is said about the days.
    """
    if not sheet.has_columns(REQUIRED, COLUMNS):
        return ()
    entered: dict[str, tuple[int, Entered]] = {}
    for row in sheet.rows:
        for column, known in codes.items():
            sheet.refuse_stranger(row, column, known)
        told = sheet.read(EnteredRow, row, {name: cell for name, cell in row.cells.items() if cell}, zone)
        if told is None:
            continue
        one = Entered(**told.model_dump())
        first, _ = entered.setdefault(one.key, (row.line, one))
        if first != row.line:
            sheet.refuse(row.line, "key", f"the key “{one.key}” is on line {first} already")
        if phases is not None and not any(
            phase.starts_at <= one.entered_at < phase.ends_at for phase in phases
        ):
            reason = f"{one.entered_at:%Y-%m-%d} lies in no phase: it would be counted nowhere"
            sheet.refuse(row.line, "entered_at", reason)
    return tuple(one for _, one in entered.values())
