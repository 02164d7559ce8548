"""Review in a play: who holds an office looks at what was sent, in working hours, on the telephone of his platform.

He finds cards, asks authors, who answer on theirs, and comes by the end to the share of valid ones that the setting
says. What is not valid is said the morning after, so that no figure of the sprint is another because of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import chain
from typing import Any

from bot.demo.cast import COMPANIES, Cast, Company, Key
from bot.demo.crowd import Reviewing
from bot.demo.ledger import Decision, Verdict
from bot.demo.options import DemoError
from bot.demo.phone import Phone, phone_of
from bot.demo.sandbox import Controls
from campaign.calendar import first_day, instant, last_day, quietness
from campaign.texts import Texts

_HOURS = (time(9, 30), time(15))  # one after the other platform's reviewers sit down
_AFTER = time(8, 15)
_DAY = timedelta(days=1)
_ASKS_AT = 4  # of each so many cards the first is asked about, as long as there are questions
_CARD = re.compile(r"([A-Z0-9]+-[A-Z0-9]+-\d+) · ")
_QUESTION = "Giải pháp đã được dùng ở tổ nào, từ khi nào?"
_ANSWER = "Dạ tổ em dùng từ đầu tháng Ba, cả ba ca đều làm theo."


@dataclass(frozen=True, slots=True)
class _Sitting:
    """When whose reviewers sit down."""

    at: datetime
    company: Company


@dataclass
class Review:
    """The reviewers of all platforms, who share one queue. `decisions` are everything they said, in order."""

    controls: Controls
    cast: Cast
    texts: Texts
    setting: Reviewing
    registered: int
    decisions: list[Decision] = field(default_factory=list)
    _unanswered: list[str] = field(default_factory=list)
    _cards: int = 0
    _phones: list[Phone] = field(default_factory=list)

    @property
    def answers(self) -> frozenset[tuple[Key, int | str]]:
        """The messages that came because reviewers or authors asked for them: (chat, number)."""
        return frozenset(chain.from_iterable(phone.answers for phone in self._phones))

    def _phone(self, company: Company, person: Key) -> Phone:
        self._phones.append(phone_of(self.controls, company, person))
        return self._phones[-1]

    async def perform(self) -> None:
        """Through the sprint and the morning after; time stands then. DemoError when the bot does not do its part."""
        sittings = list(self._sittings())
        for sitting in sittings:
            await self._go_to(sitting.at)
            await self._authors_answer()
            await self._sit(sitting.company, is_last=sitting is sittings[-1])
        await self._go_to(self._at(last_day(self.cast.sprint, self._zone) + _DAY, _AFTER))
        await self._authors_answer()
        await self._reject(sittings[-1].company)

    @property
    def _zone(self) -> str:
        return self.cast.campaign.time_zone

    def _at(self, day: Any, hour: time) -> datetime:
        return instant(day, hour, self._zone)

    def _sittings(self) -> Iterator[_Sitting]:
        """On every working day of the sprint; the last of them decides what is still missing."""
        day, until = first_day(self.cast.sprint, self._zone), last_day(self.cast.sprint, self._zone)
        while day <= until:
            if not quietness(day, self.cast.campaign.policy):
                for hour, company in zip(_HOURS, self.cast.companies, strict=False):
                    yield _Sitting(self._at(day, hour), company)
            day += _DAY

    async def _go_to(self, moment: datetime) -> None:
        await self.controls.post("clock/advance", to=moment.isoformat(), wait=True)

    # The reviewers

    async def _sit(self, company: Company, *, is_last: bool) -> None:
        """First who is in charge of a few units, then the owner, as far as the share goes by now."""
        came = (await self.controls.get("state"))["crowd"]["registered"]
        wanted = self.setting.valid if is_last else self.setting.valid * came // self.registered
        for person in (company.neighbour, company.cadre):
            await self._work_off(self._phone(company, person), wanted, may_ask=not is_last)

    async def _work_off(self, phone: Phone, wanted: int, *, may_ask: bool) -> None:
        if self._number_of("valid") >= wanted:
            return
        await phone.say("duyệt")
        while self._number_of("valid") < wanted and (number := self._card(phone)):
            self._cards += 1
            asks = may_ask and self._number_of("asked") < self.setting.asked
            if asks and self._cards % _ASKS_AT == 1 and number not in self._asked():
                await self._ask(phone, number)
            else:
                await phone.choose(self.texts("duyet-valid"))
                self._noted(phone, number, "valid")

    async def _ask(self, phone: Phone, number: str) -> None:
        await phone.choose(self.texts("duyet-ask"))
        await phone.say(_QUESTION)
        self._noted(phone, number, "asked")
        self._unanswered.append(number)

    async def _reject(self, company: Company) -> None:
        """Not valid, with a reason of the list."""
        reason = self.cast.campaign.reasons[0]
        phone = self._phone(company, company.cadre)
        await phone.say("duyệt")
        for _ in range(self.setting.rejected):
            if not (number := self._card(phone)):
                return
            await phone.choose(self.texts("duyet-reject"))
            await phone.choose(reason.short or reason.name)
            self._noted(phone, number, "rejected")

    def _card(self, phone: Phone) -> str:
        """The number of the card that is shown now; empty when there is none."""
        shown = _CARD.findall(phone.text)
        return str(shown[-1]) if shown else ""

    def _noted(self, phone: Phone, number: str, verdict: Verdict) -> None:
        """The bot has written it down. DemoError when it says nothing of it."""
        if f"{number}: đã ghi" not in phone.text:
            raise DemoError(
                f"The play expected {number} to be noted as {verdict}. The bot said: {phone.text!r}"
            )
        self.decisions.append(Decision(number, verdict))

    def _number_of(self, verdict: Verdict) -> int:
        return sum(each.verdict == verdict for each in self.decisions)

    def _asked(self) -> set[str]:
        return {each.number for each in self.decisions if each.verdict == "asked"}

    # The authors

    async def _authors_answer(self) -> None:
        """Who was asked the last time answers from the message that asked him."""
        numbers, self._unanswered = self._unanswered, []
        if not numbers:
            return
        told = {each["number"]: each for each in (await self.controls.get("crowd/told"))["told"]}
        for number in numbers:
            author = self._author(told[number])
            await author.say(self.texts("outcome-supply", number=number))
            await author.say(_ANSWER)
            author.find(f"({re.escape(number)} đang được xem xét tiếp)")

    def _author(self, told: dict[str, Any]) -> Phone:
        return self._phone(COMPANIES[told["platform"]], key_of(told))


def key_of(told: dict[str, Any]) -> int | str:
    """The person whom the crowd says was told a number, as the sandbox's control says it."""
    person: int = told["user_id"]
    return f"z{person}" if told["platform"] == "zalo" else person
