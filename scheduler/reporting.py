"""Asking authors for their reports when the time has come, at the workers' hours, each once (domain.md 1.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from campaign.vietnamese.names import given_name
from scheduler import agenda as plan
from scheduler.agenda import Occurrence
from scheduler.agenda.idle import Hearing, hours_between, next_hour
from scheduler.agenda.reports import Owed, first_owed, requests
from scheduler.planned import row_of
from scheduler.staging import Staging
from storage import outbox, parties
from storage.database import Database
from storage.messages import Choice, Message
from storage.outbox import Outgoing
from storage.owed import OwedReport, reports_owed
from storage.records import Chat
from storage.transaction import Statements

PORTION = 1000
_ASKED = "reports_asked_until"
_DAY, _SOON = timedelta(hours=24), timedelta(seconds=1)


class Reporting:
    """Plans the requests of each hour once it has come."""

    def __init__(self, database: Database, staging: Callable[[], Staging]) -> None:
        """`staging`: the campaign as it stands."""
        self._database = database
        self._staging = staging
        self._frame: object = None
        self.next_due: datetime | None = None

    async def tick(self, now: datetime) -> int:
        """Plan what has become due; how many messages were written."""
        staging = self._staging()
        if not staging.campaign.form.report:
            self.next_due = None
            return 0
        if staging.frame is not self._frame:
            self._frame, self.next_due = staging.frame, now
        if self.next_due is None or now < self.next_due:
            return 0
        async with self._database.write() as connection:
            rows = await connection.at_once(self._plan, staging, now)
        self.next_due = next_hour(staging.frame, now)
        return rows

    async def _plan(self, connection: Statements, staging: Staging, now: datetime) -> int:
        since = await parties.heartbeat(connection, _ASKED) or now - _SOON
        written = 0
        for hour in () if staging.paused else hours_between(staging.frame, since, now):
            hearing = Hearing(staging.frame, hour)
            if now < hearing.until:
                written += await _Asking(self._database, connection, staging, now, hearing).ask()
        await parties.beat(connection, _ASKED, now)
        return written


class _Asking:
    """The requests of one hour."""

    def __init__(
        self, database: Database, connection: Statements, staging: Staging, now: datetime, hearing: Hearing
    ) -> None:
        self._database = database
        self._connection = connection
        self._staging = staging
        self._now = now
        self._hearing = hearing

    async def ask(self) -> int:
        """Everybody's, a portion after the other."""
        place = next(n for n, look in enumerate(self._staging.campaign.review) if look.report)
        until, after, written = first_owed(self._staging.frame, self._now + _DAY), 0, 0
        while found := await reports_owed(self._connection, place, until, after, PORTION):
            after = found[-1].initiative
            rows = await self._rows([each for each in found if self._is_his_hour(each)])
            await outbox.insert_new(self._connection, rows)
            written += len(rows)
        return written

    def _is_his_hour(self, owed: OwedReport) -> bool:
        """Whoever chose an hour is asked at it, the others at everybody's."""
        at = self._hearing.hour.at
        chosen = owed.nudge_at == 60 * at.hour + at.minute
        return chosen if self._hearing.hour.chosen else owed.nudge_at is None or chosen

    async def _rows(self, found: Sequence[OwedReport]) -> list[Outgoing]:
        owed = {str(each.initiative): each for each in found}
        due = list(requests(self._staging.frame, self._hearing, [_plain(each) for each in found]))
        known = await outbox.planned_already(self._connection, [each.key for each in due])
        fresh = _one_each([each for each in due if each.key not in known])
        people = {int(each.recipient) for each, _ in fresh}
        chats = await parties.private_chats(self._connection, people, self._staging.stopped())
        told = await parties.own_messages_since(self._connection, people, self._now - _DAY)
        rows = []
        for each, reason in fresh:
            chat = chats.get(int(each.recipient))
            if chat is not None:
                within = plan.within_cap(
                    told.get(int(each.recipient), []), self._now, self._staging.campaign.policy
                )
                dropped = reason or ("" if within else "cap")
                rows.append(self._row(each, owed[each.about], chat, dropped))
        return rows

    def _row(self, asked: Occurrence, owed: OwedReport, chat: Chat, dropped: str) -> Outgoing:
        number, to = self._database.ids.take("outbox"), (chat.id, owed.person)
        message = None if dropped else self._said(owed)
        return row_of(number, asked, to, message, self._now, dropped=dropped)

    def _said(self, owed: OwedReport) -> Message:
        texts, number = self._staging.texts, self._staging.campaign.number(owed.initiative)
        words = {"name": given_name(owed.name), "number": number, "title": owed.title}
        button = Choice(texts("ketqua-button"), f"!ketqua:{owed.initiative}", "primary")
        return Message(texts("nudge-report", **words), choices=((button,),))


def _plain(owed: OwedReport) -> Owed:
    return Owed(owed.initiative, owed.person, owed.unit, owed.phase, owed.submitted_at)


def _one_each(due: Sequence[Occurrence]) -> list[tuple[Occurrence, str]]:
    """One request a person, the latest; older ones about the same are dropped, those about others wait for an hour."""
    first: dict[str, Occurrence] = {}
    kept: list[tuple[Occurrence, str]] = []
    for each in due:
        shown = first.setdefault(each.recipient, each)
        if shown is each:
            kept.append((each, ""))
        elif shown.about == each.about:
            kept.append((each, "one_a_day"))
    return kept
