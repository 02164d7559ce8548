"""`nuocrut run` and the commands beside it: one process owns the database, the others ask it through its socket."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile

from aiogram.exceptions import AiogramError
from aiogram.utils.token import TokenValidationError

from bot.app import App
from bot.applying import fresh_code
from bot.settings import Settings
from bot.telegram.api import connect
from bot.web import PortError
from bot.zalo.api import ZaloApi
from bot.zalo.connecting import ZaloBot
from bot.zalo.connecting import connect as connect_zalo
from bot.zalo.connecting import unhook as remove_webhook
from campaign.file import CampaignFileError
from handlers.turn import Channel
from storage import campaigns
from storage.database import Database, unusable
from storage.importing.folder import FolderChangedError
from storage.importing.workbook import UnreadableFileError
from storage.migrating import current, newest
from storage.place import beside
from storage.records import Invite
from storage.writing import write

_OWNER_DAYS = 7
_INVITE = {"do": "invite_owner"}


class ServiceError(Exception):
    """It cannot be done; the message is a plain sentence for the operator."""


async def serve(settings: Settings, folder: Path) -> int:
    """Own the database and serve until stopped."""
    if not settings.has_channel:
        raise ServiceError(
            "No channel is set up: put ZALO_BOT_TOKENS or TELEGRAM_BOT_TOKEN into .env (nuocrut demo needs none)."
        )
    secrets = settings.telegram_webhook_secret, settings.zalo_webhook_secret
    if settings.public_url is None and secrets != (None, None):
        raise ServiceError(
            "TELEGRAM_WEBHOOK_SECRET and ZALO_WEBHOOK_SECRET need PUBLIC_URL: "
            "set it for a webhook, or take the secret out for polling."
        )
    with owning(settings.database_url):
        _make_writable(settings.files_folder)
        app = App(settings, folder, http=True)
        control = ControlSocket(app)
        try:
            await app.start()
            await control.open(beside(settings.database_url, "nuocrut.sock"))
            failure = await app.failed()
            if failure is not None:
                raise unusable(failure) or failure
        except PortError as error:
            raise ServiceError(str(error)) from error
        finally:
            await control.close()
            await app.close()
    return 0


def _make_writable(folder: Path) -> None:
    """Make the folder of photos and documents now: a worker's photo must not be what finds out that it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = error.strerror or "it cannot be used"
        raise ServiceError(f"The folder {folder} (FILES_FOLDER) cannot be written to: {reason}.") from error


