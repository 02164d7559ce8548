"""How a change shows in what was already looked up: by kind of look-up, the key it touches and the new value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from storage.erasure import ERASED
from storage.records import (
    Amendment,
    Assignment,
    Attachment,
    Audit,
    Award,
    Change,
    Chat,
    Consent,
    Conversation,
    Count,
    Draft,
    Erase,
    GroupLink,
    Initiative,
    InitiativeEvent,
    Invite,
    MilestoneClaim,
    PaperOrder,
    Person,
    Question,
    Reached,
    Role,
    SendAgain,
    Unsure,
)

# One value by its key: (kind of look-up, its argument, the value after the change).
Single = tuple[str, object, object]
# A list or table: (kind, the new value from (argument, value before, change)).
Fold = Callable[[Any, Any, Any], Any]


# What hangs on a row of a table by its id, and what there is of it while the row is new: nothing to be loaded.
OF_NEW: Mapping[str, tuple[str, Any]] = {
    "conversation": ("chat", None),
    "group_link": ("chat", None),
    "chats_of": ("person", ()),
    "consents_of": ("person", ()),
    "open_drafts": ("person", ()),
    "drafts_by": ("person", ()),
    "attachments_by": ("person", ()),
    "initiatives_of": ("person", ()),
    "entered_by": ("person", ()),
    "events_by": ("person", ()),
    "questions_by": ("person", ()),
    "papers_open": ("person", ()),
    "attachments_of": ("draft", ()),
    "events_of": ("initiative", ()),
    "claims_of": ("initiative", ()),
    "assignments_of": ("invite", ()),
}


def singles(change: Change) -> Sequence[Single]:
    """The look-ups by key that this change answers anew."""
    match change:
        case Chat():
            return (
                ("chat", change.id, change),
                ("chat_at", (change.channel, change.bot, change.address), change),
            )
        case Conversation():
            return (("conversation", change.chat_id, change),)
        case Person():
            return (("person", change.id, change),)
        case Initiative():
            return (("initiative", change.id, change),)
        case Invite():
            return _invite_singles(change)
        case GroupLink():
            return (("group_link", change.chat_id, change),)
        case Question():
            return (("question", change.id, change),)
        case Amendment():
            return (("amendment", change.id, change),)
        case _:
            return ()


def _invite_singles(invite: Invite) -> Sequence[Single]:
    by_code: Single = ("invite", invite.code, invite)
    if invite.kind != "unit":
        return (by_code,)
    return (by_code, ("unit_invite", invite.unit, invite if invite.revoked_at is None else None))


def _kept(rows: Sequence[Any], record: Any, *, keep: bool) -> Sequence[Any]:
    """The rows in their order with `record` in its old place, at the end if new, or gone; themselves if untouched."""
    known = any(row.id == record.id for row in rows)
    if not keep:
        return tuple(row for row in rows if row.id != record.id) if known else rows
    if known:
        return tuple(record if row.id == record.id else row for row in rows)
    return (*rows, record)


def _chats_of(person_id: int, rows: Sequence[Chat], chat: Chat) -> Sequence[Chat]:
    mine = chat.kind == "private" and chat.person_id == person_id
    if not mine and all(row.id != chat.id for row in rows):
        return rows
    rest = tuple(row for row in rows if row.id != chat.id)
    return tuple(sorted((*rest, chat), key=_used, reverse=True)) if mine else rest


def _used(chat: Chat) -> tuple[datetime, int]:
    return chat.used_at or chat.created_at, chat.id


def _chats_of_people(
    people: tuple[int, ...], rows: Mapping[int, Sequence[Chat]], chat: Chat
) -> Mapping[int, Sequence[Chat]]:
    return {person: _chats_of(person, rows.get(person, ()), chat) for person in people}


def _chat_at(_: tuple[str, str, str], known: Chat | None, chat: Chat) -> Chat | None:
    """Who still writes to the old address of a chat that moved is heard in the chat as it is now."""
    return chat if known is not None and known.id == chat.id else known


def _by_id(ids: tuple[int, ...], rows: Mapping[int, Any], record: Any) -> Mapping[int, Any]:
    return {**rows, record.id: record} if record.id in ids else rows


def _consents_of(person_id: int, rows: Sequence[Consent], consent: Consent) -> Sequence[Consent]:
    return _kept(rows, consent, keep=consent.person_id == person_id)


def _open_drafts(person_id: int, rows: Sequence[Draft], draft: Draft) -> Sequence[Draft]:
    kept = _kept(rows, draft, keep=draft.person_id == person_id and draft.state == "open")
    if kept is rows:
        return rows
    return tuple(sorted(kept, key=lambda each: (each.touched_at, each.id), reverse=True))


def _drafts_in(units: tuple[str, ...], rows: Sequence[Draft], draft: Draft) -> Sequence[Draft]:
    return _kept(rows, draft, keep=draft.unit in units and draft.state == "open")


def _attachments_of(
    draft_id: int, rows: Sequence[Attachment], attachment: Attachment
) -> Sequence[Attachment]:
    return _kept(rows, attachment, keep=attachment.draft_id == draft_id and attachment.state != "dropped")


def _initiatives_of(
    person_id: int, rows: Sequence[Initiative], initiative: Initiative
) -> Sequence[Initiative]:
    mine = initiative.person_id == person_id
    known = any(row.id == initiative.id for row in rows)
    return _kept(rows, initiative, keep=mine) if known or not mine else (initiative, *rows)


def _entered_by(person_id: int, rows: Sequence[Initiative], initiative: Initiative) -> Sequence[Initiative]:
    his = initiative.entered_by == person_id
    known = any(row.id == initiative.id for row in rows)
    return _kept(rows, initiative, keep=his) if known or not his else (initiative, *rows)


def _claims_of(initiative_id: int, rows: Sequence[Invite], invite: Invite) -> Sequence[Invite]:
    return _kept(rows, invite, keep=True) if invite.initiative_id == initiative_id else rows


def _initiatives_in(unit: str, rows: Sequence[Initiative], initiative: Initiative) -> Sequence[Initiative]:
    here = initiative.unit == unit
    known = any(row.id == initiative.id for row in rows)
    return _kept(rows, initiative, keep=here) if known or not here else (initiative, *rows)


def _awaiting(
    asked: tuple[tuple[str, ...], int, int], rows: Sequence[Initiative], initiative: Initiative
) -> Sequence[Initiative]:
    units, looks, after = asked
    waits = initiative.status == "submitted" and initiative.looks == looks and initiative.id > after
    waits = waits and initiative.source_key is None
    here = not units or initiative.unit in units
    return tuple(sorted(_kept(rows, initiative, keep=waits and here), key=lambda row: row.id))


Title = tuple[int, str, str]


def _titles_in(unit: str, rows: Sequence[Title], initiative: Initiative) -> Sequence[Title]:
    rest = tuple(row for row in rows if row[0] != initiative.id)
    shown = not initiative.confidential and initiative.status not in {"withdrawn", "rejected"}
    counts = initiative.unit == unit and shown
    return (*rest, (initiative.id, initiative.title, initiative.title_folded)) if counts else rest


def plus(before: Count, change: Count) -> Count:
    """The sum of two changes of one unit's tally."""
    return replace(
        before,
        submitted=before.submitted + change.submitted,
        valid=before.valid + change.valid,
        needs_info=before.needs_info + change.needs_info,
        rejected=before.rejected + change.rejected,
        withdrawn=before.withdrawn + change.withdrawn,
    )


