"""`nuocrut run` and the commands beside it: one process owns the database, the others ask it through its socket."""

from __future__ import annotations

import asyncio
import errno
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiogram.exceptions import TelegramAPIError
from aiogram.utils.token import TokenValidationError

from bot.app import App, fresh_code
from bot.settings import Settings
from bot.telegram.api import connect
from storage.database import Database
from storage.migrating import current, newest
from storage.parties import heartbeat
from storage.place import beside
from storage.records import Invite
from storage.writing import write

_OWNER_DAYS = 7
_FRESH = timedelta(seconds=60)


class ServiceError(Exception):
    """It cannot be done; the message is a plain sentence for the operator."""


async def serve(settings: Settings, folder: Path) -> int:
    """Own the database and serve until stopped."""
    if settings.telegram_bot_token is None:
        raise ServiceError(
            "No channel is set up: put TELEGRAM_BOT_TOKEN into .env (nuocrut demo needs none)."
        )
    with owning(settings.database_url):
        app = App(settings, folder, http=True)
        socket = ControlSocket(app)
        try:
            try:
                await app.start()
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
                raise ServiceError(f"The port {settings.listen_port} is taken (LISTEN_PORT).") from error
            await socket.open(beside(settings.database_url, "nuocrut.sock"))
            failure = await app.failed()
            if failure is not None:
                raise failure
        finally:
            await socket.close()
            await app.close()
    return 0


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
        mask = os.umask(0o177)
        try:
            self._server = await asyncio.start_unix_server(self._serve, path)
        finally:
            os.umask(mask)
        self._path = path

    async def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
        if self._path is not None:
            with suppress(FileNotFoundError):
                self._path.unlink()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = json.loads(await reader.readline())
        answer: dict[str, Any] = {"error": "unknown"}
        if asked.get("do") == "invite_owner":
            code = await make_owner_invite(self._app.database, self._app.clock.now())
            answer = {"code": code}
        writer.write(json.dumps(answer).encode() + b"\n")
        await writer.drain()
        writer.close()


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
    path = beside(settings.database_url, "nuocrut.sock")
    try:
        code = str((await _ask(path, {"do": "invite_owner"}))["code"])
    except OSError:
        code = await _invite_alone(settings)
    return f"{await _link(settings, code)}\nThe link works once, for {_OWNER_DAYS} days."


async def _ask(path: Path, question: dict[str, str]) -> dict[str, Any]:
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(json.dumps(question).encode() + b"\n")
    await writer.drain()
    answer: dict[str, Any] = json.loads(await reader.readline())
    writer.close()
    return answer


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


async def _link(settings: Settings, code: str) -> str:
    if settings.telegram_bot_token is None:
        return f"/start {code}"
    try:
        async with connect(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url) as bot:
            me = await bot.get_me()
    except (TelegramAPIError, TokenValidationError) as error:
        raise ServiceError(
            "Telegram cannot be asked for the bot's name. Look at TELEGRAM_BOT_TOKEN."
        ) from error
    return f"https://t.me/{me.username}?start={code}"


async def look(settings: Settings) -> str:
    """How the running bot is; ServiceError when it is not well."""
    url = settings.database_url
    if await current(url) != newest():
        raise ServiceError("The database is not at the schema this program needs (nuocrut migrate).")
    database = Database(url)
    await database.open()
    try:
        async with database.read() as connection:
            alive = await heartbeat(connection, "alive")
    finally:
        await database.close()
    if alive is None or datetime.now(UTC) - alive > _FRESH:
        raise ServiceError("The bot does not run: it gave no sign of life in the last minute.")
    return "The bot is well."
