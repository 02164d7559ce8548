"""What a turn changes shows in memory exactly as it will when it is written and loaded again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from storage.database import Database
from storage.loading import load
from storage.reading import NotLoadedError
from storage.records import (
    Attachment,
    Change,
    Consent,
    Count,
    Draft,
    GroupLink,
    Invite,
    Question,
    Reached,
    Role,
)
from storage.workspace import Ids, Key, Workspace
from storage.writing import write
from tests.storage.rows import NOW, chat, initiative, person

UNITS = ("A1", "A2")
DAY = date(2022, 5, 5)
numbers, people, units = st.integers(1, 3), st.integers(1, 2), st.sampled_from(UNITS)
maybe = st.booleans()
instants = st.sampled_from([NOW, NOW + timedelta(hours=1)])


def _draft(number: int, who: int, unit: str, state: Any) -> Draft:
    return Draft(
        id=10 * number + who, person_id=who, unit=unit, form_revision=1, answers="{}", title="", state=state,
        created_at=NOW, touched_at=NOW,
    )  # fmt: skip


def _attachment(number: int, state: str) -> Attachment:
    return Attachment(
        id=number, draft_id=11, chat_id=1, kind="photo", remote=str(number), name="", size=1, state=state,
        attempts=0, sha256=None, received_at=NOW,
    )  # fmt: skip


def _invite(number: int, unit: str, kind: Any, uses: int, revoked: Any) -> Invite:
    return Invite(
        id=number, code=f"code{number}", kind=kind, unit=unit, created_by=number % 2 + 1, created_at=NOW,
        expires_at=None, revoked_at=revoked, max_uses=1, uses=uses,
    )  # fmt: skip


CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(
        lambda number, who, state: chat(number, person_id=who, state=state, created_at=NOW),
        numbers, st.one_of(st.none(), people), st.sampled_from(["active", "blocked"]),
    ),
    st.builds(lambda number, unit: person(number, unit=unit), people, units),
    st.builds(
        lambda number, who, granted: Consent(
            id=number * 10 + who, person_id=who, purpose="P1", granted=granted, text_version="1", text_hash="",
            chat_id=1, update_key="", given_at=NOW,
        ),
        numbers, people, maybe,
    ),
    st.builds(_draft, numbers, people, units, st.sampled_from(["dropped", "sent"])),
    st.builds(_draft, st.just(1), people, units, st.just("open")),
    st.builds(_attachment, numbers, st.sampled_from(["pending", "dropped"])),
    st.builds(
        lambda number, who, unit, status, secret: initiative(
            number, person_id=who, unit=unit, status=status, confidential=secret, title_folded=str(number)
        ),
        numbers, people, units, st.sampled_from(["submitted", "valid", "withdrawn", "rejected"]), maybe,
    ),
    st.builds(
        lambda unit, day, plus: Count(unit, "p1", DAY + timedelta(days=day), submitted=plus, valid=plus // 2),
        units, st.integers(-2, 2), st.integers(1, 3),
    ),
    st.builds(
        lambda number, unit, state: GroupLink(
            chat_id=number, unit=unit, state=state, board_at=0, linked_at=NOW, linked_by=None
        ),
        numbers, units, st.sampled_from(["active", "paused", "unlinked"]),
    ),
    st.builds(_invite, numbers, units, st.sampled_from(["cadre", "owner", "account"]), st.integers(0, 1),
              st.one_of(st.none(), instants)),
    st.builds(
        lambda number, who, unit, until: Role(
            id=number, person_id=who, role="cadre", unit=unit, since=NOW, until=until, granted_by=None
        ),
        numbers, people, units, st.one_of(st.none(), instants),
    ),
    st.builds(
        lambda number, who, unit, at: Question(
            id=number, person_id=who, chat_id=1, unit=unit, text="?", asked_at=NOW, answered_at=at
        ),
        numbers, people, units, st.one_of(st.none(), instants),
    ),
)  # fmt: skip

KEYS: list[Key] = [
    *(("chat", number) for number in range(1, 4)),
    *(("chat_at", ("telegram", "1", str(number))) for number in range(1, 4)),
    ("chats", (1, 2, 3)), ("people", (1, 2)), ("chats_of_people", (1, 2)),
    *((kind, who) for kind in ("person", "chats_of", "consents_of", "open_drafts", "account_codes") for who in (1, 2)),
    *(("initiatives_of", who) for who in (1, 2)),
    *(("initiative", number) for number in range(1, 4)),
    *(("titles_in", unit) for unit in UNITS), *(("initiatives_in", unit) for unit in UNITS),
    *(("question", number) for number in range(1, 4)), *(("group_link", number) for number in range(1, 4)),
    *(("invite", f"code{number}") for number in range(1, 4)),
    ("attachments_of", 11), ("drafts_in", UNITS), ("questions_open", UNITS), ("tallies", ("p1", UNITS)),
    ("tally_since", ("p1", DAY, UNITS)), ("reached", ("p1", UNITS)), ("roles", None), ("invites", None),
    ("group_links", None),
]  # fmt: skip


def seen(workspace: Workspace) -> dict[Key, Any]:
    """Everything that is known, where the order says nothing without it."""
    return {key: _plain(workspace._known[key[0]][key[1]]) for key in KEYS}


def _plain(value: Any) -> Any:
    """Here rows come in any order of their ids, which they never do: compared is what, not where."""
    if isinstance(value, tuple):
        return sorted(value, key=repr)
    return {key: _plain(each) for key, each in value.items()} if isinstance(value, dict) else value


async def base(database: Database) -> None:
    """What every example stands on; all else is cleared."""
    async with database.write() as connection:
        for table in ("attachment", "draft", "consent", "initiative", "group_link", "invite", "role", "question",
                      "tally", "tally_day", "chat", "person"):  # fmt: skip
            await connection.execute(text(f"DELETE FROM {table}"))
        await write(
            connection,
            [*(person(number) for number in (1, 2)), *(chat(number) for number in (1, 2, 3)),
             _draft(1, 1, "A1", "open"), Count("A1", "p1", DAY, submitted=2)],
        )  # fmt: skip


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(changes=st.lists(CHANGES, max_size=8), late=st.integers(0, len(KEYS)))
async def test_the_overlay_is_what_a_reload_shows(
    database: Database, changes: list[Change], late: int
) -> None:
    """Looked up before or after the changes, in memory or from what was written: the same."""
    await base(database)
    async with database.write() as connection:
        workspace = Workspace(Ids({}))
        await load(connection, workspace, KEYS[late:])
        workspace.apply(changes)
        await load(connection, workspace, KEYS)  # what is asked for only now
        await write(connection, workspace.changes)
        fresh = Workspace(Ids({}))
        await load(connection, fresh, KEYS)
    assert seen(workspace) == seen(fresh)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(first=st.lists(CHANGES, max_size=4), second=st.lists(CHANGES, max_size=6))
async def test_undo_is_as_if_nothing_had_been(
    database: Database, first: list[Change], second: list[Change]
) -> None:
    """A turn that is taken back leaves what the turn before made, ids included."""
    await base(database)
    async with database.write() as connection:
        workspace = Workspace(Ids({"draft": 7}))
        await load(connection, workspace, KEYS)
    workspace.begin()
    workspace.apply(first)
    before, made = seen(workspace), list(workspace.changes)
    workspace.begin()
    workspace.next_id("draft")
    workspace.apply(second)
    workspace.undo()
    assert seen(workspace) == before
    assert workspace.changes == made
    assert workspace.next_id("draft") == 8


def test_what_is_not_loaded_is_asked_for() -> None:
    """A look-up that was not loaded names its key; nothing is ever guessed."""
    workspace = Workspace(Ids({}))
    with pytest.raises(NotLoadedError) as missing:
        workspace.tallies("p1", ("A1",))
    assert missing.value.key == ("tallies", ("p1", ("A1",)))


def test_nothing_hangs_on_what_is_new_but_what_this_batch_has_hung_there() -> None:
    """A row with an id of this batch needs no loading, and an id given back knows nothing of what it was."""
    workspace = Workspace(Ids({"draft": 7, "attachment": 0}))
    workspace.begin()
    number = workspace.next_id("draft")
    assert workspace.attachments_of(number) == ()
    workspace.apply([replace(_attachment(1, "stored"), draft_id=number)])
    assert [each.id for each in workspace.attachments_of(number)] == [1]
    workspace.undo()
    assert workspace.attachments_of(workspace.next_id("draft")) == ()
    with pytest.raises(NotLoadedError):
        workspace.attachments_of(7)


def test_a_target_reached_shows_until_it_is_taken_back() -> None:
    """The moment of reaching is seen at once, and gone when the unit falls below again."""
    workspace = Workspace(Ids({}))
    workspace.learn(("reached", ("p1", ("A1",))), {})
    workspace.apply([Reached("A1", "p1", NOW)])
    assert workspace.reached("p1", ("A1",)) == {"A1": NOW}
    workspace.apply([Reached("A1", "p1", None)])
    assert workspace.reached("p1", ("A1",)) == {}
