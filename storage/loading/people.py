"""Look-ups of people, what they agreed to, their offices, invitations and questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import or_

from storage.loading.shapes import Loader, by, by_ids, column, in_units, lists, rows_of, select_of, whole
from storage.models import table_of
from storage.records import Assignment, Consent, Invite, Person, Question, Role
from storage.transaction import Statements


async def _unit_invites(connection: Statements, keys: Collection[str]) -> Mapping[Any, Any]:
    invite = table_of("invite")
    where = (invite.c.unit.in_(keys), invite.c.kind == "unit", invite.c.revoked_at.is_(None))
    rows = await rows_of(connection, Invite, select_of(Invite, *where))
    return dict.fromkeys(keys) | {row.unit: row for row in rows}


LOADERS: Mapping[str, Loader] = {
    "person": by(Person, "id"),
    "people": by_ids(Person),
    "consents_of": lists(Consent, "person_id", order=(column("consent", "id"),)),
    "roles": whole(Role, order=(column("role", "id"),)),
    "invite": by(Invite, "code"),
    "invites": whole(
        Invite,
        column("invite", "kind").not_in(("unit", "account", "claim")),
        column("invite", "revoked_at").is_(None),
        or_(column("invite", "max_uses").is_(None), column("invite", "uses") < column("invite", "max_uses")),
        order=(column("invite", "id"),),
    ),
    "account_codes": lists(
        Invite,
        "created_by",
        column("invite", "kind") == "account",
        column("invite", "revoked_at").is_(None),
        order=(column("invite", "id"),),
    ),
    "unit_invite": _unit_invites,
    "question": by(Question, "id"),
    "questions_open": in_units(Question, column("question", "answered_at").is_(None)),
    "questions_by": lists(Question, "person_id", order=(column("question", "id"),)),
    "assignments_of": lists(
        Assignment,
        "invite_id",
        column("assignment", "state") == "waiting",
        order=(column("assignment", "id"),),
    ),
    "claims_of": lists(Invite, "initiative_id", order=(column("invite", "id"),)),
}
