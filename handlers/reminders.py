"""Reminders on or off, and at which of the campaign's hours: what anybody can change at any time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time, timedelta

from campaign.vietnamese.answers import parse_yes_no
from campaign.vietnamese.dates import say_time
from campaign.vietnamese.instants import parse_time
from campaign.vietnamese.numbers import count
from campaign.vietnamese.text import fold
from handlers.browsing import offer
from handlers.consent import REMINDING, recorded
from handlers.outcome import Outcome, Rows, column
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Consent, Person

_ON = frozenset({"bat", "mo", "on"})
_OFF = frozenset({"tat", "dung", "off"})
_MINUTE = timedelta(minutes=1)
_SAID = re.compile(r"(?:gio )?nhac(?: (?:toi|em|minh))?(?: (?:luc|vao))? (?P<hour>.+)")


def show(turn: Turn) -> Outcome:
    """`/nhac`: whether there are reminders, when, and how to change that; `/nhac tắt`, `/nhac 13h45` do it at once."""
    said = fold(turn.incoming.argument)
    if said in _OFF or parse_yes_no(said) is False:
        return stop(turn)
    if said in _ON or parse_yes_no(said) is True:
        return start(turn)
    if turn.person is None:
        return offer(turn, turn.t("reminders-stranger"))
    if not turn.person.reminders:
        return offer(turn, turn.t("reminders-are-off"), _begin_again(turn))
    asked = parse_time(said)
    if asked is not None:
        return _choose(turn, turn.person, asked // _MINUTE)
    return offer(turn, _when(turn, turn.person), _rows(turn, turn.person))


def hour_said(text: str) -> str:
    """The hour in "nhắc lúc 13h45", however it is said; empty where it is no such thing."""
    said = _SAID.fullmatch(fold(text).strip(" .!?"))
    return said["hour"] if said is not None and parse_time(said["hour"]) is not None else ""


def hour_of(turn: Turn, person: Person) -> time:
    """When this person is reminded: at the hour he chose, as long as the campaign offers it."""
    policy = turn.campaign.policy
    chosen = time(*divmod(person.nudge_at, 60)) if person.nudge_at is not None else policy.worker_at
    return chosen if chosen in policy.worker_hours else policy.worker_at


def _when(turn: Turn, person: Person) -> str:
    """What is reminded of, when, how often and when not, as the campaign's policy has it."""
    policy, hour = turn.campaign.policy, hour_of(turn, person)
    known = {"most": count(policy.bot_messages_per_day), "at": say_time(hour)}
    if hour != policy.worker_at:
        return turn.t("reminders-are-on-chosen", **known)
    quiet = {"from": say_time(policy.quiet_from), "until": say_time(policy.quiet_until)}
    return turn.t("reminders-are-on", **known, **quiet)


def _rows(turn: Turn, person: Person) -> Rows:
    """A button for each other hour, and one to have none at all."""
    return (*column(*_other_hours(turn, person)), *column(turn.button("reminders-stop", "!tatnhac")))


def _other_hours(turn: Turn, person: Person) -> list[Choice]:
    policy, now = turn.campaign.policy, hour_of(turn, person)
    others = sorted({policy.worker_at, *policy.worker_hours} - {now})
    return [turn.button("reminders-hour", f"!nhac:{say_time(hour)}", at=say_time(hour)) for hour in others]


def _choose(turn: Turn, person: Person, minutes: int) -> Outcome:
    """The hour asked for, if the campaign has it."""
    policy = turn.campaign.policy
    hours = sorted({policy.worker_at, *policy.worker_hours})
    found = next((hour for hour in hours if 60 * hour.hour + hour.minute == minutes), None)
    if found is None:
        told = ", ".join(say_time(hour) for hour in hours)
        return offer(turn, turn.t("reminders-hour-unknown", times=told), _rows(turn, person))
    changed = replace(person, nudge_at=None if found == policy.worker_at else minutes)
    said = turn.t("reminders-hour-set", at=say_time(found))
    return offer(turn, said, _rows(turn, changed)).after(*(() if changed == person else (changed,)))


def _begin_again(turn: Turn) -> Rows:
    return ((turn.button("reminders-start", "!batnhac"),),)


def stop(turn: Turn) -> Outcome:
    """TẮT NHẮC: at once, and what is waiting to be sent does not come any more."""
    if turn.person is None:
        return offer(turn, turn.t("reminders-stranger"))
    return offer(turn, turn.t("reminders-stopped"), _begin_again(turn)).after(
        *_changed(turn, turn.person, on=False)
    )


def start(turn: Turn) -> Outcome:
    """BẬT NHẮC."""
    if turn.person is None:
        return offer(turn, turn.t("reminders-stranger"))
    stop_again = ((turn.button("reminders-stop", "!tatnhac"),),)
    return offer(turn, turn.t("reminders-started"), stop_again).after(*_changed(turn, turn.person, on=True))


def _changed(turn: Turn, person: Person, *, on: bool) -> tuple[Person | Consent, ...]:
    """The person and the answer kept as proof; nothing when it was so already."""
    if person.reminders == on:
        return ()
    return replace(person, reminders=on), *recorded(turn, person, {REMINDING: on})
