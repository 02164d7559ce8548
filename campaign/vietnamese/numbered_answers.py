"""Yes and no to several numbered questions in one message: "1 có 2 có 3 không 4 có" (DESIGN 8, consent)."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from campaign.vietnamese.text import clean, fold, unwide
from campaign.vietnamese.yes_no import SIGNS, meaning, parse_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

Answers = tuple[bool | None, ...]
_LONGEST = 1500
_SIGN_WORDS = {ord(sign): " co " if yes else " khong " for sign, yes in SIGNS.items()}
_BEFORE_NUMBER = re.compile(r"(?<!đồng )\bý (?=\d)|\b(?:mục|muc|câu|cau|số|so|điều|dieu|phần|phan) (?=\d)")


def parse_numbered_answers(said: str, n: int) -> Answers:
    """An answer to each of `n` questions: True, False, or None where none was given or it is unclear.

    A bare "có" or "không" answers only the first, "có hết" all, "có có không có" in order when there are `n`.
    A message with any other word in it answers nothing, and so does a contradiction for its question: nobody
    consents by a misreading.
    """
    nothing: Answers = (None,) * n
    if n < 1 or len(said) > _LONGEST:
        return nothing
    text = _BEFORE_NUMBER.sub("", clean(unwide(said)).casefold().translate(_SIGN_WORDS))
    if (found := _copied(text, n) or _in_order(text, n)) is not None:
        return found
    words = fold(text)
    if (bare := parse_yes_no(words)) is not None:
        return (bare, *nothing[1:])
    if (every := _to_all(words)) is not None:
        return (every,) * n
    return _by_number(words, n) or nothing


_COPIED = re.compile(r"(\d{1,2}) ?[.):\-]? ?(\S+ \S+ \S+.*)(?:[:?=…→]| [-–—]) ?(.*)", re.ASCII)


def _copied(text: str, n: int) -> Answers | None:
    """Lines with the question copied in front of the answer: "1. Lưu hồ sơ của tôi: có"; None if there are none."""
    lines = [
        match for line in text.split("\n") if (match := _COPIED.fullmatch(line)) and _is_question(match[2])
    ]
    return _filled([(int(match[1]), parse_yes_no(match[3])) for match in lines], n) if lines else None


def _is_question(words: str) -> bool:
    return not re.search(r"\d", words) and parse_yes_no(words) is None


_CORE = {"co": True, "c": True, "ok": True, "y": True, "yes": True}
_CORE |= {"khong": False, "ko": False, "k": False, "kg": False, "hk": False, "no": False, "n": False}
_PART = re.compile(r"[,;\n/|.]+")
_WORD = re.compile(r"[^\W\d_]+")


def _in_order(text: str, n: int) -> Answers | None:
    """As many answers as questions, nothing else: parts between commas or lines, or short words in a row."""
    parts = [parse_yes_no(part) for part in _PART.split(text) if part.strip()]
    if len(parts) == n and None not in parts and n > 1:
        return tuple(parts)
    words = fold(_PART.sub(" ", text)).split()
    if len(words) == n and n > 2 and all(word in _CORE for word in words):
        return tuple(_CORE[word] for word in words)
    return None


_ALL = re.compile(
    r"\b(?:(?:tat ca|toan bo|het|luon|moi|ca) ?(?:(?:ca )?(?:\d|hai|ba|bon) ?)?(?:muc|cau|y|dieu|cai)?(?: tren| nay)?"
    r"|\d (?:muc|cau|y|dieu|cai)|(?:cai|y|muc|dieu|cau) nao|deu)(?= |$|[.,!])"
)


def _to_all(words: str) -> bool | None:
    """The one answer to all, when the words say it is to all: "đồng ý tất cả", "không cái nào"."""
    rest, alls = _ALL.subn(" ", words)
    return meaning(_WORD.findall(rest)) if alls and not re.search(r"\d", rest) else None


_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\s\w]")
_RANGE = re.compile(r"\b(\d{1,2}) ?(?:-|–|den|toi) ?(\d{1,2})\b", re.ASCII)
_REST = re.compile(
    r"[ ,;.]*\b(?:con lai|(?:cac |nhung )?(?:muc|cau|cai|y|dieu) con lai|khac)(?: la| thi| deu)? (?P<answer>.+)"
)
_MARKS = frozenset(",.;:)(/-–—=+|&*!→…")
_FILLERS_SAID = "muc cau so dieu va la thi con em toi minh phan a nhe nha tu cac voi"
_FILLERS = frozenset(_FILLERS_SAID.split())


def _by_number(words: str, n: int) -> Answers | None:
    """Numbers with their answers, before or after them; None when there is anything else or something is left over."""
    rest = _REST.search(words)
    pairs = _pairs(_RANGE.sub(_spread, words[: rest.start()] if rest else words))
    if not pairs or any(not 0 < number <= n for number, _ in pairs):
        return None
    answers = _filled(pairs, n)
    if rest is None:
        return answers
    others, named = parse_yes_no(rest["answer"]), {number for number, _ in pairs}
    return tuple(answer if at in named else others for at, answer in enumerate(answers, 1))


def _spread(numbers: re.Match[str]) -> str:
    return " ".join(map(str, range(int(numbers[1]), int(numbers[2]) + 1)))


def _pairs(words: str) -> list[tuple[int, bool]]:
    """Each number with its answer; nothing when the words do not pair up."""
    tokens = [token for token in _TOKEN.findall(words) if token not in _MARKS and token not in _FILLERS]
    groups = [list(group) for _, group in groupby(tokens, key=str.isdecimal)]
    if not groups or len(groups) % 2:
        return []
    numbers, answers = (
        (groups[::2], groups[1::2]) if groups[0][0].isdecimal() else (groups[1::2], groups[::2])
    )
    meant = [meaning(answer) for answer in answers]
    return [
        (int(number), answer)
        for group, answer in zip(numbers, meant, strict=True)
        if answer is not None and None not in meant
        for number in group
    ]


def _filled(pairs: Iterable[tuple[int, bool | None]], n: int) -> Answers:
    said: list[set[bool]] = [set() for _ in range(n)]
    for number, answer in pairs:
        if 0 < number <= n and answer is not None:
            said[number - 1].add(answer)
    return tuple(_only(answers) for answers in said)


def _only(answers: set[bool]) -> bool | None:
    return next(iter(answers)) if len(answers) == 1 else None
