"""Everything the bot says, by id, from the `.ftl` files beside this module and a campaign's own overrides."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast

_HERE = Path(__file__).parent / "vi"
_Part = tuple[str, str | None]


class UnknownTextError(ValueError):
    """An overriding text has an id or a variable that the program does not know; the message names it."""


class Texts:
    """The texts of one campaign: `texts("greeting", name="Lan")`.

    Numbers and dates are formatted by the caller (`campaign.vietnamese`); a variable is always a `str`.
    """

    def __init__(self, overrides: str = "") -> None:
        """Read the shipped texts and let `overrides` (Fluent source) replace them one by one."""
        resource, plain = _shipped()
        self._bundle = FluentBundle(["vi"], use_isolating=False)
        self._bundle.add_resource(resource)
        self._plain = plain
        if overrides:
            _check_overrides(overrides)
            self._bundle.add_resource(FluentResource(overrides), allow_overrides=True)
            replaced = variables_of(overrides)
            kept = {text_id: parts for text_id, parts in plain.items() if text_id not in replaced}
            self._plain = kept | _plain_texts(overrides)

    def __call__(self, text_id: str, **variables: str) -> str:
        """The text with its variables put in, in NFC; KeyError for an unknown id or a missing variable."""
        plain = self._plain.get(text_id)
        if plain is not None:
            joined = "".join([part if name is None else variables[name] for part, name in plain])
            return (
                joined if unicodedata.is_normalized("NFC", joined) else unicodedata.normalize("NFC", joined)
            )
        message = self._bundle.get_message(text_id)
        if message.value is None:
            raise KeyError(text_id)
        spoken, errors = self._bundle.format_pattern(message.value, variables)
        if errors:
            raise KeyError(f"{text_id}: {errors[0]}")
        return unicodedata.normalize("NFC", str(spoken))

    def has(self, text_id: str) -> bool:
        """Whether there is a text with this id."""
        return self._bundle.has_message(text_id)

    def constant(self, text_id: str) -> str:
        """The longest part of the text that is the same whatever its variables are; KeyError for an unknown id.

        A text that only Fluent can resolve has none.
        """
        if not self.has(text_id):
            raise KeyError(text_id)
        return max(
            (part for part, name in self._plain.get(text_id, ()) if name is None), key=len, default=""
        ).strip()


Words = Callable[[], Texts]  # the texts as they are now: what is decided in chat is said at once


def _source() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(_HERE.glob("*.ftl")))


@cache
def _shipped() -> tuple[ast.Resource, Mapping[str, list[_Part]]]:
    """The shipped texts, read once."""
    source = _source()
    return FluentResource(source), _plain_texts(source)


@cache
def known_variables() -> Mapping[str, frozenset[str]]:
    """Every text of the program with the names of its variables."""
    return variables_of(_source())


def variables_of(source: str) -> dict[str, frozenset[str]]:
    """Every message id in this Fluent source with the names of the variables it uses."""
    entries = FluentParser().parse(source).body
    return {
        entry.id.name: frozenset(_variables(entry)) for entry in entries if isinstance(entry, ast.Message)
    }


def _plain_texts(source: str) -> dict[str, list[_Part]]:
    """The messages that are only words and variables, taken apart once: joining them is all there is to do."""
    found: dict[str, list[_Part]] = {}
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, ast.Message) and entry.value is not None:
            parts = [_part(element) for element in entry.value.elements]
            whole = [part for part in parts if part is not None]
            if len(whole) == len(parts):
                found[entry.id.name] = whole
    return found


def _part(element: Any) -> _Part | None:
    """(words, None) or ("", the variable's name); None for anything that Fluent itself has to resolve."""
    if isinstance(element, ast.TextElement):
        return element.value, None
    expression = element.expression
    if isinstance(expression, ast.StringLiteral):
        return str(expression.parse()["value"]), None
    return ("", expression.id.name) if isinstance(expression, ast.VariableReference) else None


def _variables(node: Any) -> set[str]:
    if isinstance(node, ast.VariableReference):
        return {node.id.name}
    if isinstance(node, ast.BaseNode):
        return set().union(*(_variables(value) for value in vars(node).values()))
    if isinstance(node, list):
        return set().union(*(_variables(item) for item in node))
    return set()


def mistake_in(source: str) -> str | None:
    """What is wrong with overriding texts: unreadable, an unknown id or variable; None where nothing is."""
    try:
        _check_overrides(source)
    except UnknownTextError as error:
        return str(error).removeprefix("texts.ftl: ")
    return None


def _check_overrides(overrides: str) -> None:
    parsed = FluentParser().parse(overrides)
    broken = next((entry for entry in parsed.body if isinstance(entry, ast.Junk)), None)
    if broken is not None:
        raise UnknownTextError(f"texts.ftl: cannot be read near: {(broken.content or '').strip()[:60]!r}")
    known = known_variables()
    for text_id, used in variables_of(overrides).items():
        if text_id not in known:
            raise UnknownTextError(f"texts.ftl: there is no text called {text_id!r}")
        if extra := used - known[text_id]:
            raise UnknownTextError(f"texts.ftl: {text_id} has no variable ${min(extra)}")
