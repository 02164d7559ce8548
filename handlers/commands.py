"""The commands of a private chat: their names as people type them, and what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers import drafts, questions
from handlers.groups import codes
from handlers.offices import ending, inviting, leave, register
from handlers.outcome import Outcome, column, say
from handlers.states import IDLE
from handlers.turn import Turn
from handlers.units import initiatives, listing, passing_on
from handlers.units import questions as unit_questions

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
    "moi": Command(inviting.begin, ("moi", "moi can bo")),
    "loimoi": Command(inviting.show_open, ("loi moi", "cac loi moi")),
    "thuhoi": Command(inviting.revoke),
    "canbo": Command(register.show, ("can bo", "danh sach can bo")),
    "chuacanbo": Command(register.show_without, ("don vi chua co can bo",)),
    "thoigiao": Command(ending.begin_end),
    "nghi": Command(leave.begin, ("nghi", "nghi phep", "bao nghi")),
    "donvi": Command(listing.show, ("don vi", "dv", "cac don vi")),
    "sangkien": Command(initiatives.show),
    "xemsk": Command(initiatives.show_one),
    "cauhoi": Command(unit_questions.show, ("cau hoi", "cac cau hoi")),
    "chuyentiep": Command(passing_on.forward, ("chuyen tiep", "tin chuyen tiep")),
    "moivao": Command(passing_on.joining_link),
    "nhom": Command(codes.begin, ("nhom", "lien ket nhom")),
    **{name: Command(codes.only_in_groups) for name in ("lienket", "huylienket", "tamdung", "gio")},
    "trogiup": Command(show_help, ("tro giup", "huong dan", "help", "giup", "?", "menu"), anyone=True),
}

WORDS: Mapping[str, str] = {
    word: name for name, command in COMMANDS.items() for word in (name, *command.words)
}

# Inside a form only these exact words are commands; everything else is an answer.
INSIDE: Mapping[str, str] = {"tro giup": "trogiup", "hoi can bo": "hoi"}
