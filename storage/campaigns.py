"""Applying a campaign file: a hashed revision in one transaction, with what was entered before the bot existed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from campaign.amending import Decision, amended
from campaign.conflicts import Conflict, conflicts
from campaign.definition import Campaign, Entered, Form
from campaign.targets import denominators
from campaign.vietnamese.text import fold
from storage.amendments import in_force
from storage.database import Database
from storage.loading import table_of
from storage.records import Change, Count, Initiative, InitiativeEvent, Invite, Reached
from storage.transaction import Statements
from storage.writing import write

_BELONGING = ("person", "initiative", "role", "group_link")


class WrongCampaignError(Exception):
    """The file cannot be this database's campaign: another's, or against what was decided; says why, plainly."""


class UnitsInUseError(Exception):
    """Units are missing that something in the database belongs to; `codes` names them."""

    def __init__(self, codes: Sequence[str]) -> None:
        """Keep the codes; the message is a plain sentence."""
        told = ", ".join(codes[:10])
        super().__init__(
            f"These units are missing from units.csv, and people, initiatives or groups belong to them: {told}. "
            "Put them back; a unit that has ended gets a last day (until) or a succession."
        )
        self.codes = tuple(codes)


async def apply(
    database: Database, campaign: Campaign, digest: str, now: datetime, codes: dict[str, str]
) -> bool:
    """Make this the campaign of the database; False when this very revision is in force already.

    `codes`: fresh codes for the lasting links of units that have none yet.
    """
    async with database.write() as connection:
        return await connection.at_once(_apply, database, campaign, digest, now, codes)


async def _apply(
    connection: Statements,
    database: Database,
    campaign: Campaign,
    digest: str,
    now: datetime,
    codes: dict[str, str],
) -> bool:
    before = await latest(connection)
    if before is not None and before.code != campaign.code:
        raise WrongCampaignError(
            f"This database belongs to the campaign {before.code!r}, the file describes {campaign.code!r}."
        )
    if before is not None:
        _refuse(conflicts(before, campaign, await _decisions(connection)), campaign)
    await _give_links(connection, database, campaign, now, codes)
    if await _last_hash(connection) == digest:
        return False
    if before is not None:
        await _keep_units_in_use(connection, before, campaign)
    await write(connection, await _carry_over(connection, database, campaign))
    revision = {
        "id": database.ids.take("campaign_revision"),
        "hash": digest,
        "applied_at": now,
        "definition": campaign.model_dump_json(),
    }
    await connection.execute(insert(table_of("campaign_revision")), [revision])
    return True


def _refuse(found: Iterable[Conflict], campaign: Campaign) -> None:
    """What was decided in chat is not overwritten by a file that says something else (DESIGN 7)."""
    zone = ZoneInfo(campaign.time_zone)
    told = [
        f"{each.where}: the file now says {each.filed}, but {each.decided} was decided in chat on "
        f"{each.decided_at.astimezone(zone):%d/%m/%Y}; write {each.decided}, or leave the file as it was."
        for each in found
    ]
    if told:
        raise WrongCampaignError("\n".join(told))


async def standing(connection: Statements) -> Campaign | None:
    """The campaign in force: as it was applied last, with what was decided in chat on it; None where none was."""
    filed = await latest(connection)
    return None if filed is None else amended(filed, await _decisions(connection))


async def _decisions(connection: Statements) -> list[Decision]:
    return [each.decision() for each in await in_force(connection)]


async def latest(connection: Statements) -> Campaign | None:
    """The campaign as its file was applied last; None where none was."""
    revision = table_of("campaign_revision")
    stored = await connection.scalar(select(revision.c.definition).order_by(revision.c.id.desc()).limit(1))
    return Campaign.model_validate_json(stored) if stored else None


async def _keep_units_in_use(connection: Statements, before: Campaign, after: Campaign) -> None:
    gone = {unit.code for unit in before.units} - {unit.code for unit in after.units}
    if not gone:
        return
    used: set[str] = set()
    for name in _BELONGING:
        table = table_of(name)
        used |= gone & set(await connection.scalars(select(table.c.unit).distinct()))
    if used:
        raise UnitsInUseError(sorted(used))


async def _last_hash(connection: Statements) -> str | None:
    revision = table_of("campaign_revision")
    found: str | None = await connection.scalar(
        select(revision.c.hash).order_by(revision.c.id.desc()).limit(1)
    )
    return found


async def forms(connection: Statements) -> dict[int, Form]:
    """Every form revision that drafts may have begun with."""
    revision = table_of("campaign_revision")
    stored = await connection.scalars(select(revision.c.definition).order_by(revision.c.id))
    campaigns = [Campaign.model_validate_json(each) for each in stored]
    return {campaign.form.revision: campaign.form for campaign in campaigns}


async def _give_links(
    connection: Statements, database: Database, campaign: Campaign, now: datetime, codes: dict[str, str]
) -> None:
    """Every unit has one lasting link by which its workers join."""
    invite = table_of("invite")
    live = select(invite.c.unit).where(invite.c.kind == "unit", invite.c.revoked_at.is_(None))
    linked = set(await connection.scalars(live))
    made = [
        Invite(
            id=database.ids.take("invite"),
            code=codes[unit.code],
            kind="unit",
            unit=unit.code,
            created_by=None,
            created_at=now,
            expires_at=None,
            revoked_at=None,
            max_uses=None,
            uses=0,
        )
        for unit in campaign.units
        if unit.code not in linked
    ]
    await write(connection, made)


async def _carry_over(connection: Statements, database: Database, campaign: Campaign) -> list[Change]:
    """What was entered elsewhere before, each once by its key."""
    made = table_of("initiative")
    known = set(await connection.scalars(select(made.c.source_key).where(made.c.source_key.is_not(None))))
    zone = ZoneInfo(campaign.time_zone)
    changes: list[Change] = []
    totals: defaultdict[tuple[str, str], int] = defaultdict(int)
    goals = {phase.code: denominators(campaign.targets, phase.code) for phase in campaign.phases}
    for entered in sorted(campaign.entered, key=lambda each: each.entered_at):
        phase = _phase_of(campaign, entered.entered_at)
        if entered.key in known or phase is None:
            continue
        number = database.ids.take("initiative")
        changes += _entered(database, entered, phase, number, zone)
        totals[entered.unit, phase] += 1
        goal = goals[phase].get(entered.unit)
        if goal is not None and totals[entered.unit, phase] == goal.value and campaign.measure == "counted":
            changes.append(Reached(entered.unit, phase, entered.entered_at))
    return changes


def _phase_of(campaign: Campaign, moment: datetime) -> str | None:
    return next((phase.code for phase in campaign.phases if phase.starts_at <= moment < phase.ends_at), None)


def _entered(database: Database, entered: Entered, phase: str, number: int, zone: ZoneInfo) -> list[Change]:
    initiative = Initiative(
        id=number,
        unit=entered.unit,
        phase=phase,
        person_id=None,
        draft_id=None,
        source_key=entered.key,
        title=entered.title,
        title_folded=fold(entered.title),
        field=entered.field,
        solution_kind=None,
        member_kind=entered.member_kind,
        benefit_vnd=None,
        confidential=False,
        answers="{}",
        authors="[]",
        status="submitted",
        channel="entered",
        submitted_at=entered.entered_at,
    )
    noted = InitiativeEvent(
        id=database.ids.take("initiative_event"),
        initiative_id=number,
        kind="carried_over",
        at=entered.entered_at,
        by_person=None,
    )
    day = entered.entered_at.astimezone(zone).date()
    return [initiative, noted, Count(entered.unit, phase, day, submitted=1)]
