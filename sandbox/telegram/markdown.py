"""Texts with `parse_mode=MarkdownV2`: bold, italic, underline, strikethrough, spoiler, code, pre, links, quotes."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.html import checked_link
from sandbox.telegram.refusals import RefusalError
from sandbox.world.entities import utf16_length

RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
MARKS = {"*": "Bold", "_": "Italic", "__": "Underline", "~": "Strikethrough", "||": "Spoiler"}
"""Marks that open and close alike, by the name they have in error sentences."""


def parse_markdown(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and its entities. Raises RefusalError with the sentence of the real server."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[tuple[str, int, int]] = []
        self.entities: list[dict[str, Any]] = []
        self.quote: int | None = None

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        while self.at < len(self.text):
            self._step()
        self._end_quote()
        if self.open:
            mark, _, begin = self.open[-1]
            raise self._wrong(
                f"Can't find end of {MARKS.get(mark, 'a URL')} entity at byte offset {self._byte(begin)}"
            )
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.out), self.entities

    def _step(self) -> None:
        here = self.text[self.at]
        following = self.text[self.at + 1 : self.at + 2]
        if here == "\\" and following and ord(following) <= 126:
            self._put(following)
            self.at += 2
        elif here == "\n":
            self._newline()
        elif here == "`":
            self._code()
        elif here == "[":
            self.open.append(("[", self.offset, self.at))
            self.at += 1
        elif here == "]" and self.open and self.open[-1][0] == "[":
            self._link()
        elif here == ">" and (self.at == 0 or self.text[self.at - 1] == "\n"):
            self.quote = self.offset if self.quote is None else self.quote
            self.at += 1
        elif (mark := self._mark()) is not None:
            self._toggle(mark)
        elif here in RESERVED:
            raise self._wrong(f"Character '{here}' is reserved and must be escaped with the preceding '\\'")
        else:
            self._put(here)
            self.at += 1

    def _mark(self) -> str | None:
        pair = self.text[self.at : self.at + 2]
        if pair in MARKS:
            return pair
        return pair[0] if pair[0] in MARKS else None

    def _toggle(self, mark: str) -> None:
        begin = self.at
        self.at += len(mark)
        if self.open and self.open[-1][0] == mark:
            _, offset, _ = self.open.pop()
            self._entity(MARKS[mark].lower(), offset)
        else:
            self.open.append((mark, self.offset, begin))

    def _code(self) -> None:
        begin = self.at
        fence = "```" if self.text.startswith("```", begin) else "`"
        body = self._fenced(begin + len(fence), fence)
        if body is None:
            name = "Pre" if fence == "```" else "Code"
            raise self._wrong(f"Can't find end of {name} entity at byte offset {self._byte(begin)}")
        language: dict[str, str] = {}
        if fence == "```" and "\n" in body:
            first, _, rest = body.partition("\n")
            if not first or first.isalnum():
                body = rest
                language = {"language": first} if first else {}
        offset = self.offset
        self._put(body)
        self._entity("pre" if fence == "```" else "code", offset, **language)

    def _fenced(self, start: int, fence: str) -> str | None:
        """What stands before the closing fence, escapes resolved; the reader goes behind it. None: it never closes."""
        found: list[str] = []
        at = start
        while at < len(self.text):
            if self.text.startswith(fence, at):
                self.at = at + len(fence)
                return "".join(found)
            at += self.text[at] == "\\" and at + 1 < len(self.text) and ord(self.text[at + 1]) <= 126
            found.append(self.text[at])
            at += 1
        return None

    def _link(self) -> None:
        _, offset, begin = self.open.pop()
        self.at += 1
        if self.text[self.at : self.at + 1] != "(":
            url = checked_link("".join(self.out)[offset:])
        else:
            end = self.text.find(")", self.at)
            if end < 0:
                raise self._wrong(f"Can't find end of a URL at byte offset {self._byte(begin)}")
            url = checked_link(self.text[self.at + 1 : end].replace("\\", ""))
            self.at = end + 1
        if url:
            self._entity("text_link", offset, url=url)

    def _newline(self) -> None:
        if self.quote is not None and self.text[self.at + 1 : self.at + 2] != ">":
            self._end_quote()
        self._put("\n")
        self.at += 1

    def _end_quote(self) -> None:
        if self.quote is not None:
            self._entity("blockquote", self.quote)
            self.quote = None

    def _put(self, piece: str) -> None:
        self.out.append(piece)
        self.offset += len(piece) if piece.isascii() else utf16_length(piece)

    def _entity(self, kind: str, offset: int, **more: str) -> None:
        if self.offset > offset:
            self.entities.append({"type": kind, "offset": offset, "length": self.offset - offset, **more})

    def _byte(self, position: int) -> int:
        return len(self.text[:position].encode())

    def _wrong(self, sentence: str) -> RefusalError:
        return RefusalError(f"can't parse entities: {sentence}")
