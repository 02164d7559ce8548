"""What was decided about an initiative, by whom, when and why: its events, read and made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.turn import Turn
from storage.records import Initiative, InitiativeEvent, Status

DECISIONS = frozenset({"passed", "valid", "needs_info", "rejected"})
TOLD = DECISIONS - {"passed"}  # what its author hears of


@dataclass(frozen=True, slots=True)
class Detail:
    """What an event says beside its kind: a reason of the campaign's list, words, the original of a duplicate.

    `was` and `reached`: what has to be known to take it back.
    """

    reason: str = ""
    words: str = ""
    original: int = 0
    was: Status = "submitted"
    reached: str = ""

    def stored(self) -> str:
        """As JSON, without what is empty."""
        plain = {"reason": self.reason, "words": self.words, "of": self.original, "was": self.was}
        plain["reached"] = self.reached
        return json.dumps({key: value for key, value in plain.items() if value}, ensure_ascii=False)

    @classmethod
    def read(cls, stored: str) -> Detail:
        """Out of an event's detail."""
        plain = json.loads(stored) if stored.startswith("{") else {}
        return cls(
            reason=plain.get("reason", ""),
            words=plain.get("words", ""),
            original=plain.get("of", 0),
            was=plain.get("was", "submitted"),
            reached=plain.get("reached") or "",
        )


def event(turn: Turn, made: Initiative, kind: str, detail: Detail, *, told: bool = True) -> InitiativeEvent:
    """A line of the history, by the person speaking, now; its author hears of it when it cannot be undone any more."""
    undo = timedelta(minutes=turn.campaign.policy.undo_minutes)
    return InitiativeEvent(
        id=turn.new_id("initiative_event"),
        initiative_id=made.id,
        kind=kind,
        at=turn.now,
        by_person=turn.me().id,
        detail=detail.stored(),
        tell_from=turn.now + undo if told and kind in TOLD else None,
    )


def last(turn: Turn, made: Initiative) -> InitiativeEvent | None:
    """The newest line of its history."""
    events = turn.records.events_of(made.id)
    return events[-1] if events else None


def stamp(turn: Turn, made: Initiative) -> int:
    """The moment of its history a card is of: the id of its newest line."""
    newest = last(turn, made)
    return newest.id if newest is not None else 0


def standing(events: Iterable[InitiativeEvent]) -> list[InitiativeEvent]:
    """The history of one initiative without the decisions that were taken back, oldest first."""
    stand: list[InitiativeEvent] = []
    for each in events:
        if each.kind == "undone":
            taken_back = next((one for one in reversed(stand) if one.kind in DECISIONS), None)
            stand = [one for one in stand if one is not taken_back]
        else:
            stand.append(each)
    return stand


def can_be_undone(turn: Turn, decided: InitiativeEvent) -> bool:
    """Whether this decision is one's own and still young enough."""
    minutes = timedelta(minutes=turn.campaign.policy.undo_minutes)
    return decided.by_person == turn.me().id and turn.now < decided.at + minutes


def untold(decided: InitiativeEvent) -> InitiativeEvent:
    """The same, of which its author hears nothing."""
    return replace(decided, tell_from=None)


def exchanges(turn: Turn, made: Initiative) -> list[tuple[str, str]]:
    """What was asked of the author and what he answered ("" while he has not), oldest first."""
    told: list[tuple[str, str]] = []
    for each in standing(turn.records.events_of(made.id)):
        if each.kind == "needs_info":
            told.append((Detail.read(each.detail).words, ""))
        elif each.kind == "answered" and told:
            told[-1] = (told[-1][0], Detail.read(each.detail).words)
    return told


def moment(stored: str) -> datetime | None:
    """An instant out of a detail."""
    return datetime.fromisoformat(stored) if stored else None
