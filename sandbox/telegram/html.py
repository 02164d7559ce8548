"""Texts with `parse_mode=HTML`, read as Telegram's own library reads them, with its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.refusals import RefusalError
from sandbox.world.entities import utf16_length

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
    "pre": "pre",
    "code": "code",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
"""The tags and the entities they make."""

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ESCAPE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    start: int


class _Reader:
    """One pass over a text: `out` and `offset` (UTF-16) grow, `open` holds the tags that wait for their end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[dict[str, Any]] = []

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        text = self.text
        while self.at < len(text):
            begin = text.find("<", self.at)
            self._plain(text[self.at : begin] if begin >= 0 else text[self.at :])
            if begin < 0:
                break
            self.at = begin + 1
            if text[self.at : self.at + 1] == "/":
                self._end_tag(begin)
            else:
                self._start_tag(begin)
        if self.open:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.out), self.entities

    def _plain(self, piece: str) -> None:
        if piece:
            shown = unescape(piece)
            self.out.append(shown)
            self.offset += len(shown) if shown.isascii() else utf16_length(shown)

    def _byte(self, position: int) -> int:
        return len(self.text[:position].encode())

    def _here(self) -> str:
        return self.text[self.at : self.at + 1]

    def _skip_space(self) -> None:
        while self._here().isspace():
            self.at += 1

    def _until(self, stops: str) -> str:
        begin = self.at
        while self._here() and not self._here().isspace() and self._here() not in stops:
            self.at += 1
        return self.text[begin : self.at]

    def _start_tag(self, begin: int) -> None:
        tag = self._until(">").lower()
        if not self._here():
            raise _wrong(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in KINDS:
            raise _wrong(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.at += 1
        self.open.append(_Open(tag, attributes, self.offset, len(self.out)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_space()
            if self._here() == ">":
                return found
            name = self._until("=>/\"'").lower()
            if not name:
                if not self._here():
                    raise _wrong(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
                raise _wrong(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
            self._skip_space()
            found[name] = self._attribute_value() if self._here() == "=" else ""
            if not self._here():
                raise _wrong(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')

    def _attribute_value(self) -> str:
        self.at += 1
        self._skip_space()
        quote = self._here()
        if quote in {'"', "'"}:
            end = self.text.find(quote, self.at + 1)
            value = self.text[self.at + 1 : end if end >= 0 else None]
            self.at = end + 1 if end >= 0 else len(self.text)
            return unescape(value)
        begin = self.at
        matched = _NAME_TOKEN.match(self.text, self.at)
        self.at = matched.end() if matched else self.at
        if self._here() and not self._here().isspace() and self._here() != ">":
            raise _wrong(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return self.text[begin : self.at].lower()

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise _wrong(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 1
        found = self._until(">")
        self._skip_space()
        if self._here() != ">":
            raise _wrong(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        opened = self.open.pop()
        if found and found != opened.tag:
            place = f"at byte offset {self._byte(begin)}"
            raise _wrong(f'Unmatched end tag {place}, expected "</{opened.tag}>", found "</{found}>"')
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        entity: dict[str, Any] = {"type": KINDS[opened.tag], "offset": opened.offset, "length": length}
        attributes = opened.attributes
        if opened.tag == "a":
            url = checked_link(attributes.get("href") or "".join(self.out[opened.start :]))
            if not url:
                return
            entity["url"] = url
        elif opened.tag == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "tg-emoji":
            if not attributes.get("emoji-id", "").isdigit():
                raise _wrong("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = attributes["emoji-id"]
        elif opened.tag == "tg-time":
            entity["unix_time"] = int(attributes["unix"]) if attributes.get("unix", "").isdigit() else 0
            if attributes.get("format"):
                entity["date_time_format"] = attributes["format"]
        elif opened.tag in {"pre", "code"} and self._with_language(opened, length):
            return
        self.entities.append(entity)

    def _with_language(self, opened: _Open, length: int) -> bool:
        """`<pre><code class="language-x">` is one entity, whichever of the two is outside."""
        language = (
            opened.attributes.get("class", "").removeprefix("language-") if opened.tag == "code" else ""
        )
        if opened.tag == "code":
            outer = self.open[-1] if self.open else None
            if language and outer is not None and outer.tag == "pre" and outer.offset == opened.offset:
                outer.attributes["language"] = language
                return True
            return False
        if language := opened.attributes.get("language", ""):
            self.entities.append(
                {"type": "pre", "offset": opened.offset, "length": length, "language": language}
            )
            return True
        return False


def parse_html(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and its entities. Raises RefusalError with the sentence of the real server."""
    if "<" not in text and "&" not in text:
        return text, []
    return _Reader(text).read()


def unescape(text: str) -> str:
    """The four named entities and numeric ones; every other `&` stands for itself."""
    return _ESCAPE.sub(_character, text) if "&" in text else text


def checked_link(url: str) -> str:
    """The link as Telegram keeps it, "" when it is no link (then there is no entity)."""
    url = url.strip()
    if re.match(r"(?i)(https?|ftp|tg|tonsite)://[^\s]+\Z", url):
        return url if "/" in url.partition("://")[2] or url.startswith("tg:") else url + "/"
    if re.match(r"(?i)mailto:\S+@\S+\Z", url):
        return url
    return f"http://{url}/" if re.match(r"[\w-]+(\.[\w-]+)+\Z", url) else ""


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match[0]


def _wrong(sentence: str) -> RefusalError:
    return RefusalError(f"can't parse entities: {sentence}")
