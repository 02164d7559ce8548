"""Which posts the group of the whole campaign has to get: `calendar.csv` of the campaign, else what its agenda says."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo.cast import TELEGRAM, Cast, Company
from bot.demo.ledger import Deed
from bot.demo.options import DemoError
from campaign.boards import end, last_call, launch
from campaign.boards.headings import board_heading
from campaign.boards.snapshot import Snapshot
from campaign.calendar import instant
from campaign.texts import Texts
from scheduler.agenda import Group, Parties, agenda, frame_of, is_due_unchanged

_FILE = "calendar.csv"
_SLOT = re.compile(r"(\d\d:\d\d) (\w+)(?:\[([^\]]*)\])?")
_DAY = timedelta(days=1)
_NEWS = "milestone"


@dataclass(frozen=True, slots=True, order=True)
class Post:
    """A group's post: its local hour, its kind and a board's marks ("week", "T-7") or "provisional" of an end."""

    at: datetime
    kind: str
    marks: tuple[str, ...] = ()
    may_lack: bool = field(default=False, compare=False)  # nothing is posted where nothing has changed

    def __str__(self) -> str:
        marks = f"[{'+'.join(self.marks)}]" if self.marks else ""
        return f"{self.at:%d/%m %H:%M} {self.kind}{marks}"


def expected_posts(folder: Path, cast: Cast, company: Company = TELEGRAM) -> list[Post]:
    """The posts of the sprint and of the morning after, in order. DemoError for a calendar that cannot be read."""
    file = folder / _FILE
    if not file.exists():
        return sorted(_by_agenda(cast, company))
    zone = ZoneInfo(cast.campaign.time_zone)
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            return sorted(post for row in csv.DictReader(lines) for post in _posts_of(row, company, zone))
    except (OSError, KeyError, ValueError) as error:
        raise DemoError(f"{file} cannot be read: {error}") from error


def _posts_of(row: dict[str, str], company: Company, zone: ZoneInfo) -> Iterator[Post]:
    day = date.fromisoformat(row["date"])
    for hour, kind, marks in _SLOT.findall(row[f"{company.platform}_group_posts"]):
        yield Post(
            datetime.combine(day, time.fromisoformat(hour), zone), kind, tuple(filter(None, marks.split("+")))
        )


def _by_agenda(cast: Cast, company: Company) -> Iterator[Post]:
    """Every post that may come; of the boards only those that are sent whatever the figures are have to."""
    zone = ZoneInfo(cast.campaign.time_zone)
    linked_at = cast.sprint.starts_at - _DAY
    group = Group("0", cast.sprint.unit, linked_at, one_post_a_day=company.one_post_a_day)
    until = cast.sprint.ends_at + timedelta(hours=9)
    for each in agenda(frame_of(cast.campaign), Parties(groups=(group,)), cast.start - _DAY, until):
        if each.dropped is None and each.kind not in {"edit", _NEWS}:
            may_lack = each.kind == "board" and not is_due_unchanged(each.marks, cast.campaign.policy)
            yield Post(each.due.astimezone(zone), each.kind, each.marks, may_lack)


class Reader:
    """Tells by its heading which post a message in the campaign's group is."""

    def __init__(self, cast: Cast, texts: Texts) -> None:
        self._cast = cast
        self._texts = texts

    def read(self, deeds: Iterable[Deed]) -> tuple[list[Post], list[Deed], list[Deed]]:
        """(the posts of the calendar, the good news, whatever else was posted), each in order."""
        posts, news, others = [], [], []
        for deed in deeds:
            if not deed.is_post:
                continue
            if deed.heading == self._texts("news-heading"):
                news.append(deed)
            elif (found := self._post(deed)) is not None:
                posts.append(found)
            else:
                others.append(deed)
        return posts, news, others

    def _post(self, deed: Deed) -> Post | None:
        at = deed.at.replace(second=0, microsecond=0)
        for kind, marks, heading in self._candidates(deed):
            if heading == deed.heading:
                return Post(at, kind, (*marks, *self._last_call(deed, kind)))
        return None

    def _last_call(self, deed: Deed, kind: str) -> tuple[str, ...]:
        """Where a group gets one post a day, the last call is a line of the board."""
        return (
            ("last_call",) if kind == "board" and self._texts.constant("board-last-call") in deed.text else ()
        )

    def _candidates(self, deed: Deed) -> Iterator[tuple[str, tuple[str, ...], str]]:
        """Every post that may stand in a group on this day, with its heading."""
        snapshot, texts = self._snapshot(deed.at), self._texts
        left = (f"T-{snapshot.days_left}",)
        for marks in ((), ("week",), left, ("week", *left)):
            yield "board", marks, board_heading(snapshot, marks, texts)
        yield "launch", (), launch(snapshot, texts).heading
        yield "last_call", (), last_call(snapshot, texts).heading
        yield "end", ("provisional",), end(snapshot, texts, is_provisional=True).heading
        yield "end", (), end(snapshot, texts, is_provisional=False).heading

    def _snapshot(self, at: datetime) -> Snapshot:
        """The calendar side of a post: no figures are needed for a heading."""
        cast = self._cast
        last = cast.sprint.ends_at.astimezone(at.tzinfo) - timedelta(microseconds=1)
        inside = min(at.replace(second=0, microsecond=0), last)
        moment = instant(inside.date(), inside.time(), cast.campaign.time_zone)
        return Snapshot(cast.campaign, cast.sprint, cast.root, moment, (), "")


def differences(expected: Iterable[Post], posts: Iterable[Post]) -> list[str]:
    """What was posted otherwise than expected, in words."""
    wanted, seen = list(expected), list(posts)
    missing = [f"not posted: {post}" for post in wanted if post not in seen and not post.may_lack]
    extra = [f"posted, but not in the calendar: {post}" for post in seen if post not in wanted]
    doubled = [f"posted twice: {post}" for post in sorted(set(seen)) if seen.count(post) > 1]
    return [*missing, *extra, *doubled]
