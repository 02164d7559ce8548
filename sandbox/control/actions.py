"""What people do on their telephones, over the control API. All of it reaches the bot only over the wire."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aiohttp import BodyPartReader, web
from pydantic import BaseModel, ConfigDict, Field

from sandbox.control.keys import STAGE, json
from sandbox.control.platforms import Key, Saying, Upload

if TYPE_CHECKING:
    from sandbox.control.platforms import Platform
    from sandbox.control.platforms.platform import Sample

LARGEST = 20 * 2**20
"""Bytes of a file one may send from the page; Telegram lets bots fetch no larger ones."""


class Deed(BaseModel):
    """Who does it, and in which chat (the person's own with the bot, when none is named)."""

    model_config = ConfigDict(extra="forbid")

    person: Key
    chat: Key | None = None


class Say(Deed):
    """A text; `reply_to` is the message it answers, `mention` calls the bot (in a group)."""

    text: str = Field(min_length=1)
    reply_to: int | str | None = None
    mention: bool = False


class Press(Deed):
    """A button of message `message`, by callback data (any, stale ones too) or by label."""

    message: int
    data: str | None = None
    label: str | None = None


class Start(BaseModel):
    """START, or the code of a link."""

    model_config = ConfigDict(extra="forbid")

    person: Key
    payload: str = Field("", pattern=r"^[\w-]{0,64}$")


class ReadyMade(Deed):
    """Something ready-made."""

    sample: bool = True


class Person(BaseModel):
    """Whoever it is about."""

    person: Key


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


def _place(request: web.Request, deed: Deed) -> tuple[Platform, int, int | None]:
    return request.app[STAGE].platforms.pair(deed.person, deed.chat)


async def say(request: web.Request) -> web.Response:
    """A person says something. The message as sent."""
    deed = Say.model_validate_json(await request.read())
    platform, person, chat = _place(request, deed)
    return json(platform.say(person, chat, Saying(deed.text, deed.reply_to, deed.mention)))


async def press(request: web.Request) -> web.Response:
    """A person presses a button. The id of the callback query."""
    deed = Press.model_validate_json(await request.read())
    platform, person, chat = _place(request, deed)
    return json(platform.press(person, chat, deed.message, deed.data, deed.label))


async def start(request: web.Request) -> web.Response:
    """A person presses START or opens a deep link; where there is neither, the code is typed."""
    deed = Start.model_validate_json(await request.read())
    platform, person = request.app[STAGE].platforms.of(deed.person)
    return json(platform.start(person, deed.payload))


async def photo(request: web.Request) -> web.Response:
    """A picture: a multipart upload (person, chat, caption, file), or JSON for the sample."""
    if not request.content_type.startswith("multipart/"):
        return await _sample(request, "photo")
    deed, upload = await _upload(request)
    platform, person, chat = _place(request, deed)
    return json(platform.photo(person, chat, upload))


async def document(request: web.Request) -> web.Response:
    """A file: a multipart upload (person, chat, caption, file)."""
    deed, upload = await _upload(request)
    platform, person, chat = _place(request, deed)
    return json(platform.document(person, chat, upload))


async def voice(request: web.Request) -> web.Response:
    """A voice message of three seconds."""
    return await _sample(request, "voice")


async def sticker(request: web.Request) -> web.Response:
    """A sticker."""
    return await _sample(request, "sticker")


async def contact(request: web.Request) -> web.Response:
    """The person's own contact."""
    return await _sample(request, "contact")


async def block(request: web.Request) -> web.Response:
    """A person blocks the bot."""
    platform, person = await _person(request)
    platform.block(person)
    return json({})


async def unblock(request: web.Request) -> web.Response:
    """A person takes the block back."""
    platform, person = await _person(request)
    platform.unblock(person)
    return json({})


async def _sample(request: web.Request, kind: Sample) -> web.Response:
    deed = ReadyMade.model_validate_json(await request.read())
    platform, person, chat = _place(request, deed)
    return json(platform.sample(person, chat, kind))


async def _person(request: web.Request) -> tuple[Platform, int]:
    deed = Person.model_validate_json(await request.read())
    return request.app[STAGE].platforms.of(deed.person)


async def _upload(request: web.Request) -> tuple[Deed, Upload]:
    fields: dict[str, str] = {}
    file: Upload | None = None
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise ValueError("a plain form is expected")
        content = bytes(await part.read(decode=True))
        if part.name == "file":
            if len(content) > LARGEST:
                raise ValueError("larger than 20 MB")
            mime = part.headers.get("Content-Type", "application/octet-stream")
            file = Upload(content, part.filename or "file", mime)
        else:
            fields[part.name] = content.decode()
    if file is None:
        raise ValueError("no file")
    caption = fields.pop("caption", "")
    return Deed.model_validate(fields), replace(file, caption=caption)
