"""A proposal to the owners, their yes or no, and taking a decision back; what follows is in the same transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from campaign.amending import TargetChange
from campaign.definition import Phase, Unit
from campaign.vietnamese.dates import say_moment
from campaign.vietnamese.numbers import count
from campaign.vietnamese.text import is_wordless
from handlers.browsing import offer
from handlers.choosing import chosen, is_cancel
from handlers.mine.ownership import number_in
from handlers.offices.ending import tell
from handlers.outcome import Outcome, Reply, Rows, ask, column, go
from handlers.rights import allowed, in_charge, owners, refuse
from handlers.room import shorten, utf16_length
from handlers.states import IDLE, RefusingTarget
from handlers.targets import card, standing
from handlers.turn import Turn
from storage.messages import Message
from storage.records import Amendment, Audit, Change, Reached

REASON_MOST = 500
_QUOTED = 300


def _read(made: Amendment) -> TargetChange:
    change = made.change()
    assert isinstance(change, TargetChange), "no target"
    return change


def _place(turn: Turn, change: TargetChange) -> tuple[Unit, Phase] | None:
    """Where it is about; None when the campaign has lost the unit or the phase."""
    unit = turn.unit(change.unit)
    phase = next((each for each in turn.campaign.phases if each.code == change.phase), None)
    return (unit, phase) if unit is not None and phase is not None else None


def _words(turn: Turn, change: TargetChange, unit: Unit, phase: Phase) -> dict[str, str]:
    named = standing.named(turn, change.kind, phase)
    return {"unit": unit.name, "value": count(change.value), "named": named}


# Proposing


def propose(turn: Turn, made: Amendment) -> Outcome:
    """Keep it and hand it to the owners; an earlier one of the same person about the same is taken back by it."""
    change = _read(made)
    unit, phase = turn.scene.units.unit(change.unit), turn.campaign.phase(change.phase)
    earlier = [
        replace(each, state="undone")
        for each, about in card.waits(turn, unit, phase)
        if each.by_person == made.by_person and about.phase == change.phase
    ]
    told = _to_owners(turn, made, unit, phase)
    note = "chitieu-proposed" if told else "chitieu-proposed-unheard"
    said = turn.t(note, **_words(turn, change, unit, phase), contact=turn.campaign.owner.contact)
    return Outcome(told, (*earlier, made, _noted(turn, made, "target_proposed")), IDLE, said)


def _to_owners(turn: Turn, made: Amendment, unit: Unit, phase: Phase) -> tuple[Reply, ...]:
    change = _read(made)
    people = tuple(sorted({role.person_id for role in owners(turn.records.roles(), turn.now)}))
    live = [
        chat
        for chats in turn.records.chats_of_people(people).values()
        for chat in [each for each in chats if each.state == "active"][:1]
    ]
    text = turn.t(
        "chitieu-for-owner",
        **_words(turn, change, unit, phase),
        name=turn.me().name,
        was=count(change.was or 0),
    )
    if made.reason:
        text = f"{text}\n{turn.t('chitieu-reason', reason=shorten(made.reason, _QUOTED))}"
    message = Message(text, choices=(card.answers(turn, made, change, change.was or 0),))
    return tuple(Reply(message, "answer", to=chat.id, person_id=chat.person_id) for chat in live)


# An owner's yes


def accept(turn: Turn) -> Outcome:
    """`!dongyct:<id>~<target then>`: the proposal holds, if nobody was quicker and nothing has changed under it."""
    number, _, then = turn.incoming.argument.partition("~")
    made = turn.records.amendment(number_in(number))
    if made is None or made.kind != "target" or (place := _place(turn, _read(made))) is None:
        return go(IDLE, turn.t("chitieu-gone"))
    unit, phase = place
    if not allowed(turn, "decide_target", unit.code):
        return refuse(turn)
    if (note := _cannot(turn, made, phase)) or str(standing.value_now(turn, unit, phase)) != then:
        return card.of_unit(turn, unit, phase, note or turn.t("chitieu-moved"))
    return decide(turn, made)


def _cannot(turn: Turn, made: Amendment, phase: Phase) -> str:
    """Why it cannot be decided on any more; empty when it can."""
    if made.state != "proposed":
        return _over(turn, made)
    return turn.t("chitieu-closed") if standing.is_closed(turn, phase) else ""


def _over(turn: Turn, made: Amendment) -> str:
    if made.decided_by is None or made.decided_at is None:
        return turn.t("chitieu-withdrawn")
    by = turn.records.person(made.decided_by)
    return turn.t(
        f"chitieu-over-{made.state.replace('_', '-')}",
        name=by.name if by is not None and by.name else "–",
        at=say_moment(made.decided_at, turn.scene.zone),
    )


def decide(turn: Turn, made: Amendment) -> Outcome:
    """It holds from now on: the target, when it was reached, a line in the audit log; who has to know is told."""
    change = _read(made)
    unit, phase = turn.scene.units.unit(change.unit), turn.campaign.phase(change.phase)
    reached = turn.records.reached(phase.code, (unit.code,)).get(unit.code)
    was = standing.value_now(turn, unit, phase) or None
    kept = change.model_copy(update={"reached": reached, "was": was})
    after = replace(
        made, state="in_force", body=kept.model_dump_json(), decided_by=turn.me().id, decided_at=turn.now
    )
    words = _words(turn, change, unit, phase)
    minutes = turn.campaign.policy.undo_minutes
    undo: Rows = column(turn.button("duyet-undo", f"!hoantacct:{made.id}")) if minutes else ()
    shown = offer(replace(turn, state=IDLE), turn.t("chitieu-decided", **words), undo)
    changes = (
        after,
        *_reached(turn, unit, phase, change.value, reached),
        _noted(turn, after, "target_decided"),
    )
    return shown.after(*changes).preceded_by(*_tell(turn, after, unit, "chitieu-told", words))


def _reached(
    turn: Turn, unit: Unit, phase: Phase, target: int, reached: datetime | None
) -> tuple[Change, ...]:
    """When the unit met this target: as before where it had and still does, now where it does by this decision."""
    met = standing.measured(turn, unit, phase) >= target
    if met == (reached is not None):
        return ()
    return (Reached(unit.code, phase.code, turn.now if met else None),)


def _tell(turn: Turn, made: Amendment, unit: Unit, text_id: str, words: dict[str, str]) -> list[Reply]:
    """Who proposed it, and who is in charge of the unit, but not who has just decided."""
    roles = in_charge(turn.records.roles(), unit.code, turn.scene.units, turn.now)
    people = {role.person_id for role in roles if role.role != "owner"}
    people |= {made.by_person} if made.by_person is not None else set()
    text = turn.t(text_id, **words)
    return [reply for person in sorted(people - {turn.me().id}) for reply in tell(turn, person, text)]


def _noted(turn: Turn, made: Amendment, action: str) -> Audit:
    change = _read(made)
    return Audit(
        id=turn.new_id("audit"),
        at=turn.now,
        person_id=turn.me().id,
        action=action,
        subject=change.unit,
        detail=f"{change.phase} {change.kind} {change.was or 0} {change.value}",
    )


# An owner's no


def begin_refusing(turn: Turn) -> Outcome:
    """`!khongct:<id>`: why not."""
    made = turn.records.amendment(number_in(turn.incoming.argument))
    return _not_refusable(turn, made) or go(RefusingTarget(amendment=number_in(turn.incoming.argument)))


def _not_refusable(turn: Turn, made: Amendment | None) -> Outcome | None:
    if made is None or made.kind != "target" or (place := _place(turn, _read(made))) is None:
        return go(IDLE, turn.t("chitieu-gone"))
    unit, phase = place
    if not allowed(turn, "decide_target", unit.code):
        return refuse(turn)
    return card.of_unit(turn, unit, phase, _over(turn, made)) if made.state != "proposed" else None


def present_refusing(turn: Turn, state: RefusingTarget) -> Reply:
    """Ask for the reason, which may be left out."""
    made = turn.records.amendment(state.amendment)
    assert made is not None, "a refusal of nothing"
    change = _read(made)
    words = {"value": count(change.value), "unit": turn.unit_name(change.unit)}
    return ask(turn.t("chitieu-refuse-why", **words), choices=_refusing_rows(turn))


def _refusing_rows(turn: Turn) -> Rows:
    return ((turn.button("chitieu-refuse-plain", "plain"),), (turn.button("nav-cancel", "cancel"),))


def answer_refusing(turn: Turn, state: RefusingTarget) -> Outcome:
    """Refuse it, with the words given or without; the proposer hears of it."""
    made = turn.records.amendment(state.amendment)
    if (ended := _not_refusable(turn, made)) is not None or made is None:
        return ended or go(IDLE, turn.t("chitieu-gone"))
    rows = _refusing_rows(turn)
    token = chosen(turn, rows[:1], ways=rows[1])
    if is_cancel(turn) or token in {"cancel", "back"}:
        return go(IDLE, turn.t("office-stopped"))
    said = turn.incoming.text.strip()
    if token in {"plain", "skip"}:
        said = ""
    elif turn.incoming.kind != "text" or is_wordless(said):
        return go(state, turn.t("duyet-words-unclear"))
    elif utf16_length(said) > REASON_MOST:
        return go(state, turn.t("question-too-long", now=count(utf16_length(said)), most=count(REASON_MOST)))
    return _refused(turn, made, said)


def _refused(turn: Turn, made: Amendment, reason: str) -> Outcome:
    change = _read(made)
    unit, phase = turn.scene.units.unit(change.unit), turn.campaign.phase(change.phase)
    after = replace(made, state="refused", decided_by=turn.me().id, decided_at=turn.now)
    words = _words(turn, change, unit, phase)
    told = turn.t("chitieu-told-no", **words)
    if reason:
        told = f"{told}\n{turn.t('chitieu-reason', reason=reason)}"
    to = tell(turn, made.by_person, told) if made.by_person is not None else []
    noted = _noted(turn, after, "target_refused")
    return go(IDLE, turn.t("chitieu-refused", **words), after, noted).preceded_by(*to)


# Taking it back


def undo(turn: Turn) -> Outcome:
    """`!hoantacct:<id>`: for the policy's `undo_minutes` it is as if never decided; a proposal waits again."""
    made = turn.records.amendment(number_in(turn.incoming.argument))
    if made is None or made.kind != "target" or (place := _place(turn, _read(made))) is None:
        return go(IDLE, turn.t("chitieu-gone"))
    unit, phase = place
    if not allowed(turn, "decide_target", unit.code):
        return refuse(turn)
    if not _is_last(turn, made, unit, phase):
        return card.of_unit(turn, unit, phase, turn.t("chitieu-changed"))
    minutes = timedelta(minutes=turn.campaign.policy.undo_minutes)
    if made.decided_at is None or turn.now >= made.decided_at + minutes or standing.is_closed(turn, phase):
        late = turn.t("chitieu-undo-late", minutes=count(turn.campaign.policy.undo_minutes))
        return card.of_unit(turn, unit, phase, late)
    return _undone(turn, made, unit, phase)


