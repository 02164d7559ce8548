"""One tap on a card: valid, ask for something, not valid with a reason, a duplicate; and taking it back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from campaign.vietnamese.dates import say_moment
from campaign.vietnamese.numbers import count
from campaign.vietnamese.text import is_wordless
from handlers.choosing import chosen, is_cancel
from handlers.counting import is_closed, moved
from handlers.mine.ownership import number_in
from handlers.outcome import Outcome, Reply, Rows, ask, column, go
from handlers.review import history, queue
from handlers.review.competence import after_look, awaits_report, before_look, is_last, may_review
from handlers.review.history import Detail
from handlers.review.likeness import alike
from handlers.rights import refuse
from handlers.room import shorten, utf16_length
from handlers.states import AskingAuthor, NamingOriginal, Rejecting
from handlers.submission import number_of
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Change, Initiative, InitiativeEvent, Reached, Status

MOST = 500  # of a question or a reason, as the platforms count
_TITLE = 80
_OUT = frozenset({"cancel", "back", "skip"})


@dataclass(frozen=True, slots=True)
class _Seen:
    """An initiative, and the moment of its history that the card was of."""

    number: int
    stamp: int


def _seen(turn: Turn) -> _Seen:
    number, _, stamp = turn.incoming.argument.partition("~")
    return _Seen(number_in(number), int(stamp) if stamp.isdecimal() and len(stamp) < 18 else 0)


def _open(turn: Turn, seen: _Seen) -> Initiative | Outcome:
    """The initiative if this person may decide on it as he saw it; else what he is told instead."""
    made = turn.records.initiative(seen.number)
    if made is None:
        return queue.following(turn, note=turn.t("sangkien-gone"))
    if not may_review(turn, made) and awaits_report(turn, made) and not made.concerns(turn.me().id):
        return _changed(turn, made)
    if not may_review(turn, made):
        return queue.ended(turn, turn.t("duyet-own")) if made.concerns(turn.me().id) else refuse(turn)
    if history.stamp(turn, made) != seen.stamp or made.status != "submitted":
        return _changed(turn, made)
    return made


def _changed(turn: Turn, made: Initiative) -> Outcome:
    """Something happened since the card was shown: who did what, and the card as it is now, or the next one."""
    newest = history.last(turn, made)
    note = _told_by(turn, made, newest)
    if made.status == "submitted" and may_review(turn, made):
        return queue.shown(turn, made, note)
    return queue.following(turn, made.id, note)


def _told_by(turn: Turn, made: Initiative, newest: InitiativeEvent | None) -> str:
    number = number_of(turn, made.id)
    if newest is None or newest.by_person is None or newest.kind not in history.DECISIONS:
        return turn.t("duyet-changed", number=number)
    words = {
        "number": number,
        "at": say_moment(newest.at, turn.scene.zone),
        "what": _named(turn, newest.kind),
    }
    if newest.by_person == turn.me().id:
        return turn.t("duyet-already", **words)
    named = turn.records.person(newest.by_person)
    return turn.t("duyet-by-another", **words, name=named.name if named is not None else "–")


def _named(turn: Turn, kind: str) -> str:
    return turn.t(f"duyet-did-{kind.replace('_', '-')}")


# Valid


def accept(turn: Turn) -> Outcome:
    """`!hople:<id>~<moment>`: valid, or on to the next look."""
    made = _open(turn, _seen(turn))
    if isinstance(made, Outcome):
        return made
    return _decided(turn, made, "valid" if is_last(turn, made) else "passed", Detail())


# Asking the author


def begin_asking(turn: Turn) -> Outcome:
    """`!hoithem:<id>~<moment>`: what to ask."""
    seen, made = _seen(turn), _open(turn, _seen(turn))
    return made if isinstance(made, Outcome) else go(AskingAuthor(initiative=made.id, seen=seen.stamp))


def present_asking(turn: Turn, state: AskingAuthor) -> Reply:
    """Await the question."""
    return ask(
        turn.t("duyet-ask-what", number=number_of(turn, state.initiative)),
        choices=((turn.button("nav-cancel", "cancel"),),),
    )


def answer_asking(turn: Turn, state: AskingAuthor) -> Outcome:
    """Send the question to the author."""
    return _worded(turn, state, "needs_info")


# Not valid


def begin_rejecting(turn: Turn) -> Outcome:
    """`!khonghople:<id>~<moment>`: why not."""
    seen, made = _seen(turn), _open(turn, _seen(turn))
    return made if isinstance(made, Outcome) else go(Rejecting(initiative=made.id, seen=seen.stamp))


def present_rejecting(turn: Turn, state: Rejecting) -> Reply:
    """The reasons of the campaign; any other in words."""
    return ask(
        turn.t("duyet-reject-why", number=number_of(turn, state.initiative)), choices=_reason_rows(turn)
    )


def _reason_rows(turn: Turn) -> Rows:
    reasons = column(*(Choice(each.short or each.name, f"r:{each.code}") for each in turn.campaign.reasons))
    return (*reasons, (turn.button("nav-cancel", "cancel"),))


def answer_rejecting(turn: Turn, state: Rejecting) -> Outcome:
    """Take the reason: one of the list, or words."""
    rows = _reason_rows(turn)
    token = chosen(turn, rows[:-1], ways=rows[-1])
    if not token.startswith("r:"):
        return _worded(turn, state, "rejected", token)
    made = _open(turn, _Seen(state.initiative, state.seen))
    if isinstance(made, Outcome):
        return made
    return _decided(turn, made, "rejected", Detail(reason=token.removeprefix("r:")))


def _worded(turn: Turn, state: AskingAuthor | Rejecting, kind: str, token: str = "") -> Outcome:
    """A decision that comes with words of the reviewer."""
    if is_cancel(turn) or token in _OUT or (turn.incoming.kind == "press" and turn.incoming.token in _OUT):
        return queue.one(turn, state.initiative)
    said = turn.incoming.text.strip()
    if turn.incoming.kind != "text" or not said or is_wordless(said) or said.isdecimal():
        return go(state, turn.t("duyet-words-unclear"))
    if utf16_length(said) > MOST:
        return go(state, turn.t("question-too-long", now=count(utf16_length(said)), most=count(MOST)))
    made = _open(turn, _Seen(state.initiative, state.seen))
    if isinstance(made, Outcome):
        return made
    return _decided(turn, made, kind, Detail(words=said))


# A duplicate


def begin_duplicate(turn: Turn) -> Outcome:
    """`!trung:<id>~<moment>`: of which one."""
    seen, made = _seen(turn), _open(turn, _seen(turn))
    return made if isinstance(made, Outcome) else go(NamingOriginal(initiative=made.id, seen=seen.stamp))


def present_duplicate(turn: Turn, state: NamingOriginal) -> Reply:
    """The most alike ones of the unit; any other by its number."""
    made = turn.records.initiative(state.initiative)
    assert made is not None, "a duplicate of what is gone"
    words = {"number": number_of(turn, made.id), "example": number_of(turn, 123)}
    return ask(turn.t("duyet-duplicate-which", **words), choices=_original_rows(turn, made))


def _original_rows(turn: Turn, made: Initiative) -> Rows:
    found = [
        Choice(f"{number_of(turn, number)} – {shorten(title, _TITLE)}", f"o:{number}")
        for _, number, title in alike(turn, made)
    ]
    return (*column(*found), (turn.button("nav-cancel", "cancel"),))


def answer_duplicate(turn: Turn, state: NamingOriginal) -> Outcome:
    """Take the original: of the same unit, still counting, and not itself."""
    made = _open(turn, _Seen(state.initiative, state.seen))
    if isinstance(made, Outcome):
        return made
    rows = _original_rows(turn, made)
    token = chosen(turn, rows[:-1], ways=rows[-1])
    if token in _OUT:
        return queue.one(turn, made.id)
    number = number_in(token.removeprefix("o:") or turn.incoming.text)
    original = turn.records.initiative(number) if number else None
    if original is None or original.id == made.id or original.unit != made.unit:
        return go(state, turn.t("duyet-duplicate-unknown", unit=turn.unit_name(made.unit)))
    if original.status in {"rejected", "withdrawn"}:
        return go(state, turn.t("duyet-duplicate-dead", number=number_of(turn, original.id)))
    return _decided(turn, made, "rejected", Detail(original=original.id))


# What it leads to

_STATUS: dict[str, Status] = {"valid": "valid", "needs_info": "needs_info", "rejected": "rejected"}


def _decided(turn: Turn, made: Initiative, kind: str, detail: Detail) -> Outcome:
    """Write the decision down with what it changes, and show the next card."""
    after, figures = _after(turn, made, kind)
    noted = history.event(
        turn, made, kind, replace(detail, was=made.status, reached=_lost(turn, made, figures))
    )
    minutes = turn.campaign.policy.undo_minutes
    undo = column(turn.button("duyet-undo", f"!hoantacxet:{made.id}~{noted.id}")) if minutes else ()
    note = _note(turn, made, kind)
    shown = queue.following(turn, made.id, note, undo, decided=True)
    return shown.after(after, noted, *figures)


def _after(turn: Turn, made: Initiative, kind: str) -> tuple[Initiative, tuple[Change, ...]]:
    if kind == "passed":
        return after_look(turn, made), ()
    after, figures = moved(turn, made, _STATUS[kind])
    return (replace(after, validated_at=turn.now) if kind == "valid" else after), figures


def _lost(turn: Turn, made: Initiative, figures: tuple[Change, ...]) -> str:
    """When the unit had met its target, if it falls below it by this; to be known when it is taken back."""
    if not any(isinstance(change, Reached) and change.at is None for change in figures):
        return ""
    reached = turn.records.reached(made.phase, (made.unit,)).get(made.unit)
    return reached.isoformat() if reached is not None else ""


def _note(turn: Turn, made: Initiative, kind: str) -> str:
    """What was written down; after the close, that no closed figure changes."""
    said = turn.t("duyet-noted", number=number_of(turn, made.id), what=_named(turn, kind))
    return f"{said} {turn.t('duyet-after-close')}" if is_closed(turn, made) and kind != "passed" else said


# Taking it back


def undo(turn: Turn) -> Outcome:
    """`!hoantacxet:<id>~<event>`: for the policy's `undo_minutes` a decision is as if it had never been."""
    seen = _seen(turn)
    made = turn.records.initiative(seen.number)
    if made is None:
        return queue.following(turn, note=turn.t("sangkien-gone"))
    decided = history.last(turn, made)
    if decided is None or decided.id != seen.stamp or decided.kind not in history.DECISIONS:
        return _changed(turn, made)
    if not history.can_be_undone(turn, decided):
        minutes = count(turn.campaign.policy.undo_minutes)
        return queue.following(turn, note=turn.t("duyet-undo-late", minutes=minutes))
    return _restored(turn, made, decided)


def _restored(turn: Turn, made: Initiative, decided: InitiativeEvent) -> Outcome:
    back, figures = _before(turn, made, decided)
    noted = history.event(turn, made, "undone", Detail(was=made.status))
    note = turn.t("duyet-undone", number=number_of(turn, made.id))
    shown = queue.restored(turn, back, noted.id, note)
    return shown.after(back, history.untold(decided), noted, *figures)


def _before(turn: Turn, made: Initiative, decided: InitiativeEvent) -> tuple[Initiative, tuple[Change, ...]]:
    if decided.kind == "passed":
        return before_look(turn, made), ()
    detail = Detail.read(decided.detail)
    day = decided.at.astimezone(turn.scene.zone).date()
    back, figures = moved(turn, made, detail.was, on=day, reached=history.moment(detail.reached))
    return replace(back, validated_at=None), figures
