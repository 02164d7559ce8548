"""`/khenthuong`: candidates with their figures, and the decisions of people, entered with form, number and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from campaign.awards import MOST, Collective, collectives
from campaign.boards.phrases import measure_name
from campaign.vietnamese.dates import say_date, say_moment
from campaign.vietnamese.money import spell_money
from campaign.vietnamese.numbers import count, percent
from campaign.vietnamese.written_dates import parse_date
from handlers import figures, hints
from handlers.browsing import offer, pairs
from handlers.choosing import is_cancel
from handlers.hints import called
from handlers.mine.ownership import number_in
from handlers.outcome import Outcome, Reply, Rows, ask, column, go, say
from handlers.rights import allowed, refuse
from handlers.room import shorten
from handlers.states import IDLE, Awarding
from handlers.submission import number_of
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Achiever, Audit, Award

_NAME, _FORM = 34, 80
_SHOWN = 6  # decisions in a list, the newest

# Candidates


def show(turn: Turn) -> Outcome:
    """Two lists, each by the criteria that stand above it."""
    if not allowed(turn, "award"):
        return refuse(turn)
    period = figures.period(turn)
    snapshot = figures.snapshot(turn, turn.scene.units.root.code)
    if period is None or snapshot is None:
        return offer(turn, turn.t("khen-none"), _ways(turn))
    units = collectives(snapshot.rows, turn.campaign.measure)
    people = turn.records.achievers(period.phase, MOST)
    measure = measure_name(turn.campaign, turn.scene.texts)
    first = [
        turn.t("khen-note", at=say_moment(turn.now, turn.scene.zone)),
        "",
        turn.t("khen-units", measure=measure),
    ]
    first += [_unit(turn, n, each) for n, each in enumerate(units, 1)] or [turn.t("khen-nobody")]
    then = [turn.t("khen-people"), *(_person(turn, n, each) for n, each in enumerate(people, 1))]
    if not people:
        then.append(turn.t("khen-nobody"))
    then += ["", turn.t("khen-how")]
    heading = turn.t("khen-heading", period=period.name)
    above = say(
        "\n".join(first), heading=heading, choices=_enter(turn, [one.standing.row.code for one in units])
    )
    rows = (*_enter(turn, [str(one.initiative) for one in people]), *_ways(turn))
    return offer(turn, "\n".join(then), rows, before=(above, *hints.said(turn, period.phase)))


def _enter(turn: Turn, whom: list[str]) -> Rows:
    """A button for each line of a list, to enter the decision about it."""
    return pairs([turn.button("khen-enter", f"!ghikhen:{each}", n=str(n)) for n, each in enumerate(whom, 1)])


def _ways(turn: Turn) -> tuple[tuple[Choice, ...], ...]:
    return column(turn.button("khen-list", "!dakhen"))


def _example(turn: Turn) -> str:
    return next((unit.code for unit in turn.scene.units.units if unit.parent is not None), turn.campaign.root)


def _unit(turn: Turn, n: int, one: Collective) -> str:
    standing = one.standing
    clusters = {term.code: term.short or term.name for term in turn.campaign.clusters}
    cluster = clusters.get(standing.row.cluster or "", "")
    place = ""
    if cluster:
        place = turn.t("khen-place", rank=str(standing.rank), of=str(one.of), cluster=cluster)
    words = {
        "n": str(n),
        "unit": shorten(standing.row.name, _NAME),
        "code": standing.row.code,
        "done": count(standing.done),
        "place": place,
    }
    share = percent(standing.done, standing.target)
    if share is None:
        return turn.t("khen-unit-no-target", **words)
    return turn.t("khen-unit", **words, target=count(standing.target), percent=share)


def _person(turn: Turn, n: int, one: Achiever) -> str:
    return turn.t(
        "khen-person",
        n=str(n),
        name=called(turn, one.name, one.unit),
        valid=count(one.valid),
        counted=count(one.counted),
        benefit=spell_money(one.benefit_vnd),
        number=number_of(turn, one.initiative),
    )


# Decisions


def begin(turn: Turn) -> Outcome:
    """`/ghikhen <unit or initiative>`: whom the decision is about; a unit, or the author of that initiative."""
    if not allowed(turn, "award"):
        return refuse(turn)
    said = turn.incoming.argument.strip()
    unit = turn.unit_called(said)
    if unit is not None:
        return go(Awarding(unit=unit.code))
    made = turn.records.initiative(number_in(said)) if said else None
    if made is None:
        return offer(turn, turn.t("khen-unknown", example=_example(turn)), _ways(turn))
    if made.person_id is None:
        return offer(turn, turn.t("khen-no-author"), _ways(turn))
    return go(Awarding(unit=made.unit, person=made.person_id))


def present(turn: Turn, state: Awarding) -> Reply:
    """Await form, number and day."""
    return ask(
        turn.t("khen-ask", who=_who(turn, state.unit, state.person)),
        choices=((turn.button("nav-cancel", "cancel"),),),
    )


def answer(turn: Turn, state: Awarding) -> Outcome:
    """Write the decision down; it can be taken back."""
    if is_cancel(turn):
        return show(replace(turn, state=IDLE))
    if not allowed(turn, "award"):
        return refuse(turn)
    read = _read(turn)
    if read is None:
        return go(state, turn.t("khen-unclear"))
    form, number, day = read
    made = Award(
        id=turn.new_id("award"),
        unit=state.unit,
        person_id=state.person,
        form=form,
        number=number,
        decided_on=day,
        entered_by=turn.me().id,
        entered_at=turn.now,
    )
    told = turn.t("khen-noted", **_words(turn, made))
    rows = column(_revoke(turn, made), turn.button("khen-list", "!dakhen"))
    return offer(replace(turn, state=IDLE), told, rows).after(made, _audit(turn, "award_entered", made))


def _read(turn: Turn) -> tuple[str, str, date] | None:
    """Form, number and day, with semicolons or line breaks between them; None when one is missing."""
    parts = [" ".join(part.split()) for part in turn.incoming.text.replace("\n", ";").split(";")]
    if len(parts) != 3 or not all(parts) or max(map(len, parts)) > _FORM:
        return None
    day = parse_date(parts[2], today=turn.today)
    if not isinstance(day, date) or day > turn.today:
        return None
    return parts[0], parts[1], day


def show_decided(turn: Turn) -> Outcome:
    """`/dakhen`: the newest decisions that stand."""
    if not allowed(turn, "award"):
        return refuse(turn)
    standing = [award for award in turn.records.awards() if award.revoked_at is None]
    if not standing:
        return offer(turn, turn.t("khen-none"))
    newest = standing[::-1][:_SHOWN]
    heading = turn.t("khen-list-heading", n=count(len(standing)))
    lines = [turn.t("khen-line", **_words(turn, award)) for award in newest]
    return offer(turn, "\n".join(lines), column(*(_revoke(turn, award) for award in newest)), heading=heading)


def revoke(turn: Turn) -> Outcome:
    """`/bokhen <id>`: it was entered wrongly; the row stays as history."""
    if not allowed(turn, "award"):
        return refuse(turn)
    number = number_in(turn.incoming.argument)
    found = next((each for each in turn.records.awards() if each.id == number), None)
    if found is None or found.revoked_at is not None:
        return offer(turn, turn.t("khen-gone"), _ways(turn))
    told = turn.t("khen-revoked", **_words(turn, found))
    gone = replace(found, revoked_at=turn.now)
    return offer(turn, told, _ways(turn)).after(gone, _audit(turn, "award_revoked", found))


def _revoke(turn: Turn, award: Award) -> Choice:
    who = shorten(_who(turn, award.unit, award.person_id), 30)
    return turn.button("khen-revoke", f"!bokhen:{award.id}", number=shorten(award.number, 20), who=who)


def _words(turn: Turn, award: Award) -> dict[str, str]:
    return {
        "form": award.form,
        "number": award.number,
        "day": say_date(award.decided_on),
        "who": _who(turn, award.unit, award.person_id),
    }


def _who(turn: Turn, unit: str, person: int | None) -> str:
    if person is None:
        return shorten(turn.unit_name(unit), _NAME)
    return called(turn, _name(turn, person), unit)


def _name(turn: Turn, person: int) -> str:
    """The name of somebody who agrees to be named (P3); empty of anybody else."""
    known = turn.records.person(person)
    agreed = [each.granted for each in turn.records.consents_of(person) if each.purpose == "P3_publish_name"]
    return known.name if known is not None and agreed and agreed[-1] else ""


def _audit(turn: Turn, action: str, award: Award) -> Audit:
    return Audit(
        id=turn.new_id("audit"), at=turn.now, person_id=turn.me().id, action=action, subject=str(award.id)
    )
