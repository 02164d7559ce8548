"""What a request says: query string, form, multipart or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import from_json

from sandbox.zalo.refusals import RefusalError

if TYPE_CHECKING:
    from aiohttp import web

FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


async def read_arguments(request: web.Request) -> dict[str, Any]:
    """The parameters of a call: the query string's, over them the body's. Only JSON brings other types than text.

    Raises RefusalError (400) for a body that is not what it says it is. A file part is its bytes.
    """
    named: dict[str, Any] = dict(request.query)
    if request.content_type in FORMS:
        return named | await _from_form(request)
    if request.content_type == "application/json":
        return named | _from_json(await request.read())
    return named


async def _from_form(request: web.Request) -> dict[str, Any]:
    try:
        form = await request.post()
    except (ValueError, AssertionError) as damaged:
        raise RefusalError(400) from damaged
    return {name: part if isinstance(part, str) else b"" for name, part in form.items()}


def _from_json(body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    try:
        read = from_json(body)
    except ValueError as broken:
        raise RefusalError(400) from broken
    if not isinstance(read, dict):
        raise RefusalError(400)
    return read
