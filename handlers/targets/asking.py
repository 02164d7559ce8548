"""Another target, step by step: the number, why where it is lower, as what, and whether it is really meant."""

from __future__ import annotations

from campaign.amending import TargetChange
from campaign.definition import Phase, TargetKind, Unit
from campaign.targets import in_force
from campaign.vietnamese.numbers import count, parse_count
from campaign.vietnamese.text import fold, is_wordless
from handlers.choosing import chosen, decided, is_cancel
from handlers.counting import denominator
from handlers.outcome import Outcome, Reply, Rows, ask, column, go
from handlers.rights import allowed, refuse
from handlers.room import utf16_length
from handlers.states import IDLE, SettingTarget
from handlers.targets import card, deciding, standing
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Amendment

MOST = 1_000_000
_TIMES = 100  # so many times what there is, it is a slip of the finger
_LEAST_COMPARED = 100
REASON_MOST = 500
_OTHERS: tuple[TargetKind, ...] = ("floor", "assigned", "allocated", "pledged")


def begin(turn: Turn) -> Outcome:
    """`!datchitieu:<unit>~<phase>`: ask for the new number."""
    code, _, place = turn.incoming.argument.partition("~")
    unit = turn.unit_called(code)
    if unit is None or not allowed(turn, "propose_target", unit.code):
        return refuse(turn)
    phase = standing.phase_at(turn, place)
    return _closed(turn, unit, phase) or go(SettingTarget(unit=unit.code, phase=phase.code))


def _closed(turn: Turn, unit: Unit, phase: Phase) -> Outcome | None:
    return (
        card.of_unit(turn, unit, phase, turn.t("chitieu-closed")) if standing.is_closed(turn, phase) else None
    )


def _unit(turn: Turn, state: SettingTarget) -> Unit:
    return turn.scene.units.unit(state.unit)


def _owner(turn: Turn, state: SettingTarget) -> bool:
    return allowed(turn, "decide_target", state.unit)


def _is_lower(turn: Turn, state: SettingTarget) -> bool:
    return state.value < standing.value_now(turn, _unit(turn, state), turn.campaign.phase(state.phase))


def kinds(turn: Turn, state: SettingTarget) -> tuple[TargetKind, ...]:
    """As what this number can be decided: a lower one as another version of what holds, a higher one as a raise.

    Who is no owner may take it on as a pledge, unless a raise holds, which comes before every pledge (#8).
    """
    found = denominator(turn, state.unit, turn.campaign.phase(state.phase))
    owner = _owner(turn, state)
    if found is None:
        return ("assigned",) if owner else ("pledged",)
    if state.value < found.value:
        return (found.kind,)
    return ("raised",) if owner or found.kind == "raised" else ("pledged", "raised")


# Asking


def present(turn: Turn, state: SettingTarget) -> Reply:
    """The next thing that is not known yet."""
    unit, phase = _unit(turn, state), turn.campaign.phase(state.phase)
    words = {"unit": unit.name, "now": standing.said(turn, denominator(turn, unit.code, phase), phase)}
    rows = _rows(turn, state)
    if not state.value:
        return ask(turn.t("chitieu-ask", **words), choices=rows, in_words=True)
    if _is_lower(turn, state) and not state.reason:
        return ask(turn.t("chitieu-ask-reason", **words, value=count(state.value)), choices=rows)
    if not state.kind:
        return ask(turn.t("chitieu-ask-kind", **words, value=count(state.value)), choices=rows)
    confirm = "chitieu-confirm" if _owner(turn, state) else "chitieu-confirm-proposal"
    named = standing.named(turn, _kind(turn, state), phase)
    return ask(turn.t(confirm, **words, value=count(state.value), named=named), choices=rows)


def _kind(turn: Turn, state: SettingTarget) -> TargetKind:
    """The kind that was chosen, as far as it still can be."""
    possible = kinds(turn, state)
    return state.kind if state.kind in possible else possible[0]


def _rows(turn: Turn, state: SettingTarget) -> Rows:
    out = (turn.button("nav-cancel", "cancel"),)
    if not state.value or (_is_lower(turn, state) and not state.reason):
        return (out,)
    if not state.kind:
        return (
            *column(*(turn.button(f"chitieu-as-{kind}", f"k:{kind}") for kind in kinds(turn, state))),
            out,
        )
    yes = "chitieu-confirm-yes" if _owner(turn, state) else "chitieu-proposal-yes"
    return (*column(Choice(turn.t(yes), "yes", "success")), out)


