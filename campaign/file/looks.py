"""[[review]]: the looks an initiative passes before it is valid; left out, there is one, by whoever is in charge.

`review = []` says that nobody reviews here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.definition import Campaign, Look
from campaign.file.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.definition import Unit
    from campaign.file.document import Document

MOST = 5


def read_looks(document: Document, units: Sequence[Unit]) -> tuple[Look, ...]:
    """The looks in their order. `units` as far as they could be read: a kind that no unit has is a mistake."""
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
    return tuple(looks) if looks or document.data.get("review") == [] else _default()


def _default() -> tuple[Look, ...]:
    default: tuple[Look, ...] = Campaign.model_fields["review"].default
    return default
