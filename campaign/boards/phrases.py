"""The sentences that several posts share: how far, how many more, until when, and how to take part."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from campaign.boards.names import shorten
from campaign.vietnamese.dates import say_instant_end, say_moment
from campaign.vietnamese.numbers import count, percent, signed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from campaign.boards.snapshot import Progress, Snapshot
    from campaign.counts import Counts
    from campaign.definition import Campaign
    from campaign.standings import Standing
    from campaign.texts import Texts

_HOUR = timedelta(hours=1)
SCOPE = 80  # characters of the scope's own name, which stands alone


def scope_name(snapshot: Snapshot, texts: Texts) -> str:
    """The name of the post's unit."""
    return shorten(snapshot.scope.name, texts, SCOPE)


def measure_name(campaign: Campaign, texts: Texts) -> str:
    """Which count a figure is: "sáng kiến đã gửi" or "sáng kiến hợp lệ"."""
    return texts(f"measure-{campaign.measure}")


def stamp(snapshot: Snapshot, texts: Texts) -> str:
    """As of when: "Tính đến 17h00 ngày 5/5"."""
    return texts("board-as-of", moment=say_moment(snapshot.as_of, snapshot.zone))


def goal_name(progress: Progress, texts: Texts) -> str:
    """What the percent is of: "chỉ tiêu phân bổ giai đoạn 1"."""
    return texts(progress.text_id, phase=inside_sentence(progress.phase))


def inside_sentence(name: str) -> str:
    """A name as it stands inside a sentence: "Giai đoạn 1" is "giai đoạn 1", "GD1" and "TLĐ" stay."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def to_audience(text_id: str, snapshot: Snapshot) -> str:
    """The text for the people of one unit (anh/chị), or for the units' cadres (các đồng chí)."""
    return f"{text_id}-unit" if snapshot.is_single else text_id


def figure(number: str, campaign: Campaign, texts: Texts) -> str:
    """A number with the count it is: "đã gửi 612/1.172 sáng kiến", "612 sáng kiến hợp lệ"."""
    return texts(f"figure-{campaign.measure}", n=number)


def standing_of_scope(snapshot: Snapshot, texts: Texts) -> str:
    """The scope's total against its named target, and which count it is; without a target the count alone."""
    progress, name = snapshot.progress, scope_name(snapshot, texts)
    if not snapshot.done:
        return _nothing(snapshot, name, texts)
    alone = texts("board-count", scope=name, figure=figure(count(snapshot.done), snapshot.campaign, texts))
    if progress is None:
        return alone
    done, target = count(progress.done), count(progress.target)
    share = {"percent": percent(progress.done, progress.target) or "", "goal": goal_name(progress, texts)}
    if progress.done == snapshot.done:
        said = figure(f"{done}/{target}", snapshot.campaign, texts)
        return texts("board-progress", scope=name, figure=said, **share)
    return f"{alone} {texts('board-progress-part', done=done, target=target, **share)}"


def _nothing(snapshot: Snapshot, name: str, texts: Texts) -> str:
    """Nobody is told "0%"."""
    progress, measure = snapshot.progress, snapshot.measure
    if progress is None:
        return texts(f"board-nothing-{measure}", scope=name)
    goal = {"goal": goal_name(progress, texts), "target": count(progress.target)}
    return texts(f"board-nothing-of-{measure}", scope=name, **goal)


def states(counts: Counts, texts: Texts) -> str:
    """The other counts by name, those above zero; empty while there was no review yet."""
    if not (counts.valid or counts.needs_info or counts.rejected):
        return ""
    told = {
        "count-valid": counts.valid,
        "count-under-review": counts.under_review,
        "count-needs-info": counts.needs_info,
        "count-rejected": counts.rejected,
        "count-withdrawn": counts.withdrawn,
    }
    named = ", ".join(texts(name, n=count(n)) for name, n in told.items() if n)
    return texts("board-states", submitted=count(counts.submitted), counts=named)


def today(snapshot: Snapshot, texts: Texts) -> str:
    """What came today, with its sign; nothing where there is nothing at all, which is said already."""
    gained = snapshot.gained_since("day_start")
    if not gained and not snapshot.done:
        return ""
    none = f"board-today-none-{snapshot.measure}"
    return texts("board-today", gain=signed(gained)) if gained else texts(none)


def encouragement(snapshot: Snapshot, texts: Texts) -> str:
    """How many are missing, with "chỉ còn" near the goal; thanks and no urging once it is met.

    Where there is nothing yet, all is missing and needs no saying.
    """
    progress = snapshot.progress
    if progress is None or not progress.done:
        return ""
    if progress.is_met:
        return texts(to_audience("board-met", snapshot))
    near = 100 * progress.done >= snapshot.campaign.policy.needed_share * progress.target
    return texts("board-nearly" if near else "board-missing", missing=count(progress.missing))


def deadline(snapshot: Snapshot, texts: Texts) -> str:
    """Until when: "Hạn cuối: 24h00 ngày 31/5/2022"."""
    return texts("board-deadline", end=ends(snapshot))


def ends(snapshot: Snapshot) -> str:
    """The end of the sprint as people say it."""
    return say_instant_end(snapshot.sprint.ends_at, snapshot.zone)


def hours_left(snapshot: Snapshot) -> int:
    """The whole hours until the end, at least one."""
    return max(1, (snapshot.sprint.ends_at - snapshot.as_of) // _HOUR)


def take_part(snapshot: Snapshot, texts: Texts) -> str:
    """How to send an initiative."""
    return texts("board-take-part", bot=snapshot.bot)


def standing_line(standing: Standing, texts: Texts) -> str:
    """A unit with its count against its target, or with its count alone."""
    name, done = shorten(standing.row.name, texts), count(standing.done)
    share = percent(standing.done, standing.target)
    if share is None:
        return texts("standing-count", name=name, done=done)
    return texts("standing-share", name=name, done=done, target=count(standing.target), percent=share)


def and_others(lines: Iterable[str], most: int, text_id: str, texts: Texts) -> list[str]:
    """The first `most` lines; the rest only as a number."""
    told = list(lines)
    if len(told) <= most:
        return told
    return [*told[:most], texts(text_id, n=count(len(told) - most))]
