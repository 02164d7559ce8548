"""Pages on which one person may give lists for a while: only the digest of a page's name is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update

from storage.models import table_of
from storage.served import digest_of
from storage.transaction import Statements


@dataclass(frozen=True, slots=True)
class Page:
    """Whose page it is, and the chat in which what is given there is answered."""

    person_id: int
    chat_id: int


async def open_page(
    connection: Statements, name: str, page: Page, *, uses: int, expires_at: datetime
) -> None:
    """From now on this name is such a page, for so many files, until `expires_at` (exclusive)."""
    row = {"digest": digest_of(name), "person_id": page.person_id, "chat_id": page.chat_id}
    await connection.execute(insert(table_of("upload")), [row | {"left": uses, "expires_at": expires_at}])


async def find_page(connection: Statements, name: str, now: datetime) -> Page | None:
    """The page behind this name as long as it may be used: until it expires, and by whoever is an owner still."""
    upload, role = table_of("upload"), table_of("role")
    owns = select(role.c.id).where(
        role.c.person_id == upload.c.person_id,
        role.c.role == "owner",
        role.c.since <= now,
        or_(role.c.until.is_(None), role.c.until > now),
    )
    live = (upload.c.digest == digest_of(name), upload.c.expires_at > now, upload.c.left > 0, owns.exists())
    row = (await connection.execute(select(upload.c.person_id, upload.c.chat_id).where(*live))).first()
    return None if row is None else Page(*row)


async def use_page(connection: Statements, name: str, now: datetime) -> Page | None:
    """The same, and one file less is left."""
    page = await find_page(connection, name, now)
    upload = table_of("upload")
    if page is not None:
        mine = upload.c.digest == digest_of(name)
        await connection.execute(update(upload).where(mine).values(left=upload.c.left - 1))
    return page


async def forget_pages(connection: Statements, now: datetime) -> None:
    """Let go of those that have expired."""
    upload = table_of("upload")
    await connection.execute(delete(upload).where(upload.c.expires_at <= now))
