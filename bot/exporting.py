"""`nuocrut export`: the report of a campaign as an Excel file; the bot may go on running meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.opening import opened
from bot.settings import Settings
from campaign.definition import Campaign, Phase
from campaign.tree import UnitTree
from campaign.vietnamese.numbers import count
from storage.database import Database
from storage.exporting.listing import Reader
from storage.exporting.report import write_report


class ExportError(Exception):
    """Nothing was written; the message is a plain sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: one phase or (left out) all, one unit's subtree or all, by the tree of a day or of today."""

    path: Path
    phase: str = ""
    unit: str = ""
    tree: date | None = None
    reader: Reader = "inside"


async def export(
    settings: Settings, order: Order, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> str:
    """Write the report; a sentence that says what was written. ExportError when it cannot be."""
    if not order.path.parent.is_dir():
        raise ExportError(f"There is no folder {order.path.parent}.")
    async with opened(settings, ExportError) as (database, campaign):
        return await _write(database, campaign, order, progress)


async def _write(
    database: Database, campaign: Campaign, order: Order, progress: Callable[[int, int], None]
) -> str:
    now = datetime.now(UTC)
    day = order.tree or now.astimezone(ZoneInfo(campaign.time_zone)).date()
    view = UnitTree(campaign.units, campaign.successions).at(day)
    scope = order.unit or (view.root.code if view.units else campaign.root)
    if scope not in view:
        raise ExportError(f"There is no unit {scope} on {day}.")
    try:
        listed, _ = await write_report(
            database,
            campaign,
            order.path,
            phases=_phases(campaign, order.phase),
            scope=scope,
            now=now,
            tree_day=day,
            reader=order.reader,
            progress=progress,
        )
    except OSError as error:
        raise ExportError(f"The file {order.path} cannot be written: {error.strerror}.") from error
    return f"{order.path}: {count(listed)} initiatives of {view.unit(scope).name}."


def _phases(campaign: Campaign, code: str) -> tuple[Phase, ...]:
    chosen = tuple(phase for phase in campaign.phases if not code or phase.code == code)
    if not chosen:
        known = ", ".join(phase.code for phase in campaign.phases)
        raise ExportError(f"There is no phase {code}; there are {known}.")
    return chosen
