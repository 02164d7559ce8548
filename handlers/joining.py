"""Joining: consent, then name, unit and kind of member; asked once, changed later in the profile."""

from __future__ import annotations

from dataclasses import replace

from campaign.vietnamese.names import NameProblem, check_person_name, given_name, propose_name
from campaign.vietnamese.text import fold
from handlers import introducing, unit_choice
from handlers.choosing import chosen, decided, is_cancel
from handlers.entering import claiming
from handlers.form import gathering
from handlers.form.drafting import stay
from handlers.greeting import greet
from handlers.invitations import redeem, usable
from handlers.outcome import NOTHING, Outcome, Reply, Rows, ask, column, go, say
from handlers.states import IDLE, ChoosingKind, ChoosingUnit, Idle, Introducing, Moving, Naming
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Person


def is_complete(turn: Turn) -> bool:
    """Whether the person speaking has told everything: name, unit and kind of member."""
    me = turn.person
    return me is not None and bool(me.name) and turn.unit(me.unit) is not None and me.member_kind is not None


def go_on(turn: Turn, person: Person, invite: str = "", note: str = "") -> Outcome:
    """Ask for the first thing about this person that is not known yet; welcome him when all is.

    Where messages are counted all of it is asked together, except what is left alone.
    """
    if turn.channel.frugal and len(introducing.missing(turn, person)) > 1:
        return go(Introducing(invite=invite), note)
    if not person.name:
        return go(Naming(invite=invite), note)
    if turn.unit(person.unit) is None:
        return go(ChoosingUnit(invite=invite), note)
    if person.member_kind is None:
        return go(ChoosingKind(invite=invite), note)
    return _taken_up(turn, person, invite, _begin_at_once(turn, person, invite) or welcome(turn, person))


def _taken_up(turn: Turn, person: Person, code: str, then: Outcome) -> Outcome:
    """What the code gives: an office, or an initiative that was entered for this person."""
    found = usable(turn, code)
    if found is not None and found.kind == "claim":
        return claiming.take(turn, person, found, then)
    return redeem(turn, person, code, then)


def _begin_at_once(turn: Turn, person: Person, invite: str) -> Outcome | None:
    """Where messages are counted, the form comes with the welcome; not to who takes up an office."""
    followed = usable(turn, invite)
    if not turn.is_open() or (followed is not None and followed.kind != "unit"):
        return None
    kinds = {kind.code: kind.short or kind.name for kind in turn.campaign.member_kinds}
    told = {
        "name": given_name(person.name),
        "full": person.name,
        "unit": turn.unit_name(person.unit),
        "kind": kinds.get(person.member_kind or "", "–"),
    }
    return gathering.show(turn, turn.t("join-done-begin", **told))


def welcome(turn: Turn, person: Person) -> Outcome:
    """Everything is known: what can be done now."""
    text = turn.t("join-done", name=given_name(person.name), unit=turn.unit_name(person.unit))
    begin_now = column(turn.button("button-register", "!dangky"), turn.button("button-help", "!trogiup"))
    return Outcome((say(text, choices=begin_now),), (), IDLE)


# Everything at once


def answer_introduction(turn: Turn, state: Introducing) -> Outcome:
    """Keep what was understood, and ask for the rest with the reasons."""
    if is_cancel(turn):
        return _stopped(turn, update=False)
    if turn.incoming.kind == "press":
        return go(state)
    told = introducing.take(turn, state)
    note = "\n".join(told.notes)
    if introducing.wanted(turn, told.person, told.query):
        asked = go(state.model_copy(update={"query": told.query}), note)
    elif told.query:
        asked = go(ChoosingUnit(invite=state.invite, query=told.query), note)
    else:
        asked = go_on(turn, told.person, state.invite)
    return asked.after(told.person)


# The name


def present_name(turn: Turn, state: Naming) -> Reply:
    """Ask for the name, offering the one the account shows or the usual spelling."""
    text = turn.t("name-proposed", name=state.proposed) if state.proposed else turn.t("name-ask")
    return ask(text, choices=_name_rows(turn, state))


def _name_rows(turn: Turn, state: Naming) -> Rows:
    out = _way_out(turn, update=state.update)
    if state.proposed:
        return (
            *column(Choice(state.proposed, "proposed", "primary"), turn.button("name-other", "other")),
            *out,
        )
    shown = check_person_name(turn.incoming.sender_name)
    return (*column(Choice(shown, "shown")), *out) if isinstance(shown, str) and " " in shown else out


def _way_out(turn: Turn, *, update: bool) -> Rows:
    """A change of the profile can be left by a button; joining by the word, since nothing else can be done then."""
    return column(turn.button("nav-cancel", "cancel")) if update else ()


def _stopped(turn: Turn, *, update: bool) -> Outcome:
    """Leave the question; joining goes on with whatever is said next."""
    return go(IDLE, turn.t("profile-kept" if update else "join-later"))


