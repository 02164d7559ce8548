"""What a planned occurrence says, made at planning from the figures of that moment; None: nothing to say."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from campaign.boards import Post, board, end, good_news, last_call, launch, news_part, official
from campaign.boards.names import shorten
from campaign.boards.phrases import SCOPE
from campaign.boards.snapshot import Snapshot
from campaign.definition import Step
from campaign.digests import Charge, digest
from campaign.nudging import tone
from campaign.vietnamese.dates import say_instant_end, say_moment, say_time
from campaign.vietnamese.names import given_name
from campaign.vietnamese.numbers import count
from scheduler.agenda import Occurrence
from scheduler.figures import Figures
from scheduler.staging import Staging
from storage.messages import Choice, Message
from storage.records import GroupLink

_MISSING_SHOWN = 3
_BUTTONS = 6


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a recipient: his name, and his draft as (title, answers) for a nudge."""

    name: str
    drafts: Mapping[int, tuple[str, str]] = field(default_factory=dict)


# Groups


def group_post(
    occurrence: Occurrence, snapshot: Snapshot, staging: Staging, link: GroupLink, *, alone: bool = False
) -> Post | None:
    """The post of a group; `alone`: it is the day's only one, and a board tells the news as well."""
    if alone and occurrence.kind == "board":
        news = news_part(snapshot, *_told(snapshot, link), staging.texts)
        return board(snapshot, occurrence.marks, staging.texts, news)
    return _POSTS[occurrence.kind](occurrence, snapshot, staging, link)


def _board(occurrence: Occurrence, snapshot: Snapshot, staging: Staging, link: GroupLink) -> Post:
    del link
    return board(snapshot, occurrence.marks, staging.texts)


def _launch(occurrence: Occurrence, snapshot: Snapshot, staging: Staging, link: GroupLink) -> Post:
    del occurrence
    own = say_time(time(*divmod(link.board_at, 60))) if link.board_at is not None else ""
    return launch(snapshot, staging.texts, own)


def _last_call(occurrence: Occurrence, snapshot: Snapshot, staging: Staging, link: GroupLink) -> Post:
    del occurrence, link
    return last_call(snapshot, staging.texts)


def _end(occurrence: Occurrence, snapshot: Snapshot, staging: Staging, link: GroupLink) -> Post:
    news = news_part(snapshot, *_told(snapshot, link), staging.texts)
    return end(snapshot, staging.texts, is_provisional="provisional" in occurrence.marks, news=news)


def _official(occurrence: Occurrence, snapshot: Snapshot, staging: Staging, link: GroupLink) -> Post:
    del occurrence, link
    return official(snapshot, staging.texts)


def _news(occurrence: Occurrence, snapshot: Snapshot, staging: Staging, link: GroupLink) -> Post | None:
    del occurrence
    return good_news(snapshot, *_told(snapshot, link), staging.texts)


def _told(snapshot: Snapshot, link: GroupLink) -> tuple[datetime, int]:
    """Since when, and from which count on, there is news for this group: what it was told in this sprint is none.

    What was told in an earlier sprint says nothing: that one's phase had its own count.
    """
    told, begun = link.news_at or link.linked_at, snapshot.sprint.starts_at
    if told > begun:
        return told, link.news_done
    return begun, snapshot.done - snapshot.gained_since("sprint_start")


_POSTS: Mapping[str, Callable[[Occurrence, Snapshot, Staging, GroupLink], Post | None]] = {
    "board": _board,
    "edit": _board,
    "launch": _launch,
    "last_call": _last_call,
    "end": _end,
    "official": _official,
    "milestone": _news,
}


# Cadres


def digest_message(figures: Figures, scope: str, charge: Charge, staging: Staging) -> Message | None:
    """A cadre's morning message, with buttons for the review, the units named, what is unknown, the text to forward."""
    made = digest(figures.snapshot(scope), charge, staging.texts)
    if made is None:
        return None
    units = [Choice(figures.view.unit(code).name, f"!donvi:{code}") for code in made.units[:_BUTTONS]]
    forward = Choice(staging.texts("digest-forward-button"), f"!chuyentiep:{scope}")
    unknown = [Choice(staging.texts("tinchuaro-button"), "!tinchuaro")] if charge.unknown else []
    waiting = [Choice(staging.texts("duyet-button"), "!duyet", "primary")] if charge.waiting else []
    rows = tuple((choice,) for choice in (*waiting, *units, *unknown, forward))
    return Message(made.post.text, made.post.heading, rows)


# Workers


def nudge_message(
    occurrence: Occurrence, person: Person, staging: Staging, ends_at: datetime
) -> Message | None:
    """A nudge about a draft, or the last call; None when the draft is gone."""
    texts, name = staging.texts, given_name(person.name)
    until = say_instant_end(ends_at, staging.zone)
    resume = ((Choice(texts("button-resume"), "!tieptuc", "primary"),),)
    if occurrence.slot == "last_call":
        if not person.drafts:
            begin = ((Choice(texts("button-register"), "!dangky", "primary"),),)
            return Message(texts("nudge-last-call", name=name, end=until), choices=begin)
        title = next(iter(person.drafts.values()))[0] or texts("word-untitled")
        return Message(texts("nudge-last-call-draft", name=name, title=title, end=until), choices=resume)
    known = person.drafts.get(int(occurrence.about))
    if known is None:
        return None
    title, answers = known[0] or texts("word-untitled"), json.loads(known[1] or "{}")
    missing = [
        step for step in staging.campaign.form.steps if not step.optional and answers.get(step.key) is None
    ]
    if not missing:
        return Message(texts("nudge-draft-ready", name=name, title=title, end=until), choices=resume)
    gaps = _labels(missing, staging)
    return Message(texts("nudge-draft", name=name, title=title, missing=gaps, end=until), choices=resume)


def begin_message(figures: Figures, unit: str, name: str, staging: Staging) -> Message:
    """The nudge to somebody who has begun nothing: how his unit stands, in the tone for it, and how to begin."""
    texts, made = staging.texts, staging.campaign
    done, target = figures.standing(unit)
    missing = count(max(0, target - done))
    said = texts(
        f"nudge-begin-{tone(made.policy, done, target)}",
        name=given_name(name),
        unit=shorten(figures.view.unit(unit).name, texts, SCOPE),
        at=say_moment(figures.now, staging.zone),
        standing=texts(f"nudge-has-{made.measure}", n=count(done)),
        figure=texts(f"nudge-count-{made.measure}", n=missing),
        missing=missing,
        end=say_instant_end(figures.sprint.ends_at, staging.zone),
    )
    return Message(said, choices=((Choice(texts("button-register"), "!dangky", "primary"),),))


def _labels(steps: list[Step], staging: Staging) -> str:
    labels = ", ".join(step.label for step in steps[:_MISSING_SHOWN])
    more = len(steps) - _MISSING_SHOWN
    return staging.texts("nudge-missing-more", labels=labels, n=str(more)) if more > 0 else labels
