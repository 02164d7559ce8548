"""Loading what a unit of work asked for: one query for each kind of look-up, whatever the number of keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from storage.loading import campaigns, chats, initiatives, papers, people, posts, tallies
from storage.loading.shapes import Loader
from storage.loading.speakers import Place, load_speakers
from storage.models import table_of
from storage.transaction import Statements
from storage.workspace import Key, Workspace

__all__ = ["Place", "load", "load_speakers", "table_of"]

_LOADERS: Mapping[str, Loader] = {
    **campaigns.LOADERS,
    **chats.LOADERS,
    **initiatives.LOADERS,
    **papers.LOADERS,
    **people.LOADERS,
    **posts.LOADERS,
    **tallies.LOADERS,
}

# Whoever asks for the one is going to ask for the others: a person's whole file is loaded at once.
_COMPANIONS: Mapping[str, tuple[str, ...]] = {
    "questions_by": (
        "consents_of", "chats_of", "drafts_by", "attachments_by", "initiatives_of", "entered_by", "events_by"
    ),
}  # fmt: skip


async def load(connection: Statements, workspace: Workspace, keys: Iterable[Key]) -> None:
    """Load these keys into the workspace, with one query for each kind; what is known already is not asked again."""
    wanted: defaultdict[str, set[Any]] = defaultdict(set)
    for kind, argument in keys:
        for together in (kind, *_COMPANIONS.get(kind, ())):
            if not workspace.knows((together, argument)):
                wanted[together].add(argument)
    for kind, arguments in wanted.items():
        found = await _LOADERS[kind](connection, arguments)
        for argument, value in found.items():
            workspace.learn((kind, argument), value)
