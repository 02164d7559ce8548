"""The first kill test: whatever point the bot is killed at, nothing that was confirmed is lost or done twice."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.bot.telephones import GROUP, Cradle, Exchange, open_exchange

LAN = 1001


@pytest.fixture(scope="module")
def cradle() -> Iterator[Cradle]:
    """Where the processes of this file come from."""
    made = Cradle()
    yield made
    made.close()


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """A campaign of one unit whose sprint is running today."""
    return write_campaign(tmp_path)


def write_campaign(tmp_path: Path) -> Path:
    """Its folder."""
    today = datetime.now(UTC).date()
    folder = tmp_path / "campaign"
    folder.mkdir()
    (folder / "campaign.toml").write_text(
        f"""code = "TH"
name = "Chương trình thử"
root = "GOC"
[owner]
name = "Công đoàn"
contact = "Văn phòng"
[[phases]]
code = "gd1"
name = "Giai đoạn 1"
from = {today - timedelta(days=20)}
until = {today + timedelta(days=20)}
[[sprints]]
code = "cd"
name = "Đợt cao điểm"
phase = "gd1"
from = {today - timedelta(days=10)}
until = {today + timedelta(days=10)}
[clusters]
C = "Cụm 1"
[[targets]]
phase = "gd1"
kind = "allocated"
column = "gd1"
""",
        "utf-8",
    )
    (folder / "units.csv").write_text(
        "code,name,parent,cluster,members,gd1\nGOC,Công đoàn huyện,,,,40\nTHU1,Trường Thử Nghiệm,GOC,C,50,40\n",
        "utf-8",
    )
    return folder


async def check(exchange: Exchange, *, again: int = 0) -> None:
    """What has to hold whatever happened: acknowledged ⊆ stored, each once, nothing left half done."""
    await exchange.rests()
    told = exchange.receipts()
    stored = [number for (number,) in exchange.rows("SELECT id FROM initiative ORDER BY id")]
    assert set(told) <= set(stored), "a receipt for nothing"
    assert len(stored) == len(exchange.rows("SELECT DISTINCT draft_id FROM initiative")), "registered twice"
    assert sum(told.values()) - len(told) <= again, f"receipts came again: {told}"
    assert exchange.rows("SELECT error FROM inbox WHERE state = 'set_aside'") == []
    tallied = exchange.rows("SELECT sum(submitted) FROM tally")[0][0]
    assert tallied == len(stored) == exchange.rows("SELECT sum(submitted) FROM tally_day")[0][0]
    exchange.world.check_callbacks()
    assert [f"{each.method}: {each.reason}" for each in exchange.world.violations] == []


@pytest.mark.parametrize(
    ("point", "registered", "again"),
    [
        ("in the transaction", 0, 0),
        ("after the commit", 1, 0),
        ("after the send", 1, 1),
        ("before the next poll", 1, 0),
    ],
)
async def test_a_kill_loses_nothing(
    tmp_path: Path, campaign: Path, cradle: Cradle, point: str, registered: int, again: int
) -> None:
    """Killed around a registration, the worker gets the receipt all the same, is registered once, and goes on.

    `registered`: what the database holds right after the kill. Only where the platform had taken the message and
    nobody could know it does the receipt come a second time.
    """
    async with open_exchange(tmp_path, campaign, cradle) as exchange:
        await exchange.start_bot(point)
        await exchange.joins(LAN, "Nguyễn Văn An")
        card = await exchange.fills_in(LAN, "Lập sổ mượn thiết bị bằng mã QR")
        mark = exchange.world.mark(LAN)
        exchange.sends(LAN, card)
        await exchange.is_killed()
        assert len(exchange.rows("SELECT id FROM initiative")) == registered

        await exchange.start_bot()
        await exchange.hears(LAN, "Đã ghi nhận SK-TH-000001", mark)
        await exchange.does(LAN, lambda: exchange.world.people.say(LAN, "của tôi"), "SK-TH-000001")
        await check(exchange, again=again)
        assert sum(exchange.receipts().values()) == 1 + again
        await exchange.stop_bot()


@pytest.mark.parametrize(("drop", "copies"), [("before", 1), ("after", 2)])
async def test_a_cut_connection_loses_no_receipt(
    tmp_path: Path, campaign: Path, cradle: Cradle, drop: str, copies: int
) -> None:
    """The connection breaks before or after the platform took the receipt: it comes again, because nobody can know."""
    async with open_exchange(tmp_path, campaign, cradle) as exchange:
        await exchange.start_bot()
        await exchange.joins(LAN, "Nguyễn Văn An")
        card = await exchange.fills_in(LAN, "Lập sổ mượn thiết bị bằng mã QR")
        fault = exchange.fault(method="sendMessage", chat_id=LAN, drop=drop)
        mark = exchange.world.mark(LAN)
        exchange.sends(LAN, card)
        await exchange.hears(LAN, "Đã ghi nhận SK-TH-000001", mark)
        await exchange.rests()
        assert fault.seen == 1
        assert sum(exchange.receipts().values()) == copies
        await check(exchange, again=copies - 1)
        await exchange.stop_bot()


async def test_a_post_is_not_repeated(tmp_path: Path, campaign: Path, cradle: Cradle) -> None:
    """Killed while a board and a question are being sent: the question comes again, the board is shown as unknown."""
    async with open_exchange(tmp_path, campaign, cradle) as exchange:
        await exchange.start_bot()
        await exchange.joins(LAN, "Nguyễn Văn An")
        await exchange.rests()
        await exchange.stop_bot()
        _leave_sending(exchange)

        await exchange.start_bot()
        await exchange.hears(LAN, "Câu hỏi dở dang", 0)
        await exchange.rests()
        states = dict(exchange.rows("SELECT kind, state FROM outbox WHERE id > 9000"))
        assert states == {"board": "unknown", "question": "sent"}
        assert exchange.world.delivered(GROUP) == []
        await exchange.stop_bot()


def _leave_sending(exchange: Exchange) -> None:
    """What a process killed in the middle of sending leaves behind."""
    now = int(datetime.now(UTC).timestamp() * 1_000_000)
    with sqlite3.connect(exchange.folder / "nuocrut.sqlite3") as connection:
        lan = connection.execute("SELECT id FROM chat").fetchone()[0]
        connection.execute(
            "INSERT INTO chat (id, channel, bot, address, kind, title, state, created_at)"
            " VALUES (9000, 'telegram', '5000000002', ?, 'group', 'Tổ 1', 'active', ?)",
            (str(GROUP), now),
        )
        for number, (chat, kind) in enumerate([(9000, "board"), (lan, "question")], 9001):
            connection.execute(
                "INSERT INTO outbox (id, chat_id, kind, body, priority, state, not_before, useful_until, attempts,"
                " created_at, reason) VALUES (?, ?, ?, ?, 0, 'sending', ?, ?, 0, ?, '')",
                (number, chat, kind, '{"t":"Câu hỏi dở dang"}', now, now + 3_600_000_000, now),
            )


async def test_kills_at_any_moment(tmp_path: Path, campaign: Path, cradle: Cradle) -> None:
    """Five workers register while the bot is killed again and again: nobody has to repeat a word, all are counted."""
    dice = random.Random(20220531)  # noqa: S311  # moments of a test
    async with open_exchange(tmp_path, campaign, cradle, people=5) as exchange:
        await exchange.start_bot()
        workers = [asyncio.create_task(_register(exchange, 1001 + each)) for each in range(5)]
        for _ in range(4):
            heard = len(exchange.world.ledger) + dice.randrange(2, 9)
            async with asyncio.timeout(20):
                while len(exchange.world.ledger) < heard and not all(map(asyncio.Task.done, workers)):  # noqa: ASYNC110
                    await asyncio.sleep(0.001)  # another process has no event here
            await exchange.kill_bot()
            await exchange.start_bot()
        await asyncio.gather(*workers)
        assert len(exchange.rows("SELECT id FROM initiative")) == 5
        await check(exchange, again=5)
        await exchange.stop_bot()


async def _register(exchange: Exchange, chat: int) -> None:
    await exchange.joins(chat, "Nguyễn Văn An")
    card = await exchange.fills_in(chat, f"Lập sổ mượn thiết bị bằng mã QR số {chat}")
    mark = exchange.world.mark(chat)
    exchange.sends(chat, card)
    heard = await exchange.world.wait_reply(
        chat, mark, until=lambda message: _is_end(message.text), timeout=30
    )
    if not any("Đã ghi nhận" in message.text for message in heard):
        again = next(message for message in reversed(heard) if "gần giống" in message.text)
        mark = exchange.world.mark(chat)
        exchange.world.people.press(chat, again.id, label="Khác, vẫn gửi")
        await exchange.hears(chat, "Đã ghi nhận", mark)


def _is_end(text: str) -> bool:
    return "Đã ghi nhận" in text or "gần giống" in text