def answer_name(turn: Turn, state: Naming) -> Outcome:
    """Take the name as typed; offer the usual spelling when it is all capitals or all small."""
    token = _name_chosen(turn, state)
    if is_cancel(turn):
        return _stopped(turn, update=state.update)
    if token == "proposed":
        return _named(turn, state, state.proposed)
    if token == "other":
        return go(state.model_copy(update={"proposed": ""}))
    if turn.incoming.kind == "press" and token != "shown":
        return go(state)
    name = check_person_name(turn.incoming.sender_name if token == "shown" else turn.incoming.text)
    if isinstance(name, NameProblem):
        return go(state, turn.t(f"name-problem-{name.reason.replace('_', '-')}"))
    usual = propose_name(name)
    if usual not in {name, state.proposed} and (name.isupper() or name.islower()):
        return go(state.model_copy(update={"proposed": usual}))
    return _named(turn, state, name)


def _name_chosen(turn: Turn, state: Naming) -> str:
    """The token of the choice meant; part of the name that is offered is a name of its own, "đúng" is none."""
    rows = _name_rows(turn, state)
    token = decided(turn, rows) if state.proposed else chosen(turn, rows)
    if turn.incoming.kind == "text" and token in {"proposed", "shown"}:
        said = fold(turn.incoming.text)
        return token if said.isdecimal() or said == fold(rows[0][0].label) else ""
    return {"yes": "proposed", "no": "other"}.get(token, token) if state.proposed else token


def _named(turn: Turn, state: Naming, name: str) -> Outcome:
    person = replace(turn.me(), name=name)
    if state.update:
        return go(IDLE, turn.t("profile-name-changed", name=name), person)
    return go_on(turn, person, state.invite).after(person)


# The unit


def answer_unit(turn: Turn, state: ChoosingUnit) -> Outcome:
    """Take the unit that was picked."""
    if is_cancel(turn):
        return _stopped(turn, update=state.purpose == "profile")
    picked = unit_choice.picked(turn, state)
    return picked if isinstance(picked, Outcome) else _unit_chosen(turn, state, picked)


def _unit_chosen(turn: Turn, state: ChoosingUnit, unit: str) -> Outcome:
    person = replace(turn.me(), unit=unit)
    taken_along = [
        replace(draft, unit=unit) for draft in turn.records.open_drafts(person.id) if not draft.author_name
    ]
    if state.purpose == "profile":
        changed = turn.t("profile-unit-changed", unit=turn.unit_name(unit))
        return go(IDLE, changed, person, *taken_along)
    return go_on(turn, person, state.invite).after(person, *taken_along)


# The kind of member


def present_kind(turn: Turn, state: ChoosingKind) -> Reply:
    """Ask which kind of member this is."""
    return ask(turn.t("kind-ask"), choices=(*_kind_rows(turn), *_way_out(turn, update=state.update)))


def _kind_rows(turn: Turn) -> Rows:
    return column(*(Choice(kind.short or kind.name, f"k:{kind.code}") for kind in turn.campaign.member_kinds))


def answer_kind(turn: Turn, state: ChoosingKind) -> Outcome:
    """Take the kind of member."""
    if is_cancel(turn):
        return _stopped(turn, update=state.update)
    code = chosen(turn, _kind_rows(turn)).removeprefix("k:")
    if code not in {kind.code for kind in turn.campaign.member_kinds}:
        return go(state, turn.t("choice-unclear"))
    person = replace(turn.me(), member_kind=code)
    if state.update:
        names = {kind.code: kind.name for kind in turn.campaign.member_kinds}
        return go(IDLE, turn.t("profile-kind-changed", kind=names[code]), person)
    return go_on(turn, person, state.invite).after(person)


# A link followed by somebody who has joined


def follow(turn: Turn, code: str) -> Outcome:
    """Somebody known follows a link: an office is taken up once he has told who he is, another unit is offered."""
    person = turn.me()
    found = usable(turn, code)
    if found is None:
        return stay(turn, turn.t("invite-unusable"))
    if found.kind == "unit" and person.unit is None:
        moved = replace(person, unit=found.unit)
        return go_on(turn, moved).after(moved)
    if not is_complete(turn):
        return go_on(turn, person, code)
    if found.kind != "unit":
        return _taken_up(turn, person, code, NOTHING if isinstance(turn.state, Idle) else stay(turn))
    if found.unit == person.unit or found.unit is None:
        return greet(turn) if isinstance(turn.state, Idle) else stay(turn)
    return go(Moving(unit=found.unit))


def present_move(turn: Turn, state: Moving) -> Reply:
    """Ask whether to move to the unit of the link."""
    text = turn.t("move-ask", unit=turn.unit_name(state.unit), mine=turn.unit_name(turn.me().unit))
    return ask(text, choices=_move_rows(turn))


def _move_rows(turn: Turn) -> Rows:
    return column(turn.button("move-yes", "yes"), turn.button("move-no", "no"))


def answer_move(turn: Turn, state: Moving) -> Outcome:
    """Move to the other unit, or stay."""
    match decided(turn, _move_rows(turn)):
        case "yes":
            return _unit_chosen(turn, ChoosingUnit(purpose="profile"), state.unit)
        case "no" | "cancel" | "back" | "skip":
            return go(IDLE, turn.t("move-stayed"))
    return go(state, turn.t("choice-unclear"))