# Answering


def answer(turn: Turn, state: SettingTarget) -> Outcome:
    """Take the number, the reason, the kind, or the word that it is meant."""
    unit = turn.unit(state.unit)
    if unit is None or not allowed(turn, "propose_target", state.unit):
        return refuse(turn)
    if is_cancel(turn):
        return go(IDLE, turn.t("office-stopped"))
    phase = turn.campaign.phase(state.phase)
    if (closed := _closed(turn, unit, phase)) is not None:
        return closed
    if turn.incoming.kind == "press" and turn.incoming.token == "back":
        return go(SettingTarget(unit=state.unit, phase=state.phase))
    if not state.value:
        return _number(turn, state, unit, phase)
    if _is_lower(turn, state) and not state.reason:
        return _reason(turn, state)
    return _confirmed(turn, state) if state.kind else _as(turn, state)


def _number(turn: Turn, state: SettingTarget, unit: Unit, phase: Phase) -> Outcome:
    said = fold(turn.incoming.text) if turn.incoming.kind == "text" else ""
    value = parse_count(said.removesuffix("sang kien").removesuffix("sk").strip())
    if value is None:
        return go(state, turn.t("chitieu-number-unclear"))
    if (refusal := _refused(turn, unit, phase, value)) is not None:
        return go(state, refusal)
    return _with_kind(turn, state.model_copy(update={"value": value}))


def _refused(turn: Turn, unit: Unit, phase: Phase, value: int) -> str | None:
    """Why this can be no target; None where it can."""
    now = standing.value_now(turn, unit, phase)
    if not value:
        return turn.t("chitieu-zero")
    if value == now:
        return turn.t("chitieu-same", value=count(value))
    if value > min(MOST, _TIMES * max(now, unit.members or 0, _LEAST_COMPARED)):
        return turn.t("chitieu-huge", value=count(value))
    found = denominator(turn, unit.code, phase)
    if found is None or found.kind != "raised" or value > found.value:
        return None
    below = [in_force(turn.campaign.targets, phase.code, kind, unit=unit.code) for kind in _OTHERS]
    least = max((one.value for one in below if one is not None), default=0)
    return turn.t("chitieu-below-raised", least=count(least)) if value < least else None


def _with_kind(turn: Turn, state: SettingTarget) -> Outcome:
    """The kind is asked only where there are several."""
    possible = kinds(turn, state)
    return go(state.model_copy(update={"kind": possible[0]}) if len(possible) == 1 else state)


def _reason(turn: Turn, state: SettingTarget) -> Outcome:
    said = turn.incoming.text.strip()
    if turn.incoming.kind != "text" or is_wordless(said) or said.isdecimal():
        return go(state, turn.t("duyet-words-unclear"))
    if (now := utf16_length(said)) > REASON_MOST:
        return go(state, turn.t("question-too-long", now=count(now), most=count(REASON_MOST)))
    return go(state.model_copy(update={"reason": said}))


def _as(turn: Turn, state: SettingTarget) -> Outcome:
    token = chosen(turn, _rows(turn, state)[:-1], ways=_rows(turn, state)[-1])
    if token == "cancel":
        return go(IDLE, turn.t("office-stopped"))
    kind = token.removeprefix("k:")
    if kind not in kinds(turn, state):
        return go(state, turn.t("office-unclear"))
    return go(state.model_copy(update={"kind": kind}))


def _confirmed(turn: Turn, state: SettingTarget) -> Outcome:
    match decided(turn, _rows(turn, state)):
        case "yes":
            return _made(turn, state)
        case "cancel" | "no":
            return go(IDLE, turn.t("office-stopped"))
    return go(state, turn.t("office-unclear"))


def _made(turn: Turn, state: SettingTarget) -> Outcome:
    unit, phase = _unit(turn, state), turn.campaign.phase(state.phase)
    if (refusal := _refused(turn, unit, phase, state.value)) is not None:
        return card.of_unit(turn, unit, phase, refusal)
    change = TargetChange(
        unit=unit.code,
        phase=phase.code,
        kind=_kind(turn, state),
        value=state.value,
        was=standing.value_now(turn, unit, phase) or None,
    )
    made = Amendment(
        id=turn.new_id("amendment"),
        kind="target",
        subject=unit.code,
        body=change.model_dump_json(),
        state="proposed",
        by_person=turn.me().id,
        at=turn.now,
        reason=state.reason,
    )
    return deciding.decide(turn, made) if _owner(turn, state) else deciding.propose(turn, made)
