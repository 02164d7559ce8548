"""Lists that wait in the database: what was shown of which file, so that only that is put in."""

from __future__ import annotations

from sqlalchemy import func, select, update

from storage.attachments import find
from storage.loading import table_of
from storage.records import Attachment, PaperOrder
from storage.transaction import Statements


async def file_of(connection: Statements, order: PaperOrder, number: str) -> Attachment | None:
    """The file with this number, if it came by this order's chat and belongs to no draft."""
    if not number.isdecimal() or len(number) > 18:
        return None
    found = await find(connection, int(number))
    return found if found is not None and (found.chat_id, found.draft_id) == (order.chat_id, None) else None


async def remember_shown(connection: Statements, order: PaperOrder, shown: str) -> None:
    """Write down what was shown of this list."""
    table = table_of("paper_order")
    about = f"{order.about}:{shown}"
    await connection.execute(update(table).where(table.c.id == order.id).values(about=about))


async def newest_shown(connection: Statements, order: PaperOrder) -> str:
    """What was shown last in this order's chat: "file:shown"; empty when nothing waits to be agreed to."""
    table = table_of("paper_order")
    shown = (table.c.kind == "list", table.c.chat_id == order.chat_id, table.c.state == "made")
    newest = select(table.c.about).where(*shown).order_by(table.c.id.desc()).limit(1)
    about = await connection.scalar(newest)
    return about if about is not None and ":" in about else ""


async def newest_put(connection: Statements) -> int | None:
    """The number of the order that put in the last list of units."""
    table, line = table_of("paper_order"), table_of("assignment")
    of_cadres = select(line.c.list_id).where(line.c.list_id == table.c.id).exists()
    put = (table.c.kind == "list_put", table.c.state == "made", ~of_cadres)
    found: int | None = await connection.scalar(select(func.max(table.c.id)).where(*put))
    return found
