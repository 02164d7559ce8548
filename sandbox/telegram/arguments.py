"""What a request says: query string, form, multipart or JSON, read as leniently as the real server does."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, hdrs
from multidict import CIMultiDict
from pydantic_core import from_json
from yarl import URL

from sandbox.telegram.refusals import RefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import StreamReader, web

    from sandbox.judge import Argument, Judge

TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file part of a multipart body."""

    name: str
    content: bytes
    mime: str


@dataclass(slots=True)
class Arguments:
    """Every argument as text, as the real server sees it. `native` keeps the JSON values of a JSON body."""

    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    native: dict[str, Any] = field(default_factory=dict)
    _parsed: dict[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The text of an argument, empty when it is missing."""
        return self.texts.get(name, "")

    def flag(self, name: str) -> bool:
        """True only for true, yes and 1."""
        return name in self.texts and self.texts[name].strip().lower() in TRUE

    def integer(self, name: str, default: int = 0, low: int = -(2**63), high: int = 2**63 - 1) -> int:
        """An integer read leniently (`abc` is 0) and clamped."""
        text = self.texts.get(name)
        if text is None:
            return default
        try:
            value = int(text)
        except ValueError:
            value = 0
        return min(max(value, low), high)

    def value(self, name: str) -> Any:
        """The JSON value of an argument. Raises ValueError when it is none."""
        if name in self.native:
            return self.native[name]
        if name not in self._parsed:
            self._parsed[name] = from_json(self.texts[name])
        return self._parsed[name]

    def upload(self, name: str) -> Upload | None:
        """The file of an argument: a part of that name, or the part `attach://` points to."""
        return self.files.get(name) or self.attached(self.texts.get(name, ""))

    def attached(self, reference: str) -> Upload | None:
        """The part an `attach://<part>` reference names."""
        return (
            self.files.get(reference.removeprefix("attach://")) if reference.startswith("attach://") else None
        )

    def faults(self, method: str, judge: Judge) -> list[str]:
        """What the schema has against these arguments: unknown names and wrong types."""
        known = judge.arguments(method)
        found = []
        for name in self.texts:
            argument = known.get(name)
            if argument is not None:
                if wrong := self._judged(name, argument):
                    found.append(f"argument {name}: {wrong}")
            elif name != "method":
                found.append(f"unknown argument {name}")
        for name in self.files:
            argument = known.get(name)
            if argument is None and not any(f"attach://{name}" in text for text in self.texts.values()):
                found.append(f"unknown file {name}")
            elif argument is not None and not argument.takes_file:
                found.append(f"argument {name}: a file where none is expected")
        return found

    def _judged(self, name: str, argument: Argument) -> str:
        if argument.takes_file and self.texts[name].startswith("attach://"):
            return "" if self.attached(self.texts[name]) else "attaches a part that is not there"
        if name in self.native:
            return argument.as_json(self.native[name])
        if argument.as_text is not None:
            return argument.as_text(self.texts[name])
        try:
            return argument.as_json(self.value(name))
        except ValueError:
            return "no JSON"


async def read_request(request: web.Request) -> Arguments:
    """The arguments of a call: of the query string and the body. Raises RefusalError for bytes that are no UTF-8."""
    body = b"" if request.content_type.startswith("multipart/") else await request.read()
    read = await read_body(request.headers, body, request.content)
    if request.query_string:
        read.texts = {**_from_form(request.query_string), **read.texts}
    return read


async def read_body(headers: Mapping[str, str], body: bytes, stream: StreamReader) -> Arguments:
    """The arguments in a body: urlencoded, JSON or multipart (of which `stream` is read). Of other kinds: none."""
    kind = headers.get(hdrs.CONTENT_TYPE, "").partition(";")[0].strip().lower()
    try:
        if kind == "application/json":
            return _from_json(body)
        if kind == "multipart/form-data":
            return await _from_multipart(headers, stream)
        if kind == "application/x-www-form-urlencoded":
            return Arguments(_from_form(body.decode()))
    except UnicodeDecodeError as damaged:
        raise RefusalError("strings must be encoded in UTF-8") from damaged
    return Arguments()


def _from_form(text: str) -> dict[str, str]:
    """The pairs of a form. yarl decodes in C but replaces bytes that are no UTF-8: then the slow way decides."""
    pairs = dict(URL.build(query_string=text, encoded=True).query)
    if any("\ufffd" in value for value in pairs.values()):
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
    return pairs


def _from_json(body: bytes) -> Arguments:
    if not body:
        return Arguments()
    try:
        top = from_json(body)
    except ValueError as broken:
        raise RefusalError("can't parse JSON object") from broken
    if not isinstance(top, dict):
        raise RefusalError("can't parse JSON object")
    return Arguments(
        {name: v if isinstance(v, str) else json.dumps(v) for name, v in top.items()}, native=top
    )


async def _from_multipart(headers: Mapping[str, str], stream: StreamReader) -> Arguments:
    read = Arguments()
    async for part in MultipartReader(CIMultiDict(headers), stream):
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            read.texts[part.name] = content.decode()
        else:
            mime = part.headers.get(hdrs.CONTENT_TYPE, "application/octet-stream")
            read.files[part.name] = Upload(part.filename, content, mime)
    return read
