"""What a group will get and when, said before it comes (DESIGN 5)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from campaign.boards.phrases import inside_sentence
from campaign.calendar import QuietTimes, first_day, instant, last_day
from campaign.definition import Sprint, Unit
from campaign.vietnamese.dates import say_instant_end, say_moment, say_time
from handlers.groups.addressing import said
from handlers.turn import Turn
from storage.records import GroupLink

_DAY = timedelta(days=1)
_FAR = 60  # days; no calendar of quiet days is longer


def promise(turn: Turn, link: GroupLink, unit: Unit) -> str:
    """The posts of the sprint this unit follows, the first board's day, and what the cadre can change.

    Where a group gets one post a day, that is what is promised, together with who speaks there.
    """
    sprint = turn.sprint(unit.code)
    if turn.channel.frugal:
        return _promise_of_one(turn, sprint, link, unit)
    boards = turn.t("group-promise-board", at=say_hour(hour_of(turn, link)))
    posts = [] if sprint is None else _once(turn, sprint)
    first = _say_first(turn, sprint, hour_of(turn, link))
    lines = [turn.t("group-promise", unit=unit.name), boards, *posts, turn.t("group-promise-news"), "", first]
    closing = turn.t("group-promise-private")
    ways = {name: said(turn, name) for name in ("tamdung", "huylienket")}
    steering = turn.t("group-promise-steer", **ways, gio=said(turn, "gio", "16:30"))
    return "\n".join([*lines, "", closing, "", steering])


def _promise_of_one(turn: Turn, sprint: Sprint | None, link: GroupLink, unit: Unit) -> str:
    who = {"campaign": inside_sentence(turn.campaign.name), "owner": turn.campaign.owner.name}
    what = turn.t("group-promise-one", at=say_hour(hour_of(turn, link)), unit=unit.name, **who)
    return "\n".join([what, _say_first(turn, sprint, hour_of(turn, link))])


def hour_of(turn: Turn, link: GroupLink) -> int:
    """When the group's board is posted, in minutes after local midnight: its own hour, or the policy's as it is now."""
    at = turn.campaign.policy.board_at
    return link.board_at if link.board_at is not None else at.hour * 60 + at.minute


def say_hour(minutes: int) -> str:
    """Minutes after midnight as an hour: 17h00."""
    return say_time(time(*divmod(minutes, 60)))


def _once(turn: Turn, sprint: Sprint) -> list[str]:
    """Launch, last call and end, those still to come."""
    policy, zone = turn.campaign.policy, turn.campaign.time_zone
    evening = instant(last_day(sprint, zone), policy.last_call_at, zone)
    moments = {
        "group-promise-launch": _first_loud(turn, sprint, first_day(sprint, zone), policy.launch_at),
        "group-promise-last-call": evening
        if evening < sprint.ends_at
        else sprint.ends_at - timedelta(hours=4),
        "group-promise-end": _first_loud(turn, sprint, last_day(sprint, zone) + _DAY, policy.end_at),
    }
    return [
        turn.t(text_id, at=say_moment(moment, turn.scene.zone))
        for text_id, moment in moments.items()
        if moment is not None and turn.now < moment
    ]


def _first_loud(turn: Turn, sprint: Sprint, day: date, at: time) -> datetime | None:
    """This hour on the first day from here on that is not quiet."""
    quiet = QuietTimes(turn.campaign.policy, turn.campaign.time_zone, sprint)
    days = (instant(day + n * _DAY, at, turn.campaign.time_zone) for n in range(_FAR))
    return next((moment for moment in days if not quiet.is_quiet(moment)), None)


def next_board(turn: Turn, sprint: Sprint, minutes: int, *, today: bool = True) -> datetime | None:
    """When the next board is due at this hour; None once the sprint has no more. `today` False: from tomorrow on."""
    at, zone = time(*divmod(minutes, 60)), turn.campaign.time_zone
    day = max(turn.today if today else turn.today + _DAY, first_day(sprint, zone))
    if instant(day, at, zone) <= turn.now:
        day += _DAY
    found = _first_loud(turn, sprint, day, at)
    return found if found is not None and found < sprint.ends_at else None


def _say_first(turn: Turn, sprint: Sprint | None, minutes: int) -> str:
    """When the first board comes; or that the sprint is over, or that there is none."""
    if sprint is None:
        return turn.t("group-first-none")
    first = next_board(turn, sprint, minutes)
    if first is None:
        return turn.t("group-first-over", end=say_instant_end(sprint.ends_at, turn.scene.zone))
    return turn.t("group-first", at=say_moment(first, turn.scene.zone))
