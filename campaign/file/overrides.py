"""texts.ftl: what a campaign says differently, one text at a time (optional)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fluent.syntax import FluentParser, ast

from campaign.texts import mistake_in

if TYPE_CHECKING:
    from campaign.file.problems import Findings

NAME = "texts.ftl"


def check_texts(source: str, findings: Findings) -> None:
    """Note every text that the program does not know, uses other variables, or cannot be read."""
    if not source.strip() or mistake_in(source) is None:
        return
    for entry in FluentParser().parse(source).body:
        span = entry.span
        if isinstance(entry, ast.BaseComment) or span is None:
            continue
        if (mistake := mistake_in(source[span.start : span.end])) is not None:
            name = entry.id if isinstance(entry, ast.Message) else None
            start = name.span.start if name is not None and name.span is not None else span.start
            findings.add(NAME, source.count("\n", 0, start) + 1, "" if name is None else name.name, mistake)
