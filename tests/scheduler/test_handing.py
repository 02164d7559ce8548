"""Handing over: a post whose bot has no messages left reaches its group through somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from campaign.quota import Plan
from scheduler.civil import TurnedClock
from scheduler.delivery import Delivery
from scheduler.handing import HandingOver, bearers
from scheduler.pace import Pacer
from scheduler.pump import Pump
from scheduler.quota import Meter
from storage.database import Database
from storage.messages import Message
from storage.outbox import insert_new
from storage.records import GroupLink, Role
from storage.writing import write
from tests.scheduler.stage import staging
from tests.storage.rows import NOW, chat, outgoing, person

COUNTED = ("counted", "1")
GROUP, OF_CADRE_HERE, OF_CADRE_THERE, OF_OWNER_THERE = 1, 2, 3, 4
CADRE, OWNER = 1, 2
POST = Message("Toàn huyện: 1.008 sáng kiến", "Bảng tiến độ").to_json()


def role(number: int, person_id: int, name: Any, unit: str) -> Role:
    return Role(
        id=number, person_id=person_id, role=name, unit=unit, since=NOW - timedelta(days=1), until=None,
        granted_by=None,
    )  # fmt: skip


@dataclass
class House:
    """A pump before one counted bot and one that is not."""

    database: Database
    meter: Meter
    pump: Pump

    async def pump_all(self) -> None:
        for _ in range(3):
            await self.pump.pump()

    async def outbox(self) -> list[Any]:
        """(kind, chat, state, reason) of every row, and the words of the rows made here."""
        async with self.database.read() as connection:
            asked = "SELECT kind, chat_id, state, reason, body FROM outbox ORDER BY id"
            return list((await connection.execute(text(asked))).all())


@pytest.fixture
async def house(database: Database) -> House:
    """A group on the counted bot, its cadre on both bots, an owner on the other; the board of today is due."""
    async with database.write() as connection:
        await write(
            connection,
            [
                person(CADRE), person(OWNER),
                chat(GROUP, channel="counted", kind="group", title="Tổ 1"),
                chat(OF_CADRE_HERE, channel="counted", person_id=CADRE),
                chat(OF_CADRE_THERE, person_id=CADRE),
                chat(OF_OWNER_THERE, person_id=OWNER),
                role(1, CADRE, "cadre", "LDLD"), role(2, OWNER, "owner", "LDLD"),
                GroupLink(
                    chat_id=GROUP, unit="LDLD", state="active", board_at=17 * 60, linked_at=NOW, linked_by=CADRE
                ),
            ],
        )  # fmt: skip
        await insert_new(connection, [outgoing(1, kind="board", key="board/5", body=POST)])
    clock = TurnedClock(NOW)
    meter = Meter(*COUNTED, Plan(messages=100), clock)
    meters = {COUNTED: meter}
    delivery = Delivery({}, clock, Pacer(), meters)
    await database.close()
    await database.open()
    return House(
        database, meter, Pump(database, clock, Pacer(), delivery, meters, HandingOver(staging, meters))
    )


async def test_a_board_is_given_to_the_cadre_on_the_other_platform(house: House) -> None:
    """Once the month is used up: what to do with it, then the ready text alone; the board itself is handed over."""
    house.meter.stop()
    await house.pump_all()
    board, how, ready = await house.outbox()
    assert board[:4] == ("board", GROUP, "handed_over", "quota")
    assert (how[0], how[1], ready[0], ready[1]) == ("handover", OF_CADRE_THERE, "handover", OF_CADRE_THERE)
    assert "Chuyển tiếp" in Message.from_json(how[4]).text
    assert "“Tổ 1”" in Message.from_json(how[4]).text
    assert ready[4] == POST


async def test_what_to_do_with_it_is_said_once_a_month(house: House) -> None:
    """The next day's board comes alone."""
    house.meter.stop()
    await house.pump_all()
    async with house.database.write() as connection:
        await insert_new(connection, [outgoing(90, kind="board", key="board/6", body=POST)])
    await house.pump_all()
    assert [row[0] for row in await house.outbox()].count("handover") == 3


async def test_who_has_opted_out_is_passed_by(house: House) -> None:
    """The next one is asked: the owner."""
    async with house.database.write() as connection:
        await write(connection, [person(CADRE, reminders=False)])
    house.meter.stop()
    await house.pump_all()
    assert {row[1] for row in await house.outbox() if row[0] == "handover"} == {OF_OWNER_THERE}


async def test_where_nobody_can_be_reached_it_is_missed(house: House) -> None:
    """With its reason; who is only on the bot that may not send is not reached."""
    async with house.database.write() as connection:
        await write(
            connection,
            [
                chat(OF_CADRE_THERE, person_id=CADRE, state="blocked"),
                chat(OF_OWNER_THERE, person_id=OWNER, state="blocked"),
            ],
        )
    house.meter.stop()
    await house.pump_all()
    assert [row[:4] for row in await house.outbox()] == [("board", GROUP, "missed", "quota")]


async def test_with_messages_left_the_board_goes_to_its_group(house: House) -> None:
    """Nothing is handed over at 95 %."""
    house.meter.spent(96)
    await house.pump_all()
    assert [row[:3] for row in await house.outbox()] == [("board", GROUP, "sending")]


def test_the_nearest_passes_it_on() -> None:
    """Who linked the group while he holds an office, then the cadres up the tree, then the owners, each once."""
    view = staging().view(NOW)
    unit = view.children("LDLD")[0].code
    link = GroupLink(
        chat_id=1, unit=unit, state="active", board_at=1020, linked_at=NOW, linked_by=7
    )  # fmt: skip
    roles = [
        role(1, 5, "owner", "LDLD"),
        role(2, 6, "cadre", "LDLD"),
        role(3, 8, "cadre", unit),
        role(4, 7, "cadre", unit),
    ]
    assert bearers(link, roles, view, NOW) == (7, 8, 6, 5)
    assert bearers(link, roles[:3], view, NOW) == (8, 6, 5)
