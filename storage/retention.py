"""What is kept no longer than it is needed (domain.md 4.3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select, update

from storage.loading import table_of
from storage.transaction import Statements


async def forget_proof(connection: Statements, before: datetime) -> None:
    """Let go what people agreed to who have been erased since then (domain.md 4.3: five years)."""
    consent, person = table_of("consent"), table_of("person")
    erased = select(person.c.id).where(person.c.erased_at < before)
    await connection.execute(delete(consent).where(consent.c.person_id.in_(erased)))


async def forget_drafts(connection: Statements, before: datetime) -> None:
    """Let drafts go that nobody has touched since then, and the answers of dropped ones, with their files."""
    draft, attachment = table_of("draft"), table_of("attachment")
    abandoned = (draft.c.state.in_(("open", "dropped")), draft.c.touched_at < before)
    kept = or_(draft.c.answers != "{}", draft.c.title != "", draft.c.state == "open")
    numbers = select(draft.c.id).where(*abandoned, kept)
    await connection.execute(delete(attachment).where(attachment.c.draft_id.in_(numbers)))
    emptied = update(draft).where(*abandoned, kept).values(state="dropped", answers="{}", title="")
    await connection.execute(emptied)


async def forget_pictures(connection: Statements, before: datetime) -> None:
    """Let pictures go that came before then and went with no question or answer: it was never sent."""
    attachment, question = table_of("attachment"), table_of("question")
    used = select(question.c.id).where(
        or_(question.c.picture == attachment.c.id, question.c.answer_picture == attachment.c.id)
    )
    unused = (attachment.c.draft_id.is_(None), attachment.c.received_at < before, ~used.exists())
    await connection.execute(delete(attachment).where(*unused))


async def forget_invited(connection: Statements, before: datetime) -> None:
    """Let the names go of people in lists of assignments whose invitation was of no use any more before then."""
    line, invite = table_of("assignment"), table_of("invite")
    useless = select(invite.c.id).where(or_(invite.c.expires_at < before, invite.c.revoked_at < before))
    nameless = update(line).where(line.c.name != "", line.c.invite_id.in_(useless)).values(name="")
    await connection.execute(nameless)