def _is_last(turn: Turn, made: Amendment, unit: Unit, phase: Phase) -> bool:
    """Whether it holds, and nothing was decided over it since."""
    held = [
        each for each, change in standing.about(turn, unit)
        if each.state == "in_force" and change.phase == phase.code
    ]  # fmt: skip
    newest = max(held, key=lambda each: (each.decided_at or each.at, each.id), default=None)
    return newest is not None and newest.id == made.id


def _undone(turn: Turn, made: Amendment, unit: Unit, phase: Phase) -> Outcome:
    change = _read(made)
    waits = made.by_person is not None and made.by_person != made.decided_by
    back = replace(
        made,
        state="proposed" if waits else "undone",
        decided_by=None if waits else made.decided_by,
        decided_at=None,
    )
    words = _words(turn, change, unit, phase)
    now = turn.records.reached(phase.code, (unit.code,)).get(unit.code)
    met = change.was is not None and standing.measured(turn, unit, phase) >= change.was
    then = (change.reached or now or turn.now) if met else None
    steps = (Reached(unit.code, phase.code, then),) if then != now else ()
    noted = _noted(turn, made, "target_undone")
    told = _tell(turn, made, unit, "chitieu-told-undone", words)
    return go(IDLE, turn.t("chitieu-undone", **words), back, *steps, noted).preceded_by(*told)
