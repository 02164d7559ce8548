"""`/tamdung`, `/tieptuc`, `/gio`: who holds the scope pauses a group's posts, resumes them, or changes the hour."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time, timedelta

from campaign.calendar import QuietTimes, instant
from campaign.vietnamese.dates import parse_time, say_moment, say_time
from handlers.groups.addressing import said, without_code
from handlers.groups.linking import not_linked, noted
from handlers.groups.membership import live_link
from handlers.groups.schedule import hour_of, next_board, say_hour
from handlers.groups.senders import Holder, holder, refuse
from handlers.outcome import Outcome, say
from handlers.turn import Turn
from storage.records import Change, GroupLink

_BARE_HOUR = re.compile(r"\d{1,2}", re.ASCII)


def _steered(turn: Turn) -> tuple[GroupLink, Holder] | Outcome:
    """This group's link and who may steer it; or what to say instead."""
    link = live_link(turn, turn.chat.id)
    if link is None:
        return not_linked(turn)
    held_by = holder(turn, link.unit)
    return refuse(turn) if held_by is None else (link, held_by)


def _changed(turn: Turn, action: str, link: GroupLink, held_by: Holder) -> tuple[Change, ...]:
    """The link, the code that was used up for it, and the line of the audit."""
    return (link, *held_by.used, noted(turn, action, link, held_by.person))


def pause(turn: Turn) -> Outcome:
    """Post nothing for a while; the link and the hour stay."""
    steered = _steered(turn)
    if isinstance(steered, Outcome):
        return steered
    link, held_by = steered
    paused = replace(link, state="paused")
    ways = {name: said(turn, name) for name in ("tiendo", "tieptuc")}
    return Outcome((say(turn.t("group-paused", **ways)),), _changed(turn, "group_paused", paused, held_by))


def resume(turn: Turn) -> Outcome:
    """Post again; what was left out meanwhile is not made up for."""
    steered = _steered(turn)
    if isinstance(steered, Outcome):
        return steered
    link, held_by = steered
    active = replace(link, state="active")
    return Outcome(
        (say(turn.t("group-resumed", next=_say_next(turn, active))),),
        _changed(turn, "group_resumed", active, held_by),
    )


def change_hour(turn: Turn) -> Outcome:
    """`/gio 16:30`: another hour for the board, inside the hours in which groups may be written to."""
    steered = _steered(turn)
    if isinstance(steered, Outcome):
        return steered
    link, held_by = steered
    minutes = read_hour(without_code(turn))
    if minutes is None:
        how = turn.t("group-hour-how", at=say_hour(hour_of(turn, link)), gio=said(turn, "gio", "16:30"))
        return Outcome((say(how),))
    if not _is_loud(turn, minutes):
        policy = turn.campaign.policy
        hours = {"first": say_time(policy.quiet_until), "last": say_time(policy.quiet_from)}
        return Outcome((say(turn.t("group-hour-quiet", at=say_hour(minutes), **hours)),))
    changed = replace(link, board_at=minutes)
    today = not (_is_past(turn, minutes) or _is_past(turn, hour_of(turn, link)))
    text = turn.t("group-hour-changed", at=say_hour(minutes), next=_say_next(turn, changed, today=today))
    return Outcome((say(text),), _changed(turn, "group_hour_changed", changed, held_by))


def read_hour(words: str) -> int | None:
    """Minutes after midnight: "16:30", "16h30", "4h chiều", "17"; None for anything else."""
    typed = words.strip()
    clock = parse_time(f"{typed}h" if _BARE_HOUR.fullmatch(typed) else typed)
    return None if clock is None or clock >= timedelta(days=1) else int(clock / timedelta(minutes=1))


def _is_loud(turn: Turn, minutes: int) -> bool:
    """Whether a board of this hour can be posted, and kept up to date, on a day like any other."""
    policy, zone = turn.campaign.policy, turn.campaign.time_zone
    quiet = QuietTimes(policy, zone).is_quiet_hour(instant(turn.today, _clock(minutes), zone))
    return not quiet and _clock(minutes) < policy.board_until


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def _is_past(turn: Turn, minutes: int) -> bool:
    return instant(turn.today, _clock(minutes), turn.campaign.time_zone) <= turn.now


def _say_next(turn: Turn, link: GroupLink, *, today: bool = True) -> str:
    sprint = turn.sprint(link.unit)
    moment = next_board(turn, sprint, hour_of(turn, link), today=today) if sprint is not None else None
    return say_moment(moment, turn.scene.zone) if moment is not None else turn.t("group-next-none")
