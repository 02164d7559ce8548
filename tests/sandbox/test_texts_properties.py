"""The parsers against writers of their own and of aiogram: what the one writes the other must read."""

from __future__ import annotations

from html import escape
from typing import Any

from aiogram.utils import formatting
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.telegram.html import parse_html
from sandbox.telegram.markdown import parse_markdown
from sandbox.telegram.refusals import RefusalError
from sandbox.telegram.texts import trimmed
from sandbox.world.entities import automatic_entities, utf16_length

LETTERS = st.text(alphabet="aĐặ9 😀<>&\"'\n_*[]()~`#+-=|{}.!\\", min_size=1, max_size=12)
STYLES = {"b": "bold", "em": "italic", "u": "underline", "del": "strikethrough", "tg-spoiler": "spoiler"}

Tree = str | tuple[str, list[Any]]
"""A text, or a tag around trees."""


def node(inside: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.tuples(st.sampled_from(sorted(STYLES)), st.lists(inside, min_size=1, max_size=3))


TREES = st.lists(st.recursive(LETTERS, node, max_leaves=6), max_size=4)


def written(trees: list[Tree], offset: int = 0) -> tuple[str, str, list[tuple[str, int, int]]]:
    """HTML, plain text and spans of trees, by the rules of the documentation and nothing else."""
    html, text, found = "", "", []
    for tree in trees:
        if isinstance(tree, str):
            html += escape(tree)
            text += tree
            continue
        tag, inside = tree
        start = offset + utf16_length(text)
        inner_html, inner_text, inner = written(inside, start)
        html += f"<{tag}>{inner_html}</{tag}>"
        text += inner_text
        found += [(STYLES[tag], start, utf16_length(inner_text)), *inner]
    return html, text, found


def spans(entities: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    return sorted((entity["type"], entity["offset"], entity["length"]) for entity in entities)


@given(TREES)
@settings(max_examples=200, deadline=None)
def test_html_comes_back_as_text_and_spans(trees: list[Tree]) -> None:
    """Any nesting of styles around any letters comes back as the same text and entities."""
    html, text, expected = written(trees)
    found, entities = parse_html(html)
    assert found == text
    assert spans(entities) == sorted(expected)


@given(st.lists(st.tuples(LETTERS, LETTERS, st.sampled_from((formatting.Bold, formatting.Code))), max_size=4))
@settings(max_examples=200, deadline=None)
def test_markdown_written_by_aiogram_is_read_back(parts: list[tuple[str, str, Any]]) -> None:
    """Escaped text with bold and code comes back as the same text and entities."""
    built = formatting.Text(*(each for plain, styled, style in parts for each in (plain, style(styled))))
    text, entities = parse_markdown(built.as_markdown())
    expected = built.as_kwargs()
    assert text == expected["text"]
    assert spans(entities) == spans([entity.model_dump() for entity in expected["entities"]])


@given(st.text(alphabet="<>/abi &;\"'=#x9\\_*[]()`~|đ😀", max_size=30))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused(raw: str) -> None:
    """Whatever comes in, it is parsed with spans inside the text or refused with a sentence."""
    for parse in (parse_html, parse_markdown):
        try:
            text, entities = parse(raw)
        except RefusalError as refused:
            assert refused.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017 - both ends are fine
            continue
        units = utf16_length(text)
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= units for e in entities)


@given(TREES)
@settings(max_examples=100, deadline=None)
def test_trimming_keeps_spans_inside_the_text(trees: list[Tree]) -> None:
    """After trimming no white space trails, no span leaves the text, and the last letters are those before."""
    plain, found = parse_html(written(trees)[0])
    text, entities = trimmed(plain, found)
    assert text == text.rstrip()
    assert plain.rstrip().endswith(text)
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= utf16_length(text) for e in entities)
    assert all(e["offset"] + e["length"] <= utf16_length(text) for e in automatic_entities(text))
