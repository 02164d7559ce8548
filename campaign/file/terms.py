"""The lists of words a campaign uses: clusters, blocks, kinds of member, fields, kinds of solution."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from campaign.definition import Term
from campaign.file.tables import TermTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from campaign.file.document import Document


@cache
def defaults() -> dict[str, Any]:
    """What the program brings along (`defaults.toml`): the lists and the form of a campaign that has none."""
    return tomllib.loads((Path(__file__).parent / "defaults.toml").read_text("utf-8"))


def read_terms(document: Document, key: str) -> tuple[Term, ...]:
    """The list [key] of the file, else the default one; every mistake is noted, what is good is returned."""
    written = document.table((key,)) if key in document.data else defaults().get(key, {})
    terms = [_term(document, key, code, value) for code, value in written.items()]
    refuse_twins(document, key, written)
    if key in document.data and not written:
        reason = 'the list is empty, there would be nothing to choose: write code = "name", or leave out the heading'
        document.refuse((key,), reason)
    return tuple(term for term in terms if term is not None)


def refuse_twins(document: Document, key: str, codes: Iterable[str]) -> None:
    """Note codes that differ by capital letters only: nobody can tell them apart in a chat."""
    seen: dict[str, str] = {}
    for code in codes:
        twin = seen.setdefault(code.casefold(), code)
        if twin != code:
            document.refuse((key, code), f"the code “{code}” is taken, “{twin}” differs by capitals only")


def _term(document: Document, key: str, code: str, value: object) -> Term | None:
    raw = {"name": value} if isinstance(value, str) else value
    if not isinstance(raw, dict):
        document.refuse((key, code), "must be a name in quotes, or { name = “…”, short = “…” }")
        return None
    table = document.read(TermTable, raw, (key, code))
    if table is None:
        return None
    return document.read(Term, {"code": code, "name": table.name, "short": table.short}, (key, code))
