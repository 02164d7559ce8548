"""Two people become one: nothing is lost, nothing is there twice, and nobody is named any more who is gone."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import SQLModel

from storage.database import Database
from storage.merging import NAMED_IN
from storage.outbox import insert_new
from storage.parties import private_chats
from storage.records import (
    Amendment,
    Announcement,
    Audit,
    Award,
    Consent,
    Count,
    Draft,
    GroupLink,
    InitiativeEvent,
    Invite,
    Merge,
    PaperOrder,
    Question,
    Role,
)
from storage.tallies import recount
from storage.writing import write
from tests.storage.rows import NOW, chat, initiative, outgoing, person

PEOPLE = (1, 2, 3, 4)
DAY = date(2022, 5, 5)
_NAMES_A_PERSON = re.compile(r"person|_by$|^substitutes$|^merged_into$")


def test_every_column_that_names_a_person_is_moved() -> None:
    """A table that comes to name people has to say so here, or somebody's rows would be an orphan's."""
    found = {
        (table.name, column.name)
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if _NAMES_A_PERSON.search(column.name)
        or any(key.column.table.name == "person" for key in column.foreign_keys)
    }
    assert found == {(table, column) for table, columns in NAMED_IN.items() for column in columns}


def _everything_of(who: int) -> list[Any]:
    """One row of every kind that names this person."""
    return [
        person(who),
        chat(who, person_id=who),
        chat(-who, kind="group"),
        Consent(id=who, person_id=who, purpose="P1_register", granted=True, text_version="1", text_hash="",
                chat_id=who, update_key="", given_at=NOW),
        Draft(id=who, person_id=who, unit="A1", form_revision=1, answers="{}", title=f"Nháp {who}", state="open",
              created_at=NOW, touched_at=NOW),
        InitiativeEvent(id=who, initiative_id=who, kind="submitted", at=NOW, by_person=who),
        GroupLink(chat_id=-who, unit="A1", state="active", board_at=0, linked_at=NOW, linked_by=who),
        Invite(id=who, code=f"code{who}", kind="cadre", unit="A1", created_by=who, created_at=NOW, expires_at=None,
               revoked_at=None, max_uses=1, uses=0),
        Role(id=who, person_id=who, role="cadre", unit="A1", since=NOW, until=None, granted_by=who,
             substitutes=who % 4 + 1),
        Question(id=who, person_id=who, chat_id=who, unit="A1", text="?", asked_at=NOW, answered_by=who % 4 + 1,
                 answer="!", answered_at=NOW),
        Audit(id=who, at=NOW, person_id=who, action="x", subject=""),
        Award(id=who, unit="A1", person_id=who, form="x", number="1", decided_on=DAY, entered_by=who, entered_at=NOW),
        PaperOrder(id=who, person_id=who, chat_id=who, kind="report", about="A1", format="xlsx", state="waiting",
                   asked_at=NOW),
        Announcement(id=who, by_person=who, audience="cadres", unit="A1", text="", state="done", at=NOW, people=0),
        Amendment(id=who, kind="target", subject="A1", body="{}", state="in_force", by_person=who, at=NOW,
                  decided_by=who % 4 + 1, decided_at=NOW),
    ]  # fmt: skip


async def _lay(database: Database, owners: dict[int, int]) -> None:
    """Four people, each with a row of everything, and these initiatives by number and owner."""
    async with database.write() as connection:
        for table in ("award", "paper_order", "outbox", "initiative_event", "consent", "question", "group_link",
                      "initiative", "draft", "role", "invite", "audit", "amendment", "announcement", "tally",
                      "tally_day", "chat", "person"):  # fmt: skip
            await connection.execute(text(f"DELETE FROM {table}"))
        made = [initiative(number, person_id=owner) for number, owner in owners.items()]
        rows = [row for who in PEOPLE for row in _everything_of(who)]
        await write(connection, [*rows, *made, Count("A1", "p1", DAY, submitted=len(made))])
        waiting = [
            outgoing(who, chat_id=who, person_id=who, kind="nudge", key=f"nudge/{who}") for who in PEOPLE
        ]
        await insert_new(connection, waiting)


async def _rows(database: Database, statement: str) -> list[Any]:
    async with database.read() as connection:
        return [tuple(row) for row in await connection.execute(text(statement))]


def _end(person_id: int, went: dict[int, int]) -> int:
    while person_id in went:
        person_id = went[person_id]
    return person_id


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    more=st.lists(st.sampled_from(PEOPLE), max_size=5),
    pairs=st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=6),
    at_once=st.booleans(),
)
async def test_merging_in_any_order_keeps_every_initiative_exactly_once(
    database: Database, more: list[int], pairs: list[tuple[int, int]], at_once: bool
) -> None:
    """Whoever becomes one with whom, in one transaction or in several: the same initiatives, counted as before."""
    owners = dict(enumerate([*PEOPLE, *more], 1))
    await _lay(database, owners)
    went: dict[int, int] = {}
    merges = []
    for first, second in pairs:
        gone, into = _end(first, went), _end(second, went)
        if gone != into:
            went[gone] = into
            merges.append(Merge(gone, into, NOW))
    for part in [merges] if at_once else [[merge] for merge in merges]:
        async with database.write() as connection:
            await write(connection, part)

    found = dict(await _rows(database, "SELECT id, person_id FROM initiative"))
    assert found == {number: _end(owner, went) for number, owner in owners.items()}
    async with database.read() as connection:
        assert await recount(connection) == []
    assert await _rows(database, "SELECT submitted FROM tally") == [(len(owners),)]
    for table, columns in NAMED_IN.items():
        for column in columns:
            named = {number for (number,) in await _rows(database, f"SELECT {column} FROM {table}")}
            assert not named & went.keys(), f"{table}.{column}"
    left = await _rows(database, "SELECT id FROM person WHERE erased_at IS NULL")
    assert {number for (number,) in left} == set(PEOPLE) - went.keys()
    waiting = await _rows(database, "SELECT person_id FROM outbox WHERE state = 'due'")
    assert sorted(waiting) == sorted(left), "one reminder each"


async def test_who_went_keeps_nothing_but_the_number(database: Database) -> None:
    """The number is never another's, and says whom it has become one with."""
    await _lay(database, dict(enumerate(PEOPLE, 1)))
    async with database.write() as connection:
        await write(connection, [Merge(2, 1, NOW)])
    columns = "name, unit, member_kind, reminders, merged_into"
    assert await _rows(database, f"SELECT {columns} FROM person WHERE id = 2") == [("", None, None, 0, 1)]


