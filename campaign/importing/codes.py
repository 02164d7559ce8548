"""Codes for units whose list has none: lists as unions keep them know units by their names."""

from __future__ import annotations

import re
from collections.abc import Container

from campaign.vietnamese.text import fold

_LONGEST = 24
_COMMON = ("cong doan co so", "cdcs", "cong doan")


def made_code(name: str, taken: Container[str]) -> str:
    """The initials of a name, its numbers whole, with a number behind where others have them already.

    `taken`: codes in use, casefolded. "CĐCS Trường Mầm non số 2" is TMNS2.
    """
    words = fold(name)
    for common in _COMMON:
        words = words.removeprefix(f"{common} ")
    parts = re.findall(r"[a-z]+|[0-9]+", words)
    initials = "".join(part if part.isdigit() else part[0] for part in parts)[:_LONGEST].upper() or "DV"
    code, number = initials, 1
    while code.casefold() in taken:
        number += 1
        code = f"{initials}-{number}"
    return code
