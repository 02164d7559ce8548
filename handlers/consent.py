"""The first contact: who speaks, what is stored, and the four purposes, each answered (domain.md 4.3, DESIGN 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from campaign.vietnamese.answers import parse_numbered_answers
from campaign.vietnamese.text import fold
from handlers import joining
from handlers.choosing import is_cancel
from handlers.invitations import usable
from handlers.outcome import Outcome, Reply, Rows, ask, go
from handlers.states import IDLE, Consenting, Erasing
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Consent, Person

REGISTERING, REMINDING = "P1_register", "P2_remind"
PURPOSES = (REGISTERING, REMINDING, "P3_publish_name", "P4_forward")
Given = tuple[bool | None, bool | None, bool | None, bool | None]


def begin(turn: Turn, invite: str = "") -> Outcome:
    """Greet somebody new and ask for consent; `invite` is the code of the link that was followed.

    Who is being asked already keeps the answers given so far, and the link he came by until he follows another.
    """
    asked = turn.state if isinstance(turn.state, Consenting) else Consenting()
    if invite and usable(turn, invite) is None:
        return go(asked, turn.t("invite-unusable"))
    return go(asked.model_copy(update={"invite": invite}) if invite else asked)


def present(turn: Turn, state: Consenting) -> Reply:
    """The message with the four numbered questions."""
    text = full_text(turn) + _as_it_stands(turn, state)
    if state.update:
        return ask(text, heading=turn.t("data-consents"), choices=_rows(turn, state))
    return ask(f"{turn.t('consent-heading')}\n{text}", choices=_rows(turn, state))


def _as_it_stands(turn: Turn, state: Consenting) -> str:
    """What was answered before, where no button shows it, and how to leave it so; empty for whoever is new."""
    first, second, third, fourth = state.given
    if turn.channel.buttons or not state.update or first is None:
        return ""
    given = _spell(turn, (first, bool(second), bool(third), bool(fourth)))
    return f"\n\n{turn.t('consent-now', answers=given)}"


def full_text(turn: Turn) -> str:
    """What is agreed to; its version and hash are kept with each answer."""
    owner = turn.campaign.owner
    return turn.t("consent-text", campaign=turn.campaign.short_name, owner=owner.name, contact=owner.contact)


def _rows(turn: Turn, state: Consenting) -> Rows:
    """Two buttons a question; in words the text says how all four are answered at once."""
    if not turn.channel.buttons:
        return ()
    rows = [
        (
            _mark(turn.button("consent-yes", f"{number}y", n=str(number)), on=answer is True),
            _mark(turn.button("consent-no", f"{number}n", n=str(number)), on=answer is False),
        )
        for number, answer in enumerate(state.given, 1)
    ]
    return (*rows, (turn.button("consent-done", "done"),))


def _mark(choice: Choice, *, on: bool) -> Choice:
    return Choice(f"✓ {choice.label}", choice.token, "success") if on else choice


def answer(turn: Turn, state: Consenting) -> Outcome:
    """Take one answer by button, or all of them in words; words add to what was pressed, the rest means no."""
    if turn.incoming.kind == "press":
        return _pressed(turn, state)
    if fold(turn.incoming.text).strip(" .!") == fold(turn.t("consent-done")):
        return _done(turn, state)
    said = parse_numbered_answers(turn.incoming.text, len(PURPOSES))
    given = tuple(old if new is None else new for old, new in zip(state.given, said, strict=True))
    if not any(answer is not None for answer in said):
        return _again(turn, state, turn.t("consent-unclear"))
    if given[0] is None:
        return _again(turn, state.model_copy(update={"given": given}), turn.t("consent-first-missing"))
    return _decided(turn, state, (given[0], bool(given[1]), bool(given[2]), bool(given[3])))


def _pressed(turn: Turn, state: Consenting) -> Outcome:
    token = turn.incoming.token
    if token == "done":
        return _done(turn, state)
    if is_cancel(turn):
        return go(IDLE, turn.t("consent-kept")) if turn.person is not None else _declined(turn)
    if len(token) != 2 or token[0] not in "1234" or token[1] not in "yn":
        return _again(turn, state, turn.t("consent-unclear"))
    given = list(state.given)
    given[int(token[0]) - 1] = token[1] == "y"
    return go(state.model_copy(update={"given": tuple(given)}))


def _again(turn: Turn, state: Consenting, reason: str) -> Outcome:
    """Why, with the buttons again; the long text to agree to stands above already, unless it is what was pressed."""
    return replace(go(state, reason), instead=turn.incoming.kind != "press")


def _done(turn: Turn, state: Consenting) -> Outcome:
    if state.given[0] is None:
        return _again(turn, state, turn.t("consent-first-missing"))
    first, second, third, fourth = map(bool, state.given)
    return _decided(turn, state, (first, second, third, fourth))


def _decided(turn: Turn, state: Consenting, given: tuple[bool, bool, bool, bool]) -> Outcome:
    if not given[0]:
        return go(Erasing(), turn.t("consent-withdrawn")) if turn.person is not None else _declined(turn)
    person = turn.person or _new_person(turn, state)
    person = replace(person, reminders=given[1])
    proof = recorded(turn, person, dict(zip(PURPOSES, given, strict=True)))
    spoken = turn.t("consent-recorded", answers=_spell(turn, given))
    if state.update:
        return go(IDLE, spoken, person, *proof)
    then = replace(joining.go_on(turn, person, state.invite, spoken), beneath=True)
    return then.after(person, replace(turn.chat, person_id=person.id), *proof)


def _declined(turn: Turn) -> Outcome:
    portal = turn.campaign.portal
    return go(
        IDLE, turn.t("consent-declined-portal", portal=portal) if portal else turn.t("consent-declined")
    )


def _new_person(turn: Turn, state: Consenting) -> Person:
    invite = turn.records.invite(state.invite) if state.invite else None
    unit = invite.unit if invite is not None and invite.kind in {"unit", "claim"} else None
    return Person(
        id=turn.new_id("person"), name="", unit=unit, member_kind=None, reminders=False, joined_at=turn.now
    )


def recorded(turn: Turn, person: Person, given: Mapping[str, bool]) -> tuple[Consent, ...]:
    """These answers as they are kept for proof: when, by which message, to which text."""
    digest = sha256(full_text(turn).encode()).hexdigest()
    return tuple(
        Consent(
            id=turn.new_id("consent"),
            person_id=person.id,
            purpose=purpose,
            granted=granted,
            text_version=turn.t("consent-version"),
            text_hash=digest,
            chat_id=turn.chat.id,
            update_key=turn.incoming.key,
            given_at=turn.now,
        )
        for purpose, granted in given.items()
    )


def _spell(turn: Turn, given: tuple[bool, bool, bool, bool]) -> str:
    words = {True: turn.t("word-yes"), False: turn.t("word-no")}
    return ", ".join(f"{number} {words[granted]}" for number, granted in enumerate(given, 1))
