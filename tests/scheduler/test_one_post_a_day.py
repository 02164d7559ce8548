"""A group on a channel whose messages are counted gets one post a day: the last column of G16, planned and composed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from campaign.boards import ROOM, utf16_length
from campaign.file import revision_hash
from scheduler.agenda import Group, Parties, agenda, frame_of
from scheduler.planner import Planner
from scheduler.staging import Staging
from storage.campaigns import apply
from storage.database import Database
from storage.messages import Message
from storage.outbox import Result, record
from storage.records import Count, GroupLink
from storage.writing import write
from tests.campaign.sprints import at, golden, sprint
from tests.campaign.sprints import campaign as small_campaign
from tests.scheduler.stage import LAST_DAY, START, THE_END, ZONE, campaign, reach, staging
from tests.storage.rows import chat

GROUP, PLACE = 4, ("counted", "7")


def frugal() -> Staging:
    """The example, with the bot of a channel that counts its messages."""
    return replace(staging(), frugal=frozenset({PLACE}))


@pytest.fixture
async def database(database: Database) -> Database:
    """The example campaign with the campaign's group on that channel."""
    made = campaign()
    codes = {unit.code: unit.code.lower() for unit in made.units}
    await apply(database, made, revision_hash(made), START, codes)
    linked = GroupLink(
        chat_id=GROUP, unit="LDLD", state="active", board_at=17 * 60, linked_at=START, linked_by=None
    )
    async with database.write() as connection:
        there = {"channel": PLACE[0], "bot": PLACE[1], "address": "g", "kind": "group"}
        await write(connection, [chat(GROUP, created_at=START, **there), linked])
    return database


async def plan(database: Database, moment: datetime, *, comes_out: str = "sent") -> None:
    """Plan up to this moment; what was planned comes out so."""
    await Planner(database, frugal()).tick(moment)
    async with database.write() as connection:
        waiting = "SELECT id, kind FROM outbox WHERE state = 'due'"
        rows = [tuple(row) for row in await connection.execute(text(waiting))]
        await record(connection, [Result(number, comes_out, moment, message="m") for number, _ in rows])  # type: ignore[arg-type]  # a state by its name


async def posts(database: Database) -> dict[str, tuple[str, Message]]:
    """What went to the group, by its key's end: "board/2022-05-05"."""
    async with database.read() as connection:
        rows = await connection.execute(
            text("SELECT key, kind, body FROM outbox WHERE chat_id = :c AND body != '' ORDER BY id"),
            {"c": GROUP},
        )
        return {str(key).split("/", 3)[3]: (kind, Message.from_json(body)) for key, kind, body in rows}


async def board(database: Database, day: str) -> str:
    """The text of this day's board; empty when there was none."""
    found = (await posts(database)).get(f"board/{day}")
    return found[1].text if found else ""


async def add(database: Database, unit: str, day: date, number: int = 1) -> None:
    """Let so many initiatives come in."""
    async with database.write() as connection:
        await write(connection, [Count(unit, campaign().phases[0].code, day, submitted=number)])


async def test_the_planner_writes_the_last_column_of_the_golden_calendar(database: Database) -> None:
    """35 days and the morning after, looked at whenever other groups get something: these posts and no others."""
    day = START
    while day <= THE_END:
        await add(database, "DHOI", day.date())
        for hour, minute in ((8, 0), (17, 0), (17, 30), (20, 0), (20, 30)):
            await plan(database, day.replace(hour=hour, minute=minute))
        day += timedelta(days=1)
    async with database.read() as connection:
        rows = await connection.execute(
            text("SELECT key, state, not_before FROM outbox WHERE chat_id = :c ORDER BY id"), {"c": GROUP}
        )
        came = [(str(key).split("/"), when) for key, state, when in rows if state == "sent"]
    hours = {key[-1]: datetime.fromtimestamp(when / 1e6, ZONE) for key, when in came}
    planned = {key[-1]: f"{hours[key[-1]]:%H:%M} {key[-2]}" for key, _ in came}
    expected = {row["date"]: row["zalo_group_posts"] for row in golden("g16_dong_anh_calendar")}
    assert len(came) == len(planned)
    assert planned == {day: said.partition("[")[0] for day, said in expected.items() if said}
    assert all(key.startswith(("launch", "board", "end")) for key in await posts(database))
    assert "Chỉ còn 7 giờ nữa là hết hạn." in await board(database, "2022-05-31")
    assert all(
        utf16_length(message.full_text()) <= ROOM and not message.choices
        for _, message in (await posts(database)).values()
    )


