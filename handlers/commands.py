"""The commands of a private chat: their names as people type them, and what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers import drafts, questions
from handlers.outcome import Outcome, column, say
from handlers.states import IDLE
from handlers.turn import Turn

Do = Callable[[Turn], Outcome]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `words` are other ways to say it (folded), `anyone`: it needs no joining."""

    do: Do
    words: tuple[str, ...] = ()
    anyone: bool = False


def show_help(turn: Turn) -> Outcome:
    """`/trogiup`: what can be done here."""
    text = turn.t("help-text", contact=turn.campaign.owner.contact)
    choices = column(turn.button("button-register", "!dangky"), turn.button("button-ask", "!hoi"))
    return Outcome((say(text, choices=choices),), (), IDLE if turn.person is None else None)


COMMANDS: Mapping[str, Command] = {
    "dangky": Command(drafts.register, ("dang ky", "dk", "dang ki", "dky", "dang ky them", "nop sang kien")),
    "tieptuc": Command(drafts.resume, ("tiep tuc", "tiep", "lam tiep")),
    "hoi": Command(questions.begin, ("hoi", "hoi can bo", "gap can bo", "ho tro")),
    "traloi": Command(questions.begin_answer),
    "trogiup": Command(show_help, ("tro giup", "huong dan", "help", "giup", "?", "menu"), anyone=True),
}

WORDS: Mapping[str, str] = {
    word: name for name, command in COMMANDS.items() for word in (name, *command.words)
}

# Inside a form only these exact words are commands; everything else is an answer.
INSIDE: Mapping[str, str] = {"tro giup": "trogiup", "hoi can bo": "hoi"}
