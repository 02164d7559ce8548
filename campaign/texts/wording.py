"""A text as somebody writes it who knows no Fluent: its variables are gaps with Vietnamese names in braces.

`{ $rank }/{ $of }` is shown as "{hạng}/{tổng số}"; "{hang}", "{ tổng số }" and "{ $rank }" are read as the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaign.texts import Part, Texts, known_variables
from campaign.vietnamese.text import clean, fold

_GAP = re.compile(r"\{([^{}]*)\}")
_AT_HEAD = re.compile(
    r"^([ \[*.]+)", re.MULTILINE
)  # what Fluent would take for its own at the head of a line
_INDENT = "\n    "
_APART = re.compile(r"[\s_$-]+")

Parts = Sequence[Part]


class UnknownGapError(ValueError):
    """There is a gap that the text does not have; the message is what stands in its braces."""


class LooseBraceError(ValueError):
    """A brace opens or closes nothing."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of one text: by variable, what each is called, and what may stand there, for an example."""

    names: Mapping[str, str]
    samples: Mapping[str, str]

    def shown(self, parts: Parts) -> str:
        """The text with its gaps, as it is written."""
        return "".join(words if name is None else self.gap(name) for words, name in parts)

    def gap(self, variable: str) -> str:
        """One gap as it is written."""
        return f"{{{self.names.get(variable, variable)}}}"

    def example(self, parts: Parts) -> str:
        """The text as it may look to whoever reads it."""
        return "".join(words if name is None else self.samples.get(name, "…") for words, name in parts)

    def read(self, said: str) -> Parts:
        """What somebody wrote, with its gaps. UnknownGapError, LooseBraceError."""
        known = {_key(name): variable for variable, name in self.names.items()}
        known |= {_key(variable): variable for variable in self.names}
        parts: list[Part] = []
        for place, piece in enumerate(_GAP.split(clean(said))):
            if place % 2:
                if _key(piece) not in known:
                    raise UnknownGapError(piece.strip())
                parts.append(("", known[_key(piece)]))
            elif set(piece) & {"{", "}"}:
                raise LooseBraceError
            elif piece:
                parts.append((piece, None))
        return parts


def gaps_of(text_id: str, texts: Texts, known: Mapping[str, str]) -> Gaps:
    """The gaps of a text; `known`: what really stands in some, as the campaign's name."""
    told = [name for _, name in texts.parts(text_id) or () if name is not None]
    variables = tuple(dict.fromkeys([*told, *sorted(known_variables().get(text_id, ()))]))
    names = {each: _word(texts, "slot", text_id, each) or each for each in variables}
    samples = {each: _word(texts, "sample", text_id, each, known) or "…" for each in variables}
    return Gaps(names, samples)


def _word(
    texts: Texts, stem: str, text_id: str, variable: str, known: Mapping[str, str] | None = None
) -> str:
    """What is said of this variable in this text, else of it anywhere; empty where nothing is."""
    own, common = f"{stem}-in-{text_id}-{variable}", f"{stem}-{variable}"
    if texts.has(own):
        return texts(own)
    if known and variable in known:
        return known[variable]
    return texts(common) if texts.has(common) else ""


def source_of(text_id: str, parts: Parts) -> str:
    """The text as a line of texts.ftl, however many lines it has and whatever stands in it."""
    told = "".join(_escaped(words) if name is None else f"{{ ${name} }}" for words, name in parts)
    told = _AT_HEAD.sub(r'{"\1"}', told)
    return f"{text_id} ={_INDENT}{told.replace(chr(10), _INDENT)}"


def _escaped(words: str) -> str:
    return re.sub(r"[{}]", lambda brace: f'{{"{brace[0]}"}}', words)


def _key(named: str) -> str:
    return _APART.sub("", fold(named))