def _tallies(asked: tuple[str, Any], rows: Mapping[str, Count], change: Count) -> Mapping[str, Count]:
    phase, units = asked
    return _summed(rows, replace(change, day=date.min)) if _concerns(change, phase, units) else rows


def _concerns(change: Count, phase: str, units: tuple[str, ...]) -> bool:
    return change.phase == phase and change.unit in units


def _summed(rows: Mapping[str, Count], change: Count) -> Mapping[str, Count]:
    before = rows.get(change.unit)
    return {**rows, change.unit: change if before is None else plus(before, change)}


def _tally_since(
    asked: tuple[str, Any, Any], rows: Mapping[str, Count], change: Count
) -> Mapping[str, Count]:
    phase, since, units = asked
    counts = change.day >= since and _concerns(change, phase, units)
    return _summed(rows, replace(change, day=since)) if counts else rows


def _reached(asked: tuple[str, Any], rows: Mapping[str, datetime], change: Reached) -> Mapping[str, datetime]:
    phase, units = asked
    if change.phase != phase or change.unit not in units:
        return rows
    rest = {unit: at for unit, at in rows.items() if unit != change.unit}
    return rest if change.at is None else {**rest, change.unit: change.at}


def _drafts_by(person_id: int, rows: Sequence[Draft], draft: Draft) -> Sequence[Draft]:
    return _kept(rows, draft, keep=draft.person_id == person_id)


def _attachments_by(_: int, rows: Sequence[Attachment], attachment: Attachment) -> Sequence[Attachment]:
    """A file tells its draft but not whose that is: one of a draft that has none yet shows with the next batch."""
    known = any(row.draft_id == attachment.draft_id for row in rows)
    return _kept(rows, attachment, keep=True) if known else rows


def _events_by(
    person_id: int, rows: Sequence[InitiativeEvent], event: InitiativeEvent
) -> Sequence[InitiativeEvent]:
    known = any(row.initiative_id == event.initiative_id for row in rows)
    return _kept(rows, event, keep=True) if known or event.by_person == person_id else rows


