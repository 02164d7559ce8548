"""texts.ftl: what a campaign says differently, one text at a time (optional)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fluent.syntax import FluentParser, ast

from campaign.texts import mistake_in, words_of

if TYPE_CHECKING:
    from campaign.file.problems import Findings

NAME = "texts.ftl"


def check_texts(source: str, findings: Findings) -> None:
    """Note every text that the program does not know, uses other variables, or cannot be read."""
    if not source.strip():
        return
    if mistake_in(source) is None:
        _check_pairs(source, findings)
        return
    for entry in FluentParser().parse(source).body:
        span = entry.span
        if isinstance(entry, ast.BaseComment) or span is None:
            continue
        if (mistake := mistake_in(source[span.start : span.end])) is not None:
            name = entry.id if isinstance(entry, ast.Message | ast.Term) else None
            start = name.span.start if name is not None and name.span is not None else span.start
            findings.add(NAME, source.count("\n", 0, start) + 1, "" if name is None else name.name, mistake)


def _check_pairs(source: str, findings: Findings) -> None:
    """Note a word that is said differently inside a sentence but not at its head, or the other way round."""
    told = words_of(source)
    for word in told:
        other = word[0].swapcase() + word[1:]
        if other not in told:
            findings.add(NAME, None, f"-{word}", f"-{other} has to be said differently too")
