from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web
from pydantic import ValidationError

from sandbox.world import ImpossibleError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

OURS = "/sandbox/"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Serve page and control to this machine's own browser only, and turn mistakes into JSON.

    Refused with 403: another machine, a foreign Host (a name rebound to loopback), a foreign Origin (another site's
    script). 400 is a malformed request, 404 an unknown person, chat or message, 409 what a real client would not
    offer; each with {"error": reason}.
    """
    if request.path != "/" and not request.path.startswith(OURS):
        return await handler(request)
    if not _from_here(request):
        return _refuse(403, "the sandbox answers only pages of its own, on this machine")
    try:
        response = await handler(request)
    except ValidationError as wrong:
        return _refuse(400, "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in wrong.errors()))
    except ValueError as wrong:
        return _refuse(400, str(wrong))
    except LookupError as unknown:
        return _refuse(404, f"unknown: {unknown}")
    except ImpossibleError as impossible:
        return _refuse(409, str(impossible))
    if not response.prepared:
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response


def _from_here(request: web.Request) -> bool:
    if request.remote not in LOOPBACK or urlsplit(f"//{request.host}").hostname not in LOOPBACK:
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin == f"http://{request.host}"


def _refuse(status: int, reason: str) -> web.Response:
    return web.json_response({"error": reason}, status=status)
