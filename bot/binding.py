"""The certificates of a unit and all below it as PDF: decisions to commend first, then cards of thanks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection
from contextlib import aclosing
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from campaign.definition import Campaign
from campaign.papers.certificate import Certificate, commendation, thanks
from campaign.texts import Texts
from campaign.tree import UnitTree
from storage.database import Database
from storage.papers.certificates import commended, number_thanked, thanked

MOST = 2_000  # a tenth of a second each; for more there is `nuocrut certificates`
A_FILE = 250  # pages a file: some 10 MB


class TooManyError(Exception):
    """More certificates than are made for a chat; `number` says how many."""

    def __init__(self, number: int) -> None:
        """Keep how many."""
        super().__init__(str(number))
        self.number = number


async def make_certificates(
    database: Database,
    campaign: Campaign,
    folder: Path,
    unit: str,
    now: datetime,
    progress: Callable[[int, int], None],
) -> list[bytes]:
    """PDFs of at most `A_FILE` pages, none when there is nothing. `folder`: the campaign's, with its own templates.

    `now` is local. `progress` is told (made, to be made) after each; what it raises stops it. TooManyError.
    """
    units = units_under(campaign, unit, now.date())
    async with database.read() as connection:
        texts = Texts(campaign.texts)
        decided = await commended(connection, campaign, texts, now.date(), units)
        whole = len(decided) + await number_thanked(connection, units)
    if whole > MOST:
        raise TooManyError(whole)
    made: list[bytes] = []
    done = here = 0
    with TemporaryDirectory() as aside:
        every = _certificates(database, campaign, texts, now.date(), units)
        async with aclosing(every):
            async for kind, certificate in every:
                page = Path(aside) / f"{here}.pdf"
                await asyncio.to_thread(_set, kind, folder, certificate, page, now)
                here, done = here + 1, done + 1
                progress(done, whole)
                if here == A_FILE or done == whole:
                    made.append(await asyncio.to_thread(_bound, Path(aside), here, now))
                    here = 0
    return made


def units_under(campaign: Campaign, unit: str, day: date) -> Collection[str] | None:
    """The codes that count for a unit today, of those that ended too; None when all do."""
    tree = UnitTree(campaign.units, campaign.successions)
    below = {each.code for each in tree.at(day).subtree(unit)}
    ours = {each.code for each in campaign.units if (tree.heir(each.code, day) or campaign.root) in below}
    return None if len(ours) == len(campaign.units) else sorted(ours)


async def _certificates(
    database: Database, campaign: Campaign, texts: Texts, day: date, units: Collection[str] | None
) -> AsyncGenerator[tuple[str, Certificate], None]:
    async with database.read() as connection:
        for each in await commended(connection, campaign, texts, day, units):
            yield "commendation", commendation(campaign, texts, each)
        async for page in thanked(connection, campaign, texts, day, units):
            for one in page:
                yield "thanks", thanks(campaign, texts, one)


def _set(kind: str, folder: Path, certificate: Certificate, page: Path, now: datetime) -> None:
    from storage.papers.typesetting import TEMPLATES, template, typeset  # noqa: PLC0415  # loaded with the first paper

    own = folder / TEMPLATES
    beside = own if own.is_dir() else None
    [content, *_] = typeset(template(kind, folder), asdict(certificate), "pdf", now=now, beside=beside)
    page.write_bytes(content)


def _bound(folder: Path, pages: int, now: datetime) -> bytes:
    from storage.papers.binding import bind  # noqa: PLC0415  # nor this

    return bind(folder, pages, now)
