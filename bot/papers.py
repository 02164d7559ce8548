"""`nuocrut form`: papers for the operator; the bot may go on running meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.opening import opened
from bot.settings import Settings
from storage.papers.making import Format, make_application
from storage.papers.reading import subject_of

_FORMATS: dict[str, Format] = {".docx": "docx", ".pdf": "pdf"}


class PaperError(Exception):
    """Nothing was written; the message is a plain sentence for the operator."""


async def print_form(settings: Settings, number: str, path: Path) -> str:
    """Write the application for this initiative; a sentence that says what was written. PaperError if it cannot be."""
    kind = _FORMATS.get(path.suffix.lower())
    if kind is None:
        raise PaperError(f"A form is a .docx or a .pdf, not {path.name}.")
    digits = number.rpartition("-")[2]
    if not digits.isdecimal() or len(digits) > 17:
        raise PaperError(f"{number} is no number of an initiative (SK-DA-000123, or 123).")
    now = datetime.now(UTC)
    async with opened(settings, PaperError) as (database, campaign):
        day = now.astimezone(ZoneInfo(campaign.time_zone)).date()
        async with database.read() as connection:
            subject = await subject_of(connection, campaign, int(digits), day=day, to=None)
        if subject is None:
            raise PaperError(f"There is no initiative with the number {number}.")
        if not campaign.application:
            raise PaperError(
                "The application of Circular 18/2013 is for initiatives; this campaign says application = false."
            )
        keep(path, await make_application(campaign, subject, kind, now))
    return f"{path}: {subject.number}, {subject.unit}."


def keep(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read. PaperError if that cannot be done."""
    try:
        path.touch(0o600)
        path.write_bytes(content)
    except OSError as error:
        raise PaperError(f"The file {path} cannot be written: {error.strerror}.") from error