def _events_of(
    initiative_id: int, rows: Sequence[InitiativeEvent], event: InitiativeEvent
) -> Sequence[InitiativeEvent]:
    return _kept(rows, event, keep=True) if event.initiative_id == initiative_id else rows


def _questions_by(person_id: int, rows: Sequence[Question], question: Question) -> Sequence[Question]:
    return _kept(rows, question, keep=question.person_id == person_id)


def _papers_open(person_id: int, rows: Sequence[PaperOrder], order: PaperOrder) -> Sequence[PaperOrder]:
    return _kept(rows, order, keep=order.person_id == person_id and order.state in {"waiting", "making"})


def _milestone_claims(
    _: None, rows: Sequence[MilestoneClaim], claim: MilestoneClaim
) -> Sequence[MilestoneClaim]:
    return _kept(rows, claim, keep=True)


def _awards(_: None, rows: Sequence[Award], award: Award) -> Sequence[Award]:
    return _kept(rows, award, keep=True)


def _roles(_: None, rows: Sequence[Role], role: Role) -> Sequence[Role]:
    return _kept(rows, role, keep=True)


def _invites(_: None, rows: Sequence[Invite], invite: Invite) -> Sequence[Invite]:
    usable = invite.kind not in {"unit", "account", "claim"} and invite.revoked_at is None
    return _kept(rows, invite, keep=usable and (invite.max_uses is None or invite.uses < invite.max_uses))


def _assignments_of(invite: int, rows: Sequence[Assignment], line: Assignment) -> Sequence[Assignment]:
    return _kept(rows, line, keep=line.state == "waiting") if line.invite_id == invite else rows


def _account_codes(person_id: int, rows: Sequence[Invite], invite: Invite) -> Sequence[Invite]:
    made = invite.kind == "account" and invite.created_by == person_id
    return _kept(rows, invite, keep=made and invite.revoked_at is None)


def _group_links(_: None, rows: Sequence[GroupLink], link: GroupLink) -> Sequence[GroupLink]:
    rest = tuple(row for row in rows if row.chat_id != link.chat_id)
    return rest if link.state == "unlinked" else (*rest, link)


def _questions_open(
    units: tuple[str, ...], rows: Sequence[Question], question: Question
) -> Sequence[Question]:
    return _kept(rows, question, keep=question.unit in units and question.answered_at is None)


def _amendments_about(subject: str, rows: Sequence[Amendment], made: Amendment) -> Sequence[Amendment]:
    return _kept(rows, made, keep=True) if made.subject == subject else rows


def _amendments_proposed(_: None, rows: Sequence[Amendment], made: Amendment) -> Sequence[Amendment]:
    return _kept(rows, made, keep=made.state == "proposed")


def _audits(before: int, rows: Sequence[Audit], line: Audit) -> Sequence[Audit]:
    """A new line is the newest of all."""
    return rows if before and line.id >= before else (line, *rows)


def _unknown_posts(
    _: tuple[datetime, datetime], rows: Sequence[Unsure], again: SendAgain
) -> Sequence[Unsure]:
    return tuple(row for row in rows if row.id != again.outbox_id)


FOLDS: Mapping[type, tuple[tuple[str, Fold], ...]] = {
    Chat: (
        ("chat_at", _chat_at),
        ("chats", _by_id),
        ("chats_of", _chats_of),
        ("chats_of_people", _chats_of_people),
    ),
    Person: (("people", _by_id),),
    Consent: (("consents_of", _consents_of),),
    Draft: (("open_drafts", _open_drafts), ("drafts_in", _drafts_in), ("drafts_by", _drafts_by)),
    Attachment: (("attachments_of", _attachments_of), ("attachments_by", _attachments_by)),
    Initiative: (
        ("initiatives_of", _initiatives_of),
        ("entered_by", _entered_by),
        ("initiatives_in", _initiatives_in),
        ("awaiting", _awaiting),
        ("titles_in", _titles_in),
    ),
    Count: (("tallies", _tallies), ("tally_since", _tally_since)),
    Reached: (("reached", _reached),),
    Role: (("roles", _roles),),
    Assignment: (("assignments_of", _assignments_of),),
    Invite: (("invites", _invites), ("account_codes", _account_codes), ("claims_of", _claims_of)),
    Erase: ERASED,
    GroupLink: (("group_links", _group_links),),
    InitiativeEvent: (("events_by", _events_by), ("events_of", _events_of)),
    Award: (("awards", _awards),),
    MilestoneClaim: (("milestone_claims", _milestone_claims),),
    PaperOrder: (("papers_open", _papers_open),),
    Question: (("questions_open", _questions_open), ("questions_by", _questions_by)),
    SendAgain: (("unknown_posts", _unknown_posts),),
    Audit: (("audits", _audits),),
    Amendment: (
        ("amendments_about", _amendments_about),
        ("amendments_proposed", _amendments_proposed),
    ),
}
