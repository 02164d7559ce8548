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
    """The commands menu `?person=` sees in this chat: the narrowest scope that has any, as in a client."""
    stage = request.app[STAGE]
    chat = stage.world.chat(int(request.match_info["chat"]))
    bot = stage.world.bot
    person = int(request.query["person"])
    for scope in _scopes(chat, person):
        for language in (stage.world.users[person].language_code, ""):
            if listed := bot.commands.get((scope, language)):
                return json({"commands": listed})
    return json({"commands": []})


def _scopes(chat: Chat, person: int) -> list[str]:
    """Scope keys from the narrowest to the widest (Bot API, "Determining list of commands")."""
    if chat.private:
        return [f"chat:{chat.id}", "all_private_chats", "default"]
    member = chat.member(person)
    admin = member is not None and member.status in {"creator", "administrator"}
    scopes = [f"chat_member:{chat.id}:{person}"]
    scopes += [f"chat_administrators:{chat.id}"] if admin else []
    scopes += [f"chat:{chat.id}"]
    scopes += ["all_chat_administrators"] if admin else []
    return [*scopes, "all_group_chats", "default"]


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
