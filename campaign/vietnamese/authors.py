"""Who had the idea, and what share of it: "tôi 70, chị Lan 30" to names and percents that sum to 100 (I12)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from campaign.vietnamese.person_names import NameProblem, check_person_name
from campaign.vietnamese.text import clean, fold, unwide
from campaign.vietnamese.yes_no import parse_yes_no

AuthorsReason = Literal[
    "empty", "unclear", "name", "sum", "over_100", "zero", "fraction", "repeated", "too_many"
]
MAX_AUTHORS = 20
_LONGEST, _LONGEST_ITEM = 2000, 120


@dataclass(frozen=True, slots=True)
class Author:
    """One author: a name as typed, a whole percent, and whether it is the person who speaks."""

    name: str
    percent: int
    is_speaker: bool = False


@dataclass(frozen=True, slots=True)
class Authors:
    """The authors in the order they were named; at most 20, their percents sum to 100."""

    authors: tuple[Author, ...]


@dataclass(frozen=True, slots=True)
class AskAuthors:
    """Why the authors were not taken: `total` is the sum of the shares or the share at fault, `said` the part."""

    reason: AuthorsReason
    said: str = ""
    total: int | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    share: int | None
    is_speaker: bool


def parse_authors(s: str, *, speaker: str) -> Authors | AskAuthors:
    """Authors from lines or from names between commas, semicolons, "và"; "tôi" is `speaker`.

    Without shares all are equal and the first has the remainder; who has none shares what the others leave.
    """
    said = clean(unwide(s[: 4 * _LONGEST]))
    if not said or len(said) > _LONGEST:
        return AskAuthors("unclear" if said else "empty")
    if _ALONE.fullmatch(fold(said).strip(" .!")):
        return Authors((Author(speaker, 100, is_speaker=True),))
    if parse_yes_no(said) is not None:
        return AskAuthors("unclear", said)
    items, shares = _items(said)
    if not items or len(items) > MAX_AUTHORS:
        return AskAuthors("too_many" if items else "unclear", total=len(items))
    if shares and len(shares) != len(items):
        return AskAuthors("unclear", said)
    return _joined(items, shares, speaker)


_NO = r"(?:khong|ko|k|chua)(?: co)?(?: (?:ai|dong tac gia|nguoi khac|ai khac)(?: khac| nua| ca| het)?)"
_SELF = r"(?:toi|em|minh|tui|chau|ban than)"
_ALONE = re.compile(
    rf"(?:da )?(?:chi (?:co )?)?(?:(?:mot|1) minh|minh|rieng|ca nhan|ban than|tac gia la|tu) {_SELF}"
    r"(?: thoi| a| nhe| lam)*"
    rf"|(?:da )?chi (?:co )?{_SELF}(?: thoi| a| nhe| lam)*|(?:mot|1) minh|{_NO}|(?:chi )?(?:co )?(?:mot|1) tac gia"
)
_I = re.compile(
    r"(?:(?:bản thân|cá nhân|riêng|mot minh|một mình) )?(?:tôi|toi|em|mình|tớ|tui|cháu|bản thân|ban than)"
)

# A comma between digits is a decimal comma, all others separate; "và" separates only in small letters (Và is a name).
_SEPARATOR = re.compile(
    r"[\n;&+|]|,(?!\d)|(?<!\d),|(?<=\S)\s+(?:và|va|với|voi|cùng với|cung voi|cùng|cung)\s+(?=\S)"
)
_RATIO = re.compile(
    r"(?<![\s:,(\d/\-])[\s:,(]*(?:(?:theo )?(?:tỷ|tỉ|ty|ti) (?:lệ|le)[\s:]*)?(\d{1,3}(?:\s*[/:\-]\s*\d{1,3})+)\s*%?\)?$"
)
_EQUAL = re.compile(
    r"(?<![\s,:\-(])[\s,:\-(]*(?:(?:chia|đóng góp|dong gop) )?"
    r"(?:đều(?: nhau)?|deu(?: nhau)?|bằng nhau|bang nhau|như nhau|nhu nhau)\)?$",
    re.IGNORECASE,
)


def _items(said: str) -> tuple[list[str], list[str]]:
    """The parts, one an author, and the shares when they stand together at the end: "tôi và Lan 60/40"."""
    said = _EQUAL.sub("", said.strip(" .,;"))
    ratio, each = _RATIO.search(said), _EACH.search(said)
    if found := ratio or each:
        said = said[: found.start()]
    parts = [alone for part in _SEPARATOR.split(said) for alone in _apart(part.strip(_EDGES))]
    items = [item for part in parts if (item := _BULLET.sub("", part).strip(_EDGES))]
    if ratio is not None:
        return items, re.findall(r"\d+", ratio[1])
    return items, [each[1]] * len(items) if each is not None else []


_EACH = re.compile(
    r"(?<![\s,:\-(])[\s,:\-(]*(?:mỗi|moi) (?:người|nguoi)\s*(?:được |duoc |là |la )?(\d{1,3})\s*%?\)?$",
    re.IGNORECASE,
)
_NAME_SHARE = re.compile(r"\D+\d{1,3}\s*%?")
_SHARE_NAME = re.compile(r"\d{1,3}\s*%?\D+")


def _apart(part: str) -> list[str]:
    """Names with shares that only blanks part ("tôi 60 Lan 40"); whatever has at most one number stays whole."""
    if len(re.findall(r"\d+", part)) < 2 or re.search(r"\d[.,]\d|^\d{1,2}[.)]", part):
        return [part]
    return (_SHARE_NAME if part[:1].isdecimal() else _NAME_SHARE).findall(part)


_EDGES = " .,:;-–—•*"
_BULLET = re.compile(
    r"^(?:\d{1,2}[.)]\s*(?=\D)|(?:(?:đồng )?tác giả(?: chính)?|dong tac gia|tac gia)\s*[:\d]*\s*[:\-]?\s*)+",
    re.IGNORECASE,
)
_PERCENT = r"(\d{1,9}(?:[.,]\d{1,9})?)\s*(?:%|phần trăm|phan tram|pt\b)?"
_SHARE_LAST = re.compile(rf"(.*?\D)[\s:=\-–—(]*(?<![\d.,]){_PERCENT}\s*\)?", re.IGNORECASE)
_SHARE_FIRST = re.compile(rf"{_PERCENT}(?:\s*(?:là|của|la|cua)\s+|[\s:\-–—]+)(\D.*)", re.IGNORECASE)


def _joined(items: list[str], shares: list[str], speaker: str) -> Authors | AskAuthors:
    parts: list[_Part] = []
    for at, item in enumerate(items):
        part = _part(f"{item} {shares[at]}" if shares else item, speaker)
        if isinstance(part, AskAuthors):
            return part
        parts.append(part)
    folded = [part.name.casefold() for part in parts]
    twice = next((part.name for part in parts if folded.count(part.name.casefold()) > 1), None)
    return _with_shares(parts) if twice is None else AskAuthors("repeated", twice)


def _part(item: str, speaker: str) -> _Part | AskAuthors:
    if len(item) > _LONGEST_ITEM:
        return AskAuthors("name", item)
    named, share_said = _split_share(item)
    named = named.strip(" .,:;-–—()=")
    share = _share(share_said)
    if isinstance(share, AskAuthors):
        return AskAuthors(share.reason, item, share.total)
    if _I.fullmatch(named.casefold()) or clean(named).casefold() == clean(speaker).casefold():
        return _Part(speaker, share, is_speaker=True)
    name = check_person_name(_without_title(named))
    return AskAuthors("name", item) if isinstance(name, NameProblem) else _Part(name, share, is_speaker=False)


def _split_share(item: str) -> tuple[str, str]:
    if match := _SHARE_LAST.fullmatch(item):
        return match[1], match[2]
    if match := _SHARE_FIRST.fullmatch(item):
        return match[2], match[1]
    return item, ""


def _share(said: str) -> int | AskAuthors | None:
    if not said:
        return None
    whole, _, part = said.replace(",", ".").partition(".")
    percent = int(whole)
    if percent > 100:
        return AskAuthors("over_100", total=percent)
    if part.strip("0"):
        return AskAuthors("fraction")
    return percent or AskAuthors("zero", total=0)


_TITLE = re.compile(
    r"^(?:đồng chí|dong chi|đ/c|đc|dc|anh|chị|chi|ông|ong|bà|cô|thầy|thay|em|bạn|ban|bác|chú|cháu)\s+(?=\S)"
)
_GREAT_TITLE = re.compile(r"^(?:Đồng chí|Đ/c|Đ/C|ĐC|Chị|Ông|Bà|Thầy|Cô|Anh(?=\s+\S+\s+\S))\s+(?=\S)")


def _without_title(named: str) -> str:
    """The name without "chị", "ông", "đ/c" before it. "Anh Tuấn" may be a name and keeps its Anh."""
    return _GREAT_TITLE.sub("", _TITLE.sub("", named))


def _with_shares(parts: list[_Part]) -> Authors | AskAuthors:
    given = sum(part.share or 0 for part in parts)
    without = sum(part.share is None for part in parts)
    rest = 100 - given
    if rest < without or (rest and not without):
        return AskAuthors("sum", total=given)
    each, more = divmod(rest, without) if without else (0, 0)
    authors = []
    for part in parts:
        share = part.share
        if share is None:
            share, more = each + more, 0
        authors.append(Author(part.name, share, part.is_speaker))
    return Authors(tuple(authors))
