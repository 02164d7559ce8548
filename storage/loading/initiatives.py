"""Look-ups of drafts, initiatives, their files and their history."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from storage.loading.shapes import Loader, by, column, in_units, lists, rows_of, select_of, through
from storage.models import table_of
from storage.reading import MOST_AWAITING, MOST_LISTED
from storage.records import Attachment, Draft, Initiative, InitiativeEvent
from storage.transaction import Statements


async def _titles(connection: Statements, keys: Collection[str]) -> Mapping[Any, Any]:
    made = table_of("initiative")
    columns = (made.c.unit, made.c.id, made.c.title, made.c.title_folded)
    live = made.c.status.not_in(("withdrawn", "rejected"))
    found: dict[str, list[tuple[int, str, str]]] = {key: [] for key in keys}
    for unit, number, title, folded in await connection.execute(
        select(*columns).where(made.c.unit.in_(keys), live, ~made.c.confidential)
    ):
        found[unit].append((number, title, folded))
    return {key: tuple(rows) for key, rows in found.items()}


async def _awaiting(
    connection: Statements, keys: Collection[tuple[tuple[str, ...], int, int]]
) -> Mapping[Any, Any]:
    made = table_of("initiative")
    found: dict[Any, Sequence[Initiative]] = {}
    for units, looks, after in keys:
        open_here = (made.c.status == "submitted", made.c.looks == looks, made.c.source_key.is_(None))
        waiting = select_of(Initiative, *open_here, made.c.id > after)
        here = waiting.where(made.c.unit.in_(units)) if units else waiting
        found[units, looks, after] = tuple(
            await rows_of(connection, Initiative, here.order_by(made.c.id).limit(MOST_AWAITING))
        )
    return found


LOADERS: Mapping[str, Loader] = {
    "open_drafts": lists(
        Draft,
        "person_id",
        column("draft", "state") == "open",
        order=(column("draft", "touched_at").desc(), column("draft", "id").desc()),
    ),
    "drafts_in": in_units(Draft, column("draft", "state") == "open"),
    "drafts_by": lists(Draft, "person_id", order=(column("draft", "id"),)),
    "attachments_of": lists(
        Attachment,
        "draft_id",
        column("attachment", "state") != "dropped",
        order=(column("attachment", "id"),),
    ),
    "attachments_by": through(Attachment, "draft_id", "draft"),
    "initiative": by(Initiative, "id"),
    "initiatives_of": lists(Initiative, "person_id", order=(column("initiative", "id").desc(),)),
    "entered_by": lists(Initiative, "entered_by", order=(column("initiative", "id").desc(),)),
    "initiatives_in": lists(
        Initiative, "unit", order=(column("initiative", "id").desc(),), limit=MOST_LISTED
    ),
    "titles_in": _titles,
    "events_of": lists(InitiativeEvent, "initiative_id", order=(column("initiative_event", "id"),)),
    "events_by": through(InitiativeEvent, "initiative_id", "initiative"),
    "awaiting": _awaiting,
}
