"""[[award_hints]]: from which figures on a cadre is told that somebody may qualify for an award; none by default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.definition import AwardHint

if TYPE_CHECKING:
    from collections.abc import Collection

    from campaign.file.document import Document


def read_hints(document: Document, kinds: Collection[str]) -> tuple[AwardHint, ...]:
    """The hints in their order. `kinds`: the codes of [member_kinds]. A hint without any threshold is a mistake."""
    hints = []
    for path, raw in document.tables("award_hints"):
        hint = document.read(AwardHint, raw, path)
        if hint is None:
            continue
        if not hint.thresholds:
            reason = "there is no threshold: write benefit_of_one, benefit_together or valid"
            document.refuse(path, reason)
        for place, kind in enumerate(hint.member_kinds):
            document.refuse_stranger((*path, "member_kinds", place), "kind of member", kind, kinds)
        hints.append(hint)
    return tuple(hints)
