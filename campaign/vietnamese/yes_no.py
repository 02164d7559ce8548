"""Yes and no in all the ways people type them, with and without diacritics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from campaign.vietnamese.text import clean, fold, unwide

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 60
_YES_SAID = """
    co co_chu co_muon dong_y nhat_tri tan_thanh chap_nhan xac_nhan cho_phep dong_y_co vang u uh uhm um uk uki o da phai
    dung dung_roi dung_vay chuan duoc dc ok oke okie oki okay okey okela oce yes yep yeah y c san_sang muon
"""
_NO_SAID = """
    khong ko k kg kh khg hk hok hong hem no nope n thoi chua tu_choi khong_co khong_dau khong_can chua_co khong_phai
    bo_qua khoi
"""
_FILLERS_SAID = (
    "a ah nha nhe nhen nghen nhi em anh chi toi minh luon roi ma day do cung hoan toan oi ban ad bot"
)
_YES, _NO, _FILLERS = (frozenset(said.split()) for said in (_YES_SAID, _NO_SAID, _FILLERS_SAID))
_NEGATORS = frozenset({"khong", "ko", "k", "kg", "kh", "khg", "hk", "hok", "chua"})
_NEGATED = frozenset(
    {"dong_y", "co", "muon", "duoc", "dc", "ok", "phai", "dung", "nhat_tri", "cho_phep", "chap_nhan"}
)
_POLITE = frozenset({"da", "vang", "u", "um", "a", "o"})
SIGNS = {
    **dict.fromkeys("👍👌✅✔🆗☑🙆", True),
    **dict.fromkeys("👎❌✖🙅🚫", False),
}
_SKIN = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff\u200d♀♂ ]")
_MARKS = re.compile(r"[^\w\s]+")


def parse_yes_no(s: str) -> bool | None:
    """True for có, đồng ý, ok, vâng, dạ, ừ, 👍 …, False for không, ko, k, thôi …; None for anything else."""
    if len(s) > _LONGEST:
        return None
    said = clean(unwide(s))
    signs = {SIGNS.get(sign) for sign in _SKIN.sub("", said)}
    if signs in ({True}, {False}):
        return True in signs
    return meaning(_MARKS.sub(" ", fold(said)).split())


def meaning(words: Sequence[str]) -> bool | None:
    """What these folded words mean as one answer: yes, no, or None when they are something else."""
    kept = [word for at, word in enumerate(words) if at == 0 or word != words[at - 1]]
    if len(kept) > 1 and kept[0] in _POLITE and (meant := meaning(kept[1:])) is not None:
        return meant
    said = "_".join(kept)
    if (meant := _phrase(said)) is not None:
        return meant
    without = [word for word in kept if word not in _FILLERS]
    return _phrase("_".join(without)) if without != kept else None


def _phrase(said: str) -> bool | None:
    if said in _YES:
        return True
    if said in _NO:
        return False
    negator, _, rest = said.partition("_")
    return False if negator in _NEGATORS and rest in _NEGATED else None
