"""A transaction takes whole pieces of work, does them in their order, and all or nothing."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.database import Database
from storage.transaction import Statements
from storage.writing import write
from tests.storage.rows import chat

_COUNT = text("SELECT count(*) FROM chat")
_SLOW = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT max(i) FROM n"
)


async def _count(inside: Statements) -> int:
    return int(await inside.scalar(_COUNT))


async def test_queued_work_is_done_before_the_next_piece_and_in_its_order(database: Database) -> None:
    """Whoever reads sees what was queued before; what is queued last is done with the commit."""
    async with database.write() as transaction:
        transaction.queue(write, [chat(1)])
        transaction.queue(write, [chat(2)])
        assert await transaction.at_once(_count) == 2
        transaction.queue(write, [chat(3)])
    async with database.read() as reader:
        assert await reader.scalar(_COUNT) == 3


async def test_a_piece_of_work_runs_beside_the_loop_from_first_to_last_statement(database: Database) -> None:
    """All its statements are executed in one go in the file's own thread, the loop's thread runs none of them."""
    threads = []

    async def work(inside: Statements, number: int) -> int:
        threads.append(threading.current_thread())
        await write(inside, [chat(number)])
        threads.append(threading.current_thread())
        return await _count(inside)

    async with database.write() as transaction:
        assert await transaction.at_once(work, 7) == 1
    assert threads[0] is threads[1]
    assert threads[0] is not threading.current_thread()


async def test_queued_work_that_fails_takes_the_whole_transaction_with_it(database: Database) -> None:
    """What cannot be written at the end is an error of the transaction, and nothing of it is written."""

    async def fail() -> None:
        async with database.write() as transaction:
            await transaction.at_once(write, [chat(1)])
            transaction.queue(_insert_nothing)

    with pytest.raises(IntegrityError):
        await fail()
    async with database.write() as transaction:
        assert await transaction.scalar(_COUNT) == 0


async def _insert_nothing(inside: Statements) -> None:
    await inside.execute(text("INSERT INTO chat (id) VALUES (NULL)"))


async def test_work_that_waits_for_anything_else_is_refused(database: Database) -> None:
    """A piece of work that waits for the network would hold the lane; it is an error and nothing is written."""

    async def wait(inside: Statements) -> None:
        await write(inside, [chat(1)])
        await asyncio.sleep(0)

    async def try_it() -> None:
        async with database.write() as transaction:
            await transaction.at_once(wait)

    with pytest.raises(RuntimeError, match="something else than the database"):
        await try_it()
    async with database.write() as transaction:
        assert await transaction.scalar(_COUNT) == 0


async def test_whoever_is_cancelled_in_the_middle_has_written_nothing(database: Database) -> None:
    """The lane is free afterwards, however far the work had got."""
    begun = threading.Event()

    async def slow(inside: Statements) -> None:
        await write(inside, [chat(1)])
        begun.set()
        await inside.execute(_SLOW)

    async def write_slowly() -> None:
        async with database.write() as transaction:
            await transaction.at_once(slow)

    writing = asyncio.create_task(write_slowly())
    await asyncio.to_thread(begun.wait, 10)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    async with database.write() as transaction:
        assert await transaction.scalar(_COUNT) == 0


async def test_an_error_of_a_statement_reaches_whoever_asked(database: Database) -> None:
    """The error is raised where the work was handed over, and the transaction is taken back."""
    with pytest.raises(OperationalError, match="no such table"):
        async with database.write() as transaction:
            await transaction.execute(text("SELECT 1 FROM nowhere"))


def test_a_program_that_forgot_to_close_its_database_never_ended(empty: Path) -> None:
    """The thread of a connection left open does not keep the program from ending."""
    program = (
        "import asyncio; from storage.database import Database\n"
        f"asyncio.run(Database('sqlite+aiosqlite:///{empty}').open())"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
