"""What a turn leads to: replies and changes, as values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from storage.messages import Choice, File, Message, Style
from storage.records import Change

if TYPE_CHECKING:
    from handlers.states import State

Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A message this turn sends: `kind` is one of `storage.messages.KINDS`; `to` another chat than the turn's own.

    `card`: it asks something, so that its buttons belong to this moment of the conversation and, after a press, it
    takes the pressed card's place.
    """

    message: Message
    kind: str = "answer"
    to: int | None = None
    card: bool = False
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The replies and changes of a turn, and where the conversation stands after it.

    `state` None leaves it where it is and shows nothing; any other state shows its question or card, with `note`
    above it (an echo, or why an answer could not be taken); in the idle state the note is all that is said.
    `beneath`: what is shown comes under a pressed message, which stays to be read (a receipt, what was consented to).
    `instead`: the note asks, so that the words of the question are not repeated under it.
    """

    replies: tuple[Reply, ...] = ()
    changes: tuple[Change, ...] = ()
    state: State | None = None
    note: str = ""
    beneath: bool = False
    instead: bool = False

    def after(self, *changes: Change) -> Outcome:
        """The same with these changes made first."""
        return replace(self, changes=(*changes, *self.changes))

    def preceded_by(self, *replies: Reply) -> Outcome:
        """The same with these replies sent first."""
        return replace(self, replies=(*replies, *self.replies))


NOTHING = Outcome()


def go(state: State, note: str = "", *changes: Change) -> Outcome:
    """Make these changes and stand at this state, which is shown under the note."""
    return Outcome((), changes, state, note)


def say(text: str, *, heading: str = "", choices: Rows = (), kind: str = "answer") -> Reply:
    """A plain answer that asks nothing."""
    return Reply(Message(text, heading, choices), kind)


def ask(text: str, *, heading: str = "", choices: Rows = (), in_words: bool = False) -> Reply:
    """A question or card of the conversation; `in_words`: a bare number is no choice here."""
    return Reply(Message(text, heading, choices, in_words=in_words), "question", card=True)


def hand_out(text: str, file: File) -> Reply:
    """A file with a word to it."""
    return Reply(Message(text, file=file), "file")


def column(*choices: Choice) -> Rows:
    """Choices under each other."""
    return tuple((choice,) for choice in choices)


def choice(label: str, token: str, style: Style = "") -> Choice:
    """One answer offered."""
    return Choice(label, token, style)
