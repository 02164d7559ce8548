"""Many answers in one message: labelled lines in any order, as the fill-in template has them (DESIGN 3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.vietnamese.text import clean, fold, is_within_one_edit, unwide

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_BULLET = re.compile(r"^[\s*]*(?:(?:\d{1,2} ?[.)/:\-]|\(\d{1,2}\)|[-–—•+►▪✅👉#]+)[\s*]*)?")
_SEPARATOR = re.compile(r"[:：=→]|[-–—](?=\s|$)|(?<=\s)[-–—]")
_REMARK = re.compile(r"[\s*:]*(?:[(\[][^)\]]*[)\]])?[\s*:]*$")
_LABEL_REACH = 90
_BRACKETED = re.compile(r"^[\s*]*[(\[<]([^()\[\]<>]*)[)\]>]\s*")
_HINT = re.compile(
    r"(?:khong )?bat buoc|tuy chon|neu co|co the bo|bo trong|vi du|vd|ghi ro|chon|dien|nhap|toi da|ngay/thang/nam|\W*$"
)
_PLACEHOLDER = re.compile(r"^[\s*]*(?:\.{3,}|…|_{2,})[.…_\s]*|^[\s.…_*–—-]*$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """What was read: `found` values by key, `loose` text before the first label, `blank` labels left empty."""

    found: dict[str, str]
    loose: str
    blank: frozenset[str]


def split_labelled(text: str, labels: Mapping[str, Sequence[str]], *, hints: Iterable[str] = ()) -> Labelled:
    """Values by key out of lines such as "Tên sáng kiến: …"; `labels` are the words each key may be called by.

    Labels match without diacritics, with a bullet or number before them and a remark in brackets behind them, with
    one slip from five letters on. A value runs on until the next label and may have colons in it. A line of the
    template left as it was, with its "…", its "(bắt buộc)" or one of the template's own `hints`, is no value. Of a
    label used twice the last value counts.
    """
    keys = {fold(clean(label)): key for key, names in labels.items() for label in names}
    loose: list[str] = []
    values: list[tuple[str, list[str]]] = []
    for line in clean(text).split("\n"):
        if (labelled := _labelled(line, keys)) is not None:
            values.append((labelled[0], [labelled[1]]))
        elif values:
            values[-1][1].append(line)
        else:
            loose.append(line)
    return _collected(values, "\n".join(loose), frozenset(map(_hint, hints)))


def _collected(values: Iterable[tuple[str, list[str]]], loose: str, hints: frozenset[str]) -> Labelled:
    read = [(key, _value("\n".join(lines), hints)) for key, lines in values]
    found = {key: value for key, value in read if value}
    return Labelled(found, clean(loose), frozenset(key for key, _ in read if key not in found))


def _value(said: str, hints: frozenset[str]) -> str:
    """The value without what the template put in front of it; empty when nothing else is there."""
    before = None
    while said != before:
        before = said
        if (hint := _BRACKETED.match(said)) is not None and _HINT.match(fold(hint[1])):
            said = said[hint.end() :]
        said = _PLACEHOLDER.sub("", said)
    value = clean(said.lstrip("* "))
    return "" if _hint(value) in hints else value


def _hint(said: str) -> str:
    return fold(said).strip(" ()[]<>.…*")


def _labelled(line: str, keys: Mapping[str, str]) -> tuple[str, str] | None:
    """The key and the value of a line that begins with a label, or is nothing but one."""
    for separator in _SEPARATOR.finditer(line, 0, _LABEL_REACH):
        if (key := _key(line[: separator.start()], keys)) is not None:
            return key, line[separator.end() :]
    bare = keys.get(_head(line)) if len(line) <= _LABEL_REACH else None
    return None if bare is None else (bare, "")


def _key(head: str, keys: Mapping[str, str]) -> str | None:
    words = _head(head)
    if (key := keys.get(words)) is not None or len(words) < 5:
        return key
    near = {key for label, key in keys.items() if len(label) >= 5 and is_within_one_edit(words, label)}
    return near.pop() if len(near) == 1 else None


def _head(head: str) -> str:
    return fold(_REMARK.sub("", _BULLET.sub("", unwide(head), count=1)))
