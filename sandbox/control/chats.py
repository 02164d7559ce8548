from __future__ import annotations

from aiohttp import web

from sandbox.control.keys import STAGE, json

PAGE = 200
"""Messages of one chat the page reads at once."""


def routes() -> list[web.RouteDef]:
    """Reading chats."""
    return [
        web.get("/sandbox/api/chats/{chat}/messages", messages),
        web.get("/sandbox/api/chats/{chat}/commands", commands),
        web.get("/sandbox/api/files/{file}", download),
    ]


async def messages(request: web.Request) -> web.Response:
    """`?limit=` messages (at most 200) before message `?before=`, or the last ones; oldest first."""
    platform, chat = request.app[STAGE].platforms.of(request.match_info["chat"])
    limit = min(PAGE, int(request.query.get("limit", PAGE)))
    return json(platform.messages(chat, request.query.get("before"), limit))


async def commands(request: web.Request) -> web.Response:
    """The commands menu `?person=` sees in this chat."""
    platforms = request.app[STAGE].platforms
    platform, person, chat = platforms.pair(request.query["person"], request.match_info["chat"])
    assert chat is not None, "named in the path"
    return json({"commands": platform.commands(chat, person)})


async def download(request: web.Request) -> web.Response:
    """A file by its id."""
    name = request.match_info["file"]
    found = (platform.file(name) for platform in request.app[STAGE].platforms if platform.holds(name))
    stored = next(found, None)
    if stored is None:
        raise LookupError("file")
    # Only pictures are shown by the browser: a page or script a bot sends must not run in our origin.
    picture = stored.mime.startswith("image/") and "svg" not in stored.mime
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=86400"}
    if not picture:
        headers["Content-Disposition"] = "attachment"
    mime = stored.mime.replace("image/jpg", "image/jpeg") if picture else "application/octet-stream"
    return web.Response(body=stored.content, content_type=mime, headers=headers)
