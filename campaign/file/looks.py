"""[[review]]: the looks an initiative passes before it is valid; left out, there is one, by whoever is in charge.

`review = []` says that nobody reviews here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.definition import Campaign, Form, Look
from campaign.file.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.definition import Unit
    from campaign.file.document import Document

MOST = 5


def read_looks(document: Document, units: Sequence[Unit], form: Form | None) -> tuple[Look, ...]:
    """The looks in their order. `units` as far as they could be read: a kind that no unit has is a mistake.

    A report among them is what `form` asks later; somebody has to look at it after that.
    """
    kinds = {unit.kind for unit in units}
    looks = []
    for path, raw in document.tables("review"):
        look = document.read(Look, raw, path)
        if look is None:
            continue
        if look.by and kinds and look.by not in kinds:
            reason = (
                f"no unit is of the kind “{look.by}” (column kind of units.csv){did_you_mean(look.by, kinds)}"
            )
            document.refuse((*path, "by"), reason)
        looks.append(look)
    if len(looks) > MOST:
        document.refuse(
            ("review", MOST), f"these are {len(looks)} looks; {MOST} are the most that make sense"
        )
    _check_report(document, looks, form)
    return tuple(looks) if looks or document.data.get("review") == [] else _default()


def _check_report(document: Document, looks: Sequence[Look], form: Form | None) -> None:
    places = [place for place, look in enumerate(looks) if look.report]
    asked = form is not None and bool(form.report)
    if asked and not places:
        reason = "it is asked in no [[review]]: add one with report = true where its turn is"
        document.refuse(("form", "report"), reason)
    for place in places:
        if looks[place].by:
            document.refuse(("review", place, "by"), "a report is given by its author, not by a kind of unit")
        if form is not None and not asked:
            document.refuse(("review", place, "report"), "[form] has no report = […]: nothing would be asked")
        if place != places[0]:
            document.refuse(("review", place, "report"), "there is one report already")
        if place == len(looks) - 1:
            document.refuse(("review", place), "nobody would look at the report: add a [[review]] after it")


def _default() -> tuple[Look, ...]:
    default: tuple[Look, ...] = Campaign.model_fields["review"].default
    return default
