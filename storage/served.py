"""What is fetched from our own web server for a while, because a channel cannot carry it: under a name nobody guesses.

Only the digest of a name is kept, so that whoever reads the database or a copy of it has no addresses.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, insert, select

from storage.loading import table_of
from storage.transaction import Statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A name told in a chat, good until `expires_at` (exclusive).

    Behind it are the bytes themselves (`content`), or those of a stored attachment as long as that is there.
    """

    digest: str
    chat_id: int
    file_name: str
    content: bytes | None = None
    attachment_id: int | None = None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What a name stands for: the bytes, or the digest under which the folder of files has them."""

    file_name: str
    content: bytes | None
    sha256: str | None


def digest_of(name: str) -> str:
    """What is kept of a name."""
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


async def offer(connection: Statements, offered: Served) -> bool:
    """Keep a name; not when what is behind it is nobody's any more: its person was erased meanwhile.

    A file is the data of whom it is told to, a picture those of whom it came from.
    """
    if offered.attachment_id is None:
        person = await _person_of(connection, offered.chat_id)
    else:
        person = await _giver_of(connection, offered.attachment_id)
    if person is None:
        return False
    row = {field.name: getattr(offered, field.name) for field in fields(offered)}
    await connection.execute(insert(table_of("served")), [row | {"person_id": person}])
    return True


async def _person_of(connection: Statements, chat_id: int) -> int | None:
    chat = table_of("chat")
    found: int | None = await connection.scalar(select(chat.c.person_id).where(chat.c.id == chat_id))
    return found


async def _giver_of(connection: Statements, attachment_id: int) -> int | None:
    attachment, chat = table_of("attachment"), table_of("chat")
    given = select(chat.c.person_id).join(attachment, attachment.c.chat_id == chat.c.id)
    stored = given.where(attachment.c.id == attachment_id, attachment.c.state == "stored")
    found: int | None = await connection.scalar(stored)
    return found


async def find(connection: Statements, name: str, now: datetime) -> Found | None:
    """What this name stands for now; None when it never did, does not any more, or was withdrawn."""
    served, attachment = table_of("served"), table_of("attachment")
    file = served.outerjoin(attachment, attachment.c.id == served.c.attachment_id)
    columns = (served.c.file_name, served.c.content, attachment.c.sha256, attachment.c.state)
    wanted = select(*columns).select_from(file)
    wanted = wanted.where(served.c.digest == digest_of(name), served.c.expires_at > now)
    row = (await connection.execute(wanted)).first()
    if row is None:
        return None
    file_name, content, digest, state = row
    if content is None and (state != "stored" or digest is None):
        return None
    return Found(file_name, content, digest)


async def forget(connection: Statements, now: datetime) -> None:
    """Let names go that have expired, and the bytes with them."""
    served = table_of("served")
    await connection.execute(delete(served).where(served.c.expires_at <= now))
