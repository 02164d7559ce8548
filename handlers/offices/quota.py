"""`/hanmuc` and `/molai`: how the bots stand whose messages are counted; an owner lets a stopped one send again."""

from __future__ import annotations

from collections.abc import Sequence

from campaign.calendar import day_bounds
from campaign.quota import Standing
from campaign.vietnamese.dates import say_moment
from campaign.vietnamese.numbers import count, percent
from handlers.browsing import offer
from handlers.outcome import Outcome, column, say
from handlers.rights import allowed, refuse
from handlers.turn import Turn
from storage.records import Audit, Reopen


def show(turn: Turn) -> Outcome:
    """Each bot with its messages, people and groups of the month, and what could not be sent."""
    if not allowed(turn, "announce"):
        return refuse(turn)
    if not turn.scene.quotas:
        return Outcome((say(turn.t("hanmuc-none")),))
    bots = "\n\n".join(_said(turn, each) for each in turn.scene.quotas)
    text = "\n\n".join(part for part in (turn.t("hanmuc-heading"), bots, _held(turn)) if part)
    again = [turn.button("hanmuc-reopen", "!molai", bot=each.name) for each in _stopped(turn)[:1]]
    return offer(turn, text, column(*again)) if again else Outcome((say(text),))


def reopen(turn: Turn) -> Outcome:
    """Let every stopped bot try again; what waits goes out at once."""
    if not allowed(turn, "announce"):
        return refuse(turn)
    stopped = _stopped(turn)
    if not stopped:
        return Outcome((say(turn.t("hanmuc-open")),))
    names = ", ".join(each.name for each in stopped)
    changes = [Reopen(each.channel, each.bot, turn.now) for each in stopped]
    noted = [
        Audit(
            id=turn.new_id("audit"), at=turn.now, person_id=turn.me().id, action="quota_reopened", subject=each.bot
        )
        for each in stopped
    ]  # fmt: skip
    return Outcome((say(turn.t("hanmuc-reopened", bots=names)),), (*changes, *noted))


def _stopped(turn: Turn) -> Sequence[Standing]:
    return [each for each in turn.scene.quotas if each.stopped_at is not None]


def _said(turn: Turn, bot: Standing) -> str:
    lines = [turn.t("hanmuc-bot", bot=bot.name), _messages(turn, bot)]
    lines.append(_of(turn, "users", bot.users, bot.plan.users))
    lines.append(_of(turn, "groups", bot.groups, bot.plan.groups))
    if bot.stopped_at is not None:
        lines.append(turn.t("hanmuc-stopped", at=say_moment(bot.stopped_at, turn.scene.zone)))
    elif bot.stage != "plenty":
        lines.append(turn.t(f"hanmuc-{bot.stage}"))
    if bot.plan.is_near(bot.users):
        lines.append(turn.t("hanmuc-near"))
    return "\n".join(lines)


def _messages(turn: Turn, bot: Standing) -> str:
    parts = {"sent": count(bot.sent), "received": count(bot.received), "used": count(bot.used)}
    if not bot.plan.messages:
        return turn.t("hanmuc-messages-unlimited", **parts)
    share = percent(bot.used, bot.plan.messages)
    text_id = "hanmuc-messages" if bot.plan.counts_inbound else "hanmuc-messages-sent"
    return turn.t(text_id, **parts, limit=count(bot.plan.messages), share=share or "–")


def _of(turn: Turn, what: str, number: int, limit: int) -> str:
    if not limit:
        return turn.t(f"hanmuc-{what}-unlimited", n=count(number))
    return turn.t(f"hanmuc-{what}", n=count(number), limit=count(limit))


def _held(turn: Turn) -> str:
    """What could not be sent this month because of it; empty when there is nothing."""
    began, _ = day_bounds(turn.today.replace(day=1), turn.campaign.time_zone)
    held = turn.records.held_back(began)
    lines = [turn.t(text_id, n=count(held[state])) for state, text_id in _HELD.items() if held.get(state)]
    return "\n".join(lines)


_HELD = {
    "due": "hanmuc-waiting",
    "handed_over": "hanmuc-handed-over",
    "missed": "hanmuc-missed",
    "dropped": "hanmuc-dropped",
}
