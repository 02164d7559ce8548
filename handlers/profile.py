"""The profile: what is known of oneself, with a button to change each of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.vietnamese.dates import say_time
from campaign.vietnamese.text import fold
from handlers.browsing import offer
from handlers.outcome import Outcome, Rows, column, go
from handlers.reminders import hour_of
from handlers.states import ChoosingKind, ChoosingUnit, Naming
from handlers.turn import Turn
from storage.records import Person


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
        reminders=_reminders(turn, me),
        channels=channels_of(turn),
    )
    return f"{known}\n{turn.t('account-hint')}" if _may_be_joined(turn) else known


def _reminders(turn: Turn, me: Person) -> str:
    if not me.reminders:
        return turn.t("profile-reminders-off")
    return turn.t("profile-reminders-on", at=say_time(hour_of(turn, me)))


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
