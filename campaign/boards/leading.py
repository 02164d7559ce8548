"""The leaderboard inside a board: the leaders of every cluster, the leaders of all, the most improved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.boards.names import shorten
from campaign.boards.phrases import and_others, standing_line
from campaign.standings import gain, leaders, most_improved, rank, rank_by_cluster, units_with_none
from campaign.vietnamese.numbers import count, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.boards.snapshot import Snapshot
    from campaign.standings import Standing
    from campaign.texts import Texts

_MOST_CLUSTERS = 8
_BESIDE_CLUSTERS = 3  # leaders of all, where each cluster has its own line already


def leaderboard(snapshot: Snapshot, texts: Texts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The block of the clusters' leaders and the block of the leaders of all; empty where nobody leads.

    With one cluster, or none, there is only the second. A campaign without clusters is one cluster. Each is said in
    several ways, the fullest first: the later ones name fewer and only count the others.
    """
    policy = snapshot.campaign.policy
    clusters = rank_by_cluster(snapshot.rows, snapshot.measure, policy.leader_min_target)
    many = len(clusters) > 1
    ranked = rank(snapshot.rows, snapshot.measure, policy.leader_min_target)
    most = min(policy.leaders, _BESIDE_CLUSTERS) if many else policy.leaders
    leading = leaders(ranked, len(ranked))
    best = [
        texts("leader-place", rank=str(each.rank), unit=standing_line(each, texts)) for each in leading[:most]
    ]
    by_cluster = _cluster_lines(snapshot, clusters, texts) if many else []
    title = texts("leaders-of-all" if many else "leaders")
    fewer = _fewer(title, best, len(leading), "and-other-units", texts)
    of_clusters, of_others = texts("leaders-of-clusters"), "and-other-clusters"
    told = "\n".join(and_others(by_cluster, _MOST_CLUSTERS, of_others, texts))
    return (
        (
            _block(of_clusters, told),
            *_fewer(of_clusters, by_cluster[:_MOST_CLUSTERS], len(by_cluster), of_others, texts),
        ),
        (_block(title, "\n".join(best)), *fewer),
    )


def improved(snapshot: Snapshot, texts: Texts) -> str:
    """Who gained most in seven days; empty where nobody gained."""
    best = most_improved(snapshot.rows, snapshot.measure)
    if best is None:
        return ""
    name = shorten(best.name, texts)
    return texts("board-improved", unit=name, gain=signed(gain(best, snapshot.measure)))


def none_yet(snapshot: Snapshot, texts: Texts) -> str:
    """How many units have no initiative yet: only the number, never a name (domain.md 5.3)."""
    without = len(units_with_none(snapshot.rows))
    if without:
        return texts("board-none-yet", n=count(without))
    return texts("board-all-have", n=count(len(snapshot.rows))) if snapshot.rows else ""


def _cluster_lines(
    snapshot: Snapshot, clusters: dict[str | None, tuple[Standing, ...]], texts: Texts
) -> list[str]:
    order = {term.code: place for place, term in enumerate(snapshot.campaign.clusters)}
    names = {term.code: term.short or term.name for term in snapshot.campaign.clusters}
    lines = []
    for cluster in sorted(clusters, key=lambda code: order.get(code or "", len(order))):
        first = [each for each in leaders(clusters[cluster], len(clusters[cluster])) if each.rank == 1]
        if first:
            name = shorten(names.get(cluster or "", texts("cluster-none")), texts)
            lines.append(texts("leader-of-cluster", cluster=name, units=_first(first, texts)))
    return lines


def _first(equals: Sequence[Standing], texts: Texts) -> str:
    line = standing_line(equals[0], texts)
    return texts("leader-with-equals", unit=line, n=count(len(equals) - 1)) if equals[1:] else line


def _block(title: str, lines: str) -> str:
    return f"{title}\n{lines}" if lines else ""


def _fewer(title: str, lines: Sequence[str], of: int, others: str, texts: Texts) -> list[str]:
    """The same block with ever fewer of its lines, down to one; the rest of all of them is a number."""
    shown = range(len(lines) - 1, 0, -1)
    return ["\n".join([title, *lines[:most], texts(others, n=count(of - most))]) for most in shown]
