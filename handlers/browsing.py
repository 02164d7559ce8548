"""What is offered while nothing is asked: a button, a number or a label of what was shown last picks from it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from campaign.vietnamese.answers import parse_choice
from handlers.choosing import plain_label
from handlers.outcome import Outcome, Reply, Rows, say
from handlers.states import IDLE, Idle, State
from handlers.turn import Turn
from storage.messages import Choice, Message
from storage.records import Draft, Erase

_PAGE_MARK = "~"
_LONGEST = 120  # characters; no label is longer


def offer(
    turn: Turn, text: str, choices: Rows = (), *, heading: str = "", before: tuple[Reply, ...] = ()
) -> Outcome:
    """A message whose choices carry commands ("!donvi:DHOI"). In the middle of a form the form goes on.

    A page turned by its button takes the place of the page before.
    """
    state = IDLE if isinstance(turn.state, Idle) else None
    turned = turn.incoming.kind == "press" and _PAGE_MARK in turn.incoming.argument
    shown = Reply(Message(text, heading, choices), "answer", card=turned and not before)
    return Outcome((*before, shown), (), state)


def remember(turn: Turn, outcome: Outcome) -> Outcome:
    """Keep what is offered where nothing is asked, so that it can be answered in words until other choices are shown.

    What is only a note gets the way back to a draft that lies there.
    """
    state = turn.state if outcome.state is None else outcome.state
    if not isinstance(state, Idle):
        return outcome
    if outcome.state is not None and outcome.note:
        told = say(outcome.note, choices=_way_back(turn, outcome))
        outcome = replace(outcome, replies=(*outcome.replies, told), note="")
    shown = [_offered(reply.message.choices) for reply in outcome.replies if reply.to is None]
    offered = next((each for each in reversed(shown) if each), ())
    return replace(outcome, state=Idle(offered=offered)) if offered else outcome


def _way_back(turn: Turn, outcome: Outcome) -> Rows:
    """The button that goes on with the draft that lies there after this turn."""
    if turn.person is None or any(isinstance(change, Erase) for change in outcome.changes):
        return ()
    drafts = {draft.id: draft for draft in turn.records.open_drafts(turn.person.id)}
    drafts |= {change.id: change for change in outcome.changes if isinstance(change, Draft)}
    if all(draft.state != "open" for draft in drafts.values()):
        return ()
    return ((turn.button("button-resume", "!tieptuc"),),)


def _offered(choices: Rows) -> tuple[tuple[str, str], ...]:
    every = chain.from_iterable(choices)
    return tuple((plain_label(choice), choice.token) for choice in every if choice.token.startswith("!"))


def revision_of(reply: Reply, state: State, revision: int | None) -> int | None:
    """The revision a reply's choices belong to; None where they are commands that no number picks at this state."""
    tokens = [choice.token for choice in chain.from_iterable(reply.message.choices) if choice.token]
    if not tokens or not all(token.startswith("!") for token in tokens):
        return revision
    if isinstance(state, Idle):
        return revision if _offered(reply.message.choices) == state.offered else None
    return revision if reply.card else None


def picked_of_shown(turn: Turn) -> str:
    """The token of the choice meant by these words, of what was shown last; empty when none was."""
    if not isinstance(turn.state, Idle) or turn.incoming.kind != "text" or len(turn.incoming.text) > _LONGEST:
        return ""
    for offered in (_came(turn), turn.state.offered):
        place = parse_choice(turn.incoming.text, [label for label, _ in offered])
        if isinstance(place, int):
            return offered[place][1]
    return ""


def _came(turn: Turn) -> tuple[tuple[str, str], ...]:
    """What a message offers that came by itself since anything was said: a digest, a reminder, a question."""
    if turn.person is None or turn.conversation is None:
        return ()
    since = turn.conversation.asked_at
    came = turn.records.offers_since(turn.person.id, turn.chat.id, since)
    return next((offered for message in came if (offered := _offered(message.choices))), ())


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
