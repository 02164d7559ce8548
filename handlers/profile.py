"""The profile, and reminders on or off: what can be changed about oneself at any time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from campaign.vietnamese.answers import parse_yes_no
from campaign.vietnamese.dates import say_time
from campaign.vietnamese.numbers import count
from campaign.vietnamese.text import fold
from handlers.browsing import offer
from handlers.consent import REMINDING, recorded
from handlers.outcome import Outcome, Rows, column, go
from handlers.states import ChoosingKind, ChoosingUnit, Naming
from handlers.turn import Turn
from storage.records import Consent, Person

_ON = frozenset({"bat", "mo", "on"})
_OFF = frozenset({"tat", "dung", "off"})


def show(turn: Turn) -> Outcome:
    """`/hoso`: what is known, with a button to change each of it; the button's word is the argument."""
    change = _CHANGES.get(fold(turn.incoming.argument).replace(" ", ""))
    return (
        change(turn) if change else offer(turn, _text(turn), _rows(turn), heading=turn.t("profile-heading"))
    )


def _text(turn: Turn) -> str:
    me = turn.me()
    kinds = {kind.code: kind.name for kind in turn.campaign.member_kinds}
    known = turn.t(
        "profile-text",
        name=me.name,
        unit=turn.unit_name(me.unit),
        kind=kinds.get(me.member_kind or "", "–"),
        reminders=turn.t("profile-reminders-on" if me.reminders else "profile-reminders-off"),
        channels=channels_of(turn),
    )
    return f"{known}\n{turn.t('account-hint')}" if _may_be_joined(turn) else known


def _may_be_joined(turn: Turn) -> bool:
    """Whether there is another bot and this person has but one account."""
    return turn.channel.beside and len(turn.records.chats_of(turn.me().id)) == 1


def channels_of(turn: Turn) -> str:
    """The names of the channels this person is on, each once."""
    chats = turn.records.chats_of(turn.me().id)
    return ", ".join(sorted({channel_name(turn, chat.channel) for chat in chats}))


def channel_name(turn: Turn, channel: str) -> str:
    """A channel as people call it."""
    named = f"channel-{channel}"
    return turn.t(named) if turn.scene.texts.has(named) else channel.capitalize()


def _rows(turn: Turn) -> Rows:
    another = column(turn.button("account-button", "!noitaikhoan")) if _may_be_joined(turn) else ()
    remind = ("reminders-stop", "!tatnhac") if turn.me().reminders else ("reminders-start", "!batnhac")
    return (
        (turn.button("profile-name", "!hoso:ten"), turn.button("profile-unit", "!hoso:donvi")),
        (turn.button("profile-kind", "!hoso:nhom"), turn.button(*remind)),
        (turn.button("button-data", "!dulieu"),),
        *another,
    )


_CHANGES: Mapping[str, Callable[[Turn], Outcome]] = {
    "ten": lambda _: go(Naming(update=True)),
    "donvi": lambda _: go(ChoosingUnit(purpose="profile")),
    "nhom": lambda _: go(ChoosingKind(update=True)),
}


# Reminders


def reminders(turn: Turn) -> Outcome:
    """`/nhac`: whether there are reminders and how to change that; `/nhac tắt` does it at once."""
    said = fold(turn.incoming.argument)
    if said in _OFF or parse_yes_no(said) is False:
        return stop(turn)
    if said in _ON or parse_yes_no(said) is True:
        return start(turn)
    if turn.person is None:
        return offer(turn, turn.t("reminders-stranger"))
    if turn.person.reminders:
        return offer(turn, _when(turn), ((turn.button("reminders-stop", "!tatnhac"),),))
    return offer(turn, turn.t("reminders-are-off"), ((turn.button("reminders-start", "!batnhac"),),))


def _when(turn: Turn) -> str:
    """What is reminded of, how often and when not, as the campaign's policy has it."""
    policy = turn.campaign.policy
    quiet = {"from": say_time(policy.quiet_from), "until": say_time(policy.quiet_until)}
    return turn.t("reminders-are-on", most=count(policy.bot_messages_per_day), **quiet)


def stop(turn: Turn) -> Outcome:
    """TẮT NHẮC: at once, and what is waiting to be sent does not come any more."""
    if turn.person is None:
        return offer(turn, turn.t("reminders-stranger"))
    begin_again = ((turn.button("reminders-start", "!batnhac"),),)
    return offer(turn, turn.t("reminders-stopped"), begin_again).after(*_changed(turn, turn.person, on=False))


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
