"""`nuocrut import`: a list of units from Excel into the campaign's folder, and into the bot that may be running."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.applying import apply_campaign
from bot.owning import ServiceError, ask, owning
from bot.settings import Settings
from campaign.file import CampaignFileError, read_campaign
from campaign.importing import tell
from campaign.importing.telling import tell_fault
from campaign.texts import Texts
from campaign.vietnamese.numbers import count
from storage import campaigns
from storage.database import Database
from storage.importing import folder as files
from storage.importing.workbook import UnreadableFileError, read_file
from storage.migrating import current, newest

MOST_LINES = 200


class ImportRefusedError(Exception):
    """Nothing was changed; the message says why, line by line."""


async def look_at(path: Path, folder: Path) -> tuple[str, files.Prepared]:
    """The preview of this list, and what is to be put into the folder if it is agreed to. Nothing is changed."""
    texts = Texts()
    try:
        campaign = await asyncio.to_thread(read_campaign, folder)
        today = datetime.now(ZoneInfo(campaign.time_zone)).date()
        grids = await asyncio.to_thread(read_file, path)
        prepared = await asyncio.to_thread(files.prepare, folder, grids, today)
    except UnreadableFileError as error:
        raise ImportRefusedError(tell_fault(error.fault, texts)) from error
    except CampaignFileError as error:
        raise ImportRefusedError(f"The campaign has mistakes already:\n{error}") from error
    preview = tell(prepared.plan, texts, MOST_LINES)
    if prepared.plan.faults:
        raise ImportRefusedError(preview)
    return preview, prepared


async def put(settings: Settings, folder: Path, prepared: files.Prepared) -> str:
    """Write and apply what was looked at; a sentence that says what was done.

    All or nothing: what the running bot or the database refuses is taken back out of the folder.
    """
    try:
        files.put(folder, prepared, datetime.now(UTC))
    except files.FolderChangedError as error:
        raise ImportRefusedError(
            "units.csv has changed since the preview. Look at the list again."
        ) from error
    except OSError as error:
        raise ImportRefusedError(f"The folder {folder} cannot be written to: {error.strerror}.") from error
    try:
        applied = await _apply(settings, folder)
    except _REFUSALS as error:
        files.restore(folder)
        raise ImportRefusedError(str(error)) from error
    return f"{count(len(prepared.plan.changes))} changes are in {folder / files.UNITS}. {applied}"


async def undo(settings: Settings, folder: Path) -> str:
    """Put the folder back as it was before the last import and apply that; a sentence that says what was done."""
    try:
        after = files.former(folder)
        await asyncio.to_thread(files.check_former, folder)
        present = files.texts_of(folder)
        files.put_back(folder, after)
    except files.NothingToUndoError as error:
        raise ImportRefusedError(f"No import is remembered in {folder}.") from error
    except files.FolderChangedError as error:
        raise ImportRefusedError(
            "units.csv or successions.csv was edited after the last import: undo it by hand, from the .bak files."
        ) from error
    except CampaignFileError as error:
        raise ImportRefusedError(f"The former files do not fit the campaign any more:\n{error}") from error
    try:
        applied = await _apply(settings, folder)
    except _REFUSALS as error:
        files.put_back(folder, present)
        raise ImportRefusedError(str(error)) from error
    files.forget(folder)
    return f"{folder / files.UNITS} is what it was before the last import. {applied}"


async def _apply(settings: Settings, folder: Path) -> str:
    """Let the running bot take the folder as it is now, or the database when no bot runs."""
    try:
        answer = await ask(settings, {"do": "reload", "folder": str(folder.resolve())})
    except OSError:
        return await _apply_alone(settings, folder)
    if "done" in answer:
        return "The running bot uses it from now on."
    raise ServiceError(answer.get("refused") or "The running bot could not apply it; its log may say why.")


async def _apply_alone(settings: Settings, folder: Path) -> str:
    with owning(settings.database_url):
        if await current(settings.database_url) != newest():
            return "The bot will use it from its first start on."
        campaign = await asyncio.to_thread(read_campaign, folder)
        database = Database(settings.database_url)
        await database.open()
        try:
            await apply_campaign(database, campaign, datetime.now(UTC))
        finally:
            await database.close()
    return "It is in the database; the bot uses it when it starts."


_REFUSALS = (
    ServiceError, CampaignFileError, campaigns.WrongCampaignError, campaigns.UnitsInUseError,
)  # fmt: skip
