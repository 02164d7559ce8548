"""What an owner wrote: whether it can be said at all, and what would be lost by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from campaign.texts.wording import Gaps, LooseBraceError, Parts, UnknownGapError
from campaign.vietnamese.numbers import count
from campaign.vietnamese.text import fold
from handlers.owner.wording.card import gaps, parts_filed, parts_now
from handlers.room import shorten, utf16_length
from handlers.turn import Turn

MOST = 1200  # of any text, so that it can be shown to whoever changes it
_LEAST_ROOM, _TIMES = 300, 2  # for a sentence: so many units, or so many times what the files say
_LISTED = 150
_LABEL, _LABEL_ROOM = 40, 64  # what is no longer and no sentence is a button, a heading, a part of a line
_SENTENCE_ENDS = (".", "!", "?", ":")
_SHOWN_AS = re.compile(r"“([^“”{}]+)”|(TẮT NHẮC|BẬT NHẮC)")


class UnsayableError(Exception):
    """It cannot be said; the message tells the owner why."""


def read(turn: Turn, text_id: str, said: str) -> Parts:
    """The words with their gaps, which the text has room for. UnsayableError."""
    known, now, filed = gaps(turn, text_id), parts_now(turn, text_id), parts_filed(turn, text_id)
    parts = _framed(_read(turn, known, said, filed), filed)
    if not _has_words(parts) and (filed is None or _has_words(filed)):  # a bare number was meant for a list
        raise UnsayableError(turn.t("duyet-words-unclear"))
    if now is not None and known.shown(parts) == known.shown(now):
        raise UnsayableError(turn.t("sualoi-same"))
    _measure(turn, known.example(parts).strip(), known.example(filed).strip() if filed is not None else None)
    return parts


def _has_words(parts: Parts) -> bool:
    return any(name or any(map(str.isalpha, words)) for words, name in parts)


def again(turn: Turn, text_id: str, words: str) -> Parts:
    """Words that were read before, from the conversation that kept them."""
    return _framed(gaps(turn, text_id).read(words), parts_filed(turn, text_id))


def _read(turn: Turn, known: Gaps, said: str, filed: Parts | None) -> Parts:
    try:
        return known.read(_unquoted(said, known, filed))
    except UnknownGapError as error:
        gap, every = f"{{{error}}}", ", ".join(known.gap(name) for name in known.names)
        text_id = "sualoi-unknown-gap" if known.names else "sualoi-no-gap"
        raise UnsayableError(turn.t(text_id, gap=gap, gaps=every)) from error
    except LooseBraceError as error:
        raise UnsayableError(turn.t("sualoi-brace")) from error


def _unquoted(said: str, known: Gaps, filed: Parts | None) -> str:
    """Without the quotation marks around all of it, which keep "Trợ giúp" from being taken for the command."""
    plain = said.strip()
    quoted = len(plain) > 2 and plain[0] in '“"' and plain[-1] in '”"' and not set(plain[1:-1]) & set('“”"')
    return plain[1:-1] if quoted and not (filed and known.shown(filed).startswith("“")) else plain


def _framed(parts: Parts, filed: Parts | None) -> Parts:
    """With the blanks that the text has before and behind it, which nobody types: it stands between others."""
    if not filed or not parts:
        return parts
    first, last = filed[0][0], filed[-1][0]
    before = first[: len(first) - len(first.lstrip())]
    behind = last[len(last.rstrip()) :] if len(filed) > 1 or last.strip() else ""
    framed = [(before, None), *parts, (behind, None)]
    return [(words, name) for words, name in framed if words or name is not None]


def _measure(turn: Turn, example: str, filed: str | None) -> None:
    """Whether there is room for it where the text stands."""
    short = (
        filed is not None
        and "\n" not in filed
        and len(filed) <= _LABEL
        and not filed.endswith(_SENTENCE_ENDS)
    )
    if short and "\n" in example:
        raise UnsayableError(turn.t("sualoi-one-line"))
    room = _LABEL_ROOM if short else min(MOST, max(_LEAST_ROOM, _TIMES * utf16_length(filed or "")))
    if (now := utf16_length(example)) > room:
        raise UnsayableError(turn.t("sualoi-too-long", now=count(now), most=count(room)))


def warnings(turn: Turn, text_id: str, parts: Parts) -> Iterator[str]:
    """What the files' words have and these have not: figures and names, and what people are told to type."""
    known, filed = gaps(turn, text_id), parts_filed(turn, text_id)
    if filed is None:
        return
    kept = {name for _, name in parts}
    lost = [known.gap(name) for name in dict.fromkeys(name for _, name in filed) if name and name not in kept]
    if lost:
        yield turn.t("sualoi-lost-gaps", gaps=shorten(", ".join(lost), _LISTED))
    new = fold(known.shown(parts))
    told = [quoted or capitals for quoted, capitals in _SHOWN_AS.findall(known.shown(filed))]
    gone = [words for words in dict.fromkeys(told) if fold(words) not in new]
    if gone:
        yield turn.t("sualoi-lost-words", words=shorten(", ".join(f"“{words}”" for words in gone), _LISTED))
