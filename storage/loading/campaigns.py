"""Look-ups of what was decided in chat and of the audit log."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from storage.loading.shapes import Loader, by, column, lists, rows_of, select_of, whole
from storage.models import table_of
from storage.reading import AUDIT_PAGE
from storage.records import Amendment, Audit
from storage.transaction import Statements


async def _audits(connection: Statements, keys: Collection[int]) -> Mapping[Any, Any]:
    table = table_of("audit")
    newest = select_of(Audit).order_by(table.c.id.desc()).limit(AUDIT_PAGE + 1)
    return {
        before: tuple(
            await rows_of(connection, Audit, newest.where(table.c.id < before) if before else newest)
        )
        for before in keys
    }


LOADERS: Mapping[str, Loader] = {
    "amendment": by(Amendment, "id"),
    "amendments_about": lists(Amendment, "subject", order=(column("amendment", "id"),)),
    "amendments_proposed": whole(
        Amendment, column("amendment", "state") == "proposed", order=(column("amendment", "id"),)
    ),
    "audits": _audits,
}
