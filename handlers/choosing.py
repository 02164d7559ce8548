"""Which of the offered choices was meant: a press by its token, words by number or label."""

from __future__ import annotations

from itertools import chain

from campaign.vietnamese.answers import parse_choice, parse_yes_no
from handlers.outcome import Rows
from handlers.turn import Turn
from storage.messages import Choice


def chosen(turn: Turn, rows: Rows, *, ways: tuple[Choice, ...] = ()) -> str:
    """The token of the choice meant; empty when none was (free text, an unclear answer).

    `ways` back, on and out have no number: a number that is not on the list must not lead away from the question.
    """
    if turn.incoming.kind == "press":
        return turn.incoming.token
    if turn.incoming.kind != "text":
        return ""
    own = [choice for choice in chain.from_iterable(rows) if choice.token]
    choices = [*own, *ways]
    labels = [plain_label(choice) for choice in choices]
    position = parse_choice(turn.incoming.text, labels, numbered=len(own))
    return choices[position].token if isinstance(position, int) else ""


def decided(turn: Turn, rows: Rows) -> str:
    """The same where the question is one of yes or no: "có", "vâng", "không" in all their ways are "yes" and "no"."""
    if turn.incoming.kind == "text" and (meant := parse_yes_no(turn.incoming.text)) is not None:
        return "yes" if meant else "no"
    return chosen(turn, rows)


def is_cancel(turn: Turn) -> bool:
    """Whether the way out was taken, by button or by word."""
    return turn.incoming.kind == "press" and turn.incoming.token == "cancel"


def plain_label(choice: Choice) -> str:
    """The words of a label, without the signs that dress a button."""
    return choice.label.strip("✓✅✏️🗑📎📋👉‹›«» ").strip()


def navigation(turn: Turn, *, back: bool = False, skip: bool = False) -> tuple[Choice, ...]:
    """The row that ends every question: a way back, on, and out."""
    row = []
    if back:
        row.append(turn.button("nav-back", "back"))
    if skip:
        row.append(turn.button("nav-skip", "skip"))
    return (*row, turn.button("nav-cancel", "cancel"))
