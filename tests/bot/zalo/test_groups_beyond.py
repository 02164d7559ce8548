"""More groups than the plan allows, and a month that is over: posts reach their groups through a cadre."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sandbox.zalo.world import Plan
from storage.database import Database
from storage.messages import Message
from storage.outbox import Outgoing, insert_new
from storage.records import Chat, GroupLink, Role
from storage.writing import write
from tests.bot.zalo.test_quota import bot_of, come, rows
from tests.bot.zalo.test_talking import joins
from tests.bot.zalo.wire import GROUP, LAN, NOW, TOKEN, House, Stand, open_house, open_stand

FOURTH = -4004
STATES = "SELECT state, reason FROM outbox WHERE kind = 'board' ORDER BY id"


async def linked(stand: Stand, house: House) -> dict[int, int]:
    """Two groups of Lan, who is a cadre, the first linked a day before the other; our chats by their numbers."""
    await joins(stand, LAN)
    (found,) = await rows(house, "SELECT person_id FROM chat WHERE person_id IS NOT NULL")
    person, ids = found[0], house.app.database.ids
    stand.world.groups.create("Tổ 4", LAN, [], number=FOURTH)
    stand.world.groups.invite_bot(FOURTH)
    chats = {number: ids.take("chat") for number in (GROUP, FOURTH)}
    async with house.app.database.write() as connection:
        for days, (number, chat) in enumerate(chats.items()):
            address = stand.world.address(number)
            made = Chat(
                id=chat, channel="zalo", bot=bot_of(stand), address=address, kind="group", title=f"Tổ {-number}",
                state="active", person_id=None, created_at=NOW,
            )  # fmt: skip
            link = GroupLink(
                chat_id=chat, unit="LDLD", state="active", board_at=1020, linked_by=person,
                linked_at=NOW - timedelta(days=2 - days),
            )  # fmt: skip
            await write(connection, [made, link])
        role = Role(
            id=ids.take("role"), person_id=person, role="cadre", unit="LDLD", since=NOW, until=None, granted_by=None
        )  # fmt: skip
        await write(connection, [role])
    await house.app.tick()
    return chats


async def post(house: House, chats: dict[int, int], text: str) -> None:
    """A board for both groups, due now."""
    await put(house.app.database, chats, text)
    house.app.pump.kick()


async def put(database: Database, chats: dict[int, int], text: str, now: datetime = NOW) -> None:
    """The same, which nobody has looked at yet."""
    boards = [
        Outgoing(
            id=database.ids.take("outbox"), chat_id=chat, person_id=None, kind="board",
            key=f"{text}/{chat}", body=Message(text).to_json(), priority=4, state="due", not_before=now,
            useful_until=now + timedelta(hours=3), attempts=0, created_at=now,
        )
        for chat in chats.values()
    ]  # fmt: skip
    async with database.write() as connection:
        await insert_new(connection, boards)


async def test_the_group_beyond_the_plan_gets_its_post_through_its_cadre(tmp_path: Path) -> None:
    """The group linked first has its board; the other's is in the cadre's private chat, and handed over."""
    async with open_stand() as stand, open_house(stand, tmp_path, zalo_max_groups=1) as house:
        chats = await linked(stand, house)
        mark = stand.world.mark(LAN)
        await post(house, chats, "Bảng ngày 5/5")
        await come(house, STATES, [("sent", ""), ("handed_over", "groups")])
        await stand.hears(LAN, "Bảng ngày 5/5", mark)
        said = [each.text for each in stand.world.messages(LAN)[-2:]]
        assert "“Tổ 4004”" in said[0]
        assert "Chuyển tiếp" in said[0]
        assert said[1] == "Bảng ngày 5/5"
        assert [each.text for each in stand.world.messages(GROUP)] == ["Bảng ngày 5/5"]
        assert stand.world.messages(FOURTH) == []
        await post(house, chats, "Bảng ngày 6/5")
        await stand.hears(LAN, "Bảng ngày 6/5", mark)
        assert [each.text for each in stand.world.messages(LAN)[-2:]] == ["Bảng ngày 5/5", "Bảng ngày 6/5"]


async def test_a_post_went_past_the_plan_right_after_a_start(tmp_path: Path) -> None:
    """What is due when the program starts again is handed over at once, before anything has been looked at twice."""
    async with open_stand() as stand:
        async with open_house(stand, tmp_path, zalo_max_groups=1) as house:
            chats = await linked(stand, house)
            url = house.app.settings.database_url
        database = Database(url)
        await database.open()
        await put(database, chats, "Bảng ngày 5/5")
        await database.close()
        async with open_house(stand, tmp_path, zalo_max_groups=1) as house:
            await come(house, STATES, [("sent", ""), ("handed_over", "groups")])
        assert stand.world.messages(FOURTH) == []


async def test_after_429_with_nobody_elsewhere_a_post_is_missed(tmp_path: Path) -> None:
    """With its reason, for the owner to see; every planned message has come to an end, and no call was made."""
    async with open_stand() as stand, open_house(stand, tmp_path) as house:
        chats = await linked(stand, house)
        stand.world.tokens[TOKEN].plan = Plan(messages=0)
        stand.world.people.say(LAN, "trợ giúp")
        await come(house, "SELECT count(*) FROM quota WHERE stopped_at IS NOT NULL", [(1,)])
        await post(house, chats, "Bảng ngày 5/5")
        await come(house, STATES, [("missed", "quota"), ("missed", "quota")])
        assert stand.world.messages(GROUP) == []
        assert stand.world.violations == []