async def test_who_said_no_to_reminders_anywhere_gets_none_of_those_that_wait(database: Database) -> None:
    """The stricter answer holds for what was planned for the other account as well."""
    await _lay(database, dict(enumerate(PEOPLE, 1)))
    refused = Consent(
        id=9, person_id=1, purpose="P2_remind", granted=False, text_version="1", text_hash="", chat_id=1,
        update_key="", given_at=NOW,
    )  # fmt: skip
    async with database.write() as connection:
        await write(connection, [Merge(2, 1, NOW), refused])
    waiting = await _rows(database, "SELECT id FROM outbox WHERE state = 'due' ORDER BY id")
    assert waiting == [(3,), (4,)]


async def test_what_comes_by_itself_goes_to_the_chat_last_used(database: Database) -> None:
    """Not to the one made last, and never to both; a blocked one is no chat to write to."""
    used = [
        chat(1, person_id=1, used_at=NOW + timedelta(hours=2)),
        chat(2, person_id=1, channel="zalo", created_at=NOW + timedelta(hours=1), used_at=NOW + timedelta(hours=1)),
        chat(3, person_id=1, address="3", state="blocked", used_at=NOW + timedelta(hours=3)),
    ]  # fmt: skip
    async with database.write() as connection:
        await write(connection, [person(1), *used])
    async with database.read() as connection:
        assert {who: found.id for who, found in (await private_chats(connection, [1])).items()} == {1: 1}


async def test_what_was_planned_for_a_stopped_bot_waited_till_it_was_missed(database: Database) -> None:
    """A digest goes to the other chat while the bot last used is stopped; who has no other waits for it."""
    used = [
        chat(1, person_id=1, used_at=NOW),
        chat(2, person_id=1, channel="zalo", used_at=NOW + timedelta(hours=1)),
        chat(3, person_id=2, channel="zalo", address="3"),
    ]
    async with database.write() as connection:
        await write(connection, [person(1), person(2), *used])
    async with database.read() as connection:
        found = [await private_chats(connection, [1, 2], stopped) for stopped in (set(), {("zalo", "1")})]
    assert [{who: each.id for who, each in chats.items()} for chats in found] == [{1: 2, 2: 3}, {1: 1, 2: 3}]
