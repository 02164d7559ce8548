"""A group that waits for its first post: what becomes of it by what became of the post, and how often it is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from campaign.texts import Texts
from scheduler.trials import Trials
from storage.database import Database
from storage.outbox import insert_new
from storage.records import GroupLink
from storage.writing import write
from tests.scheduler.stage import campaign
from tests.storage.rows import NOW, chat, outgoing, person

_LATER = timedelta(seconds=1)


def waiting(database: Database) -> Trials:
    return Trials(database, campaign(), lambda: Texts(campaign().texts))


async def begin(database: Database, state: str) -> GroupLink:
    """A group linked by the person of chat 1, and its first post in this state."""
    link = GroupLink(
        chat_id=2, unit="DHOI", state="pending", board_at=1020, linked_at=NOW, linked_by=1,
    )  # fmt: skip
    async with database.write() as connection:
        group = chat(2, kind="group", title="Tổ 1", address="-2")
        await write(connection, (person(), chat(person_id=1), group, link))
        await connection.at_once(insert_new, [outgoing(7, chat_id=2, kind="trial", state=state)])
    return link


async def told(database: Database) -> tuple[str | None, list[str]]:
    """(the link's state, what the cadre is told)."""
    async with database.read() as connection:
        state = await connection.scalar(text("SELECT state FROM group_link"))
        bodies = await connection.scalars(text("SELECT body FROM outbox WHERE chat_id = 1"))
        return state, list(bodies)


async def test_a_first_post_that_was_sent_makes_the_group_active(database: Database) -> None:
    """Nobody has to be told; afterwards nothing is looked at any more."""
    await begin(database, "sent")
    trials = waiting(database)
    assert await trials.tick(NOW)
    assert await told(database) == ("active", [])
    assert trials.next_look(NOW) is None


@pytest.mark.parametrize(
    ("state", "words"),
    [("dead", "không tới được"), ("dropped", "không tới được"), ("missed", "không tới được"),
     ("unknown", "Chưa rõ")],
)  # fmt: skip
async def test_a_first_post_that_did_not_come_links_nothing(
    database: Database, state: str, words: str
) -> None:
    """Whoever linked the group is told once, whatever comes after; so it is after a restart as well."""
    await begin(database, state)
    assert await waiting(database).tick(NOW)
    assert not await waiting(database).tick(NOW + _LATER)
    link, bodies = await told(database)
    assert link == "unlinked"
    (body,) = bodies
    assert words in body
    assert "“Tổ 1”" in body.replace('\\"', '"')


@pytest.mark.parametrize("state", ["due", "sending"])
async def test_a_first_post_on_its_way_is_waited_for(database: Database, state: str) -> None:
    """It is asked for less and less often, and at once again when another group begins to wait."""
    link = await begin(database, state)
    trials = waiting(database)
    assert not await trials.tick(NOW)
    assert trials.next_look(NOW) == NOW + _LATER
    assert not await trials.tick(NOW + _LATER)
    assert trials.next_look(NOW) == NOW + 3 * _LATER
    trials.follow((link,))
    assert trials.next_look(NOW) == NOW + _LATER
    assert await told(database) == ("pending", [])


async def test_a_group_paused_or_unlinked_meanwhile_stays_so(database: Database) -> None:
    """What was decided in the group after the link is not undone by its first post."""
    link = await begin(database, "sent")
    async with database.write() as connection:
        await write(connection, (replace(link, state="paused"),))
    assert not await waiting(database).tick(NOW)
    assert (await told(database))[0] == "paused"
