"""The whole report of a campaign as one Excel file, with progress and a way to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from campaign.definition import Campaign, Phase
from campaign.reports import list_table, sheets
from campaign.texts import Texts
from storage.database import Database
from storage.exporting.excel import Workbook
from storage.exporting.figures import read_facts
from storage.exporting.listing import Reader, pages


async def write_report(
    database: Database,
    campaign: Campaign,
    path: Path,
    *,
    phases: Sequence[Phase],
    scope: str,
    now: datetime,
    tree_day: date,
    reader: Reader = "inside",
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> int:
    """Write the report to `path`; how many initiatives it lists. All figures are of one moment.

    `progress` is told (listed, to be listed) after every page; what it raises stops the writing, and the file that
    was begun is taken away.
    """
    texts = Texts(campaign.texts)
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as aside:
        begun = Path(aside) / path.name
        async with database.read() as connection:
            facts = await read_facts(connection, campaign, phases, scope, now=now, tree_day=tree_day)
            with closing(Workbook(begun, facts.zone)) as book:
                for table in sheets(facts, texts):
                    await asyncio.to_thread(book.add, table)
                book.begin(list_table(facts, texts, ()))
                listed, whole = 0, facts.total().submitted
                async for rows in pages(connection, facts, texts, reader):
                    await asyncio.to_thread(book.extend, rows)
                    listed += len(rows)
                    progress(listed, whole)
        begun.chmod(0o600)
        begun.replace(path)
    return listed
