"""The whole report of a campaign as Excel, with progress and a way to stop; a long list goes on in further files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from campaign.definition import Campaign, Phase
from campaign.reports import Facts, list_table, sheets
from campaign.reports.table import Cell
from campaign.texts import Texts
from storage.database import Database
from storage.exporting.excel import Workbook
from storage.exporting.figures import read_facts
from storage.exporting.listing import Reader, pages
from storage.transaction import Statements

Progress = Callable[[int, int], None]


class Written(NamedTuple):
    """How many initiatives are listed, and the files, the figures in the first."""

    listed: int
    files: tuple[Path, ...]


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
    list_only: bool = False,
    a_file: int | None = None,
    progress: Progress = lambda _done, _of: None,
) -> Written:
    """Write the report to `path`, at most `a_file` initiatives in it and in each further file beside it (`…-2.xlsx`).

    `list_only`: without the figures. All figures are of one moment. `progress` is told (listed, to be listed) after
    every page; what it raises stops the writing, and what was begun is taken away.
    """
    texts = Texts(campaign.texts)
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as aside:
        async with database.read() as connection:
            facts = await read_facts(connection, campaign, phases, scope, now=now, tree_day=tree_day)
            parts = _Parts(Path(aside) / path.name, facts, texts, a_file)
            with closing(parts):
                if not list_only:
                    for table in sheets(facts, texts):
                        await asyncio.to_thread(parts.book.add, table)
                await _list(connection, parts, facts, texts, reader, progress)
        for begun in parts.files:
            begun.chmod(0o600)
        files = tuple(begun.replace(path.with_name(begun.name)) for begun in parts.files)
    return Written(parts.listed, files)


async def _list(
    connection: Statements, parts: _Parts, facts: Facts, texts: Texts, reader: Reader, progress: Progress
) -> None:
    parts.begin_list()
    whole = facts.total().submitted
    async for rows in pages(connection, facts, texts, reader):
        await asyncio.to_thread(parts.extend, rows)
        progress(parts.listed, whole)


class _Parts:
    """The files one after the other; `close` makes the one being written whole."""

    def __init__(self, path: Path, facts: Facts, texts: Texts, a_file: int | None) -> None:
        self._path = path
        self._facts = facts
        self._texts = texts
        self._a_file = a_file
        self._here = 0
        self.listed = 0
        self.files: list[Path] = []
        self.book = self._next()

    def _next(self) -> Workbook:
        number = len(self.files) + 1
        path = self._path if number == 1 else self._path.with_stem(f"{self._path.stem}-{number}")
        self.files.append(path)
        return Workbook(path, self._facts.zone)

    def begin_list(self) -> None:
        self.book.begin(list_table(self._facts, self._texts, ()))
        self._here = 0

    def extend(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        room = len(rows) if self._a_file is None else self._a_file - self._here
        self._take(rows[:room])
        if rest := rows[room:]:
            self.close()
            self.book = self._next()
            self.begin_list()
            self.extend(rest)

    def _take(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        self.book.extend(rows)
        self._here += len(rows)
        self.listed += len(rows)

    def close(self) -> None:
        self.book.close()
