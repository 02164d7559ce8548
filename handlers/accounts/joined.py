"""What becomes of two people who are one: the older stays, the stricter answer holds, everything else is common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from handlers.accounts.codes import taken_back
from handlers.accounts.roles import common_roles
from handlers.consent import PURPOSES, REMINDING
from handlers.states import (
    IDLE,
    ChoosingKind,
    ChoosingUnit,
    Consenting,
    Erasing,
    Introducing,
    Naming,
    State,
    dump,
    load,
)
from handlers.turn import Turn
from storage.records import (
    Audit,
    Change,
    Chat,
    Consent,
    Conversation,
    Draft,
    Initiative,
    Invite,
    Merge,
    Person,
)


@dataclass(frozen=True, slots=True)
class Joined:
    """The person who stays, what he agrees to by purpose, what is his then, and the changes that make it so."""

    person: Person
    given: Mapping[str, bool]
    initiatives: int
    drafts: int
    changes: tuple[Change, ...]

    def recorded(self, turn: Turn, shown: str) -> tuple[Consent, ...]:
        """The answers as they hold now, kept as proof with the text that was shown here."""
        digest = sha256(shown.encode()).hexdigest()
        return tuple(
            Consent(
                id=turn.new_id("consent"),
                person_id=self.person.id,
                purpose=purpose,
                granted=self.given[purpose],
                text_version=turn.t("consent-version"),
                text_hash=digest,
                chat_id=turn.chat.id,
                update_key=turn.incoming.key,
                given_at=turn.now,
            )
            for purpose in PURPOSES
        )


def add_account(turn: Turn, person: Person, invite: Invite) -> Joined:
    """Who has not joined here becomes this person on this channel as well, with the answers given there."""
    return Joined(
        person=person,
        given=_answers(turn, person),
        initiatives=len(turn.records.initiatives_of(person.id)),
        drafts=len(turn.records.open_drafts(person.id)),
        changes=(
            replace(turn.chat, person_id=person.id),
            replace(invite, uses=invite.uses + 1),
            _noted(turn, "account_added", person, turn.chat.id),
        ),
    )


def _answers(turn: Turn, person: Person) -> dict[str, bool]:
    latest = {each.purpose: each.granted for each in turn.records.consents_of(person.id)}
    return {purpose: latest.get(purpose, False) for purpose in PURPOSES} | {REMINDING: person.reminders}


def _noted(turn: Turn, action: str, person: Person, detail: int) -> Audit:
    return Audit(
        id=turn.new_id("audit"),
        at=turn.now,
        person_id=person.id,
        action=action,
        subject=str(person.id),
        detail=str(detail),
    )


def join_people(turn: Turn, me: Person, other: Person, invite: Invite) -> Joined:
    """Make one of both, whichever of them was here first."""
    older, younger = sorted((me, other), key=lambda each: (each.joined_at, each.id))
    mine, theirs = _answers(turn, older), _answers(turn, younger)
    given = {purpose: mine[purpose] and theirs[purpose] for purpose in PURPOSES}
    person = _complete(turn, older, younger, reminders=given[REMINDING])
    drafts = _drafts(turn, person, younger)
    moved = _initiatives(turn, older, younger)
    changes: list[Change] = [
        person,
        _gone(turn, younger, person),
        *_chats(turn, older, younger),
        *drafts,
        *sorted(moved, key=lambda each: each.id),
        *(replace(each, person_id=older.id) for each in turn.records.questions_by(younger.id)),
        *common_roles(turn.records.roles(), older.id, younger.id, turn.now),
        *_codes(turn, older, younger, invite),
        *_talks(turn, older, younger),
        _noted(turn, "accounts_joined", person, younger.id),
        Merge(younger.id, older.id, turn.now),
    ]
    return Joined(
        person=person,
        given=given,
        initiatives=sum(len(turn.records.initiatives_of(each.id)) for each in (older, younger)),
        drafts=len(turn.records.open_drafts(older.id)) + len(turn.records.open_drafts(younger.id)),
        changes=tuple(changes),
    )


def _complete(turn: Turn, older: Person, younger: Person, *, reminders: bool) -> Person:
    """The older one's profile; what he had not told is the younger one's."""
    return replace(
        older,
        name=older.name or younger.name,
        unit=older.unit if turn.unit(older.unit) is not None else younger.unit,
        member_kind=older.member_kind or younger.member_kind,
        reminders=reminders,
    )


def _gone(turn: Turn, younger: Person, person: Person) -> Person:
    return Person(
        id=younger.id,
        name="",
        unit=None,
        member_kind=None,
        reminders=False,
        joined_at=younger.joined_at,
        erased_at=turn.now,
        merged_into=person.id,
    )


def _chats(turn: Turn, older: Person, younger: Person) -> list[Chat]:
    return [replace(chat, person_id=older.id) for chat in turn.records.chats_of(younger.id)]


def _drafts(turn: Turn, person: Person, younger: Person) -> list[Draft]:
    """All are his now; what is still open is for the unit he is in. The one worked on last is the present one."""
    every = [*turn.records.drafts_by(younger.id), *turn.records.open_drafts(person.id)]
    return [
        replace(draft, person_id=person.id, unit=_unit_of(draft, person))
        for draft in sorted(every, key=lambda each: each.id)
    ]


def _initiatives(turn: Turn, older: Person, younger: Person) -> list[Initiative]:
    """What the younger one submitted or entered for others."""
    every = (*turn.records.initiatives_of(younger.id), *turn.records.entered_by(younger.id))
    theirs = {each.id: each for each in every}

    def stays(number: int | None) -> int | None:
        return older.id if number == younger.id else number

    return [
        replace(each, person_id=stays(each.person_id), entered_by=stays(each.entered_by))
        for each in theirs.values()
    ]


def _unit_of(draft: Draft, person: Person) -> str:
    is_elsewhere = draft.state != "open" or bool(
        draft.author_name
    )  # what one enters for others stays in their unit
    return draft.unit if is_elsewhere or person.unit is None else person.unit


def _codes(turn: Turn, older: Person, younger: Person, invite: Invite) -> list[Invite]:
    """The code is used, and no other code of either works any more."""
    left = [*taken_back(turn, older), *taken_back(turn, younger)]
    others = [replace(each, created_by=older.id) for each in left if each.id != invite.id]
    return [replace(invite, uses=invite.uses + 1, created_by=older.id), *others]


# What is being asked in the other chats


def _talks(turn: Turn, older: Person, younger: Person) -> list[Conversation]:
    """What was asked elsewhere about one of the two as he was does not stand any more; all else goes on there."""
    chats = [*turn.records.chats_of(older.id), *turn.records.chats_of(younger.id)]
    return list(_ended(turn, [chat for chat in chats if chat.id != turn.chat.id]))


def _ended(turn: Turn, chats: Sequence[Chat]) -> Iterable[Conversation]:
    for chat in chats:
        talk = turn.records.conversation(chat.id)
        if talk is not None and _is_about_one(load(talk.state)):
            yield replace(talk, state=dump(IDLE), revision=talk.revision + 1)


def _is_about_one(state: State) -> bool:
    """Whether it asks what was answered by the other account, or confirms what was said of one account alone."""
    match state:
        case Erasing() | Consenting() | Introducing():
            return True
        case Naming() | ChoosingKind():
            return not state.update
        case ChoosingUnit():
            return state.purpose == "join"
    return False
