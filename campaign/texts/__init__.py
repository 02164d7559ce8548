"""Everything the bot says, by id, from the `.ftl` files beside this module and a campaign's own overrides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast

_HERE = Path(__file__).parent / "vi"
Part = tuple[str, str | None]  # words, or the name of the variable that stands there
_ID = re.compile(r"^([A-Za-z][\w-]*) =", re.MULTILINE)
_NEVER_SAID = frozenset({"demo", "rehearsal", "slots"})  # files whose texts the bot says to nobody


class UnknownTextError(ValueError):
    """An overriding text has an id or a variable that the program does not know; the message names it."""


class Texts:
    """The texts of one campaign: `texts("greeting", name="Lan")`.

    Numbers and dates are formatted by the caller (`campaign.vietnamese`); a variable is always a `str`.
    """

    def __init__(self, overrides: str = "") -> None:
        """Read the shipped texts and let `overrides` (Fluent source) replace them one by one."""
        resource, plain, _ = _shipped()
        self._bundle = FluentBundle(["vi"], use_isolating=False)
        self._bundle.add_resource(resource)
        self._plain = plain
        if overrides:
            _check_overrides(overrides)
            self._bundle.add_resource(FluentResource(overrides), allow_overrides=True)
            self._plain = _replaced(overrides)

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

    def parts(self, text_id: str) -> Sequence[Part] | None:
        """Words and variables in their order; None for an unknown id and a text that only Fluent can resolve."""
        return self._plain.get(text_id)

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
def _shipped() -> tuple[ast.Resource, Mapping[str, list[Part]], Mapping[str, str]]:
    """The shipped texts and words, read once."""
    source = _source()
    resource = FluentResource(source)
    words = _words_in(resource.body)
    return resource, _plain_texts(resource.body, words), words


def _replaced(overrides: str) -> Mapping[str, list[Part]]:
    """The plain texts with those that a campaign says differently; a word of its own changes all that use it."""
    resource, plain, shipped = _shipped()
    words = words_of(overrides)
    if words:
        plain = _plain_texts(resource.body, {**shipped, **words})
    entries = FluentParser().parse(overrides).body
    told = {entry.id.name for entry in entries if isinstance(entry, ast.Message)}
    kept = {text_id: parts for text_id, parts in plain.items() if text_id not in told}
    return kept | _plain_texts(entries, {**shipped, **words})


def words_of(source: str) -> dict[str, str]:
    """The words of the movement in this Fluent source, by name; one that is more than plain words is left out."""
    return _words_in(FluentParser().parse(source).body)


def _words_in(entries: Iterable[Any]) -> dict[str, str]:
    words = {entry.id.name: _words(entry.value) for entry in entries if isinstance(entry, ast.Term)}
    return {name: spoken for name, spoken in words.items() if spoken is not None}


def _words(pattern: ast.Pattern) -> str | None:
    told = [element.value for element in pattern.elements if isinstance(element, ast.TextElement)]
    return "".join(told) if len(told) == len(pattern.elements) else None


@cache
def spoken() -> tuple[str, ...]:
    """The ids of what the bot says to people, in the order of the files."""
    files = [path for path in sorted(_HERE.glob("*.ftl")) if path.stem not in _NEVER_SAID]
    return tuple(chain.from_iterable(_ID.findall(path.read_text("utf-8")) for path in files))


@cache
def known_variables() -> Mapping[str, frozenset[str]]:
    """Every text of the program with the names of its variables."""
    return _variables_by_id(_shipped()[0].body)


def variables_of(source: str) -> dict[str, frozenset[str]]:
    """Every message id in this Fluent source with the names of the variables it uses."""
    return _variables_by_id(FluentParser().parse(source).body)


def _variables_by_id(entries: Iterable[Any]) -> dict[str, frozenset[str]]:
    return {
        entry.id.name: frozenset(_variables(entry)) for entry in entries if isinstance(entry, ast.Message)
    }


def _plain_texts(entries: Iterable[Any], words: Mapping[str, str]) -> dict[str, list[Part]]:
    """The messages that are only words and variables, taken apart once: joining them is all there is to do."""
    found: dict[str, list[Part]] = {}
    for entry in entries:
        if isinstance(entry, ast.Message) and entry.value is not None:
            parts = [_part(element, words) for element in entry.value.elements]
            whole = [part for part in parts if part is not None]
            if len(whole) == len(parts):
                found[entry.id.name] = _joined(whole)
    return found


def _joined(parts: list[Part]) -> list[Part]:
    """Words that stand side by side, as one part."""
    joined: list[Part] = []
    for words, name in parts:
        if joined and name is None and joined[-1][1] is None:
            joined[-1] = (joined[-1][0] + words, None)
        else:
            joined.append((words, name))
    return joined


def _part(element: Any, words: Mapping[str, str]) -> Part | None:
    """(words, None) or ("", the variable's name); None for anything that Fluent itself has to resolve."""
    if isinstance(element, ast.TextElement):
        return element.value, None
    expression = element.expression
    if isinstance(expression, ast.StringLiteral):
        return str(expression.parse()["value"]), None
    if isinstance(expression, ast.TermReference):
        word = words.get(expression.id.name)
        return None if word is None or expression.arguments is not None else (word, None)
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
    _check_words(parsed)
    known = known_variables()
    for text_id, used in variables_of(overrides).items():
        if text_id not in known:
            raise UnknownTextError(f"texts.ftl: there is no text called {text_id!r}")
        if extra := used - known[text_id]:
            raise UnknownTextError(f"texts.ftl: {text_id} has no variable ${min(extra)}")


def _check_words(overrides: ast.Resource) -> None:
    words = _shipped()[2]
    for entry in overrides.body:
        if isinstance(entry, ast.Term) and entry.id.name not in words:
            raise UnknownTextError(f"texts.ftl: there is no word called '-{entry.id.name}'")
        if isinstance(entry, ast.Term) and _words(entry.value) is None:
            raise UnknownTextError(f"texts.ftl: -{entry.id.name} has to be plain words")
        if unknown := _words_used(entry) - words.keys():
            raise UnknownTextError(f"texts.ftl: there is no word called '-{min(unknown)}'")


def _words_used(node: Any) -> set[str]:
    if isinstance(node, ast.TermReference):
        return {node.id.name}
    if isinstance(node, ast.BaseNode):
        return set().union(*(_words_used(value) for value in vars(node).values()))
    if isinstance(node, list):
        return set().union(*(_words_used(item) for item in node))
    return set()
