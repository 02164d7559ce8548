"""The cells of a list as the values they stand for; whatever cannot be one is noted with its cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from campaign.definition import Campaign, Term
from campaign.importing.codes import made_code
from campaign.importing.faults import Fault
from campaign.importing.grid import said
from campaign.importing.lines import Line, Listing
from campaign.vietnamese.dates import AskDate, parse_date
from campaign.vietnamese.numbers import parse_count
from campaign.vietnamese.text import fold, nfc

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}", re.ASCII)
_DASHES = {"-", "–", "—"}
_YEARS = range(2000, 2101)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_LONGEST_NAME = 250
FREE = ("kind", "cluster", "block", "members", "aliases")
_KINDS = {
    "grassroots": ("co so", "cdcs", "cong doan co so"),
    "occupational_union": ("nghiep doan", "nghiep doan co so"),
    "union_group": ("to cong doan", "cong doan bo phan"),
    "commune_union": ("cong doan xa", "cong doan phuong", "cong doan dac khu", "xa", "phuong", "dac khu"),
    "upper_union": ("cap tren", "cong doan cap tren", "cong doan cap tren truc tiep co so"),
}  # domain.md 3.3
_KIND_OF = {words: kind for kind, every in _KINDS.items() for words in every}


class Reader:
    """Reads cells of one list against one campaign; `faults` grows with every cell that cannot be used."""

    def __init__(self, campaign: Campaign, listing: Listing) -> None:
        """`targets`: the columns of the list that hold targets."""
        self.faults: list[Fault] = []
        self._sheet = listing.sheet
        self.names = {unit.code: unit.name for unit in campaign.units}
        self.names |= {each.old: each.name for each in sorted(campaign.successions, key=lambda one: one.on)
                       if each.kind == "rename"}  # fmt: skip
        self._parents = {unit.code: unit.parent for unit in campaign.units}
        self._parents |= {each.old: each.new for each in sorted(campaign.successions, key=lambda one: one.on)
                          if each.kind == "transfer"}  # fmt: skip
        self._codes = {code.casefold(): code for code in self.names}
        self._by_name: dict[str, list[str]] = {}
        for code, name in self.names.items():
            self._by_name.setdefault(fold(name), []).append(code)
        self._by_former_name = {fold(unit.name): unit.code for unit in campaign.units}
        self._terms = {"cluster": campaign.clusters, "block": campaign.blocks}
        known = {"code", "name", "parent", "since", "until", "into", "on", *FREE}
        self.targets = tuple(sorted(listing.columns - known))
        self.plain_columns = tuple(column for column in (*FREE, *self.targets) if column in listing.columns)

    def learn(self, fresh: Mapping[str, str]) -> None:
        """Units the list itself brings may be named as parents and heirs."""
        for code, name in fresh.items():
            self.names[code] = name
            self._codes.setdefault(code.casefold(), code)
            self._by_name.setdefault(fold(name), []).append(code)

    def refuse(self, line: Line, meaning: str, text_id: str, **told: str) -> None:
        """Note what is wrong with this cell of this line."""
        cell = line.places.get(meaning) or line.places.get("code", str(line.row))
        self.faults.append(Fault(text_id, told, self._sheet, cell))

    def code(self, line: Line, seen: Mapping[str, Line]) -> str | None:
        """The code of the line as the campaign writes it, or a new one; where the line has none, by its name."""
        told = line.text("code")
        if told and not _CODE.fullmatch(told):
            self.refuse(line, "code", "import-bad-code", value=_short(told))
            return None
        code = self._codes.setdefault(told.casefold(), told) if told else self._code_of_name(line)
        if code is None or code not in seen:
            return code
        before = seen[code].places
        cell = before.get("code") or before.get("name", "")
        self.refuse(line, "code" if told else "name", "import-unit-twice", code=code, cell=cell)
        return None

    def _code_of_name(self, line: Line) -> str | None:
        """Which unit is called so, or a code made for a new one."""
        if not line.text("name"):
            self.refuse(line, "code", "import-no-code")
            return None
        named = self._by_name.get(fold(line.text("name")), [])
        if len(named) > 1 and line.text("parent"):
            parent = self.unit(line, "parent")
            named = [code for code in named if self._parents.get(code) == parent]
        if len(named) > 1:
            self.refuse(line, "name", "import-unit-unclear", value=_short(line.text("name")))
            return None
        former = self._by_former_name.get(fold(line.text("name")))
        if named or former:
            return named[0] if named else former
        code = made_code(line.text("name"), self._codes)
        return self._codes.setdefault(code.casefold(), code)

    def name(self, line: Line) -> str | None:
        """The name, if the line has one that can be used."""
        told = nfc(line.text("name"))
        if not told or told in _DASHES:
            return None
        if len(told) > _LONGEST_NAME:
            self.refuse(line, "name", "import-long-name", length=str(len(told)), most=str(_LONGEST_NAME))
            return None
        return told

    def unit(self, line: Line, meaning: str) -> str | None:
        """A unit named by its code or by its name, also one that the list itself brings."""
        told = line.text(meaning)
        if not told or told in _DASHES:
            return None
        if (code := self._codes.get(told.casefold())) is not None and code in self.names:
            return code
        named = self._by_name.get(fold(told), [])
        if len(named) == 1:
            return named[0]
        if not named and (code := self._by_former_name.get(fold(told))) is not None:
            return code
        text_id = "import-unit-unclear" if named else "import-unit-unknown"
        self.refuse(line, meaning, text_id, value=_short(told))
        return None

    def day(self, line: Line, meaning: str) -> date | None:
        """A day as Excel keeps it or as people write it, with its year."""
        told = line.text(meaning)
        if not told or told in _DASHES:
            return None
        found = parse_date(told, today=date(_YEARS.start, 1, 1)) if _YEAR.search(told) else None
        if found is None or isinstance(found, AskDate) or found.year not in _YEARS:
            self.refuse(line, meaning, "import-bad-day", value=_short(told))
            return None
        return found

    def plain(self, line: Line, column: str) -> str | None:
        """What is to stand in that column of units.csv: empty for a dash, None to leave it as it is."""
        told = line.text(column)
        if not told:
            return None
        if told in _DASHES:
            return ""
        if column in self._terms:
            return self._term(line, column, told)
        if column == "aliases":
            return "|".join(part.strip() for part in re.split(r"[|;]", nfc(told)) if part.strip())
        if column == "kind":
            return self._kind(line, told)
        return self._count(line, column)

    def is_same(self, column: str, before: str, after: str) -> bool:
        """Whether the cell of units.csv says that already."""
        if before == after or (column == "kind" and (before or "grassroots") == after):
            return True
        is_number = column == "members" or column in self.targets
        return is_number and before != "" and after != "" and parse_count(before) == int(after)

    def _term(self, line: Line, column: str, told: str) -> str | None:
        terms: Collection[Term] = self._terms[column]
        for term in terms:
            if fold(told) in {fold(term.code), fold(term.name), fold(term.short)}:
                return term.code
        known = ", ".join(term.code for term in terms) or "–"
        self.refuse(line, column, f"import-unknown-{column}", value=_short(told), known=known)
        return None

    def _kind(self, line: Line, told: str) -> str | None:
        if known := _KIND_OF.get(fold(told)):
            return known
        code = told if _CODE.fullmatch(told) else "_".join(re.findall(r"[a-z0-9]+", fold(told)))
        if _CODE.fullmatch(code):
            return code
        self.refuse(line, "kind", "import-bad-code", value=_short(told))
        return None

    def _count(self, line: Line, column: str) -> str | None:
        cell = line.cells[column]
        if isinstance(cell, float):
            self.refuse(line, column, "import-fraction", value=said(cell))
            return None
        found = parse_count(said(cell))
        if found is None:
            self.refuse(line, column, "import-bad-count", value=_short(said(cell)))
            return None
        return str(found)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
