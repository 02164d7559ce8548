"""One process owns the database; the others wait for it to end, or ask it through its socket."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bot.settings import Settings
from storage.place import beside

SOCKET = "nuocrut.sock"
LOCK = "nuocrut.lock"


class ServiceError(Exception):
    """It cannot be done; the message is a plain sentence for the operator."""


@contextmanager
def owning(url: str) -> Iterator[None]:
    """Hold the lock of the database; ServiceError when another process holds it."""
    path = beside(url, LOCK)
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


async def ask(settings: Settings, what: Mapping[str, str]) -> dict[str, str]:
    """The running process's answer, empty when it gave none; OSError when none runs."""
    path = beside(settings.database_url, SOCKET)
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(json.dumps(what).encode() + b"\n")
    await writer.drain()
    answered = await reader.readline()
    writer.close()
    try:
        return dict(json.loads(answered))
    except (ValueError, TypeError):
        return {}
