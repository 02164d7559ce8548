"""Links and codes: making one, what it still opens, and taking up what it gives (DESIGN 8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from campaign.assigning.telling import units_said
from campaign.vietnamese.dates import say_date, say_moment, say_time
from handlers.outcome import Outcome, column, say
from handlers.rights import holds
from handlers.turn import Turn
from storage.records import Assignment, Audit, Change, Invite, InviteKind, Person, Role

_TYPED = re.compile(r"(?:@\S[^\n]{0,60}?\s+)?(?:(?:mã|ma)[:\s]+)?(?P<code>[a-z0-9]{6,24})[.\s]*")
_LIKE_A_CODE = re.compile(r"[a-hjkmnp-z2-9]{10}")


def mint(turn: Turn, kind: InviteKind, unit: str | None) -> Invite:
    """A fresh one-time code that expires after the policy's `invite_days`."""
    return Invite(
        id=turn.new_id("invite"),
        code=turn.scene.new_code(),
        kind=kind,
        unit=unit,
        created_by=turn.me().id,
        created_at=turn.now,
        expires_at=turn.now + timedelta(days=turn.campaign.policy.invite_days),
        revoked_at=None,
        max_uses=1,
        uses=0,
    )


def say_expiry(turn: Turn, invite: Invite) -> str:
    """Until when a one-time code may be used."""
    return say_moment(invite.expires_at, turn.scene.zone) if invite.expires_at else "–"


def usable(turn: Turn, code: str) -> Invite | None:
    """The invitation behind this code if it may still be used now; codes are small letters, typed as one likes."""
    invite = known(turn, code.strip()) if code else None
    if invite is None or invite.revoked_at is not None:
        return None
    if is_over(turn, invite):
        return None
    return invite if invite.max_uses is None or invite.uses < invite.max_uses else None


def known(turn: Turn, code: str) -> Invite | None:
    """The invitation behind this code, whether it may still be used or not."""
    found = turn.records.invite(code)
    return turn.records.invite(code.lower()) if found is None and code != code.lower() else found


def code_said(turn: Turn) -> str:
    """The code of a link typed as the whole message, as one does where links hand nothing over; else empty.

    A mention of the bot or the word "mã" may stand before it. It counts wherever it is typed, since no answer looks
    like it; a used one counts too, so that one is told. Whoever is new and types what can only be a code, is told that
    it opens nothing.
    """
    incoming = turn.incoming
    found = _TYPED.fullmatch(incoming.text.strip().lower()) if incoming.kind == "text" else None
    if found is None:
        return ""
    code = found["code"]
    meant = turn.records.invite(code) is not None or (turn.person is None and _is_like_a_code(code))
    return code if meant else ""


def _is_like_a_code(said: str) -> bool:
    return _LIKE_A_CODE.fullmatch(said) is not None and any(sign.isdigit() for sign in said)


def is_over(turn: Turn, invite: Invite) -> bool:
    """Whether its time is over."""
    return invite.expires_at is not None and turn.now >= invite.expires_at


def redeem(turn: Turn, person: Person, code: str, then: Outcome) -> Outcome:
    """Take up the office an invitation gives, once, and go on; a unit's link gives none, a group's works in groups.

    What the code of an initiative gives is taken in `handlers.entering.claiming`.
    """
    invite = usable(turn, code)
    if invite is None:
        return then.preceded_by(say(turn.t("invite-unusable"))) if code else then
    if invite.kind in {"unit", "claim"}:
        return then
    if invite.kind == "group":
        return then.preceded_by(say(turn.t("group-code-in-private", code=invite.code)))
    unit = turn.scene.units.root if invite.kind == "owner" else turn.unit(invite.unit)
    if unit is None:
        return then.preceded_by(say(turn.t("invite-unusable")))
    if invite.kind == "cadre" and (lines := turn.records.assignments_of(invite.id)):
        return _taken(turn, person, invite, lines, then)
    if invite.created_by == person.id:
        return then.preceded_by(say(turn.t("invite-is-your-own")))
    role = _office(turn, person, invite, unit.code)
    if _holds_already(turn, role):
        return then.preceded_by(say(turn.t("office-held-already", unit=unit.name)))
    hour = {"at": say_time(turn.campaign.policy.digest_at)} if role.role == "cadre" else {}
    asking = column(turn.button("button-help", "!trogiup"))
    spoken = say(turn.t(f"office-{role.role}", name=person.name, unit=unit.name, **hour), choices=asking)
    return replace(then, replies=(spoken,)).after(
        role, replace(invite, uses=invite.uses + 1), _noted(turn, role)
    )


def _taken(turn: Turn, person: Person, invite: Invite, lines: Sequence[Assignment], then: Outcome) -> Outcome:
    """Take up everything that a list assigned to whoever opens this; what he holds already stays as it is."""
    live = [
        line
        for line in lines
        if turn.unit(line.unit) is not None and (line.until is None or line.until > turn.now)
    ]
    if not live:
        return then.preceded_by(say(turn.t("invite-unusable")))
    changes: list[Change] = [replace(invite, uses=invite.uses + 1)]
    begins: list[datetime] = []
    for line in live:
        role = _assigned(turn, person, invite, line)
        held = _holds_already(turn, role)
        changes.append(replace(line, state="taken", name="", role_id=None if held else role.id))
        if not held:
            changes += [role, _noted(turn, role)]
        begins.append(role.since)
    first = min(begins)
    spoken = turn.t(
        "office-list-later" if first > turn.now else "office-list",
        name=person.name,
        units=_units(turn, live),
        day=say_date(first.astimezone(turn.scene.zone).date()),
    )
    asking = column(turn.button("button-help", "!trogiup"))
    return replace(then, replies=(say(spoken, choices=asking),)).after(*changes)


def _units(turn: Turn, lines: Sequence[Assignment]) -> str:
    names = {line.unit: turn.unit_name(line.unit) for line in lines}
    return units_said(list(names), names, turn.scene.texts)


def _assigned(turn: Turn, person: Person, invite: Invite, line: Assignment) -> Role:
    return Role(
        id=turn.new_id("role"),
        person_id=person.id,
        role=line.role,
        unit=line.unit,
        since=turn.now if line.since is None else max(turn.now, line.since),
        until=line.until,
        granted_by=invite.created_by,
        substitutes=line.substitutes,
    )


def _office(turn: Turn, person: Person, invite: Invite, unit: str) -> Role:
    return Role(
        id=turn.new_id("role"),
        person_id=person.id,
        role="owner" if invite.kind == "owner" else "cadre",
        unit=unit,
        since=turn.now,
        until=None,
        granted_by=invite.created_by,
    )


def _holds_already(turn: Turn, role: Role) -> bool:
    return any(
        (held.role, held.unit, held.substitutes) == (role.role, role.unit, None) and holds(held, turn.now)
        for held in turn.records.roles_of(role.person_id)
    )


def _noted(turn: Turn, role: Role) -> Audit:
    return Audit(
        id=turn.new_id("audit"),
        at=turn.now,
        person_id=role.person_id,
        action=f"{role.role}_joined",
        subject=role.unit,
    )