async def test_news_stand_in_the_board_and_are_told_once(database: Database) -> None:
    """What was reached in the night is in the next board, not in the one after, and not in the end."""
    for moment in (START, START.replace(hour=8), START.replace(day=28, hour=17)):
        await plan(database, moment)
    await reach(database, "DHOI", START.replace(day=28, hour=21))
    await plan(database, START.replace(day=29, hour=17))
    await add(database, "DHOI", date(2022, 5, 4))
    for moment in (START.replace(month=5, day=4, hour=17), LAST_DAY.replace(hour=17), THE_END):
        await plan(database, moment)
    telling = await board(database, "2022-04-29")
    assert "LĐLĐ huyện Đông Anh cán mốc 500 sáng kiến đã gửi!" in telling
    assert "• Xã Đông Hội: 158/12" in telling
    assert "Trân trọng cảm ơn" not in telling
    others = [
        message.text for key, (_, message) in (await posts(database)).items() if key != "board/2022-04-29"
    ]
    assert len(others) >= 3
    assert not any("cán mốc 500" in said or "158/12" in said for said in others)


@pytest.mark.parametrize(
    ("state", "again"), [("missed", True), ("dead", True), ("unknown", False), ("handed_over", False)]
)
async def test_news_in_a_board_that_never_came_out_were_lost(
    database: Database, state: str, again: bool
) -> None:
    """Nobody read it: the next board tells them. One that may have arrived, or went by hand, has told them."""
    for moment in (START, START.replace(hour=8)):
        await plan(database, moment)
    await reach(database, "DHOI", START.replace(hour=21))
    await plan(database, START.replace(day=28, hour=17), comes_out=state)
    await add(database, "DHOI", date(2022, 4, 29))
    await plan(database, START.replace(day=29, hour=17))
    assert ("cán mốc 500" in await board(database, "2022-04-28")) is True
    assert ("cán mốc 500" in await board(database, "2022-04-29")) is again
    await add(database, "DHOI", date(2022, 5, 4))
    await plan(database, START.replace(month=5, day=4, hour=17))
    assert "cán mốc" not in await board(database, "2022-05-04")


@pytest.mark.parametrize("state", ["sent", "missed"])
async def test_the_end_tells_what_the_last_board_did_not(database: Database, state: str) -> None:
    """The news of a last board that never came out stand in the end; of one that did they do not."""
    for moment in (START, LAST_DAY):
        await plan(database, moment)
    await reach(database, "DHOI", LAST_DAY.replace(hour=9))
    await plan(database, LAST_DAY.replace(hour=17), comes_out=state)
    await plan(database, THE_END)
    ending = (await posts(database))["end/2022-06-01"][1].text
    assert ("cán mốc 500" in ending) is (state == "missed")


def test_a_sprint_that_ends_at_noon_has_its_last_call_all_the_same() -> None:
    """There is no board on its last day to carry it: the last call is that day's one post."""
    made = small_campaign(sprints=(sprint(ends_at=at("2022-05-31T12:00")),))
    group = Group("g", "HUYEN", at("2022-04-20T10:00"), one_post_a_day=True)
    found = agenda(made, Parties(groups=(group,)), at("2022-05-30T00:00"), at("2022-06-01T00:00"))
    assert [(each.kind, f"{each.due.astimezone(ZONE):%d %H:%M}") for each in found] == [
        ("board", "30 17:00"),
        ("last_call", "31 08:00"),
    ]


def test_a_second_sprint_s_board_does_not_follow_the_end_of_the_first() -> None:
    """On the morning after an inner sprint its end is the day's post: the outer sprint's board waits a day."""
    inner = sprint(code="IN", unit="TRUONG", starts_at=at("2022-05-04T00:00"), ends_at=at("2022-05-12T00:00"))
    frame = frame_of(small_campaign(sprints=(sprint(), inner)))
    group = Group("g", "TRUONG", at("2022-04-20T10:00"), one_post_a_day=True)
    found = agenda(frame, Parties(groups=(group,)), at("2022-05-11T20:30"), at("2022-05-13T20:00"))
    assert [(each.kind, f"{each.due.astimezone(ZONE):%d}", each.dropped) for each in found] == [
        ("end", "12", None),
        ("board", "12", "one_a_day"),
        ("board", "13", None),
    ]
    often = agenda(
        frame,
        Parties(groups=(replace(group, one_post_a_day=False),)),
        at("2022-05-12T00:00"),
        at("2022-05-12T17:00"),
    )
    assert [each.dropped for each in often if each.kind == "board"] == [None]
