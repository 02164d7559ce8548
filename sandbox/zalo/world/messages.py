from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sandbox.zalo.world.chats import Chat

Kind = Literal["text", "photo", "sticker", "voice", "unsupported", "other"]


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """One message of one chat, as it stands on the telephones. Nothing can be edited.

    `bot_id` is the bot that sent it, "" for people; `author` the person, 0 for bots. `text` is the text or the
    caption, `detail` the address of a picture or voice message, or the sticker. `content` are the bytes of a picture.
    `date` is in civil seconds since 1970 UTC.
    """

    chat: Chat
    id: str
    kind: Kind
    date: float
    text: str = ""
    detail: str = ""
    content: bytes = b""
    bot_id: str = ""
    author: int = 0
