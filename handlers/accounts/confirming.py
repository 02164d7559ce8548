"""What joining two accounts means, and the yes or no to it: it cannot be undone."""

from __future__ import annotations

from campaign.vietnamese.numbers import count
from handlers.accounts.codes import holder
from handlers.accounts.joined import Joined, add_account, join_people
from handlers.choosing import decided
from handlers.consent import PURPOSES
from handlers.invitations import known
from handlers.outcome import Outcome, Reply, Rows, ask, column, go, say
from handlers.profile import channel_name
from handlers.states import IDLE, JoiningAccounts
from handlers.turn import Turn
from storage.messages import Message
from storage.records import Invite, Person


def present(turn: Turn, state: JoiningAccounts) -> Reply:
    """Whose account it is, what becomes of both, and what was agreed to; who is new here reads that once more."""
    found = _found(turn, state)
    if found is None:
        return ask(turn.t("account-code-over"), choices=_rows(turn))
    return ask(_meaning(turn, *found), choices=_rows(turn))


def _rows(turn: Turn) -> Rows:
    return column(turn.button("account-yes", "yes"), turn.button("account-no", "no"))


def _found(turn: Turn, state: JoiningAccounts) -> tuple[Invite, Person] | None:
    """The code and whose account it joins; None when it does not work (any more), or is one's own by now."""
    invite = known(turn, state.code)
    other = holder(turn, invite) if invite is not None else None
    if invite is None or other is None or (turn.person is not None and turn.person.id == other.id):
        return None
    return invite, other


def _joined(turn: Turn, invite: Invite, other: Person) -> Joined:
    return (
        add_account(turn, other, invite)
        if turn.person is None
        else join_people(turn, turn.person, other, invite)
    )


def _meaning(turn: Turn, invite: Invite, other: Person) -> str:
    joined = _joined(turn, invite, other)
    theirs = {"name": other.name, "unit": turn.unit_name(other.unit)}
    if turn.person is None:
        owner = turn.campaign.owner
        return turn.t(
            "account-ask-new", **theirs, owner=owner.name, contact=owner.contact, answers=_spell(turn, joined)
        )
    kept = {"kept": joined.person.name, "place": turn.unit_name(joined.person.unit)}
    return turn.t("account-ask", **theirs, **kept, answers=_spell(turn, joined))


def _spell(turn: Turn, joined: Joined) -> str:
    """Each purpose with the answer that is going to hold."""
    lines = []
    for number, purpose in enumerate(PURPOSES, 1):
        said = turn.t("word-yes" if joined.given[purpose] else "word-no")
        lines.append(
            turn.t("account-answer", n=str(number), purpose=turn.t(f"purpose-{number}"), answer=said)
        )
    return "\n".join(lines)


def answer(turn: Turn, state: JoiningAccounts) -> Outcome:
    """Join them, or leave both as they are."""
    match decided(turn, _rows(turn)):
        case "yes":
            found = _found(turn, state)
            return go(IDLE, turn.t("account-code-over")) if found is None else _done(turn, *found)
        case "no" | "cancel" | "back" | "skip":
            return go(IDLE, turn.t("account-kept"))
    return go(state, turn.t("choice-unclear"))


def _done(turn: Turn, invite: Invite, other: Person) -> Outcome:
    joined = _joined(turn, invite, other)
    proof = joined.recorded(turn, _meaning(turn, invite, other))
    text = turn.t(
        "account-joined",
        name=joined.person.name,
        unit=turn.unit_name(joined.person.unit),
        initiatives=count(joined.initiatives),
        drafts=count(joined.drafts),
    )
    go_on = ("button-resume", "!tieptuc") if joined.drafts else ("button-register", "!dangky")
    here = say(text, choices=column(turn.button(*go_on), turn.button("button-mine", "!cuatoi")))
    return Outcome((here, *_told_there(turn, joined, other)), (*joined.changes, *proof), IDLE)


def _told_there(turn: Turn, joined: Joined, other: Person) -> tuple[Reply, ...]:
    """The account that made the code learns of it: nobody is joined without seeing it."""
    live = [chat for chat in turn.records.chats_of(other.id) if chat.state == "active"]
    contact = turn.campaign.owner.contact
    text = turn.t("account-told", channel=channel_name(turn, turn.chat.channel), contact=contact)
    return tuple(Reply(Message(text), to=chat.id, person_id=joined.person.id) for chat in live[:1])
