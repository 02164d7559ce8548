"""`/chitieu`: a unit's targets with kind, version, decider and date; beside them the sum of the units under it."""

from __future__ import annotations

from dataclasses import replace

from campaign.amending import TargetChange
from campaign.boards.phrases import figure, inside_sentence
from campaign.definition import Phase, Target, Unit
from campaign.targets import SideBySide, history, side_by_side
from campaign.vietnamese.dates import say_date, say_moment
from campaign.vietnamese.numbers import count, percent
from handlers.browsing import offer
from handlers.counting import denominator
from handlers.outcome import Outcome, Rows, column
from handlers.rights import allowed, refuse, scopes
from handlers.room import shorten
from handlers.states import IDLE
from handlers.targets import standing
from handlers.turn import Turn
from handlers.unit_choice import find_mine
from storage.messages import Choice
from storage.records import Amendment

_FOUND, _TOLD, _WAITING = 6, 6, 3
_REASON = 160


def show(turn: Turn) -> Outcome:
    """The card of a unit; `/chitieu <unit>` of another, `~<n>` in another phase."""
    tops = scopes(turn.records.roles_of(turn.me().id), turn.scene.units, turn.now)
    if not tops:
        return refuse(turn)
    about, _, place = turn.incoming.argument.strip().partition("~")
    unit = turn.unit_called(about)
    if unit is None and about:
        return _searched(turn, about)
    if unit is None and len(tops) > 1:
        return _choose(turn, [turn.scene.units.unit(top) for top in tops], turn.t("chitieu-which"))
    unit = unit or turn.scene.units.unit(tops[0])
    if not allowed(turn, "see_unit", unit.code):
        return refuse(turn)
    return of_unit(turn, unit, standing.phase_at(turn, place))


def _searched(turn: Turn, query: str) -> Outcome:
    found = find_mine(turn, query[:100], limit=_FOUND)
    if found.total == 1:
        return of_unit(turn, found.units[0], standing.phase_at(turn, ""))
    if not found.total:
        return offer(turn, turn.t("donvi-none", query=query[:40]))
    return _choose(turn, list(found.units), turn.t("donvi-found", query=query[:40], n=count(found.total)))


def _choose(turn: Turn, units: list[Unit], text: str) -> Outcome:
    return offer(turn, text, column(*(Choice(unit.name, f"!chitieu:{unit.code}") for unit in units)))


def of_unit(turn: Turn, unit: Unit, phase: Phase, note: str = "", extra: Rows = ()) -> Outcome:
    """The card of this unit in this phase, under a note; it leaves whatever was being asked."""
    lines = [*_history(turn, unit, phase), *_so_far(turn, unit, phase), *_beside(turn, unit, phase)]
    waiting = waits(turn, unit, phase)
    lines += [_waiting(turn, each, change, phase) for each, change in waiting]
    lines += _elsewhere(turn, unit)
    heading = turn.t("chitieu-heading", unit=unit.name, phase=inside_sentence(phase.name))
    text = "\n".join(lines)
    if note:
        text, heading = f"{note}\n\n{heading}\n{text}", ""
    rows = (*extra, *_rows(turn, unit, phase, waiting))
    return offer(replace(turn, state=IDLE), text, rows, heading=heading)


def waits(turn: Turn, unit: Unit, phase: Phase) -> list[tuple[Amendment, TargetChange]]:
    """The newest proposals about this unit and phase that nobody has decided on."""
    every = [
        (each, change)
        for each, change in standing.about(turn, unit)
        if each.state == "proposed" and change.phase == phase.code
    ]
    return every[-_WAITING:]


def _history(turn: Turn, unit: Unit, phase: Phase) -> list[str]:
    """Every target it ever had, the last ones; what holds is said after them."""
    told = [_line(turn, one) for one in history(turn.campaign.targets, unit.code, phase.code)]
    if not told:
        return [turn.t("chitieu-none")]
    return [
        *told[-_TOLD:],
        turn.t("chitieu-now", what=standing.said(turn, denominator(turn, unit.code, phase), phase)),
    ]


def _line(turn: Turn, target: Target) -> str:
    words = [turn.t("chitieu-version", n=str(target.version))]
    words += [say_date(target.decided_on)] if target.decided_on is not None else []
    words += [target.decided_by] if target.decided_by else []
    kind = turn.t(f"target-kind-{target.kind}")
    return turn.t("chitieu-line", kind=kind, value=count(target.value), how=", ".join(words))


