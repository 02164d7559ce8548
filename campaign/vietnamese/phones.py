"""Mobile numbers as people type them (domain.md 6.5)."""

from __future__ import annotations

import re

from campaign.vietnamese.text import clean, fold, unwide

_LABEL = re.compile(r"^(?:so dien thoai|so dt|sdt|dien thoai|dt|di dong|mobile|phone|tel|zalo|so)\b[ :.]*")
_BLANKS = re.compile(r"[ .\-()]")
_MOBILE = re.compile(r"(?:(?:\+84|0084|84)0?|0)([35789]\d{8}|1\d{9})", re.ASCII)
_LONGEST = 60
# Numbers of 11 digits became 10 on 15/9/2018: these are the digits after the first 0, before and since.
_BEFORE_2018 = {"120": "70", "121": "79", "122": "77", "126": "76", "128": "78"}
_BEFORE_2018 |= {"123": "83", "124": "84", "125": "85", "127": "81", "129": "82"}
_BEFORE_2018 |= {
    "162": "32",
    "163": "33",
    "164": "34",
    "165": "35",
    "166": "36",
    "167": "37",
    "168": "38",
    "169": "39",
}
_BEFORE_2018 |= {"186": "56", "188": "58", "199": "59"}


def parse_mobile(s: str) -> str | None:
    """The Vietnamese mobile number in E.164 ("+84912345678"), or None. Landlines are refused.

    Accepted: 0…, +84…, 84…, 0084…, "+84 0…", with blanks, dots, dashes; numbers of 11 digits from before 2018.
    """
    if len(s) > _LONGEST:
        return None
    said = _BLANKS.sub("", _LABEL.sub("", fold(unwide(clean(s)))))
    match = _MOBILE.fullmatch(said)
    if match is None:
        return None
    if len(match[1]) == 9:
        return f"+84{match[1]}"
    today = _BEFORE_2018.get(match[1][:3])
    return f"+84{today}{match[1][3:]}" if today else None
