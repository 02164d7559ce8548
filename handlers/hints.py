"""Who may qualify for an award by the thresholds of the campaign: a hint to those who decide, never a decision."""

from __future__ import annotations

from campaign.awards import MOST, Merit, may_qualify
from campaign.definition import AwardHint
from campaign.vietnamese.money import spell_money
from campaign.vietnamese.numbers import count
from handlers.outcome import Reply, say
from handlers.room import shorten
from handlers.turn import Turn
from storage.records import Achiever, Initiative

_NAME, _SHOWN = 34, 6


def said(turn: Turn, phase: str) -> tuple[Reply, ...]:
    """A message about those who may qualify for something; none without thresholds, or where nobody does."""
    if not turn.campaign.award_hints:
        return ()
    lists = (turn.records.achievers(phase, MOST, order) for order in ("best", "valid"))
    people = {one.person_id: one for found in lists for one in found}
    lines = [line for one in people.values() for line in _of(turn, one)]
    if not lines:
        return ()
    return (say("\n".join([turn.t("khen-hints"), *lines[:_SHOWN]])),)


def _of(turn: Turn, one: Achiever) -> list[str]:
    merit = Merit(one.member_kind, one.valid, one.valid_benefit_vnd, one.best_vnd)
    name = called(turn, one.name, one.unit)
    return [
        turn.t("khen-hint", name=name, award=hint.name, why=", ".join(_why(turn, hint, merit)))
        for hint in may_qualify(turn.campaign.award_hints, merit)
    ]


def _why(turn: Turn, hint: AwardHint, merit: Merit) -> list[str]:
    """The figures that reach the thresholds, each with its threshold."""
    told = []
    if hint.benefit_of_one is not None:
        words = {"done": spell_money(merit.best), "least": spell_money(hint.benefit_of_one)}
        told.append(turn.t("khen-why-one", **words))
    if hint.benefit_together is not None:
        words = {"done": spell_money(merit.benefit), "least": spell_money(hint.benefit_together)}
        told.append(turn.t("khen-why-together", **words))
    if hint.valid is not None:
        told.append(turn.t("khen-why-valid", done=count(merit.valid), least=count(hint.valid)))
    return told


def on_card(turn: Turn, made: Initiative) -> list[str]:
    """What its author may qualify for by this one initiative, were it valid; one line at most."""
    alone = [hint for hint in turn.campaign.award_hints if hint.benefit_of_one is not None]
    merit = Merit(made.member_kind, 1, made.benefit_vnd or 0, made.benefit_vnd or 0)
    found = may_qualify(alone, merit)[:1]
    return [turn.t("duyet-hint", award=hint.name, why=", ".join(_why(turn, hint, merit))) for hint in found]


def called(turn: Turn, name: str, unit: str) -> str:
    """A name with its unit; without consent to be named, somebody of the unit."""
    where = shorten(turn.unit_name(unit), _NAME)
    return (
        turn.t("khen-named", name=shorten(name, 45), unit=where)
        if name
        else turn.t("author-hidden", unit=where)
    )
