"""A report by the tree of another day: "báo cáo theo cây ngày 1/6/2022", or as the conversation asks for it."""

from __future__ import annotations

import re

from campaign.tree import TreeView, UnitTree
from campaign.vietnamese.dates import AskDate, parse_date, say_date
from campaign.vietnamese.text import fold
from handlers import papers
from handlers.choosing import is_cancel, navigation
from handlers.outcome import Outcome, Reply, ask, go
from handlers.rights import allowed, refuse, scopes
from handlers.states import IDLE, TreeDay
from handlers.turn import Turn
from storage.papers.wanted import Wanted

_SAID = re.compile(r"bao cao theo cay(?: don vi)?(?: (?:cua )?ngay)? (?P<day>.{1,20})")
_LONGEST = 60


def said(turn: Turn) -> Outcome | None:
    """The words with a day behind them, by somebody with an office; None where it is something else."""
    words = turn.incoming.text
    found = _SAID.fullmatch(fold(words)) if turn.incoming.kind == "text" and len(words) <= _LONGEST else None
    if found is None or turn.person is None:
        return None
    tops = scopes(turn.records.roles_of(turn.person.id), turn.scene.units, turn.now)
    if not tops:
        return refuse(turn)
    return _asked(turn, TreeDay(unit=tops[0]), found["day"])


def present(turn: Turn, state: TreeDay) -> Reply:
    """Ask for the day."""
    example = say_date(turn.today)
    text = turn.t("baocao-tree-ask", unit=turn.unit_name(state.unit), example=example)
    return ask(text, choices=(navigation(turn),))


def answer(turn: Turn, state: TreeDay) -> Outcome:
    """Take the day and have the report made."""
    if is_cancel(turn):
        return go(IDLE, turn.t("office-stopped"))
    return _asked(turn, state, turn.incoming.text if turn.incoming.kind == "text" else "")


def _asked(turn: Turn, state: TreeDay, typed: str) -> Outcome:
    if not allowed(turn, "see_unit", state.unit):
        return refuse(turn)
    day = parse_date(typed, today=turn.today)
    if isinstance(day, AskDate):
        return go(state, turn.t("baocao-tree-unclear"))
    tree = UnitTree(turn.campaign.units, turn.campaign.successions)
    view = tree.at(day)
    if state.unit not in view:
        told = {"unit": turn.unit_name(state.unit), "day": say_date(day)}
        return go(state, turn.t("baocao-tree-no-unit", **told))
    if not _is_mine(turn, tree, view, state.unit):
        return go(state, turn.t("baocao-tree-not-mine", day=say_date(day)))
    if any(order.kind == "report" for order in turn.records.papers_open(turn.me().id)):
        return papers.report(turn)
    return papers.begun(turn, Wanted(state.unit, tree=day), "xlsx")


def _is_mine(turn: Turn, tree: UnitTree, view: TreeView, unit: str) -> bool:
    """Whether everything under the unit on that day is still what the person speaking may see."""
    heirs = {tree.heir(each.code, turn.today) for each in view.subtree(unit)}
    return all(allowed(turn, "see_unit", heir or turn.scene.units.root.code) for heir in heirs)


__all__ = ["answer", "present", "said"]
