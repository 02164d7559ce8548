"""Money as people type it, in whole đồng, and as it is printed (domain.md 6.3, G8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from campaign.vietnamese.amounts import UnreadableError, read_amount
from campaign.vietnamese.numbers import count, in_words
from campaign.vietnamese.text import clean, fold, unwide

MoneyReason = Literal[
    "empty", "bare", "slang", "malformed", "percent", "negative", "too_large", "range", "vague", "foreign"
]
Period = Literal["year", "quarter", "month", "week", "day"]
MAX_VND = 10**15
_LONGEST = 120
_BARE_FROM, _DONG_FROM = 100_000, 1_000


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole đồng; `about` when "khoảng", "hơn" … was said, `per` when it is so much a year, a month."""

    vnd: int
    about: bool = False
    per: Period | None = None


@dataclass(frozen=True, slots=True)
class NotYet:
    """No amount yet ("chưa tính được"), which is not 0."""


@dataclass(frozen=True, slots=True)
class AskMoney:
    """Why this is not taken for an amount; `guesses` in đồng may be offered ("500": 500 nghìn or 500 triệu?)."""

    reason: MoneyReason
    guesses: tuple[int, ...] = ()


def parse_money(s: str) -> Money | NotYet | AskMoney:
    """The amount typed, by the table G8: never a guess, an unclear one is asked about. At most 10^15 đồng."""
    said = _folded(s)
    if not said:
        return AskMoney("empty")
    if len(said) > _LONGEST:
        return AskMoney("malformed")
    if _is_not_yet(said):
        return NotYet()
    for reason, pattern in _REFUSED:
        if pattern.search(said):
            return AskMoney(reason)
    return _slang(said) or _amount(said)


# "tầm" (about) and "tám" (eight) fold alike, so both are put in other words while their diacritics are there.
_TAM = re.compile(r"\bt[ầá]m\b")
_EDGES = " .,;:!?…\"'“”()[]"


def _folded(s: str) -> str:
    said = unwide(clean(s[: 4 * _LONGEST])).casefold()
    said = (
        fold(_TAM.sub(lambda tam: "khoang" if tam[0] == "tầm" else "8", said))
        .replace("₫", "d")
        .replace("−", "-")
        .replace("’", "'")
    )
    return re.sub(r"\s*/\s*", "/", said).strip(_EDGES)


_NEGATORS = r"(?:chua|khong|ko|kg|kh|khg|hk|k)"
_NOT_YET = re.compile(
    rf"(?:(?:da|hien|hien tai|toi|em|minh|van|con|cai nay|phan nay) )*"
    rf"(?:{_NEGATORS}(?: (?:the|kip|co|biet|ro|tinh|xac dinh|uoc|danh gia|thong ke|quy|do|luong|thay|dem|ra|duoc)\b.*)?"
    rf"|(?:dang|se|cho) (?:tinh|thong ke|xac dinh|danh gia)\b.*|n/?a|null|none|-+|bo qua)(?: a| nhe| nha)?"
)
_AMOUNT_WORD = re.compile(r"\d|\b(?:ty|ti|trieu|tr|nghin|ngan|cu)\b")


def _is_not_yet(said: str) -> bool:
    return _NOT_YET.fullmatch(said) is not None and not _AMOUNT_WORD.search(said)


_NUMBER = r"\d[\d.,]*\s*(?:ty|ti|trieu|tr|nghin|ngan|k|d|dong)?"
_REFUSED: tuple[tuple[MoneyReason, re.Pattern[str]], ...] = (
    ("percent", re.compile(r"%|\bphan tram\b")),
    ("foreign", re.compile(r"[$€£¥]|(?:\b|\d)(?:usd|do la|dola|do my|eur|euro|yen|jpy|cny|te)\b|\d\s*do\b")),
    ("negative", re.compile(r"^-\s*\d|^(?:am|lo|tru)\s+\S*\d")),
    ("range", re.compile(rf"{_NUMBER}\s*(?:[-–—~]|\b(?:den|toi|hoac|hay)\b)\s*\d|^tu .+ (?:den|toi) ")),
    (
        "vague",
        re.compile(
            r"\b(?:vai|may|nhieu|hang|it|vo so)\s+(?:chuc|tram|nghin|ngan|trieu|ty|ti|dong)\b|^(?:chuc|tram)\b"
        ),
    ),
    ("vague", re.compile(r"^tam (?!\d|khoang)|\d\s*(?:ty|ti|trieu|tr|nghin|ngan|k)\s*nam$")),
    ("vague", re.compile(r"^(?:nhieu|it|rat nhieu|rat lon|lon|cao|dang ke)(?: lam| tien)?$")),
)
_SLANG_UNITS = {"cu": 10**6, "chai": 10**6, "m": 10**6, "xi": 10**5, "lit": 10**5, "loet": 10**5}
_SLANG = re.compile(r"(\d{1,6})\s*(cu|chai|m|xi|lit|loet|canh|lua|cay|ve|t|b|to|qua)\b")
_SLANG_WORD = re.compile(r"^\S+ (?:cu|chai|xi|lit|loet|canh|lua|cay)\b")


