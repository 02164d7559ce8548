"""The author's side: answering what a reviewer asked, so that the card returns to him."""

from __future__ import annotations

from campaign.vietnamese.numbers import count
from campaign.vietnamese.text import is_wordless
from handlers.choosing import is_cancel
from handlers.counting import is_closed, moved
from handlers.form import files
from handlers.mine import listing
from handlers.mine.ownership import number_in, own
from handlers.outcome import Outcome, Reply, ask, go, say
from handlers.review import history
from handlers.review.history import Detail
from handlers.room import shorten, utf16_length
from handlers.states import IDLE, Supplying
from handlers.submission import number_of
from handlers.turn import Turn
from storage.records import Initiative

MOST = 1000
_TITLE = 120


def begin(turn: Turn) -> Outcome:
    """`!bosung:<id>`: answer what was asked about one's own initiative."""
    made = own(turn, number_in(turn.incoming.argument))
    if made is None:
        return listing.gone(turn)
    return go(Supplying(initiative=made.id)) if made.status == "needs_info" else listing.card(turn, made)


def asked_of(turn: Turn, made: Initiative) -> str:
    """The question that waits for the author's answer."""
    told = history.exchanges(turn, made)
    return told[-1][0] if told else ""


def present(turn: Turn, state: Supplying) -> Reply:
    """The question again, and what may be sent."""
    made = own(turn, state.initiative)
    assert made is not None, "a supplement to what is not one's own"
    words = {"number": number_of(turn, made.id), "title": shorten(made.title, _TITLE)}
    text = turn.t("bosung-ask", **words, question=asked_of(turn, made))
    return ask(
        text,
        choices=((turn.button("mine-edit", f"!suask:{made.id}"),), (turn.button("nav-cancel", "cancel"),)),
    )


def answer(turn: Turn, state: Supplying) -> Outcome:
    """Take the words; a photo or document is kept with the initiative."""
    made = own(turn, state.initiative)
    if made is None:
        return listing.gone(turn)
    if is_cancel(turn) or made.status != "needs_info":
        return listing.card(turn, made)
    if turn.incoming.file is not None and made.draft_id is not None:
        return files.keep(turn, state, made.draft_id)
    said = turn.incoming.text.strip()
    if turn.incoming.kind != "text" or not said or is_wordless(said):
        return go(state, turn.t("bosung-unclear"))
    if utf16_length(said) > MOST:
        return go(state, turn.t("question-too-long", now=count(utf16_length(said)), most=count(MOST)))
    return _answered(turn, made, said)


def _answered(turn: Turn, made: Initiative, said: str) -> Outcome:
    back, figures = moved(turn, made, "submitted")
    noted = history.event(turn, made, "answered", Detail(words=said))
    text = turn.t("bosung-done", number=number_of(turn, made.id))
    if is_closed(turn, made):
        text = f"{text} {turn.t('bosung-after-close')}"
    return Outcome((say(text),), (back, noted, *figures), IDLE)
