"""A long report written by a process of its own, so that nobody who talks to the bot waits for it.

Writing 600,175 rows takes a minute of one processor. In a thread it would take turns with the conversations over the
interpreter's lock. The child reads a copy of the database, steps back behind the bot, and says how far it is.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import sys
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from campaign.definition import Campaign
from storage.database import Database
from storage.exporting.listing import Reader
from storage.exporting.report import Progress, Written, write_report
from storage.models import table_of

_COPY = "moment.sqlite3"
_POLITE = 10  # how much it steps back behind the bot
_LONG = 5_000  # initiatives in the campaign from which a process of its own is worth its start


class ReportFailedError(Exception):
    """The child ended without a report; the message is the end of what it complained of."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted: a unit's subtree by the tree of a day, for whom, the list alone or everything, split or not."""

    scope: str
    now: datetime
    tree_day: date
    reader: Reader = "inside"
    list_only: bool = False
    a_file: int | None = None


async def write_beside(
    database: Database, campaign: Campaign, path: Path, asked: Asked, progress: Progress
) -> Written:
    """As `write_report`, of all phases: a long one by a process of its own, which ends when `progress` raises."""
    made = table_of("initiative")
    async with database.read() as connection:
        whole = await connection.scalar(select(func.count()).select_from(made))
    if (whole or 0) < _LONG:
        return await _write(database, campaign, path, asked, progress)
    return await _write_apart(database.url, campaign, path, asked, progress)


async def _write(
    database: Database, campaign: Campaign, path: Path, asked: Asked, progress: Progress
) -> Written:
    return await write_report(
        database, campaign, path, phases=campaign.phases, scope=asked.scope, now=asked.now, tree_day=asked.tree_day,
        reader=asked.reader, list_only=asked.list_only, a_file=asked.a_file, progress=progress,
    )  # fmt: skip


async def _write_apart(url: str, campaign: Campaign, path: Path, asked: Asked, progress: Progress) -> Written:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "storage.exporting.apart",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    complaint = asyncio.create_task(_drained(child.stderr))
    try:
        written = await _followed(child, _order(url, campaign, path, asked), progress)
    finally:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
        said = (await complaint).decode(errors="replace").strip().splitlines()
    if written is None:
        raise ReportFailedError(said[-1] if said else "it was ended")
    return written


async def _followed(child: asyncio.subprocess.Process, order: bytes, progress: Progress) -> Written | None:
    """Hand the order over and hear how far it is; None when it ends without a report."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(order)
    with suppress(ConnectionError):
        await child.stdin.drain()
    child.stdin.close()
    async for line in child.stdout:
        told = json.loads(line)
        if "files" in told:
            return Written(told["listed"], tuple(Path(each) for each in told["files"]))
        progress(told["done"], told["whole"])
    return None


async def _drained(stream: asyncio.StreamReader | None) -> bytes:
    return b"" if stream is None else await stream.read()


def _order(url: str, campaign: Campaign, path: Path, asked: Asked) -> bytes:
    told = {
        "url": url, "path": str(path), "scope": asked.scope, "now": asked.now.isoformat(),
        "tree_day": asked.tree_day.isoformat(), "reader": asked.reader, "list_only": asked.list_only,
        "a_file": asked.a_file, "campaign": campaign.model_dump_json(),
    }  # fmt: skip
    return json.dumps(told).encode()


# The child


async def _child(told: dict[str, Any]) -> Written:
    asked = Asked(
        told["scope"],
        datetime.fromisoformat(told["now"]),
        date.fromisoformat(told["tree_day"]),
        told["reader"],
        told["list_only"],
        told["a_file"],
    )
    path = Path(told["path"])
    database = Database(_at_this_moment(told["url"], path.parent))
    try:
        campaign = Campaign.model_validate_json(told["campaign"])
        return await _write(database, campaign, path, asked, _tell)
    finally:
        await database.close()


def _at_this_moment(url: str, folder: Path) -> str:
    """A copy of an SQLite file to read from, in this folder; a server's database needs none.

    Whoever reads one state for minutes keeps SQLite from taking its log back into the file, which grows all the while.
    """
    place = make_url(url)
    if place.get_backend_name() != "sqlite" or not place.database:
        return url
    copy = folder / _COPY
    original = f"{Path(place.database).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(original, uri=True)) as source, closing(sqlite3.connect(copy)) as target:
        target.execute("PRAGMA synchronous=OFF")
        source.backup(target)
    return place.set(database=str(copy)).render_as_string(hide_password=False)


def _tell(done: int, whole: int) -> None:
    _print({"done": done, "whole": whole})


def _print(told: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()


def main() -> None:
    """Write what standard input asks for; who started us and is gone ends this with the next page."""
    os.nice(_POLITE)
    written = asyncio.run(_child(json.loads(sys.stdin.buffer.read())))
    _print({"listed": written.listed, "files": [str(each) for each in written.files]})


if __name__ == "__main__":
    main()
