"""A cadre's 08:00 digest: the units that need him by urgency, and a text he can forward (domain.md 5.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from campaign.boards.leading import none_yet
from campaign.boards.names import shorten
from campaign.boards.phrases import (
    and_others,
    deadline,
    encouragement,
    measure_name,
    stamp,
    standing_of_scope,
    take_part,
)
from campaign.boards.post import Part, Post, assemble
from campaign.calendar import day_bounds
from campaign.urgency import LEVELS, Level, elapsed, level, missing, needed_per_day, progress
from campaign.vietnamese.dates import say_short_date
from campaign.vietnamese.numbers import count
from campaign.vietnamese.sorting import sort_key

if TYPE_CHECKING:
    from campaign.boards.snapshot import Snapshot
    from campaign.quota import Standing
    from campaign.standings import UnitRow
    from campaign.texts import Texts
    from campaign.vietnamese.sorting import SortKey

URGENT: tuple[Level, ...] = ("critical", "behind", "watch")
MOST_WAITING = 100
_MOST_UNITS = 12
_MOST_GROUPS = 3
_MOST_OF_EACH = 8  # where there is a list of units without a cadre as well


@dataclass(frozen=True, slots=True)
class Charge:
    """What a cadre answers for, by the codes of the snapshot's rows.

    `name` addresses him; `units` are those in his charge (None: all); `drafts` are the drafts left lying by unit;
    `without_right` are the titles of groups he linked that refused a pin. For an owner, `without_cadre` are the units
    that nobody is in charge of, `unknown` is how many posts may not have arrived and can be sent again, and `quotas`
    are the bots with few messages left of the month. `waiting` is how many initiatives wait for his review, counted up
    to one more than `MOST_WAITING`. `paused`, for an owner: nothing is posted and nobody reminded until he says so.
    """

    name: str
    units: frozenset[str] | None = None
    drafts: Mapping[str, int] = field(default_factory=dict)
    without_cadre: frozenset[str] = frozenset()
    unknown: int = 0
    without_right: tuple[str, ...] = ()
    quotas: tuple[Standing, ...] = ()
    waiting: int = 0
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """The message, the units it names in its order (for buttons), and the text to forward.

    The forward text names no unit that is behind: it goes into a group (domain.md 5.3).
    """

    post: Post
    units: tuple[str, ...]
    forward: str


@dataclass(frozen=True, slots=True)
class Pace:
    """A unit with its level as of the last midnight: nobody is late for a day that has just begun."""

    row: UnitRow
    level: Level
    share: Fraction

    @property
    def order(self) -> tuple[int, bool, Fraction, int, SortKey, str]:
        """The most urgent first; of those the ones with nothing yet, then the least progress on the most to do."""
        size = -(self.row.target or 0)
        has_some = self.row.now.counted > 0
        return LEVELS.index(self.level), has_some, self.share, size, sort_key(self.row.name), self.row.code


@dataclass(frozen=True, slots=True)
class _Work:
    """Everything of a digest before it is said."""

    snapshot: Snapshot
    charge: Charge
    texts: Texts
    paces: list[Pace]
    orphans: list[Pace]

    @property
    def todo(self) -> list[Pace]:
        """The units to see to, the most urgent first."""
        return [each for each in self.paces if each.level in URGENT or self.charge.drafts.get(each.row.code)]

    @property
    def most(self) -> int:
        """How many units a list may name."""
        return _MOST_OF_EACH if self.orphans else _MOST_UNITS


def digest(snapshot: Snapshot, charge: Charge, texts: Texts) -> Digest | None:
    """The digest of the snapshot's units for one person; None when there is nothing to do.

    There is something to do when a unit is behind or to be watched, has drafts left lying, or has no cadre, when
    initiatives wait for review, when a group lacks the right to pin, and for owners when nobody knows whether a post
    arrived.
    Where the units in charge are of several subtrees, the snapshot's scope bears the name `scope-several`.
    """
    paces = _paces(snapshot)
    in_charge = [each for each in paces if charge.units is None or each.row.code in charge.units]
    orphans = [each for each in paces if each.row.code in charge.without_cadre]
    work = _Work(snapshot, charge, texts, in_charge, orphans)
    if not (
        work.todo or orphans or charge.waiting or charge.unknown or charge.without_right or charge.paused
    ):
        return None
    named = [*work.todo[: work.most], *orphans[: work.most]]
    return Digest(
        post=_post(work),
        units=tuple(dict.fromkeys(each.row.code for each in named)),
        forward=forward_text(snapshot, texts),
    )


def forward_text(snapshot: Snapshot, texts: Texts) -> str:
    """A text for a group where no bot can be: how far all are, how many have none, until when, how to send."""
    parts = [
        Part(texts("forward-greeting")),
        Part(f"{stamp(snapshot, texts)}:"),
        Part(standing_of_scope(snapshot, texts)),
        Part(encouragement(snapshot, texts)),
        Part("" if snapshot.is_single else none_yet(snapshot, texts)),
        Part(deadline(snapshot, texts), gap=True),
        Part(take_part(snapshot, texts)),
        Part(texts("forward-request"), gap=True),
    ]
    return assemble("", parts).text


def _paces(snapshot: Snapshot) -> list[Pace]:
    midnight, _ = day_bounds(snapshot.day, snapshot.campaign.time_zone)
    share = elapsed(snapshot.sprint, midnight)
    return sorted((_pace(snapshot, row, share) for row in snapshot.rows), key=lambda pace: pace.order)


def _pace(snapshot: Snapshot, row: UnitRow, share: Fraction) -> Pace:
    measure = snapshot.measure
    at_start = row.sprint_start.measured(measure)
    done = progress(row.now.measured(measure), at_start, row.target) if row.target else Fraction(0)
    return Pace(row, level(row, measure, share), done)


def _post(work: _Work) -> Post:
    texts, snapshot = work.texts, work.snapshot
    counted = {"stamp": stamp(snapshot, texts), "measure": measure_name(snapshot.campaign, texts)}
    parts = [
        Part(texts("digest-greeting", name=work.charge.name)),
        Part(texts("digest-paused") if work.charge.paused else ""),
        Part(_summary(work)),
        Part(_waiting(work)),
        Part(texts("digest-legend", **counted) if work.todo or work.orphans else "", gap=True),
        *_sections(work),
        Part(_orphans(work)),
        Part(texts("digest-unknown", n=count(work.charge.unknown)) if work.charge.unknown else "", gap=True),
        Part(_without_right(work), gap=True),
        Part(_quotas(work), gap=True),
        Part(_others(work), weight=50, gap=True),
        Part(_request(work), gap=True),
    ]
    left, day = snapshot.days_left, say_short_date(snapshot.day)
    heading = (
        texts("digest-heading", day=day, left=count(left)) if left else texts("digest-heading-last", day=day)
    )
    return assemble(heading, parts, counted["stamp"])


def _request(work: _Work) -> str:
    """What is asked of the cadre, politely."""
    asked = ["digest-request"] if work.todo else []
    asked += ["digest-assign"] if work.orphans else []
    return " ".join(work.texts(each) for each in (*asked, "digest-closing"))


def _summary(work: _Work) -> str:
    """How many units are in charge and how many of them to see to; empty for an owner without units."""
    units = {"units": count(len(work.paces)), "todo": count(len(work.todo))}
    if not work.paces:
        return ""
    if not work.todo:
        return work.texts("digest-summary-none", **units)
    return work.texts("digest-summary" if len(work.todo) < len(work.paces) else "digest-summary-all", **units)


def _waiting(work: _Work) -> str:
    """How many initiatives wait for his review."""
    waiting = work.charge.waiting
    if not waiting:
        return ""
    most = count(min(waiting, MOST_WAITING))
    return work.texts("digest-waiting-more" if waiting > MOST_WAITING else "digest-waiting", n=most)


def _sections(work: _Work) -> list[Part]:
    """The units to see to under a title for each level; of a list too long the least urgent are a number."""
    shown, parts = work.todo[: work.most], []
    for title, paces in groupby(shown, key=lambda pace: pace.level if pace.level in URGENT else "drafts"):
        lines = [work.texts(f"digest-{title}"), *(_line(work, pace) for pace in paces)]
        parts.append(Part("\n".join(lines)))
    more = len(work.todo) - len(shown)
    return [*parts, Part(work.texts("and-other-units", n=count(more)) if more else "")]


def _orphans(work: _Work) -> str:
    """The units without a cadre; those named above already are not named again."""
    if not work.orphans:
        return ""
    above = {each.row.code for each in work.todo[: work.most]}
    fresh = [each for each in work.orphans if each.row.code not in above]
    known = len(work.orphans) - len(fresh)
    texts, numbers = work.texts, {"n": count(len(work.orphans)), "known": count(known)}
    title = texts("digest-without-cadre-above" if known else "digest-without-cadre", **numbers)
    lines = and_others((_line(work, each) for each in fresh), work.most, "and-other-units", texts)
    return "\n".join([title if lines else title.rstrip(":") + ".", *lines])


def _without_right(work: _Work) -> str:
    """The groups he linked in which the bot may not pin, by their titles."""
    titles, texts = work.charge.without_right, work.texts
    if not titles:
        return ""
    named = ", ".join(f"“{shorten(title, texts)}”" for title in titles[:_MOST_GROUPS])
    more = len(titles) - _MOST_GROUPS
    return texts(
        "digest-no-right",
        groups=texts("digest-more-groups", groups=named, n=count(more)) if more > 0 else named,
    )


def _quotas(work: _Work) -> str:
    """The bots of which an owner has to know that their month runs out."""
    return "\n".join(
        work.texts("digest-quota-stopped", bot=each.name)
        if each.stage == "stopped"
        else work.texts("digest-quota", bot=each.name, used=count(each.used), limit=count(each.plan.messages))
        for each in work.charge.quotas
    )


def _line(work: _Work, pace: Pace) -> str:
    """A unit: its count against its target, what it needs a day, and its drafts left lying."""
    snapshot, row, texts = work.snapshot, pace.row, work.texts
    words = {"unit": shorten(row.name, texts), "done": count(row.now.measured(snapshot.measure))}
    gap = missing(row, snapshot.measure)
    need = needed_per_day(gap, snapshot.sprint, snapshot.as_of, snapshot.campaign.time_zone)
    if not row.target:
        said = texts("digest-unit-count", **words)
    elif not gap or need is None:
        said = texts("digest-unit-done", **words, target=count(row.target))
    else:
        text_id = "digest-unit" if snapshot.days_left else "digest-unit-last"
        said = texts(text_id, **words, target=count(row.target), need=count(need))
    drafts = work.charge.drafts.get(row.code, 0)
    return texts("digest-unit-drafts", unit=said, n=count(drafts)) if drafts else said


def _others(work: _Work) -> str:
    """The units there is nothing to do about, as numbers."""
    todo = {pace.row.code for pace in work.todo}
    levels = Counter(pace.level for pace in work.paces if pace.row.code not in todo)
    said = [
        work.texts(f"digest-n-{each.replace('_', '-')}", n=count(levels[each]))
        for each in LEVELS
        if levels[each]
    ]
    return work.texts("digest-others" if work.todo else "digest-all", counts=", ".join(said)) if said else ""