def _so_far(turn: Turn, unit: Unit, phase: Phase) -> list[str]:
    done, target = standing.measured(turn, unit, phase), standing.value_now(turn, unit, phase)
    share = percent(done, target)
    said = figure(count(done), turn.campaign, turn.scene.texts)
    return [turn.t("chitieu-so-far", figure=said, share=share)] if share is not None else []


def _beside(turn: Turn, unit: Unit, phase: Phase) -> list[str]:
    """The sum of the units right under it, as it is, whether or not it comes to the same (I2)."""
    children = [each.code for each in turn.scene.units.children(unit.code)]
    if not children:
        return []
    found = side_by_side(turn.campaign.targets, unit.code, children, phase.code)
    words = {"n": count(found.with_target), "sum": count(found.children_sum)}
    lines = (
        [turn.t("chitieu-children", **words, compared=_compared(turn, found))] if found.with_target else []
    )
    if found.without_target:
        lines.append(turn.t("chitieu-children-without", n=count(found.without_target)))
    return lines


def _compared(turn: Turn, found: SideBySide) -> str:
    if found.difference is None:
        return turn.t("chitieu-compared-alone")
    if not found.difference:
        return turn.t("chitieu-compared-same")
    more = "chitieu-compared-more" if found.difference > 0 else "chitieu-compared-less"
    return turn.t(more, n=count(abs(found.difference)))


def _waiting(turn: Turn, made: Amendment, change: TargetChange, phase: Phase) -> str:
    by = turn.records.person(made.by_person) if made.by_person is not None else None
    line = turn.t(
        "chitieu-waiting",
        value=count(change.value),
        named=standing.named(turn, change.kind, phase),
        name=by.name if by is not None and by.name else "–",
        at=say_moment(made.at, turn.scene.zone),
    )
    return f"{line} {turn.t('chitieu-reason', reason=shorten(made.reason, _REASON))}" if made.reason else line


def _elsewhere(turn: Turn, unit: Unit) -> list[str]:
    """For an owner at the top: how many proposals wait in all."""
    others = _others(turn, unit)
    return [turn.t("chitieu-waiting-elsewhere", n=count(len(others)))] if others else []


def _others(turn: Turn, unit: Unit) -> list[tuple[Amendment, TargetChange]]:
    if unit.code != turn.scene.units.root.code or not allowed(turn, "decide_target"):
        return []
    every = standing.changes(turn.records.amendments_proposed())
    return [(each, change) for each, change in every if change.unit != unit.code and turn.unit(change.unit)]


def _rows(turn: Turn, unit: Unit, phase: Phase, waiting: list[tuple[Amendment, TargetChange]]) -> Rows:
    rows: list[tuple[Choice, ...]] = []
    if not standing.is_closed(turn, phase):
        rows += _deciding(turn, unit, phase, waiting)
    waiting_units = dict.fromkeys(change.unit for _, change in _others(turn, unit))
    rows += column(
        *(
            Choice(turn.scene.units.unit(code).name, f"!chitieu:{code}")
            for code in list(waiting_units)[:_FOUND]
        )
    )
    others = [each for each in turn.campaign.phases if each.code != phase.code]
    rows += column(*(Choice(each.name, standing.token(turn, "chitieu", unit, each)) for each in others))
    return tuple(rows)


def _deciding(
    turn: Turn, unit: Unit, phase: Phase, waiting: list[tuple[Amendment, TargetChange]]
) -> list[tuple[Choice, ...]]:
    """What this person can do about the unit's target."""
    owner = allowed(turn, "decide_target", unit.code)
    rows: list[tuple[Choice, ...]] = []
    if owner:
        rows += [
            answers(turn, each, change, standing.value_now(turn, unit, phase)) for each, change in waiting
        ]
    if owner or allowed(turn, "propose_target", unit.code):
        label = "chitieu-decide" if owner else "chitieu-propose"
        rows.append((turn.button(label, standing.token(turn, "datchitieu", unit, phase)),))
    return rows


def answers(turn: Turn, made: Amendment, change: TargetChange, now: int) -> tuple[Choice, Choice]:
    """Yes and no to a proposal; they say over which target (`now`), should that have changed meanwhile."""
    value = count(change.value)
    return (
        turn.button("chitieu-yes", f"!dongyct:{made.id}~{now}", value=value),
        turn.button("chitieu-no", f"!khongct:{made.id}", value=value),
    )
