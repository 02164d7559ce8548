"""`/thoigiao`: ending an office, with what hangs on it."""

from __future__ import annotations

from dataclasses import replace

from handlers.choosing import decided
from handlers.offices.register import say_office, standing
from handlers.outcome import Outcome, Reply, Rows, ask, column, go, say
from handlers.rights import allowed, holds, owners, refuse
from handlers.states import IDLE, EndingOffice
from handlers.turn import Turn
from storage.messages import Choice, Message
from storage.records import Audit, Change, Role


def begin_end(turn: Turn) -> Outcome:
    """`/thoigiao <number>`: ask before an office is ended."""
    if not allowed(turn, "end_office"):
        return refuse(turn)
    number = turn.incoming.argument
    role = _live(turn, int(number)) if number.isdecimal() and len(number) < 18 else None
    if role is None:
        return go(IDLE, turn.t("thoigiao-gone"))
    if _is_last_owner(turn, role):
        return go(IDLE, turn.t("thoigiao-last-owner"))
    return go(EndingOffice(role=role.id))


def _live(turn: Turn, role_id: int) -> Role | None:
    return next((role for role in standing(turn) if role.id == role_id), None)


def _is_last_owner(turn: Turn, role: Role) -> bool:
    others = [each for each in owners(turn.records.roles(), turn.now) if each.id != role.id]
    return role.role == "owner" and not others


def present_end(turn: Turn, state: EndingOffice) -> Reply:
    """Ask whether to end it."""
    role = _live(turn, state.role)
    what = say_office(turn, role, [role]) if role is not None else "–"
    return ask(turn.t("thoigiao-ask", what=what), choices=_rows(turn))


def _rows(turn: Turn) -> Rows:
    return column(Choice(turn.t("thoigiao-yes"), "yes", "danger"), turn.button("nav-cancel", "cancel"))


def answer_end(turn: Turn, state: EndingOffice) -> Outcome:
    """End it at once and tell him whose it was, or let it be."""
    match decided(turn, _rows(turn)):
        case "cancel" | "no" | "back":
            return go(IDLE, turn.t("office-stopped"))
        case "yes" if allowed(turn, "end_office"):
            return _end(turn, _live(turn, state.role))
        case "yes":
            return refuse(turn)
    return go(state, turn.t("office-unclear"))


def _end(turn: Turn, role: Role | None) -> Outcome:
    if role is None:
        return go(IDLE, turn.t("thoigiao-gone"))
    return go(IDLE, turn.t("thoigiao-last-owner")) if _is_last_owner(turn, role) else _ended(turn, role)


def _ended(turn: Turn, role: Role) -> Outcome:
    what = say_office(turn, role, [role])
    done = say(turn.t("thoigiao-done", what=what))
    return Outcome((done, *_tell(turn, role)), tuple(_changes(turn, role)), IDLE)


def _changes(turn: Turn, role: Role) -> list[Change]:
    """The office, what others hold in its stead, and the codes he made, if this was his last."""
    stands_in = [
        each
        for each in standing(turn)
        if each.substitutes == role.person_id and (each.unit, role.substitutes) == (role.unit, None)
    ]
    changes: list[Change] = [end(each, turn) for each in (role, *stands_in)]
    held = turn.records.roles_of(role.person_id)
    others = [each for each in held if each.id != role.id and holds(each, turn.now)]
    codes = [] if others else turn.records.invites()
    changes += [replace(code, revoked_at=turn.now) for code in codes if code.created_by == role.person_id]
    noted = Audit(
        id=turn.new_id("audit"),
        at=turn.now,
        person_id=turn.me().id,
        action=f"{role.role}_ended",
        subject=role.unit,
        detail=str(role.person_id),
    )
    return [*changes, noted]


def end(role: Role, turn: Turn) -> Role:
    """The office ended now; one that has not begun was never held."""
    return replace(role, until=max(turn.now, role.since))


def _tell(turn: Turn, role: Role) -> list[Reply]:
    if role.person_id == turn.me().id:
        return []
    return tell(turn, role.person_id, turn.t("thoigiao-told", unit=turn.unit_name(role.unit)))


def tell(turn: Turn, person: int, text: str) -> list[Reply]:
    """A word to somebody else, in the chat he was last met in; nothing where the bot cannot reach him."""
    live = [chat for chat in turn.records.chats_of(person) if chat.state == "active"]
    return [Reply(Message(text), to=chat.id, person_id=person) for chat in live[:1]]
