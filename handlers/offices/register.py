"""`/canbo` and `/chuacanbo`: who holds which office, and which units have no cadre."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from campaign.vietnamese.dates import say_date
from campaign.vietnamese.numbers import count
from handlers.browsing import offer, page_of, pages, pairs
from handlers.outcome import Outcome, Rows, column, say
from handlers.rights import allowed, refuse, without_cadre
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Role

PAGE = 8
_INSTANT = timedelta(microseconds=1)


def show(turn: Turn) -> Outcome:
    """Owners first, then cadres in the order of their units, a page at a time."""
    if not allowed(turn, "see_offices"):
        return refuse(turn)
    roles = standing(turn)
    _, page = page_of(turn.incoming.argument)
    last = max(0, len(roles) - 1) // PAGE
    first = min(page, last) * PAGE
    shown = list(enumerate(roles[first : first + PAGE], first + 1))
    lines = [turn.t("canbo-line", n=str(n), what=say_office(turn, role, roles)) for n, role in shown]
    ending = [turn.button("canbo-end", f"!thoigiao:{role.id}", n=str(n)) for n, role in shown]
    rows = [*pairs(ending), pages(turn, "canbo", "", min(page, last), last), *_more(turn)]
    text = "\n".join([turn.t("canbo-heading", n=count(len(roles))), *lines])
    return offer(turn, text, tuple(row for row in rows if row))


def _more(turn: Turn) -> Rows:
    empty = without_cadre(turn.records.roles(), turn.scene.units, turn.now)
    orphans = [turn.button("canbo-without", "!chuacanbo", n=count(len(empty)))] if empty else []
    return column(*orphans, turn.button("canbo-invite", "!moi"))


def standing(turn: Turn) -> list[Role]:
    """Every office that is in force or will be."""
    order = {unit.code: place for place, unit in enumerate(turn.scene.units.units)}
    live = [role for role in turn.records.roles() if role.until is None or turn.now < role.until]
    return sorted(live, key=lambda role: (role.role != "owner", order.get(role.unit, len(order)), role.id))


def say_office(turn: Turn, role: Role, among: Sequence[Role]) -> str:
    """Whose office it is, of what; of a substitute for whom and until when."""
    people = turn.records.people(_people(among))
    name = people[role.person_id].name if role.person_id in people else ""
    words = {"name": name or turn.t("canbo-nameless"), "unit": turn.unit_name(role.unit)}
    if role.substitutes is not None and role.until is not None:
        other = people[role.substitutes].name if role.substitutes in people else ""
        until = say_date((role.until - _INSTANT).astimezone(turn.scene.zone).date())
        return turn.t("canbo-substitute", **words, other=other or turn.t("canbo-nameless"), until=until)
    return turn.t("canbo-owner" if role.role == "owner" else "canbo-cadre", **words)


def _people(roles: Sequence[Role]) -> tuple[int, ...]:
    return tuple(sorted({each for role in roles for each in (role.person_id, role.substitutes) if each}))


def show_without(turn: Turn) -> Outcome:
    """`/chuacanbo`: the units that no cadre is in charge of, each with a button to invite one."""
    if not allowed(turn, "see_offices"):
        return refuse(turn)
    units = without_cadre(turn.records.roles(), turn.scene.units, turn.now)
    if not units:
        return Outcome((say(turn.t("chuacanbo-none")),))
    _, page = page_of(turn.incoming.argument)
    last = (len(units) - 1) // PAGE
    page = min(page, last)
    listed = units[page * PAGE : (page + 1) * PAGE]
    rows = column(*(Choice(turn.scene.units.unit(code).name, f"!moi:{code}") for code in listed))
    text = turn.t("chuacanbo-heading", n=count(len(units)), page=str(page + 1), pages=str(last + 1))
    turning = pages(turn, "chuacanbo", "", page, last)
    return offer(turn, text, (*rows, turning) if turning else rows)
