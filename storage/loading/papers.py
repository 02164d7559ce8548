"""Look-ups of files that were asked for, and of commendations."""

from __future__ import annotations

from collections.abc import Mapping

from storage.awards import achievers
from storage.loading.shapes import Loader, column, lists, whole
from storage.records import Award, PaperOrder

OPEN = ("waiting", "making")  # papers that are still to come

LOADERS: Mapping[str, Loader] = {
    "achievers": achievers,
    "awards": whole(Award, order=(column("award", "id"),)),
    "papers_open": lists(
        PaperOrder,
        "person_id",
        column("paper_order", "state").in_(OPEN),
        order=(column("paper_order", "id"),),
    ),
}
