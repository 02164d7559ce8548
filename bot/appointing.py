"""`nuocrut import` with a list of assignments: into the database, or by the bot that may be running."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.applying import fresh_code
from bot.assigning import Assigning
from bot.bots import channels_of
from bot.cadre_lists import CadreLists
from bot.importing import MOST_LINES, ImportRefusedError
from bot.opening import opened
from bot.owning import ServiceError, ask, owning
from bot.settings import Settings
from bot.ways import ways_of
from campaign.assigning import is_assignments, tell
from campaign.file import CampaignFileError, read_campaign
from campaign.file.lists import target_columns_of
from campaign.importing.heading import meanings_of
from campaign.importing.telling import tell_fault
from campaign.texts import Texts
from campaign.vietnamese.numbers import count
from handlers.turn import Channel
from scheduler.civil import RealClock
from storage.importing.folder import FolderChangedError
from storage.importing.workbook import UnreadableFileError, read_file

_CHANGED = "Who is in charge of what has changed since the preview. Look at the list again."
_REASONS = {"FolderChangedError": _CHANGED}


@dataclass(frozen=True, slots=True)
class Shown:
    """A preview; `mark` is what tells it from others. How many would be changed, and how many are not in the list."""

    text: str
    mark: str
    changes: int
    absent: int


async def is_for_cadres(path: Path, folder: Path) -> bool:
    """Whether this file assigns cadres and is no list of units; what cannot be read is none."""
    try:
        grids = await asyncio.to_thread(read_file, path)
        campaign = await asyncio.to_thread(read_campaign, folder)
        return is_assignments(grids, meanings_of(campaign, target_columns_of(folder)))
    except (UnreadableFileError, CampaignFileError):
        return False


async def look_at(settings: Settings, path: Path) -> Shown:
    """The preview of this list; ImportRefusedError with every mistake. Nothing is changed."""
    try:
        grids = await asyncio.to_thread(read_file, path)
    except UnreadableFileError as error:
        raise ImportRefusedError(tell_fault(error.fault, Texts())) from error
    async with opened(settings, ImportRefusedError) as (database, campaign):
        looked = await Assigning(database, lambda: campaign, fresh_code).look(grids, RealClock().now())
    plan, texts = looked.plan, Texts(campaign.texts)
    told = tell(plan, texts, MOST_LINES)
    if plan.faults:
        raise ImportRefusedError(told)
    absent = len(plan.absent) + len(plan.absent_waiting)
    return Shown(told, looked.shown, len(plan.changes), absent)


async def put(settings: Settings, path: Path, shown: Shown, links: Path, ends_from: date | None) -> str:
    """Put in what was shown, all or nothing; a sentence that says what was done."""
    day = "" if ends_from is None else ends_from.isoformat()
    files = {"path": str(path.resolve()), "links": str(links.resolve())}
    asked = {"do": "assign", **files, "shown": shown.mark, "ends_from": day}
    try:
        answer = await ask(settings, asked)
    except OSError:
        return await _put_alone(settings, path, shown, links, day)
    if "offices" not in answer:
        refused = answer.get("refused", "")
        reason = (
            _REASONS.get(refused) or f"The running bot could not do it: {refused or 'its log may say why'}."
        )
        raise ImportRefusedError(reason)
    return _said(int(answer["offices"]), int(answer["people"]), links)


async def _put_alone(settings: Settings, path: Path, shown: Shown, links: Path, day: str) -> str:
    channels = await _channels(settings)
    try:
        with owning(settings.database_url):
            async with opened(settings, ImportRefusedError) as (database, campaign):
                lists = CadreLists(
                    Assigning(database, lambda: campaign, fresh_code),
                    lambda: campaign,
                    RealClock(),
                    lambda unit, code: ways_of(channels, unit, code),
                    lambda _changes: None,
                )
                return _said(*await lists.put_file(path, links, shown.mark, day), links)
    except FolderChangedError as error:
        raise ImportRefusedError(_CHANGED) from error
    except ServiceError as error:
        raise ImportRefusedError(str(error)) from error


async def _channels(settings: Settings) -> list[Channel]:
    """The bots that links lead to; without one there are codes alone."""
    try:
        return await channels_of(settings)
    except ServiceError:
        return []


def _said(offices: int, people: int, links: Path) -> str:
    done = f"{count(offices)} assignments are changed."
    return f"{done} The invitations of {count(people)} people are in {links}." if people else done