@contextmanager
def owning(url: str) -> Iterator[None]:
    """Hold the lock of the database; ServiceError when another process holds it."""
    path = beside(url, "nuocrut.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ServiceError(f"The folder {path.parent} cannot be written to: {error.strerror}.") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise ServiceError("Another nuocrut serves this database already.") from error
    try:
        yield
    finally:
        os.close(handle)


class ControlSocket:
    """A socket for this user only: one JSON line asks, one answers."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._server: asyncio.Server | None = None
        self._path: Path | None = None

    async def open(self, path: Path) -> None:
        """Listen; a socket left by a killed process is replaced, because the lock is ours."""
        with suppress(FileNotFoundError):
            path.unlink()
        self._server = await asyncio.start_unix_server(self._serve, sock=_bound(path))
        self._path = path

    async def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
        if self._path is not None:
            with suppress(FileNotFoundError):
                self._path.unlink()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answer = await self._answer(await reader.readline())
        writer.write(json.dumps(answer).encode() + b"\n")
        await writer.drain()
        writer.close()

    async def _answer(self, asked: bytes) -> dict[str, str]:
        try:
            told = dict(json.loads(asked))
        except (ValueError, TypeError):
            return {"error": "unknown"}
        match told.get("do"):
            case "invite_owner":
                return {"code": await make_owner_invite(self._app.database, self._app.clock.now())}
            case "reload":
                return await self._reload(str(told.get("folder")))
            case "assign":
                return await self._assign({name: str(value) for name, value in told.items()})
            case _:
                return {"error": "unknown"}

    async def _assign(self, told: Mapping[str, str]) -> dict[str, str]:
        """Put a list of assignments in, exactly as it was shown; its invitations go into the file `links`."""
        try:
            offices, people = await self._app.cadres.put_file(
                Path(told["path"]), Path(told["links"]), told["shown"], told["ends_from"]
            )
        except (FolderChangedError, UnreadableFileError, OSError, KeyError) as error:
            return {"refused": type(error).__name__}
        return {"offices": str(offices), "people": str(people)}

    async def _reload(self, folder: str) -> dict[str, str]:
        served = str(self._app.folder.resolve())
        if folder != served:
            return {"refused": f"The running bot serves another campaign folder: {served}."}
        try:
            await self._app.reload()
        except (CampaignFileError, campaigns.WrongCampaignError, campaigns.UnitsInUseError) as error:
            return {"refused": str(error)}
        return {"done": "reload"}


def _bound(path: Path) -> socket.socket:
    """A socket at this path for this user only. It is bound without a pause: the mask is the whole process's."""
    made = socket.socket(socket.AF_UNIX)
    mask = os.umask(0o177)
    try:
        made.bind(str(path))
    except OSError as error:
        made.close()
        raise ServiceError(
            f"The control socket cannot be made at {path} ({error}). Put the database elsewhere (DATABASE_URL)."
        ) from error
    finally:
        os.umask(mask)
    return made


async def make_owner_invite(database: Database, now: datetime) -> str:
    """A fresh code that makes its first user an owner, good for seven days."""
    invite = Invite(
        id=database.ids.take("invite"),
        code=fresh_code(),
        kind="owner",
        unit=None,
        created_by=None,
        created_at=now,
        expires_at=now + timedelta(days=_OWNER_DAYS),
        revoked_at=None,
        max_uses=1,
        uses=0,
    )
    async with database.write() as connection:
        await write(connection, (invite,))
    return invite.code


async def invite_owner(settings: Settings) -> str:
    """A one-time link for an owner, made by the running process or, when none runs, here."""
    found = [*await _links(settings), *await _addresses(settings)]
    try:
        code = (await ask(settings, _INVITE))["code"]
    except OSError:
        code = await _invite_alone(settings)
    except KeyError as error:
        raise ServiceError("The running bot gave no link; its log may say why. Try again.") from error
    ways = "\n".join(way.format(code) for way in found)
    return f"{ways or f'/start {code}'}\nThe link works once, for {_OWNER_DAYS} days."


async def ask(settings: Settings, what: Mapping[str, str]) -> dict[str, str]:
    """The running process's answer, empty when it gave none; OSError when none runs."""
    path = beside(settings.database_url, "nuocrut.sock")
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(json.dumps(what).encode() + b"\n")
    await writer.drain()
    answered = await reader.readline()
    writer.close()
    try:
        return dict(json.loads(answered))
    except (ValueError, TypeError):
        return {}


async def _invite_alone(settings: Settings) -> str:
    with owning(settings.database_url):
        if await current(settings.database_url) != newest():
            raise ServiceError("The database has no campaign yet: start nuocrut run first.")
        database = Database(settings.database_url)
        await database.open()
        try:
            return await make_owner_invite(database, datetime.now(UTC))
        finally:
            await database.close()


async def _links(settings: Settings) -> list[str]:
    """The link that opens the Telegram bot and hands it what `{}` stands for."""
    if settings.telegram_bot_token is None:
        return []
    try:
        async with connect(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url) as bot:
            me = await bot.get_me()
    except (AiogramError, TokenValidationError) as error:
        raise ServiceError(
            "Telegram cannot be asked for the bot's name. Look at TELEGRAM_BOT_TOKEN and TELEGRAM_API_URL."
        ) from error
    return [f"https://t.me/{me.username}?start={{}}"]


async def _addresses(settings: Settings) -> list[str]:
    """Where the first Zalo bot is found, which is told what `{}` stands for as a message."""
    return [f"{bot.address} and there the message: {{}}" async for bot in _zalo_bots(settings, 1)]


async def channels_of(settings: Settings) -> list[Channel]:
    """Every bot of the settings as its platform knows it: what leads a person to it. ServiceError when one is none."""
    found = [
        Channel("telegram", link.removeprefix("https://t.me/").partition("?")[0], link)
        for link in await _links(settings)
    ]
    found += [bot.channel async for bot in _zalo_bots(settings)]
    if not found:
        raise ServiceError("No channel is set up: put ZALO_BOT_TOKENS or TELEGRAM_BOT_TOKEN into .env.")
    return found


async def _zalo_bots(settings: Settings, most: int | None = None) -> AsyncIterator[ZaloBot]:
    """The Zalo bots of the settings; ZaloUnusableError where one cannot be used."""
    for number, token in enumerate(settings.zalo_tokens[:most], 1):
        api = ZaloApi(token, settings.zalo_api_url)
        try:
            yield await connect_zalo(api, "", number)
        finally:
            await api.close()


async def unhook(settings: Settings) -> str:
    """Remove the webhooks of the Zalo bots; what was done."""
    if not settings.zalo_tokens:
        raise ServiceError("No Zalo bot is set up: put ZALO_BOT_TOKENS into .env.")
    done = [f"{bot.name}: {_REMOVED[await remove_webhook(bot)]}" async for bot in _zalo_bots(settings)]
    return "\n".join(done)


_REMOVED = {True: "the webhook is removed, events can be fetched", False: "there was no webhook"}
