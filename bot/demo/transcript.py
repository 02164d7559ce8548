"""The transcript of a play: what the groups and the cadres were sent on the chosen days, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, groupby
from textwrap import indent

from bot.demo.cast import Cast, Key, name_of
from bot.demo.ledger import Deed, Played
from campaign.calendar import days_left, first_day, last_day, length_days
from campaign.texts import Texts
from campaign.vietnamese.dates import say_short_date, say_weekday
from campaign.vietnamese.numbers import count


class Transcript:
    """Writes down days of one play."""

    def __init__(self, played: Played, cast: Cast, texts: Texts) -> None:
        self._played = played
        self._cast = cast
        self._texts = texts
        self._groups = {group for company in cast.companies for group in company.groups}
        self._cadres = {cadre for company in cast.companies for cadre in company.cadres}
        self._workers = {company.worker for company in cast.companies}

    def lines(self, days: Iterable[date]) -> Iterator[str]:
        """Day by day, hour by hour."""
        for day in days:
            yield ""
            yield f"═══ {self._day(day)} ═══"
            yield from self._of_day(day)

    def _of_day(self, day: date) -> Iterator[str]:
        shown = [deed for deed in self._shown() if deed.day == day]
        nudges = [deed for deed in self._played.deeds if deed.day == day and self._is_nudge(deed)]
        told = sorted([*_with_last_edits(shown), *nudges[:1]], key=_place)
        if not told:
            yield self._texts("transcript-nothing")
        for (at, chat), group in groupby(told, key=lambda deed: (f"{deed.at:%H:%M}", deed.chat)):
            yield ""
            yield f"{at}  {self._chat(chat, len(nudges))}"
            for deed in group:
                yield from self._deed(deed, shown)

    def _shown(self) -> Iterator[Deed]:
        """Everything in groups; in the cadres' own chats only what came when nobody had asked."""
        groups = (deed for deed in self._played.opening if deed.chat in self._groups)
        came = self._played.of(self._groups | self._cadres)
        unasked = (deed for deed in came if (deed.chat, deed.message) not in self._played.answers)
        return chain(groups, unasked)

    def _deed(self, deed: Deed, shown: Sequence[Deed]) -> Iterator[str]:
        if deed.method in {"pinchatmessage", "unpinchatmessage"}:
            pinned = deed.method == "pinchatmessage"
            yield indent(self._texts("transcript-pinned" if pinned else "transcript-unpinned"), "       ")
            return
        if deed.is_edit:
            times = sum(each.is_edit and each.message == deed.message for each in shown)
            yield indent(self._texts("transcript-edited", n=count(times)), "       ")
        yield indent(deed.text, "     │ ", lambda _: True)

    def _is_nudge(self, deed: Deed) -> bool:
        """A worker's nudge: it tells how to opt out; nothing else does."""
        others = self._groups | self._cadres | self._workers
        return deed.is_post and deed.chat not in others and self._texts("opt-out-words") in deed.text

    def _chat(self, chat: Key, nudges: int) -> str:
        if chat in self._groups:
            of_all = any(chat == company.campaign_group for company in self._cast.companies)
            return self._group(chat, (self._cast.root if of_all else self._cast.unit).name)
        if chat in self._cadres:
            return self._texts("transcript-cadre", name=name_of(chat))
        return self._texts("transcript-worker", n=count(nudges))

    def _group(self, chat: Key, title: str) -> str:
        if len(self._cast.companies) == 1:
            return self._texts("transcript-group", title=title)
        platform = next(each.platform for each in self._cast.companies if chat in each.groups)
        channel = self._texts(f"channel-{platform}")
        return self._texts("transcript-group-on", title=title, channel=channel)

    def _day(self, day: date) -> str:
        sprint, zone = self._cast.sprint, self._cast.campaign.time_zone
        first, left = first_day(sprint, zone), days_left(sprint, day, zone)
        named = {"weekday": say_weekday(day), "date": say_short_date(day)}
        if not first <= day <= last_day(sprint, zone):
            return self._texts("transcript-day-outside", **named)
        numbers = {"day": count((day - first).days + 1), "days": count(length_days(sprint, zone))}
        if not left:
            return self._texts("transcript-day-last", **named, **numbers)
        return self._texts("transcript-day", **named, **numbers, left=count(left))


def _place(deed: Deed) -> tuple[str, str, datetime]:
    """Minute by minute, in a minute chat by chat."""
    return f"{deed.at:%H:%M}", str(deed.chat), deed.at


def _with_last_edits(deeds: Sequence[Deed]) -> Iterator[Deed]:
    """Of a message's edits only the last; everything else as it is."""
    last = {deed.message: deed for deed in deeds if deed.is_edit}
    return (deed for deed in deeds if not deed.is_edit or last[deed.message] is deed)
