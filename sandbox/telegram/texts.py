"""Texts and captions: parse modes, explicit entities, trimming, lengths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.telegram.html import parse_html
from sandbox.telegram.markdown import parse_markdown
from sandbox.telegram.refusals import RefusalError
from sandbox.world.entities import merged, utf16_length

if TYPE_CHECKING:
    from sandbox.telegram.arguments import Arguments

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_LIMIT = 32768

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\u2028-\u202e]")
_ENTITY_KINDS = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    }
)

Complain = Callable[[str], None]
"""Takes the reason of a violation."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text ready to be stored: trimmed, with explicit and automatic entities in UTF-16 units."""

    text: str
    entities: list[dict[str, Any]]

    def fields(self, text: str = "text", entities: str = "entities") -> dict[str, Any]:
        """The fields of a message; nothing for an empty text."""
        if not self.text:
            return {}
        return {text: self.text, entities: self.entities} if self.entities else {text: self.text}


def read_text(arguments: Arguments, complain: Complain) -> Formatted:
    """The `text` of a message or edit. Length is checked later (`check_length`), as the real server does."""
    raw = arguments.texts.get("text")
    if not raw:
        raise RefusalError("message text is empty")
    formatted = read_formatted(arguments, raw, "entities", complain)
    if not formatted.text:
        raise RefusalError("text must be non-empty")
    return formatted


def read_caption(arguments: Arguments, complain: Complain) -> Formatted:
    """The `caption`, empty when there is none."""
    return read_formatted(arguments, arguments.text("caption"), "caption_entities", complain)


def read_formatted(arguments: Arguments, raw: str, entities: str, complain: Complain) -> Formatted:
    """A text with its parse mode or explicit entities; the parse mode wins."""
    explicit = None
    mode = arguments.text("parse_mode").lower()
    if mode in {"", "none"} and entities in arguments.texts:
        try:
            explicit = arguments.value(entities)
        except ValueError as broken:
            raise RefusalError("can't parse entities JSON object") from broken
    return formatted(raw, mode, explicit, complain)


def formatted(raw: str, mode: str, explicit: Any, complain: Complain) -> Formatted:
    """Parse, trim and complete one text. `complain` hears what strictness has against it."""
    if len(raw) > RAW_LIMIT // 4 and len(raw.encode()) > RAW_LIMIT:
        raise RefusalError("text is too long")
    if not raw.isascii() and not unicodedata.is_normalized("NFC", raw):
        complain("text is not in NFC")
    if mode == "html":
        text, entities = parse_html(raw)
    elif mode == "markdownv2":
        text, entities = parse_markdown(raw)
    elif mode == "markdown":
        complain("parse_mode Markdown is history and not done by the stand-in")
        raise RefusalError("unsupported parse_mode")
    elif mode in {"", "none"}:
        text, entities = raw, explicit_entities(explicit, raw)
    else:
        raise RefusalError("unsupported parse_mode")
    if len(entities) > 100:
        complain("more than 100 entities")
    text, entities = trimmed(text, entities)
    return Formatted(text, merged(entities, text))


def explicit_entities(value: Any, text: str) -> list[dict[str, Any]]:
    """Entities given by the bot, checked against the text and sorted."""
    if not value:
        return []
    if not isinstance(value, list):
        raise RefusalError("can't parse entities JSON object: expected an Array of MessageEntity")
    units = utf16_length(text)
    starts = None if units == len(text) else _symbol_starts(text)
    checked = [_explicit_entity(entity, units, starts, text) for entity in value]
    return sorted((e for e in checked if e["length"] > 0), key=lambda e: (e["offset"], -e["length"]))


def check_length(text: Formatted, limit: int, too_long: str, complain: Complain) -> None:
    """At most `limit` code points (the server's count); strictness counts UTF-16 units as well."""
    if len(text.text) > limit:
        raise RefusalError(too_long)
    if len(text.text) > limit // 2 and utf16_length(text.text) > limit:
        complain(f"text is over {limit} UTF-16 units")


def trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """No white space at the end, none at the beginning up to the first entity, no control characters."""
    if _CONTROL.search(text) is not None:
        text = _CONTROL.sub(" ", text)
    cut = text.rstrip()
    if not entities:
        return cut.lstrip(), []
    lead = min(len(cut) - len(cut.lstrip()), *(entity["offset"] for entity in entities))
    cut = cut[lead:]
    units = utf16_length(cut)
    kept = []
    for entity in entities:
        offset = entity["offset"] - lead
        length = min(entity["length"], units - offset)
        if length > 0:
            kept.append({**entity, "offset": offset, "length": length})
    return cut, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def _explicit_entity(entity: Any, units: int, starts: dict[int, int] | None, text: str) -> dict[str, Any]:
    if not isinstance(entity, dict):
        raise RefusalError("can't parse MessageEntity: expected an Object")
    offset, length, kind = entity.get("offset"), entity.get("length"), entity.get("type")
    for name, value, wanted in (("offset", offset, int), ("length", length, int), ("type", kind, str)):
        if type(value) is not wanted:
            raise RefusalError(f"can't parse MessageEntity: Can't find field \"{name}\"")
    if kind not in _ENTITY_KINDS:
        raise RefusalError("can't parse MessageEntity: Unsupported type specified")
    if kind == "text_link" and not entity.get("url"):
        raise RefusalError("can't parse MessageEntity: Can't find field \"url\"")
    _check_span(int(offset or 0), int(length or 0), units, starts, text)
    return dict(entity)


def _check_span(offset: int, length: int, units: int, starts: dict[int, int] | None, text: str) -> None:
    if offset < 0 or length < 0:
        raise RefusalError("can't parse MessageEntity: invalid offset or length specified")
    end = offset + length
    if offset > units:
        raise RefusalError(f"Entity begins after the end of the text at UTF-16 offset {offset}")
    if end > units:
        raise RefusalError(
            f"Entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
        )
    if starts is not None and offset not in starts:
        byte = len(text[: starts[offset - 1]].encode())
        raise RefusalError(f"Entity begins in a middle of a UTF-16 symbol at byte offset {byte}")
    if starts is not None and end not in starts:
        byte = len(text[: starts[end - 1]].encode())
        raise RefusalError(
            f"Entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol at byte offset {byte}"
        )


def _symbol_starts(text: str) -> dict[int, int]:
    """From the UTF-16 offset where each character begins (and the end) to its place in the text."""
    starts, offset = {}, 0
    for place, letter in enumerate(text):
        starts[offset] = place
        offset += 2 if ord(letter) > 0xFFFF else 1
    starts[offset] = len(text)
    return starts
