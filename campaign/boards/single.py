"""What only the group of a single unit is told: its pace, its place in the better half, a first step (5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.boards.names import shorten
from campaign.boards.phrases import inside_sentence
from campaign.nudging import is_first_step
from campaign.standings import rank
from campaign.vietnamese.numbers import count

if TYPE_CHECKING:
    from campaign.boards.snapshot import Snapshot
    from campaign.standings import Standing
    from campaign.texts import Texts


def pace(snapshot: Snapshot, texts: Texts) -> str:
    """What is needed from today on, said kindly: so many a day, or one every so many days.

    Empty near the target, where "chỉ còn" says it, when it is met, without one, and on the last day.
    """
    progress, days = snapshot.progress, snapshot.days_left + 1
    if progress is None or not snapshot.days_left:
        return ""
    near = 100 * progress.done >= snapshot.campaign.policy.needed_share * progress.target
    if progress.is_met or near:
        return ""
    if progress.missing > days:
        return texts("unit-pace-daily", n=count(-(-progress.missing // days)))
    apart = days // progress.missing
    return texts("unit-pace-every", days=count(apart)) if apart > 1 else texts("unit-pace-one")


def place(snapshot: Snapshot, name: str, texts: Texts) -> str:
    """The unit's rank in its cluster, only when it is in the better half."""
    ranked = rank(snapshot.peers, snapshot.measure, snapshot.campaign.policy.leader_min_target)
    placed = [each for each in ranked if each.rank is not None]
    own = next((each for each in placed if each.row.code == snapshot.scope.code), None)
    if own is None or not _is_in_better_half(own, len(placed)):
        return ""
    words = {"unit": name, "cluster": _cluster(snapshot, own, texts)}
    if own.rank == 1:
        return texts("unit-leads", **words)
    return texts("unit-place", **words, rank=str(own.rank), of=count(len(placed)))


def first_step(snapshot: Snapshot, texts: Texts) -> str:
    """How easy it is to begin, for a unit far below its target (`first_step_share`) or with nothing at all."""
    progress = snapshot.progress
    if progress is None:
        is_low = not snapshot.done
    else:
        is_low = is_first_step(snapshot.campaign.policy, progress.done, progress.target)
    return texts("unit-first-step") if is_low else ""


def _is_in_better_half(standing: Standing, among: int) -> bool:
    return standing.done > 0 and standing.rank is not None and 2 * standing.rank <= among


def _cluster(snapshot: Snapshot, own: Standing, texts: Texts) -> str:
    names = {term.code: term.name for term in snapshot.campaign.clusters}
    return inside_sentence(shorten(names.get(own.row.cluster or "", texts("cluster-whole")), texts))
