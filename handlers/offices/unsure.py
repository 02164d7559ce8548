"""`/tinchuaro` and `/guilai`: posts of which nobody knows whether they arrived; an owner may send one again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from campaign.calendar import QuietTimes
from campaign.vietnamese.dates import say_moment
from campaign.vietnamese.numbers import count
from handlers.browsing import offer, pairs
from handlers.outcome import Outcome, column, say
from handlers.rights import allowed, refuse
from handlers.room import shorten
from handlers.turn import Turn
from storage.records import UNSURE_FOR, Audit, SendAgain, Unsure

SHOWN = 10
_LONGEST_TITLE = 60
KINDS_SAID: Mapping[str, str] = {
    "board": "tinchuaro-board",
    "launch": "tinchuaro-launch",
    "last_call": "tinchuaro-last-call",
    "milestone": "tinchuaro-milestone",
    "end": "tinchuaro-end",
    "digest": "tinchuaro-digest",
    "nudge": "tinchuaro-nudge",
    "announcement": "tinchuaro-announcement",
}


def show(turn: Turn) -> Outcome:
    """What may or may not have arrived in the last three days, newest first, each with a button to send it again."""
    if not allowed(turn, "announce"):
        return refuse(turn)
    posts = _posts(turn)
    if not posts:
        return Outcome((say(turn.t("tinchuaro-none")),))
    shown = list(enumerate(posts[:SHOWN], 1))
    lines = [turn.t("tinchuaro-line", n=str(n), what=_what(turn, post)) for n, post in shown]
    rows = pairs([turn.button("tinchuaro-again", f"!guilai:{post.id}", n=str(n)) for n, post in shown])
    text = "\n".join([turn.t("tinchuaro-heading", n=count(len(posts))), *lines, turn.t("tinchuaro-how")])
    return offer(turn, text, rows)


def send_again(turn: Turn) -> Outcome:
    """`/guilai <number>`: put it back among what waits, once, and say when it goes out."""
    if not allowed(turn, "announce"):
        return refuse(turn)
    post = next((each for each in _posts(turn) if str(each.id) == turn.incoming.argument), None)
    rest = column(turn.button("tinchuaro-button", "!tinchuaro"))
    if post is None:
        return offer(turn, turn.t("guilai-gone"), rest)
    noted = Audit(
        id=turn.new_id("audit"),
        at=turn.now,
        person_id=turn.me().id,
        action="sent_again",
        subject=post.kind,
        detail=str(post.id),
    )
    return offer(turn, _promise(turn, post), rest).after(SendAgain(post.id, _loud(turn)), noted)


def _promise(turn: Turn, post: Unsure) -> str:
    """When it goes out: at once, or when the quiet time is over."""
    what, loud = _what(turn, post), _loud(turn)
    if loud <= turn.now:
        return turn.t("guilai-done", what=what)
    return turn.t("guilai-later", what=what, at=say_moment(loud, turn.scene.zone))


def _loud(turn: Turn) -> datetime:
    """The first moment from now on at which the bot may begin to speak by itself."""
    campaign = turn.campaign
    quiet = QuietTimes(campaign.policy, campaign.time_zone, campaign.sprint_at(turn.now))
    return quiet.next_loud(turn.now)


def _posts(turn: Turn) -> Sequence[Unsure]:
    return turn.records.unknown_posts(turn.now - UNSURE_FOR, _loud(turn))


def _what(turn: Turn, post: Unsure) -> str:
    """The kind, whom to (a person is never named), and when."""
    at = say_moment(post.at, turn.scene.zone)
    return turn.t("tinchuaro-what", kind=turn.t(KINDS_SAID[post.kind]), to=_to(turn, post), at=at)


def _to(turn: Turn, post: Unsure) -> str:
    if post.chat_kind == "private":
        return turn.t("tinchuaro-cadre" if post.kind == "digest" else "tinchuaro-worker")
    return turn.t("tinchuaro-group", title=shorten(post.chat_title, _LONGEST_TITLE))
