"""What people do on their telephones, over the control API. All of it reaches the bot only over the wire."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web
from pydantic import BaseModel, ConfigDict, Field

from sandbox.control.keys import STAGE, json

if TYPE_CHECKING:
    from sandbox.world import World

SAMPLE_PHOTO = Path(__file__).parent.parent / "page" / "sample.png"
LARGEST = 20 * 2**20
"""Bytes of a file one may send from the page; Telegram lets bots fetch no larger ones."""


class Deed(BaseModel):
    """Who does it, and in which chat (the person's own with the bot, when none is named)."""

    model_config = ConfigDict(extra="forbid")

    person: int
    chat: int | None = None


class Say(Deed):
    """A text; `reply_to` is the message it answers."""

    text: str = Field(min_length=1)
    reply_to: int | None = None


class Press(Deed):
    """A button of message `message`, by callback data (any, stale ones too) or by label."""

    message: int
    data: str | None = None
    label: str | None = None


class Start(BaseModel):
    """START, or a deep link's payload."""

    model_config = ConfigDict(extra="forbid")

    person: int
    payload: str = Field("", pattern=r"^[\w-]{0,64}$")


class Sample(Deed):
    """Something ready-made."""

    sample: bool = True


class Person(BaseModel):
    """Whoever it is about."""

    person: int


def routes() -> list[web.RouteDef]:
    """All that a person can do in a chat."""
    api = "/sandbox/api"
    return [
        web.post(f"{api}/say", say),
        web.post(f"{api}/press", press),
        web.post(f"{api}/start", start),
        web.post(f"{api}/photo", photo),
        web.post(f"{api}/document", document),
        web.post(f"{api}/voice", voice),
        web.post(f"{api}/sticker", sticker),
        web.post(f"{api}/contact", contact),
        web.post(f"{api}/block", block),
        web.post(f"{api}/unblock", unblock),
    ]


def _world(request: web.Request) -> World:
    return request.app[STAGE].world


async def say(request: web.Request) -> web.Response:
    """A person says something. The message as sent."""
    deed = Say.model_validate_json(await request.read())
    sent = _world(request).people.say(deed.person, deed.text, chat_id=deed.chat, reply_to=deed.reply_to)
    return json(sent.payload)


async def press(request: web.Request) -> web.Response:
    """A person presses a button. The id of the callback query."""
    deed = Press.model_validate_json(await request.read())
    people = _world(request).people
    query = people.press(deed.person, deed.message, label=deed.label, data=deed.data, chat_id=deed.chat)
    return json({"id": query.id})


async def start(request: web.Request) -> web.Response:
    """A person presses START or opens a deep link."""
    deed = Start.model_validate_json(await request.read())
    return json(_world(request).people.start(deed.person, deed.payload).payload)


async def photo(request: web.Request) -> web.Response:
    """A picture: a multipart upload (person, chat, caption, file), or JSON for the sample."""
    if not request.content_type.startswith("multipart/"):
        deed = Sample.model_validate_json(await request.read())
        sent = _world(request).people.photo(deed.person, SAMPLE_PHOTO.read_bytes(), chat_id=deed.chat)
        return json(sent.payload)
    upload = await _upload(request)
    sent = _world(request).people.photo(
        upload.deed.person, upload.content, upload.caption, chat_id=upload.deed.chat
    )
    return json(sent.payload)


async def document(request: web.Request) -> web.Response:
    """A file: a multipart upload (person, chat, caption, file)."""
    upload = await _upload(request)
    sent = _world(request).people.document(
        upload.deed.person,
        upload.content,
        upload.name,
        upload.caption,
        mime=upload.mime,
        chat_id=upload.deed.chat,
    )
    return json(sent.payload)


async def voice(request: web.Request) -> web.Response:
    """A voice message of three seconds."""
    deed = Sample.model_validate_json(await request.read())
    return json(_world(request).people.voice(deed.person, chat_id=deed.chat).payload)


async def sticker(request: web.Request) -> web.Response:
    """A sticker."""
    deed = Sample.model_validate_json(await request.read())
    return json(_world(request).people.sticker(deed.person, chat_id=deed.chat).payload)


async def contact(request: web.Request) -> web.Response:
    """The person's own contact."""
    deed = Sample.model_validate_json(await request.read())
    return json(_world(request).people.contact(deed.person, chat_id=deed.chat).payload)


async def block(request: web.Request) -> web.Response:
    """A person blocks the bot."""
    _world(request).people.block(Person.model_validate_json(await request.read()).person)
    return json({})


async def unblock(request: web.Request) -> web.Response:
    """A person takes the block back."""
    _world(request).people.unblock(Person.model_validate_json(await request.read()).person)
    return json({})


class Upload(BaseModel):
    """A file that was sent in."""

    deed: Deed
    content: bytes
    name: str
    mime: str
    caption: str = ""


async def _upload(request: web.Request) -> Upload:
    fields: dict[str, str] = {}
    file: dict[str, Any] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise ValueError("a plain form is expected")
        content = bytes(await part.read(decode=True))
        if part.name == "file":
            if len(content) > LARGEST:
                raise ValueError("larger than 20 MB")
            mime = part.headers.get("Content-Type", "application/octet-stream")
            file = {"content": content, "name": part.filename or "file", "mime": mime}
        else:
            fields[part.name] = content.decode()
    caption = fields.pop("caption", "")
    return Upload.model_validate({"deed": fields, "caption": caption, **file})
