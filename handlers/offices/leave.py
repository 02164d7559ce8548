"""`/nghi`: a cadre on leave names who stands in for him, from when until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from campaign.calendar import instant
from campaign.vietnamese.dates import AskDate, Span, parse_date, parse_span, say_date, say_short_date
from campaign.vietnamese.sorting import person_key
from campaign.vietnamese.text import fold
from handlers.browsing import offer
from handlers.choosing import chosen, navigation
from handlers.offices.ending import end, tell
from handlers.outcome import Outcome, Reply, Rows, ask, column, go, say
from handlers.rights import holds, may, refuse
from handlers.states import IDLE, LeaveDates, NamingSubstitute, OnLeave
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Audit, Person, Role

PAGE = 6
_DAY = timedelta(days=1)
_LONGEST = 366
_BACK, _AHEAD = timedelta(days=60), timedelta(days=300)
_NEAR = {"hom nay": 0, "ngay mai": 1, "mai": 1, "ngay kia": 2}


def begin(turn: Turn) -> Outcome:
    """Show the leave that is entered, or ask who stands in."""
    if not own_offices(turn):
        return refuse(turn)
    if stand_ins(turn):
        return go(OnLeave())
    return go(NamingSubstitute()) if _candidates(turn) else _nobody(turn)


def _nobody(turn: Turn) -> Outcome:
    return offer(turn, turn.t("nghi-nobody"), ((turn.button("button-ask", "!hoi"),),))


def own_offices(turn: Turn) -> list[Role]:
    """The offices one may be stood in for: those of a cadre in his own right."""
    units = turn.scene.units
    held = turn.records.roles_of(turn.me().id)
    return [
        role
        for role in held
        if holds(role, turn.now) and may([role], "name_substitute", role.unit, units, turn.now)
    ]


def stand_ins(turn: Turn) -> list[Role]:
    """What others hold, now or later, in place of the person speaking."""
    me = turn.me().id
    return [
        role
        for role in turn.records.roles()
        if role.substitutes == me and role.until is not None and role.until > max(turn.now, role.since)
    ]


# A leave that is entered


def present(turn: Turn, state: OnLeave) -> Reply:
    """Who stands in, from when until when."""
    del state
    held = stand_ins(turn)
    if not held:
        return ask(turn.t("nghi-over"), choices=_leave_rows(turn))
    return ask(turn.t("nghi-entered", **_words(turn, held)), choices=_leave_rows(turn))


def _words(turn: Turn, held: Sequence[Role]) -> dict[str, str]:
    people = turn.records.people(tuple(sorted({role.person_id for role in held})))
    names = sorted((person.name for person in people.values()), key=person_key)
    zone = turn.scene.zone
    last = max(role.until for role in held if role.until is not None) - _DAY
    first = min(role.since for role in held)
    days = {"first": say_date(first.astimezone(zone).date()), "last": say_date(last.astimezone(zone).date())}
    return {"name": ", ".join(names), **days}


def _leave_rows(turn: Turn) -> Rows:
    return column(turn.button("nghi-end", "end"), turn.button("nghi-keep", "cancel"))


def answer(turn: Turn, state: OnLeave) -> Outcome:
    """End the leave, or keep it."""
    match chosen(turn, _leave_rows(turn)):
        case "end":
            return _ended(turn, stand_ins(turn))
        case "cancel":
            return go(IDLE, turn.t("nghi-kept"))
    return go(state, turn.t("office-unclear"))


def _ended(turn: Turn, held: Sequence[Role]) -> Outcome:
    if not held:
        return go(IDLE, turn.t("nghi-over"))
    told = tell(turn, held[0].person_id, turn.t("nghi-told-over", name=turn.me().name))
    noted = _noted(turn, "leave_ended", held[0].person_id)
    done = say(turn.t("nghi-ended", **_words(turn, held)))
    return Outcome((done, *told), (*(end(role, turn) for role in held), noted), IDLE)


# Who stands in


def _candidates(turn: Turn) -> list[Person]:
    """Everybody else with an office of his own, by given name."""
    me = turn.me().id
    live = [role for role in turn.records.roles() if holds(role, turn.now) and role.substitutes is None]
    people = turn.records.people(tuple(sorted({role.person_id for role in live} - {me})))
    known = [person for person in people.values() if person.erased_at is None and person.name]
    return sorted(known, key=lambda person: (person_key(person.name), person.id))


def present_substitute(turn: Turn, state: NamingSubstitute) -> Reply:
    """Ask who stands in, from a list."""
    return ask(turn.t("nghi-who"), choices=_who_rows(turn, state))


def _who_rows(turn: Turn, state: NamingSubstitute) -> Rows:
    people = _candidates(turn)
    first = state.page * PAGE
    shown = [Choice(_label(turn, person), f"p:{person.id}") for person in people[first : first + PAGE]]
    turning = [turn.button("nav-earlier", "earlier")] if state.page else []
    if first + PAGE < len(people):
        turning.append(turn.button("nav-more", "more"))
    return (*column(*shown), *((tuple(turning),) if turning else ()), navigation(turn))


def _label(turn: Turn, person: Person) -> str:
    """A name with what he is in charge of, so that two of the same name are told apart."""
    held = [role for role in turn.records.roles_of(person.id) if holds(role, turn.now)]
    unit = next((turn.unit(role.unit) for role in held if turn.unit(role.unit)), None)
    return turn.t("nghi-person", name=person.name, unit=unit.name if unit else turn.campaign.owner.name)


def answer_substitute(turn: Turn, state: NamingSubstitute) -> Outcome:
    """Take who was chosen and ask for the days."""
    token = chosen(turn, _who_rows(turn, state))
    match token.partition(":"):
        case ("cancel", _, _):
            return go(IDLE, turn.t("office-stopped"))
        case ("more" | "earlier" as way, _, _):
            page = max(0, state.page + (1 if way == "more" else -1))
            return go(state.model_copy(update={"page": page}))
        case ("p", _, number) if number in {str(person.id) for person in _candidates(turn)}:
            return go(LeaveDates(substitute=int(number)))
    return go(state, turn.t("office-unclear"))


# From when until when


def present_dates(turn: Turn, state: LeaveDates) -> Reply:
    """Ask for the days."""
    people = turn.records.people((state.substitute,))
    name = people[state.substitute].name if state.substitute in people else ""
    example = {"first": say_short_date(turn.today + _DAY), "last": say_short_date(turn.today + 7 * _DAY)}
    return ask(turn.t("nghi-when", name=name, **example), choices=(navigation(turn, back=True),))


def answer_dates(turn: Turn, state: LeaveDates) -> Outcome:
    """Take the days, enter the leave and tell the substitute."""
    match turn.incoming.token:
        case "cancel":
            return go(IDLE, turn.t("office-stopped"))
        case "back":
            return go(NamingSubstitute())
    if state.substitute not in {person.id for person in _candidates(turn)}:
        return go(NamingSubstitute(), turn.t("nghi-gone"))
    days = read_days(turn.incoming.text, turn.today) if turn.incoming.kind == "text" else AskDate("empty")
    if isinstance(days, AskDate):
        return go(state, turn.t("nghi-dates-unclear"))
    if days.last < turn.today:
        return go(state, turn.t("nghi-dates-past", last=say_date(days.last), today=say_date(turn.today)))
    if days.days > _LONGEST:
        return go(state, turn.t("nghi-dates-long"))
    return _entered(turn, state.substitute, Span(max(days.first, turn.today), days.last))


def read_days(said: str, today: date) -> Span | AskDate:
    """The days meant, counted from today: "5/5–12/5", "mai đến 12/5", "đến hết 12/5" (from today), "12/5" (one day)."""
    words = _dated(fold(said), today)
    near = (
        today - _BACK,
        today + _AHEAD,
    )  # without a year, a day just past is the one meant, not next year's
    for opening in ("den het ", "den "):
        if words.startswith(opening):
            words = f"{say_date(today)} den {words.removeprefix(opening)}"
    span = parse_span(words, today=today, window=near)
    if isinstance(span, Span):
        return span
    day = parse_date(words, today=today, window=near)
    return span if isinstance(day, AskDate) else Span(day, day)


def _dated(words: str, today: date) -> str:
    """The same with words for near days as dates, since a span would count them from its other end."""
    padded = f" {words} "
    for word, days in _NEAR.items():
        padded = padded.replace(f" {word} ", f" {say_date(today + days * _DAY)} ")
    return padded.strip()


def _entered(turn: Turn, substitute: int, days: Span) -> Outcome:
    zone = turn.campaign.time_zone
    since, past = max(instant(days.first, time(), zone), turn.now), instant(days.last + _DAY, time(), zone)
    offices = own_offices(turn)
    rows = [
        replace(
            role,
            id=turn.new_id("role"),
            person_id=substitute,
            since=since,
            until=past if role.until is None else min(past, role.until),
            granted_by=turn.me().id,
            substitutes=turn.me().id,
        )
        for role in offices
    ]
    words = {"first": say_date(days.first), "last": say_date(days.last), "units": _units(turn, offices)}
    told = tell(turn, substitute, turn.t("nghi-told", me=turn.me().name, **words))
    name = turn.records.people((substitute,))[substitute].name
    done = say(turn.t("nghi-done" if told else "nghi-done-untold", name=name, **words))
    return Outcome((done, *told), (*rows, _noted(turn, "leave_entered", substitute)), IDLE)


def _units(turn: Turn, offices: Sequence[Role]) -> str:
    found = [turn.unit(role.unit) for role in offices]
    return ", ".join(unit.name for unit in found if unit is not None)


def _noted(turn: Turn, action: str, substitute: int) -> Audit:
    return Audit(
        id=turn.new_id("audit"),
        at=turn.now,
        person_id=turn.me().id,
        action=action,
        subject=str(substitute),
    )