def _slang(said: str) -> AskMoney | None:
    if match := _SLANG.search(said):
        unit = _SLANG_UNITS.get(match[2])
        return AskMoney("slang", (int(match[1]) * unit,) if unit else ())
    return AskMoney("slang") if _SLANG_WORD.search(said) else None


_PERIODS: dict[str, Period] = {
    "nam": "year",
    "quy": "quarter",
    "thang": "month",
    "tuan": "week",
    "ngay": "day",
}
_PER = re.compile(
    r"\s*(?:/(?:1 ?|mot )?|\b(?:1|mot|moi|hang|tren mot|tren 1|trong 1|trong mot) )(nam|quy|thang|tuan|ngay)$"
)
_LAST = re.compile(r"\s*(?:\b(?:a|nhe|nha|thoi|chan|tro len|tien|viet nam|vn)|[.!])$")
_DONG = re.compile(r"(?:(?<=\d)|(?<=k|r)|\b)\s*(?:dong|vnd|vn d|d)(?: viet nam)?$")
_ABOUT = re.compile(
    r"^(?:khoang|chung|tam(?= *\d)|hon|tren(?: duoi)?|gan|xap xi|uoc(?: tinh| chung| dat)?|duoi|toi da|toi thieu"
    r"|it nhat|co(?= *\d)|tu(?= *\d)|len toi|[~≈><≥≤]|\+/-)\s*"
)
_OPENING = re.compile(
    r"^(?:da|tiet kiem|lam loi|gia tri(?: lam loi)?|loi nhuan|so tien|duoc|la|dat|loi|em|toi|tong(?: cong)?)\b"
    r"(?: duoc| la)?[ :]*"
)


def _amount(said: str) -> Money | AskMoney:
    body, about = _without_opening(said)
    body, per = _without_period(body)
    amount_said, dongs = _DONG.subn("", body)
    try:
        amount = read_amount(amount_said.strip(), in_dong=bool(dongs))
    except UnreadableError:
        return AskMoney("malformed")
    if amount.vnd > MAX_VND:
        return AskMoney("too_large")
    if amount.bare and 0 != amount.vnd < (_DONG_FROM if dongs else _BARE_FROM):
        return AskMoney("bare", _guesses(amount_said.strip()))
    if amount.vnd.denominator != 1:
        return AskMoney("malformed")
    return Money(int(amount.vnd), about, per)


def _guesses(bare: str) -> tuple[int, ...]:
    """What a number alone may have meant: "500,000" the đồng with a comma, "500" nghìn or triệu."""
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", bare):
        return (int(bare[:-4] + bare[-3:]),)
    return (int(bare) * 1000, int(bare) * 10**6) if bare.isdecimal() and 0 < int(bare) < 1000 else ()


def _without_opening(said: str) -> tuple[str, bool]:
    """The words without "khoảng", "tiết kiệm được", … in front, and whether they said "about"."""
    about, before = False, ""
    while said != before:
        before = said
        said = _OPENING.sub("", said)
        said, abouts = _ABOUT.subn("", said)
        about = about or bool(abouts)
    return said, about


def _without_period(said: str) -> tuple[str, Period | None]:
    per: Period | None = None
    before = ""
    while said != before:
        before = said
        said = _LAST.sub("", said).strip()
        if (match := _PER.search(said)) is not None:
            per, said = _PERIODS[match[1]], said[: match.start()].strip()
    return said, per


def spell_money(vnd: int) -> str:
    """An amount as printed: "1,5 tỷ đồng" from a tỷ on when two decimals say it all, else "25.000.000 đồng"."""
    hundredths, rest = divmod(abs(vnd), 10**7)
    if rest or hundredths < 100:
        return f"{count(vnd)} đồng"
    whole, part = divmod(hundredths, 100)
    decimals = f"{part:02}".rstrip("0")
    return f"{'-' * (vnd < 0)}{count(whole)}{',' * bool(decimals)}{decimals} tỷ đồng"


def money_in_words(vnd: int) -> str:
    """An amount in words, to be echoed before it is saved: "một trăm hai mươi lăm triệu đồng"."""
    return f"{in_words(vnd)} đồng"
