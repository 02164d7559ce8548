"""A board's heading: the day of the sprint, and what is special about it (G16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.vietnamese.numbers import count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from campaign.boards.snapshot import Snapshot
    from campaign.texts import Texts

_FINAL_DAYS = 7  # the final stretch of domain.md 5.3; a week that begins in it is the last


def board_heading(snapshot: Snapshot, marks: Iterable[str], texts: Texts) -> str:
    """The marks in words ("Tuần mới", "Chỉ còn 3 ngày"), then day n of N with the days left if not said yet."""
    said = [_mark(mark, snapshot, texts) for mark in marks]
    left_is_said = any(mark.startswith("T-") for mark in marks)
    day = {"day": count(snapshot.day_number), "days": count(snapshot.days)}
    if left_is_said:
        said.append(texts("heading-day", **day))
    elif snapshot.days_left:
        said.append(texts("heading-day-left", **day, left=count(snapshot.days_left)))
    else:
        said.append(texts("heading-last-day", **day))
    return " · ".join(said)


def _mark(mark: str, snapshot: Snapshot, texts: Texts) -> str:
    if mark == "week":
        return texts("heading-last-week" if snapshot.days_left < _FINAL_DAYS else "heading-week")
    own = f"heading-{mark.lower().replace('_', '-')}"
    if texts.has(own):
        return texts(own)
    return texts("heading-t", left=count(snapshot.days_left))
