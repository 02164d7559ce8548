"""The initiatives of a report, page by page, so that 600,175 of them need no more memory than a few."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, func, select

from campaign.reports import Facts
from campaign.reports.table import Cell
from campaign.texts import Texts
from storage.loading import table_of
from storage.transaction import Statements

PAGE = 2000
Reader = Literal["inside", "portal", "public"]
_PURPOSE: Mapping[Reader, str] = {"portal": "P4_forward", "public": "P3_publish_name"}
_COLUMNS = (
    "id", "phase", "unit", "title", "authors", "member_kind", "field", "solution_kind", "answers", "benefit_vnd",
    "status", "confidential", "submitted_at", "validated_at", "person_id", "entered_by", "draft_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """What codes stand for in this campaign."""

    phases: Mapping[str, str]
    units: Mapping[str, str]
    kinds: Mapping[str, str]
    fields: Mapping[str, str]
    solution_kinds: Mapping[str, str]

    @classmethod
    def of(cls, facts: Facts) -> Names:
        """Of the campaign of these facts; units as they are called on the tree's day, ended ones as in the file."""
        made = facts.campaign
        return cls(
            {phase.code: phase.name for phase in made.phases},
            {unit.code: unit.name for unit in (*made.units, *facts.view.units)},
            {term.code: term.short or term.name for term in made.member_kinds},
            {term.code: term.short or term.name for term in made.fields},
            {term.code: term.short or term.name for term in made.solution_kinds},
        )


async def pages(
    connection: Statements, facts: Facts, texts: Texts, reader: Reader
) -> AsyncIterator[list[tuple[Cell, ...]]]:
    """Rows for `campaign.reports.list_table`, oldest first, so many a page.

    `reader`: inside the union's own desk (P1), the portal and unions above (P4: initiatives of those who refused are
    left out), or the public (P3: who refused is "một đoàn viên", and so is the author of a confidential one; a
    co-author has agreed to nothing). Of a confidential one title and effect only.
    """
    made = table_of("initiative")
    wanted = [made.c.phase.in_([phase.code for phase in facts.phases])]
    units = _units_of(facts)
    if units is not None:
        wanted.append(made.c.unit.in_(units))
    names, last = Names.of(facts), 0
    asked = select(*(made.c[name] for name in _COLUMNS)).where(*wanted).order_by(made.c.id).limit(PAGE)
    while True:
        rows = (await connection.execute(asked.where(made.c.id > last))).all()
        if not rows:
            return
        last = rows[-1].id
        granted = await _granted(connection, rows, reader)
        yield [
            _line(facts, texts, names, row, reader, granted) for row in rows if _is_for(row, reader, granted)
        ]


def _units_of(facts: Facts) -> list[str] | None:
    """The codes of the scope; None when it is everything, also what ended."""
    if facts.scope.code == facts.view.root.code:
        return None
    return [unit.code for unit in facts.below]


async def _granted(connection: Statements, rows: Sequence[Row[Any]], reader: Reader) -> Mapping[int, str]:
    """Who of these people agrees to the purpose this reader needs, by the newest answer each gave; with his name."""
    purpose = _PURPOSE.get(reader)
    if purpose is None:
        return {}
    consent, person = table_of("consent"), table_of("person")
    people = {row.person_id for row in rows if row.person_id is not None}
    newest = select(func.max(consent.c.id)).where(
        consent.c.person_id.in_(people), consent.c.purpose == purpose
    )
    yes = select(person.c.id, person.c.name).join(consent, consent.c.person_id == person.c.id)
    asked = yes.where(consent.c.id.in_(newest.group_by(consent.c.person_id)), consent.c.granted)
    return {row[0]: row[1] for row in await connection.execute(asked)}


def _is_for(row: Row[Any], reader: Reader, granted: Mapping[int, str]) -> bool:
    """An author who has not come to take over what was entered for him has not agreed to P4 either."""
    if reader != "portal":
        return True
    return row.person_id in granted if row.person_id is not None else not _is_unclaimed(row)


def _is_unclaimed(row: Row[Any]) -> bool:
    return row.person_id is None and row.entered_by is not None and row.draft_id is not None


def _line(
    facts: Facts, texts: Texts, names: Names, row: Row[Any], reader: Reader, granted: Mapping[int, str]
) -> tuple[Cell, ...]:
    unit = names.units.get(row.unit, row.unit)
    shown = not row.confidential
    return (
        facts.campaign.number(row.id),
        names.phases.get(row.phase, row.phase),
        row.unit,
        unit,
        row.title,
        _published(texts, row, unit, granted) if reader == "public" else _named(texts, row),
        names.kinds.get(row.member_kind or "", ""),
        names.fields.get(row.field or "", "") if shown else "",
        names.solution_kinds.get(row.solution_kind or "", "") if shown else "",
        str(json.loads(row.answers).get("effect") or ""),
        row.benefit_vnd if shown else None,
        texts(f"sangkien-{row.status.replace('_', '-')}"),
        texts("word-yes") if row.confidential else "",
        _moment(row.submitted_at),
        _moment(row.validated_at),
    )


def _published(texts: Texts, row: Row[Any], unit: str, granted: Mapping[int, str]) -> str:
    """The author as he may be named in public; of the others only that there are some."""
    name = granted.get(row.person_id, "")
    if not name or row.confidential:
        return texts("author-hidden", unit=unit)
    return texts("certificate-with-others", name=name) if len(json.loads(row.authors)) > 1 else name


def _named(texts: Texts, row: Row[Any]) -> str:
    """The authors, and that a cadre entered it for them."""
    authors = _authors(row.authors)
    return (
        texts("authors-entered-for", authors=authors) if row.entered_by is not None and authors else authors
    )


def _authors(stored: str) -> str:
    """Names with their shares, as the initiative has them."""
    authors = json.loads(stored)
    if len(authors) == 1:
        return str(authors[0]["name"])
    return ", ".join(f"{author['name']} {author['share']}%" for author in authors)


def _moment(at: datetime | None) -> datetime | None:
    return at
