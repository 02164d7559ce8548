"""What a list of assignments makes of offices and invitations, as records; each remembers what was there before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from campaign.assigning.planning import Change, Held, Plan, Waiting
from campaign.calendar import day_bounds
from campaign.definition import Campaign
from storage.assigning.standing import Standing
from storage.records import Assignment, Audit, Invite, Record, Role


@dataclass(frozen=True, slots=True)
class Putting:
    """Who puts a list in, when, and what is to become of those who are not in it: nothing, or an end from a day on."""

    number: int
    by: int | None
    now: datetime
    new_code: Callable[[], str]
    new_id: Callable[[str], int]
    ends_from: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """An invitation of the list: whose, with what waits behind it."""

    invite: Invite
    name: str
    lines: tuple[Assignment, ...]


@dataclass(slots=True)
class Result:
    """What is to be written, the invitations to be passed on, and who gets or loses what (units by person)."""

    records: list[Record] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    begun: dict[int, list[str]] = field(default_factory=dict)
    ended: dict[int, list[str]] = field(default_factory=dict)


def put(campaign: Campaign, standing: Standing, plan: Plan, putting: Putting) -> Result:
    """Everything the plan asks for."""
    making = _Making(campaign, standing, putting)
    for change in plan.changes:
        making.make(change)
    if putting.ends_from is not None:
        for office in plan.absent:
            making.end(office, putting.ends_from)
        for waits in plan.absent_waiting:
            making.withdraw(waits)
    return making.finish()


def undone(standing: Standing, lines: list[Assignment], former: Former, putting: Putting) -> Result:
    """Everything that a list made, taken back as far as nobody has decided otherwise since."""
    result = Result()
    for line in lines:
        _undo(standing, line, former, putting.now, result)
        result.records.append(replace(line, state="undone", name=""))
    waits = {line.id for line in lines}
    for number in dict.fromkeys(line.invite_id for line in lines if line.state == "waiting"):
        invite = former.invites.get(number or 0)
        others = [
            each for each in standing.waiting.values() if each.invite_id == number and each.id not in waits
        ]
        if invite is not None and not others and not invite.uses:
            result.records.append(replace(invite, revoked_at=putting.now))
    result.records.append(_audit(putting, "cadres_import_undone"))
    return result


@dataclass(frozen=True, slots=True)
class Former:
    """The rows that the lines of a list name, as they are now."""

    roles: dict[int, Role]
    invites: dict[int, Invite]
    lines: dict[int, Assignment]


class _Making:
    def __init__(self, campaign: Campaign, standing: Standing, putting: Putting) -> None:
        self._campaign = campaign
        self._standing = standing
        self._putting = putting
        self._result = Result()
        self._invites: dict[str, Invite] = {}
        self._behind: dict[int, list[Assignment]] = {}
        self._names: dict[int, str] = {}

    def make(self, change: Change) -> None:
        if change.kind == "invited":
            self._invite(change)
        elif change.kind == "added":
            assert change.person is not None, "somebody known"
            self._add(change, change.person)
        elif change.waiting is not None:
            self._change_waiting(self._standing.waiting[change.waiting], change)
        else:
            assert change.held is not None, "an office that is held"
            self._change(self._standing.roles[change.held], change)

    def _start(self, day: date | None) -> datetime | None:
        return None if day is None else day_bounds(day, self._campaign.time_zone)[0]

    def _end(self, day: date | None) -> datetime | None:
        return None if day is None else day_bounds(day, self._campaign.time_zone)[1]

    def _line(self, change: Change, **what: Any) -> Assignment:
        made = Assignment(
            id=self._putting.new_id("assignment"),
            list_id=self._putting.number,
            unit=change.unit,
            role=change.role,
            since=self._start(change.since),
            until=self._end(change.until),
            substitutes=change.stands_in,
            **{"name": "", "invite_id": None, "role_id": None, "state": "made", **what},
        )
        self._result.records.append(made)
        return made

    def _invite(self, change: Change) -> None:
        invite = self._invites.get(change.name)
        if invite is None:
            invite = self._fresh(change) if change.invite is None else self._standing.invites[change.invite]
            self._invites[change.name] = invite
        line = self._line(change, name=change.name, invite_id=invite.id, state="waiting")
        self._behind.setdefault(invite.id, []).append(line)
        self._names[invite.id] = change.name

    def _fresh(self, change: Change) -> Invite:
        now = self._putting.now
        invite = Invite(
            id=self._putting.new_id("invite"),
            code=self._putting.new_code(),
            kind="cadre",
            unit=change.unit,
            created_by=self._putting.by,
            created_at=now,
            expires_at=now + timedelta(days=self._campaign.policy.invite_days),
            revoked_at=None,
            max_uses=1,
            uses=0,
        )
        self._result.records.append(invite)
        return invite

    def _add(self, change: Change, person: int) -> None:
        role = Role(
            id=self._putting.new_id("role"),
            person_id=person,
            role=change.role,
            unit=change.unit,
            since=self._start(change.since) or self._putting.now,
            until=self._end(change.until),
            granted_by=self._putting.by,
            substitutes=change.stands_in,
        )
        self._result.records.append(role)
        self._line(change, role_id=role.id)
        self._result.begun.setdefault(person, []).append(change.unit)

    def _change(self, role: Role, change: Change) -> None:
        until = self._end(change.until)
        begun = role.since <= self._putting.now
        since = role.since if begun else self._start(change.since) or role.since
        after = replace(
            role, role=change.role, since=since, until=None if until is None else max(until, since)
        )
        self._replace(role, after, change)
        if change.kind == "ended":
            self._result.ended.setdefault(role.person_id, []).append(role.unit)

    def end(self, office: Held, day: date) -> None:
        """An office that is not in the list ends with the beginning of this day, at the earliest now."""
        role = self._standing.roles[office.id]
        start, _ = day_bounds(day, self._campaign.time_zone)
        until = max(start, role.since, self._putting.now)
        if role.until is not None and role.until <= until:
            return
        change = Change("ended", "", role.unit, office.role)
        self._replace(role, replace(role, until=until), change)
        self._result.ended.setdefault(role.person_id, []).append(role.unit)

    def _replace(self, role: Role, after: Role, change: Change) -> None:
        self._result.records.append(after)
        made = self._line(change, role_id=role.id, before=_stored(role))
        self._result.records[-1] = replace(made, since=after.since, until=after.until)

    def _change_waiting(self, line: Assignment, change: Change) -> None:
        after = replace(line, since=self._start(change.since), until=self._end(change.until))
        before = json.dumps({"line": line.id, "since": _micros(line.since), "until": _micros(line.until)})
        self._result.records.append(after)
        self._line(change, before=before)

    def withdraw(self, waits: Waiting) -> None:
        """What waits and is not in the list; an invitation with nothing behind it is revoked."""
        line = self._standing.waiting[waits.id]
        self._result.records.append(replace(line, state="withdrawn"))
        change = Change("ended", "", line.unit, line.role)
        self._line(change, before=json.dumps({"line": line.id, "state": "waiting"}))
        withdrawn = {
            each.id
            for each in self._result.records
            if isinstance(each, Assignment) and each.state == "withdrawn"
        }
        left = [
            each
            for each in self._standing.waiting.values()
            if each.invite_id == line.invite_id and each.id not in withdrawn
        ]
        if line.invite_id is not None and not left and line.invite_id not in self._behind:
            invite = self._standing.invites[line.invite_id]
            self._result.records.append(replace(invite, revoked_at=self._putting.now))

    def finish(self) -> Result:
        invites = {invite.id: invite for invite in self._invites.values()}
        self._result.given = [
            Given(invites[number], self._names[number], (*self._earlier(number), *lines))
            for number, lines in self._behind.items()
        ]
        self._result.records.append(_audit(self._putting, "cadres_imported"))
        return self._result

    def _earlier(self, invite: int) -> Iterator[Assignment]:
        return (each for each in self._standing.waiting.values() if each.invite_id == invite)


def _undo(standing: Standing, line: Assignment, former: Former, now: datetime, result: Result) -> None:
    """One line: what it changed is as before, unless somebody has changed it since."""
    before = json.loads(line.before) if line.before else {}
    if (earlier := former.lines.get(before.get("line", 0))) is not None:
        result.records.append(_restored(earlier, before))
        invite = former.invites.get(earlier.invite_id or 0)
        if before.get("state") and invite is not None and invite.revoked_at is not None:
            result.records.append(replace(invite, revoked_at=None))
        return
    role = former.roles.get(line.role_id or 0)
    if role is None:
        return
    if before:
        if (role.until, role.role) == (line.until, line.role):
            since, until = _instant(before["since"]) or role.since, _instant(before["until"])
            result.records.append(replace(role, role=before["role"], since=since, until=until))
            if role.until is not None and (until is None or until > role.until):
                result.begun.setdefault(role.person_id, []).append(role.unit)
    elif role.id in standing.roles:
        result.records.append(replace(role, until=max(now, role.since)))
        result.ended.setdefault(role.person_id, []).append(role.unit)


def _restored(line: Assignment, before: dict[str, Any]) -> Assignment:
    if "state" in before:
        return replace(line, state="waiting")
    return replace(line, since=_instant(before["since"]), until=_instant(before["until"]))


def _stored(role: Role) -> str:
    return json.dumps({"role": role.role, "since": _micros(role.since), "until": _micros(role.until)})


def _micros(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _instant(told: str | None) -> datetime | None:
    return None if told is None else datetime.fromisoformat(told)


def _audit(putting: Putting, action: str) -> Audit:
    return Audit(
        id=putting.new_id("audit"),
        at=putting.now,
        person_id=putting.by,
        action=action,
        subject="",
        detail=str(putting.number),
    )
