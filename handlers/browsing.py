"""Lists to look at: nothing is asked, but a button, a number or a label of the list shown last picks from it."""

from __future__ import annotations

from itertools import chain

from campaign.vietnamese.answers import parse_choice
from handlers.choosing import plain_label
from handlers.outcome import Outcome, Reply, Rows
from handlers.states import Idle
from handlers.turn import Turn
from storage.messages import Choice, Message

_PAGE_MARK = "~"


def offer(
    turn: Turn, text: str, choices: Rows = (), *, heading: str = "", before: tuple[Reply, ...] = ()
) -> Outcome:
    """A message whose choices carry commands ("!donvi:DHOI").

    In the middle of a form the form goes on; else the list can be answered in words until something else is said.
    A page turned by its button takes the place of the page before.
    """
    state = Idle(offered=_offered(choices)) if isinstance(turn.state, Idle) else None
    turned = turn.incoming.kind == "press" and _PAGE_MARK in turn.incoming.argument
    shown = Reply(Message(text, heading, choices), "answer", card=turned and not before)
    return Outcome((*before, shown), (), state)


def _offered(choices: Rows) -> tuple[tuple[str, str], ...]:
    every = chain.from_iterable(choices)
    return tuple((plain_label(choice), choice.token) for choice in every if choice.token.startswith("!"))


def picked_of_list(turn: Turn) -> str:
    """The token of the choice meant by these words, of the list shown last; empty when none was."""
    if not isinstance(turn.state, Idle) or not turn.state.offered or turn.incoming.kind != "text":
        return ""
    place = parse_choice(turn.incoming.text, [label for label, _ in turn.state.offered])
    return turn.state.offered[place][1] if isinstance(place, int) else ""


def page_of(argument: str) -> tuple[str, int]:
    """What is listed, and the page of it (from 0), out of a command's argument: "DHOI~2"."""
    about, mark, page = argument.strip().rpartition(_PAGE_MARK)
    if not mark:
        return argument.strip(), 0
    return about, int(page) if page.isdecimal() and len(page) < 6 else 0


def pages(turn: Turn, command: str, about: str, page: int, last: int) -> tuple[Choice, ...]:
    """The buttons that turn the page of a list; none for a list of one page (`last` 0)."""
    turning = []
    if page > 0:
        turning.append(turn.button("nav-earlier", f"!{command}:{about}{_PAGE_MARK}{page - 1}"))
    if page < last:
        turning.append(turn.button("nav-more", f"!{command}:{about}{_PAGE_MARK}{page + 1}"))
    return tuple(turning)


def pairs(choices: list[Choice]) -> Rows:
    """Short labels, two a row."""
    return tuple(tuple(choices[place : place + 2]) for place in range(0, len(choices), 2))
