"""`/nhapho`: whose initiative it is, of which unit, and that he agreed; then the same form as everybody's."""

from __future__ import annotations

from dataclasses import replace

from campaign.vietnamese.names import NameProblem, check_person_name, propose_name
from campaign.vietnamese.numbers import count
from handlers import unit_choice
from handlers.attaching import attached
from handlers.choosing import chosen, decided, is_cancel, navigation
from handlers.form import files
from handlers.form.answers import Answers
from handlers.form.drafting import leave, new_draft, next_state, speaking_for
from handlers.outcome import Outcome, Reply, Rows, ask, column, go, say
from handlers.rights import allowed, refuse, scopes
from handlers.states import IDLE, ChoosingUnit, EnteringFor, Paper
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Attachment, Audit, Draft

_BACK = frozenset({"back", "skip"})


def begin(turn: Turn) -> Outcome:
    """`/nhapho`, `/nhapho <unit>`: for a worker of which unit; not asked of who is in charge of a single one."""
    units = turn.scene.units
    held = scopes(turn.records.roles_of(turn.me().id), units, turn.now)
    if not held:
        return refuse(turn)
    if not turn.is_open():
        return Outcome((say(turn.t("nhapho-closed")),), (), IDLE)
    wanted = turn.incoming.argument.strip()
    if (unit := turn.unit_called(wanted)) is not None:
        return _of(turn, unit.code)
    if not wanted and len(held) == 1 and not units.children(held[0]):
        return _of(turn, held[0])
    return go(ChoosingUnit(purpose="behalf", query=wanted[:100]))


def answer_unit(turn: Turn, state: ChoosingUnit) -> Outcome:
    """Take the unit that was picked, one of those in charge."""
    if is_cancel(turn):
        return _stopped(turn)
    picked = unit_choice.picked(turn, state)
    return picked if isinstance(picked, Outcome) else _of(turn, picked)


def _of(turn: Turn, unit: str) -> Outcome:
    return go(EnteringFor(unit=unit)) if allowed(turn, "enter_for", unit) else refuse(turn)


def _stopped(turn: Turn) -> Outcome:
    return go(IDLE, turn.t("nhapho-stopped"))


def present(turn: Turn, state: EnteringFor) -> Reply:
    """Ask for what is not known yet: the author's name, his kind, that he agreed."""
    unit = turn.unit_name(state.unit)
    if not state.name:
        return ask(turn.t("nhapho-ask-name", unit=unit), choices=(navigation(turn),))
    if not state.kind:
        rows = (*_kinds(turn), navigation(turn, back=True))
        return ask(turn.t("nhapho-ask-kind", name=state.name), choices=rows)
    owner = turn.campaign.owner.name
    text = turn.t("nhapho-ask-agreed", name=state.name, unit=unit, owner=owner)
    return ask(text, choices=(*_agreed(turn), navigation(turn, back=True)))


def _kinds(turn: Turn) -> Rows:
    return column(*(Choice(kind.short or kind.name, f"k:{kind.code}") for kind in turn.campaign.member_kinds))


def _agreed(turn: Turn) -> Rows:
    return column(turn.button("nhapho-agreed", "yes"), turn.button("nhapho-not-agreed", "no"))


def answer(turn: Turn, state: EnteringFor) -> Outcome:
    """Take what was asked for; a photo of a paper form is kept for the draft at whatever question it comes."""
    if is_cancel(turn):
        return _stopped(turn)
    if not allowed(turn, "enter_for", state.unit):
        return refuse(turn)
    if turn.incoming.file is not None:
        return _kept(turn, state)
    if turn.incoming.kind == "press" and turn.incoming.token in _BACK:
        return go(state.model_copy(update={"kind": ""} if state.kind else {"name": ""}))
    if not state.name:
        return _named(turn, state)
    return _kind_said(turn, state) if not state.kind else _agreement(turn, state)


def _kept(turn: Turn, state: EnteringFor) -> Outcome:
    given = turn.incoming.file
    assert given is not None, "no file"
    if refused := files.refusal(turn, len(state.papers), given.size):
        return go(state, refused)
    paper = Paper(kind=given.kind, remote=given.remote, name=given.name, size=given.size)
    kept = state.model_copy(update={"papers": (*state.papers, paper)})
    return go(kept, turn.t("nhapho-paper-kept", n=count(len(kept.papers))))


def _named(turn: Turn, state: EnteringFor) -> Outcome:
    name = check_person_name(turn.incoming.text) if turn.incoming.kind == "text" else None
    if name is None or isinstance(name, NameProblem):
        return go(state, turn.t("nhapho-name-unclear"))
    usual = propose_name(name) if name.isupper() or name.islower() else name
    return go(state.model_copy(update={"name": usual}))


def _kind_said(turn: Turn, state: EnteringFor) -> Outcome:
    code = chosen(turn, _kinds(turn)).removeprefix("k:")
    if code not in {kind.code for kind in turn.campaign.member_kinds}:
        return go(state, turn.t("office-unclear"))
    return go(state.model_copy(update={"kind": code}))


def _agreement(turn: Turn, state: EnteringFor) -> Outcome:
    match decided(turn, _agreed(turn)):
        case "yes":
            return _begun(turn, state)
        case "no":
            return go(IDLE, turn.t("nhapho-needs-agreement", name=state.name))
    return go(state, turn.t("office-unclear"))


def _begun(turn: Turn, state: EnteringFor) -> Outcome:
    """The draft, with the paper form's photos; who said that the author agreed is in the log."""
    plain = new_draft(turn, Answers({}))
    draft = replace(plain, unit=state.unit, author_name=state.name, author_kind=state.kind)
    noted = Audit(
        id=turn.new_id("audit"),
        at=turn.now,
        person_id=turn.me().id,
        action="author_agreed",
        subject=state.unit,
        detail=str(draft.id),
    )
    note = turn.t("nhapho-begun", name=state.name)
    asked = leave(speaking_for(turn, draft), next_state(turn, draft), draft, note)
    return replace(asked, changes=(*asked.changes, *_papers(turn, state, draft), noted))


def _papers(turn: Turn, state: EnteringFor, draft: Draft) -> list[Attachment]:
    return [attached(turn, paper, draft.id) for paper in state.papers]
