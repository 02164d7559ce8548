"""Links and codes: what a code still opens, and taking up what it gives."""

from __future__ import annotations

from dataclasses import replace

from handlers.outcome import Outcome, say
from handlers.turn import Turn
from storage.records import Audit, Invite, Person, Role


def usable(turn: Turn, code: str) -> Invite | None:
    """The invitation behind this code if it may still be used now."""
    invite = turn.records.invite(code) if code else None
    if invite is None or invite.revoked_at is not None:
        return None
    if invite.expires_at is not None and turn.now >= invite.expires_at:
        return None
    return invite if invite.max_uses is None or invite.uses < invite.max_uses else None


def redeem(turn: Turn, person: Person, code: str, then: Outcome) -> Outcome:
    """Take up the office an invitation gives, once, and go on; a unit's link gives none."""
    invite = usable(turn, code)
    if invite is None or invite.kind not in {"owner", "cadre"}:
        return then
    unit = turn.unit(invite.unit) or turn.scene.units.root
    role = Role(
        id=turn.new_id("role"),
        person_id=person.id,
        role="owner" if invite.kind == "owner" else "cadre",
        unit=unit.code,
        since=turn.now,
        until=None,
        granted_by=invite.created_by,
    )
    used = replace(invite, uses=invite.uses + 1)
    noted = Audit(
        id=turn.new_id("audit"),
        at=turn.now,
        person_id=person.id,
        action=f"{role.role}_joined",
        subject=unit.code,
    )
    spoken = say(turn.t(f"office-{role.role}", name=person.name, unit=unit.name))
    return then.preceded_by(spoken).after(role, used, noted)
