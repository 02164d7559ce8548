from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.control.keys import STAGE, json

if TYPE_CHECKING:
    from sandbox.world import Chat, Message

PAGE = 200
"""Messages of one chat the page reads at once."""


def routes() -> list[web.RouteDef]:
    """Reading chats."""
    return [
        web.get("/sandbox/api/chats/{chat}/messages", messages),
        web.get("/sandbox/api/chats/{chat}/commands", commands),
        web.get("/sandbox/api/files/{file}", download),
    ]


def shown(message: Message) -> dict[str, Any]:
    """A message for the page: as on the wire."""
    return message.payload


def shown_pin(chat: Chat) -> dict[str, Any] | None:
    """The message on top of a chat: the one pinned last."""
    return shown(chat.messages[chat.pinned[-1]]) if chat.pinned else None


async def messages(request: web.Request) -> web.Response:
    """`?limit=` messages (at most 200) before message `?before=`, or the last ones; oldest first."""
    stage = request.app[STAGE]
    chat = stage.world.chat(int(request.match_info["chat"]))
    limit = min(PAGE, int(request.query.get("limit", PAGE)))
    before = int(request.query.get("before", 2**62))
    standing = [m for m in chat.messages.values() if not m.deleted and m.id < before]
    return json(
        {
            "messages": [shown(message) for message in standing[-limit:]],
            "more": len(standing) > limit,
            "pinned": shown_pin(chat),
            "keyboard": chat.keyboard,
        }
    )


async def commands(request: web.Request) -> web.Response:
    """The commands menu `?person=` sees in this chat."""
    world = request.app[STAGE].world
    chat = world.chat(int(request.match_info["chat"]))
    person = world.users[int(request.query["person"])]
    return json({"commands": world.bot.menu(chat, person.id, person.language_code)})


async def download(request: web.Request) -> web.Response:
    """A file by its id."""
    stored = request.app[STAGE].world.files.by_id(request.match_info["file"])
    if stored is None:
        raise LookupError("file")
    # Only pictures are shown by the browser: a page or script a bot sends must not run in our origin.
    picture = stored.mime.startswith("image/") and "svg" not in stored.mime
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=86400"}
    if not picture:
        headers["Content-Disposition"] = "attachment"
    mime = stored.mime.replace("image/jpg", "image/jpeg") if picture else "application/octet-stream"
    return web.Response(body=stored.content, content_type=mime, headers=headers)
