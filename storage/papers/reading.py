"""What a paper needs to know of an initiative, read from the database."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from campaign.definition import Campaign
from campaign.papers.application import Subject
from campaign.tree import UnitTree
from storage.loading import table_of
from storage.transaction import Statements

_COLUMNS = (
    "id", "unit", "title", "field", "authors", "answers", "benefit_vnd", "confidential", "person_id", "entered_by",
    "draft_id",
)  # fmt: skip


async def subject_of(
    connection: Statements, campaign: Campaign, initiative: int, *, day: date, to: int | None
) -> Subject | None:
    """The initiative with this number, its unit called as on this local day; None when there is none.

    `to`: whom it is printed for; for everybody but who keeps it a confidential one is title and effect.
    """
    made = table_of("initiative")
    asked = select(*(made.c[name] for name in _COLUMNS)).where(made.c.id == initiative)
    row = (await connection.execute(asked)).first()
    if row is None:
        return None
    return Subject(
        number=campaign.number(row.id),
        unit=unit_name(campaign, row.unit, day),
        title=row.title,
        field=row.field,
        authors=json.loads(row.authors),
        answers=json.loads(row.answers or "{}"),
        benefit_vnd=row.benefit_vnd,
        confidential=row.confidential,
        open=not row.confidential or (to is not None and to == _keeper(row)),
    )


def _keeper(row: Row[Any]) -> int | None:
    """Its author; until he comes, who entered it for him."""
    unclaimed = row.person_id is None and row.draft_id is not None
    keeper: int | None = row.entered_by if unclaimed else row.person_id
    return keeper


def unit_name(campaign: Campaign, code: str, day: date) -> str:
    """What a unit is called on this local day; as in the file where it has ended, its code where that is all."""
    view = UnitTree(campaign.units, campaign.successions).at(day)
    if code in view:
        return view.unit(code).name
    return next((unit.name for unit in campaign.units if unit.code == code), code)
