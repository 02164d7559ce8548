"""A message as Zalo can show it: plain texts, and below them in words what elsewhere are buttons.

Every number shown is the one under which the conversation knows the choice (`handlers.choosing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from bot.zalo.splitting import split
from campaign.boards import ROOM, utf16_length
from campaign.texts import Texts
from campaign.vietnamese.text import fold
from handlers.choosing import plain_label
from handlers.commands import ABOUT_THE_LAST, WORDS
from handlers.routes import RESERVED
from storage.messages import Choice, Message


@dataclass(slots=True)
class _Offer:
    """The choices of a message by the way they are answered."""

    numbered: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def texts_of(message: Message, texts: Texts) -> list[str]:
    """The message as texts of at most 1,800 UTF-16 units each; none when there is nothing to say."""
    said = message.full_text().strip()
    below = "\n".join(_lines(_offer_of(message), texts))
    whole = f"{said}\n\n{below}".strip()
    if utf16_length(whole) <= ROOM:
        return [whole] if whole else []
    return [*split(said), *split(below)]


def _offer_of(message: Message) -> _Offer:
    offer, number = _Offer(), 0
    for choice in chain.from_iterable(message.choices):
        if choice.url:
            offer.links.append(f"{plain_label(choice)}: {choice.url}")
            continue
        if not choice.token:
            continue
        number += 1
        _put(offer, message, choice, number)
    return offer


def _put(offer: _Offer, message: Message, choice: Choice, number: int) -> None:
    label = plain_label(choice)
    if fold(label) in RESERVED or (message.in_words and message.revision is not None):
        offer.words.append(f"“{label[:1].lower()}{label[1:]}”")
    elif message.revision is not None:
        offer.numbered.append(label if label.startswith(f"{number}. ") else f"{number}. {label}")
    elif _is_said(label, choice.token):
        offer.words.append(f"“{label[:1].lower()}{label[1:]}”")
    elif choice.token.startswith("!"):
        offer.commands.append(f"• {label}: {_typed(choice.token)}")


def _is_said(label: str, token: str) -> bool:
    """Whether the label, typed, is the command itself and says all that its token says."""
    name, _, argument = token.removeprefix("!").partition(":")
    return WORDS.get(fold(label)) == name and (not argument or name in ABOUT_THE_LAST)


def _typed(token: str) -> str:
    """A command's token as it is typed: "!donvi:DHOI" is "/donvi DHOI"."""
    name, _, argument = token.removeprefix("!").partition(":")
    return f"/{name} {argument}".rstrip()


def _lines(offer: _Offer, texts: Texts) -> Sequence[str]:
    lines = []
    if offer.numbered:
        lines += [texts("choices-numbered"), *offer.numbered]
    if offer.commands:
        lines += [texts("choices-commands"), *offer.commands]
    if offer.words:
        how = "choices-words" if lines else "choices-words-only"
        lines.append(texts(how, words=", ".join(offer.words)))
    return [*lines, *offer.links]
