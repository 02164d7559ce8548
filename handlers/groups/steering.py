"""`/tamdung`, `/tieptuc`, `/gio`: who holds the scope pauses a group's posts, resumes them, or changes the hour."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time, timedelta

from campaign.calendar import QuietTimes, instant
from campaign.vietnamese.dates import parse_time, say_moment, say_time
from handlers.groups.linking import not_linked, noted
from handlers.groups.membership import live_link
from handlers.groups.schedule import next_board, say_hour
from handlers.groups.senders import holder, refuse
from handlers.outcome import Outcome, say
from handlers.turn import Turn
from storage.records import GroupLink, Person

_BARE_HOUR = re.compile(r"\d{1,2}", re.ASCII)


def _steered(turn: Turn) -> tuple[GroupLink, Person] | Outcome:
    """This group's link and who may steer it; or what to say instead."""
    link = live_link(turn, turn.chat.id)
    if link is None:
        return not_linked(turn)
    person = holder(turn, link.unit)
    return refuse(turn) if person is None else (link, person)


def pause(turn: Turn) -> Outcome:
    """Post nothing for a while; the link and the hour stay."""
    steered = _steered(turn)
    if isinstance(steered, Outcome):
        return steered
    link, person = steered
    paused = replace(link, state="paused")
    said = say(turn.t("group-paused", bot=turn.channel.bot_name))
    return Outcome((said,), (paused, noted(turn, "group_paused", paused, person)))


def resume(turn: Turn) -> Outcome:
    """Post again; what was left out meanwhile is not made up for."""
    steered = _steered(turn)
    if isinstance(steered, Outcome):
        return steered
    link, person = steered
    active = replace(link, state="active")
    said = say(turn.t("group-resumed", next=_say_next(turn, active)))
    return Outcome((said,), (active, noted(turn, "group_resumed", active, person)))


def change_hour(turn: Turn) -> Outcome:
    """`/gio 16:30`: another hour for the board, inside the hours in which groups may be written to."""
    steered = _steered(turn)
    if isinstance(steered, Outcome):
        return steered
    link, person = steered
    said = turn.incoming.argument
    minutes = read_hour(said)
    if minutes is None:
        return Outcome(
            (say(turn.t("group-hour-how", at=say_hour(link.board_at), bot=turn.channel.bot_name)),)
        )
    if not _is_loud(turn, minutes):
        policy = turn.campaign.policy
        hours = {"first": say_time(policy.quiet_until), "last": say_time(policy.quiet_from)}
        return Outcome((say(turn.t("group-hour-quiet", at=say_hour(minutes), **hours)),))
    changed = replace(link, board_at=minutes)
    today = not (_is_past(turn, minutes) or _is_past(turn, link.board_at))
    text = turn.t("group-hour-changed", at=say_hour(minutes), next=_say_next(turn, changed, today=today))
    return Outcome((say(text),), (changed, noted(turn, "group_hour_changed", changed, person)))


def read_hour(said: str) -> int | None:
    """Minutes after midnight: "16:30", "16h30", "4h chiều", "17"; None for anything else."""
    typed = said.strip()
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
    moment = next_board(turn, sprint, link.board_at, today=today) if sprint is not None else None
    return say_moment(moment, turn.scene.zone) if moment is not None else turn.t("group-next-none")
