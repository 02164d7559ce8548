"""Whether a play went as it has to: what the sandbox saw against what the bot has, and against the calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.demo.calendar import Post, Reader, differences
from bot.demo.cast import Cast
from bot.demo.crowd import Setting
from bot.demo.ledger import Played
from bot.demo.pins import faults_of_boards
from bot.demo.rulings import faults_of_review
from bot.demo.state import State
from campaign.targets import denominators
from campaign.texts import Texts
from campaign.vietnamese.numbers import count, percent
from storage.outbox import FINAL

_SHOWN = 5


@dataclass(frozen=True)
class Trial:
    """Everything a play is judged by. `calendars`: the posts of the whole campaign's group, by platform."""

    cast: Cast
    setting: Setting
    texts: Texts
    played: Played
    state: State
    calendars: Mapping[str, tuple[Post, ...]]

    def faults(self) -> list[str]:
        """Everything that is wrong, each in a plain sentence; empty when the play went as it has to."""
        return [
            *self._of_crowd(),
            *self._of_submissions(),
            *self._of_outbox(),
            *(f"The tallies are wrong: {each}." for each in self.state.recount),
            *self._of_posts(),
            *faults_of_boards(self.played, self.cast.companies),
            *self._of_figures(),
            *self._of_violations(),
            *self._of_unheard(),
            *faults_of_review(self.setting, self.texts, self.played, self.state),
        ]

    def _of_crowd(self) -> Iterator[str]:
        registered, wanted = self.played.crowd["registered"], self.setting.registered
        if registered != wanted:
            yield f"{registered} workers of the crowd were told a number, {wanted} should have been."
        for failure in self.played.failures[:_SHOWN]:
            last = failure["transcript"][-1]["text"] if failure["transcript"] else ""
            yield f"A worker gave up on {failure['at']}: {failure['reason']}. The last line: {last!r}."
        if self.played.crowd["active"]:
            yield f"{self.played.crowd['active']} workers are still talking."
        failed = self.texts("failed")
        if times := sum(deed.text.startswith(failed) for deed in self.played.deeds):
            yield f"{times} turns failed and people were told so."

    def _of_submissions(self) -> Iterator[str]:
        """Every initiative the crowd was told about is there exactly once, of whom it was told, and no other."""
        had = Counter(
            (each.id, platform, each.address)
            for platform, submitted in self.state.submissions.items()
            for each in submitted
        )
        told = Counter(
            (number_of(each["number"]), each["platform"], each["address"]) for each in self.played.told
        )
        for (number, platform, person), _ in list((told - had).items())[:_SHOWN]:
            yield (
                f"Person {person} was told the number {number} on {platform}, and no such initiative of his is there."
            )
        for (number, platform, person), _ in list((had - told).items())[:_SHOWN]:
            yield f"There is an initiative {number} of person {person} on {platform} that nobody was told about."

    def _of_outbox(self) -> Iterator[str]:
        planned, final = sum(self.state.outbox.values()), self.state.of_state(*FINAL)
        if planned != final:
            left = {key: number for key, number in self.state.outbox.items() if key[1] not in FINAL}
            yield f"{planned} messages were planned and {final} came to an end; left: {left}."
        for state in ("unknown", "dead"):
            if number := self.state.of_state(state):
                yield f"{number} messages are {state}."
        if late := self.state.of_state("missed"):
            yield f"{late} messages were missed: time ran past them."

    def _of_posts(self) -> Iterator[str]:
        for company in self.cast.companies:
            seen = self.played.of({company.campaign_group})
            posts, news, others = Reader(self.cast, self.texts).read(seen)
            group = f"The group of the whole campaign on {company.platform}"
            for difference in differences(self.calendars[company.platform], posts):
                yield f"{group}: {difference}."
            for day, number in Counter(deed.day for deed in news).items():
                if number > 1:
                    yield f"{group} had {number} posts of good news on {day:%d/%m}."
            for deed in others[:_SHOWN]:
                yield f"{group} was sent at {deed.at:%d/%m %H:%M}: {deed.heading!r}."

    def _of_figures(self) -> Iterator[str]:
        """The end as the campaign says it must come out, in the database and in the group's last post."""
        ends = self.setting.ends
        if ends is None:
            return
        goal = denominators(self.cast.campaign.targets, self.cast.sprint.phase).get(self.cast.root.code)
        # What was found not valid the morning after counted when the sprint ended.
        done = self.state.counted + sum(each.verdict == "rejected" for each in self.played.decisions)
        share = percent(done, goal.value) if goal is not None else ""
        if (done, share) != (ends.done, ends.percent):
            yield f"The sprint ends at {done} ({share}), not at {ends.done} ({ends.percent})."
        for company in self.cast.companies:
            last = [deed for deed in self.played.of({company.campaign_group}) if deed.is_post][-1:]
            if not last or any(word not in last[0].text for word in (count(ends.done), ends.percent)):
                yield f"The end post on {company.platform} does not say {count(ends.done)} and {ends.percent}."

    def _of_violations(self) -> Iterator[str]:
        for each in self.played.violations[:_SHOWN]:
            yield (
                f"The stand-in of {each['platform']} was treated against the rules: {each['rule']}: {each['detail']}."
            )
        if len(self.played.violations) > _SHOWN:
            yield f"{len(self.played.violations)} violations in all."

    def _of_unheard(self) -> Iterator[str]:
        if lost := self.played.unheard:
            first = f"the first of {lost[0]['person']}: {lost[0]['reason']}"
            yield f"{len(lost)} messages of people never reached the bot; {first}."


def number_of(printed: str) -> int:
    """The id behind "SK-DA-000123"."""
    return int(printed.rpartition("-")[2])
