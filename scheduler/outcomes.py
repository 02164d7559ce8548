"""Telling authors what was decided: once it cannot be undone any more, never in the quiet hours, several in one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby

from campaign.boards import ROOM, utf16_length
from campaign.vietnamese.dates import say_instant_end
from scheduler.staging import Staging
from storage import decisions, outbox, parties
from storage.database import Database
from storage.decisions import Untold
from storage.messages import KINDS, Choice, Message
from storage.outbox import Outgoing
from storage.records import Chat
from storage.transaction import Statements

_AT_ONCE = 500  # decisions a look
_TITLE = 120
_FOR_CHOICES = 250  # UTF-16 units, where choices are written below the text
_MONTH = timedelta(days=30)
KIND = "outcome"


class Outcomes:
    """Plans what authors are told of. `staging` is asked for anew, because a campaign may change."""

    def __init__(
        self, database: Database, staging: Callable[[], Staging], loud_from: Callable[[datetime], datetime]
    ) -> None:
        """`loud_from`: the first instant from a given one on at which the bot may begin to speak by itself."""
        self._database = database
        self._staging = staging
        self._loud_from = loud_from
        self._looked = False
        self.next_due: datetime | None = None

    def expect(self, moment: datetime) -> None:
        """Something is to be told from this moment on."""
        loud = self._loud_from(moment)
        self.next_due = loud if self.next_due is None else min(self.next_due, loud)

    async def tick(self, now: datetime) -> int:
        """Write the messages that are due by now; how many."""
        if self._looked and (self.next_due is None or now < self.next_due):
            return 0
        self._looked = True
        async with self._database.write() as connection:
            rows, upcoming = await connection.at_once(self._plan, now)
        self.next_due = self._loud_from(max(upcoming, now)) if upcoming is not None else None
        return rows

    async def _plan(self, connection: Statements, now: datetime) -> tuple[int, datetime | None]:
        rows: list[Outgoing] = []
        if self._loud_from(now) <= now:
            found = await decisions.untold(connection, now, _AT_ONCE)
            people = {each.person for each in found if each.person is not None}
            stopped = self._staging().stopped()
            chats = await parties.private_chats(connection, people, stopped) if people else {}
            made = [
                row
                for person, own in _by_person(found)
                if person in chats
                for row in self._told(chats[person], [each for each in own if each.stands], now)
            ]
            planned = await outbox.planned_already(connection, [row.key for row in made if row.key])
            rows = [row for row in made if row.key not in planned]
            await outbox.insert_new(connection, rows)
            if found:
                await decisions.told(connection, [each.event for each in found])
        return len(rows), await decisions.next_untold(connection)

    def _told(self, chat: Chat, own: list[Untold], now: datetime) -> Iterator[Outgoing]:
        """One message for as many as there is room for."""
        for message, newest in compose(own, self._staging(), now):
            yield Outgoing(
                id=self._database.ids.take("outbox"),
                chat_id=chat.id,
                person_id=chat.person_id,
                kind=KIND,
                key=f"{KIND}:{newest}",
                body=message.to_json(),
                priority=KINDS[KIND].priority,
                state="due",
                not_before=now,
                useful_until=now + (KINDS[KIND].useful_for or _MONTH),
                attempts=0,
                created_at=now,
            )


def _by_person(found: Iterable[Untold]) -> Iterator[tuple[int, list[Untold]]]:
    for person, own in groupby(found, key=lambda each: each.person):
        if person is not None:
            yield person, list(own)


def compose(own: Iterable[Untold], staging: Staging, now: datetime) -> Iterator[tuple[Message, int]]:
    """The messages that tell one author these decisions, each with the newest decision it tells."""
    heading = staging.texts("outcome-heading")
    lines: list[str] = []
    choices: list[tuple[Choice, ...]] = []
    newest = 0
    for each in own:
        line, offered = _line(each, staging, now)
        if lines and utf16_length("\n\n".join([heading, *lines, line])) > ROOM - _FOR_CHOICES:
            yield Message("\n\n".join(lines), heading, tuple(choices)), newest
            lines, choices = [], []
        lines.append(line)
        choices += offered
        newest = each.event
    if lines:
        yield Message("\n\n".join(lines), heading, tuple(choices)), newest


def _line(decided: Untold, staging: Staging, now: datetime) -> tuple[str, tuple[tuple[Choice, ...], ...]]:
    texts, campaign = staging.texts, staging.campaign
    number = campaign.number(decided.initiative)
    words = {"number": number, "title": _shortened(decided.title)}
    detail = json.loads(decided.detail or "{}")
    if decided.kind == "needs_info":
        return _asked(decided, staging, now, words, detail.get("words", ""))
    whose = "-for" if decided.for_author else ""
    if decided.kind == "valid":
        return texts(f"outcome-valid{whose}", **words), ()
    if detail.get("of"):
        return texts(f"outcome-duplicate{whose}", **words, original=campaign.number(detail["of"])), ()
    listed = {reason.code: reason.name for reason in campaign.reasons}
    said = listed.get(detail.get("reason", "")) or detail.get("words") or texts("outcome-no-reason")
    reason = f"{said[:1].lower()}{said[1:]}".rstrip(". ")
    return texts(f"outcome-rejected{whose}", **words, reason=reason), ()


def _asked(
    decided: Untold, staging: Staging, now: datetime, words: dict[str, str], question: str
) -> tuple[str, tuple[tuple[Choice, ...], ...]]:
    texts, whose = staging.texts, "-for" if decided.for_author else ""
    supply = ((Choice(texts("outcome-supply", number=words["number"]), f"!bosung:{decided.initiative}"),),)
    phase = next((each for each in staging.campaign.phases if each.code == decided.phase), None)
    if phase is None or phase.closes_at <= now:
        return texts(f"outcome-needs-info-open{whose}", **words, question=question), supply
    until = say_instant_end(phase.closes_at, staging.zone)
    return texts(f"outcome-needs-info{whose}", **words, question=question, until=until), supply


def _shortened(title: str) -> str:
    flat = " ".join(title.split())
    return flat if len(flat) <= _TITLE else f"{flat[: _TITLE - 1].rstrip()}…"
