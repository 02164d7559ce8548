"""`nuocrut certificates`: a PDF and a picture for every decision to commend and for every valid initiative."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.opening import opened
from bot.papers import PaperError, keep
from bot.settings import Settings
from campaign.definition import Campaign
from campaign.papers.certificate import Certificate, commendation, thanks
from campaign.texts import Texts
from campaign.vietnamese.numbers import count
from storage.database import Database
from storage.papers.certificates import commended, thanked


async def print_certificates(
    settings: Settings, folder: Path, out: Path, told: Callable[[str], None] = lambda _line: None
) -> str:
    """Write them all into `out`; a sentence that says how many. PaperError when that cannot be done."""
    from storage.papers.typesetting import TemplateError  # noqa: PLC0415  # loaded with the first paper

    if not (folder / "campaign.toml").is_file():
        raise PaperError(f"{folder} is no campaign's folder: there is no campaign.toml in it.")
    try:
        out.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise PaperError(f"The folder {out} cannot be made: {error.strerror}.") from error
    made = {"commendation": 0, "thanks": 0}
    now = datetime.now(UTC)
    async with opened(settings, PaperError) as (database, campaign):
        day = now.astimezone(ZoneInfo(campaign.time_zone)).date()
        async for kind, certificate in _certificates(database, campaign, day):
            try:
                await asyncio.to_thread(_write, kind, folder, certificate, out, now)
            except TemplateError as error:
                raise PaperError(f"The template {kind}.typ cannot be set:\n{error}") from error
            made[kind] += 1
            if sum(made.values()) % 100 == 0:
                told(f"{count(sum(made.values()))} …")
    return f"{out}: {count(made['commendation'])} commendations, {count(made['thanks'])} cards of thanks."


async def _certificates(
    database: Database, campaign: Campaign, day: date
) -> AsyncIterator[tuple[str, Certificate]]:
    texts = Texts(campaign.texts)
    async with database.read() as connection:
        for each in await commended(connection, campaign, texts, day):
            yield "commendation", commendation(campaign, texts, each)
        async for page in thanked(connection, campaign, texts, day):
            for one in page:
                yield "thanks", thanks(campaign, texts, one)


def _write(kind: str, folder: Path, certificate: Certificate, out: Path, now: datetime) -> None:
    from storage.papers.typesetting import TEMPLATES, template, typeset  # noqa: PLC0415  # loaded with the first paper

    own, data = folder / TEMPLATES, asdict(certificate)
    beside = own if own.is_dir() else None
    words = template(kind, folder)
    [page, *_] = typeset(words, data, "pdf", now=now, beside=beside)
    [picture, *_] = typeset(words, data, "png", now=now, beside=beside)
    keep(out / f"{certificate.name}.pdf", page)
    keep(out / f"{certificate.name}.png", picture)
