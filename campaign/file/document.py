"""A TOML file with the line of everything in it, and tables of it read into values."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from campaign.file.lines import Path, lines_of
from campaign.file.wording import did_you_mean, plain_reason, stranger

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from campaign.file.problems import Findings

Model = TypeVar("Model", bound=BaseModel)
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class Document:
    """A TOML file that could be read: its data, and `refuse` to say what is wrong with a part of it."""

    def __init__(self, name: str, source: str, findings: Findings) -> None:
        """Read TOML; ValueError (or RecursionError for absurd nesting) if it is none."""
        self.name = name
        self.data: dict[str, Any] = tomllib.loads(source)
        self._lines = lines_of(source)
        self._findings = findings

    def refuse(self, path: Path, reason: str) -> None:
        """Note a mistake at this path, on the line of the nearest thing that is written in the file."""
        self._findings.add(self.name, self._line(path), where(path), reason)

    def table(self, path: Path) -> dict[str, Any]:
        """The table at a top-level key, empty when it is left out or is something else (a mistake)."""
        value = self.data.get(str(path[0]), {})
        for key in path[1:]:
            value = value.get(key, {})
        if isinstance(value, dict):
            return value
        self.refuse(path, f"must be a table: write [{where(path)}] and its keys below")
        return {}

    def tables(self, key: str) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Each [[key]] with its path; anything else under that key is a mistake."""
        value = self.data.get(key, [])
        if not isinstance(value, list):
            self.refuse((key,), f"must be a list of tables: write [[{key}]] with two brackets before each")
            return
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield (key, index), item
            else:
                self.refuse((key, index), f"must be a table: write [[{key}]] and its keys below")

    def read(
        self, model: type[Model], value: dict[str, Any], path: Path, context: Any = None
    ) -> Model | None:
        """The table as a value of this model; None after noting everything that is wrong with it."""
        try:
            return model.model_validate(value, context=context)
        except ValidationError as error:
            for one in error.errors(include_url=False):
                keys = _keys_of(model)
                self.refuse((*path, *one["loc"]), plain_reason(one, keys))
            return None

    def refuse_stranger(self, path: Path, kind: str, code: object, known: Collection[str] | None) -> None:
        """Note a code that is not among the known ones; None: they are not known, nothing is said."""
        if reason := stranger(kind, code, known):
            self.refuse(path, reason)

    def refuse_unknown(self, path: Path, value: Collection[str], known: Collection[str]) -> None:
        """Note every key that is not among the known ones."""
        for key in value:
            if key not in known:
                self.refuse((*path, key), f"there is no such key{did_you_mean(key, known)}")

    def _line(self, path: Path) -> int:
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)


def open_document(name: str, source: str, findings: Findings) -> Document | None:
    """The TOML of this text; None after noting where it stops being TOML (only the first place can be known)."""
    try:
        return Document(name, source, findings)
    except RecursionError:
        findings.add(name, None, "", "lists or tables are nested too deeply")
    except ValueError as error:
        _refuse_syntax(name, source, str(error), findings)
    return None


def where(path: Path) -> str:
    """A path as people write it; lists are counted from 1: `phases[1].until`."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def _refuse_syntax(name: str, source: str, message: str, findings: Findings) -> None:
    found = _AT.search(message)
    lines = source.split("\n")
    number = int(found[1]) if found and found[1] else len(source.rstrip().split("\n"))
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    reason = f"this is not TOML from here on ({_AT.sub('', message).lower()}){_advice(line)}"
    findings.add(name, number, "", f"{reason}; what follows was not checked")


def _advice(line: str) -> str:
    """What is most likely meant by a line that is not TOML."""
    value = line.partition("=")[2].strip()
    if re.search(r"T24:|\d{1,2}/\d{1,2}/\d{4}|24h", value) and not value.startswith(('"', "'")):
        return '; a date is written 2022-05-31, or in quotes "24h00 ngày 31/5/2022"'
    if re.match(r"\d{1,2}[:h]\d{0,2}\b", value):
        return '; a time of day is written in quotes: "20:30"'
    if value and not re.match(r"[\"'\[{0-9+-]|true|false", value):
        return '; a text needs quotes: name = "…"'
    return ""


def _keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())
