"""`nuocrut run`: one process owns the database, serves, and answers the commands that ask it through its socket."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

from bot.app import App
from bot.inviting import make_owner_invite
from bot.owning import SOCKET, ServiceError, owning
from bot.settings import Settings
from bot.web import PortError
from campaign.file import CampaignFileError
from storage import campaigns
from storage.database import unusable
from storage.importing.folder import FolderChangedError
from storage.importing.workbook import UnreadableFileError
from storage.place import beside


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
            await control.open(beside(settings.database_url, SOCKET))
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
