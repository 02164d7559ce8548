"""On which line of a TOML file a key or an element stands; `tomllib` reads the values but does not say where.

The source is known to be good TOML when it comes here, so this only has to find its way, not to judge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'(?P<text>"""(?:\\[\s\S]|[^\\])*?"{3,5}|\'\'\'[\s\S]*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<comment>#[^\n]*)|(?P<newline>\n)|(?P<space>[ \t\r]+)"
    r"|(?P<mark>[\[\]{}=,.])|(?P<bare>[^\s\[\]{}=,.\"'#]+)|(?P<other>[\s\S])"
)
_QUOTES = "\"'"


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def lines_of(source: str) -> dict[Path, int]:
    """The line (from 1) of every key and array element, by its path: `("phases", 0, "until")`."""
    scanner = _Scanner(source)
    scanner.document()
    return scanner.lines


class _Scanner:
    def __init__(self, source: str) -> None:
        self.lines: dict[Path, int] = {}
        self._tokens = list(_tokens(source))
        self._next = 0
        self._counts: dict[Path, int] = {}

    def document(self) -> None:
        table: Path = ()
        while (token := self._skip("newline")).kind != "end":
            table = self._header(token) if token.text == "[" else self._pair(table)

    def _header(self, opening: _Token) -> Path:
        self._take()
        many = self._peek().text == "["
        if many:
            self._take()
        path = self._resolve(self._key(), many=many)
        self.lines.setdefault(path, opening.line)
        while self._peek().kind not in {"newline", "end"}:
            self._take()
        return path

    def _resolve(self, keys: tuple[str, ...], *, many: bool) -> Path:
        path: Path = ()
        for key in keys[:-1]:
            path = self._latest((*path, key))
        path = (*path, keys[-1])
        if many:
            self._counts[path] = self._counts.get(path, 0) + 1
        return self._latest(path)

    def _latest(self, path: Path) -> Path:
        """A table's path, or, for a list of tables, that of its latest one."""
        count = self._counts.get(path)
        return path if count is None else (*path, count - 1)

    def _pair(self, table: Path) -> Path:
        line = self._peek().line
        path: Path = table
        for key in self._key():
            path = (*path, key)
            self.lines.setdefault(path, line)
        self._take()  # the equals sign
        self._value(path)
        return table

    def _key(self) -> tuple[str, ...]:
        keys: list[str] = []
        while self._peek().kind in {"bare", "text"} or self._peek().text == ".":
            token = self._take()
            if token.text != ".":
                keys.append(token.text.strip(_QUOTES) if token.text[0] in _QUOTES else token.text)
        if not keys:  # only in a source that is not TOML after all
            self._take()
        return tuple(keys) or ("",)

    def _value(self, path: Path) -> None:
        opening = self._peek().text
        if opening == "[":
            self._take()
            self._array(path)
        elif opening == "{":
            self._take()
            self._inline(path)
        else:
            while self._peek().kind not in {"newline", "end"} and self._peek().text not in {",", "]", "}"}:
                self._take()

    def _array(self, path: Path) -> None:
        index = 0
        while (token := self._skip("newline", ",")).text != "]" and token.kind != "end":
            self.lines.setdefault((*path, index), token.line)
            before = self._next
            self._value((*path, index))
            self._next = max(self._next, before + 1)
            index += 1
        self._take()

    def _inline(self, path: Path) -> None:
        while (token := self._skip("newline", ",")).text != "}" and token.kind != "end":
            self._pair(path)
        self._take()

    def _skip(self, *unwanted: str) -> _Token:
        while self._peek().kind in unwanted or self._peek().text in unwanted:
            self._take()
        return self._peek()

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._tokens[self._next]
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token


def _tokens(source: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(source):
        kind, text = match.lastgroup or "other", match.group()
        if kind not in {"comment", "space"}:
            yield _Token(kind, text, line)
        line += text.count("\n")
    yield _Token("end", "", line)
