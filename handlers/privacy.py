"""`/dulieu`: what is stored about me, what I agreed to, and having it erased at once (domain.md 4.3, Law 91/2025)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from campaign.vietnamese.numbers import count
from campaign.vietnamese.text import fold
from handlers.browsing import offer
from handlers.choosing import chosen
from handlers.consent import PURPOSES, recorded
from handlers.dossier import dossier
from handlers.outcome import Outcome, Reply, Rows, ask, go, hand_out
from handlers.profile import channels_of
from handlers.rights import holds, owners
from handlers.states import IDLE, Consenting, Erasing
from handlers.turn import Turn
from storage.messages import Choice, File
from storage.records import Audit, Erase, Initiative, Role

_ASKING = frozenset({"xoa", "xoa di", "xoa du lieu"})  # what asks for it does not confirm it as well
_LEAVING = frozenset({"no", "cancel", "back", "skip"})


def show(turn: Turn) -> Outcome:
    """Everything stored about the person as a file, in short what it is, and what can be done with it."""
    if turn.person is None:
        return offer(turn, turn.t("data-stranger"))
    if fold(turn.incoming.argument).replace(" ", "") == "dongy":
        return reconsider(turn)
    content = dossier(turn)
    file = hand_out(turn.t("data-file"), File(turn.t("data-file-name"), content))
    return offer(turn, _summary(turn), _rows(turn), heading=turn.t("data-heading"), before=(file,))


def _summary(turn: Turn) -> str:
    me = turn.me()
    drafts = [draft for draft in turn.records.drafts_by(me.id) if draft.state == "open"]
    return turn.t(
        "data-summary",
        initiatives=count(len(turn.records.initiatives_of(me.id))),
        drafts=count(len(drafts)),
        files=count(sum(file.state != "dropped" for file in turn.records.attachments_by(me.id))),
        questions=count(len(turn.records.questions_by(me.id))),
    )


def _rows(turn: Turn) -> Rows:
    return (
        (turn.button("data-consents", "!dulieu:dongy"),),
        (turn.button("data-change", "!hoso"),),
        (Choice(turn.t("data-erase"), "!xoadulieu", "danger"),),
    )


def reconsider(turn: Turn) -> Outcome:
    """Ask the four purposes again, with what holds now; withdrawing the first one leads to erasing."""
    if turn.person is None:
        return offer(turn, turn.t("data-stranger"))
    latest = {consent.purpose: consent.granted for consent in turn.records.consents_of(turn.person.id)}
    first, second, third, fourth = (latest.get(purpose, False) for purpose in PURPOSES)
    return go(Consenting(given=(first, second, third, fourth), update=True))


# Erasing


def begin_erasing(turn: Turn) -> Outcome:
    """`/xoadulieu`: say what it means and ask once more."""
    return offer(turn, turn.t("data-stranger")) if turn.person is None else go(Erasing())


def present_erasing(turn: Turn, state: Erasing) -> Reply:
    """What goes, what stays and why; an owner who is the last one is warned."""
    del state
    parts = [turn.t("erase-ask"), _accounts(turn), _remaining(turn), turn.t("erase-proof")]
    if _offices(turn):
        parts.append(turn.t("erase-last-owner" if _is_last_owner(turn) else "erase-offices"))
    return ask("\n".join(part for part in parts if part), choices=_erase_rows(turn))


def _accounts(turn: Turn) -> str:
    """Which accounts it is about, where they are several."""
    chats = turn.records.chats_of(turn.me().id)
    if len(chats) == 1:
        return ""
    return turn.t("erase-accounts", n=count(len(chats)), channels=channels_of(turn))


def _remaining(turn: Turn) -> str:
    kept = _counted(turn.records.initiatives_of(turn.me().id))
    return turn.t("erase-remains", n=count(kept)) if kept else ""


def _counted(made: Sequence[Initiative]) -> int:
    return sum(each.status not in {"withdrawn", "rejected"} for each in made)


def _offices(turn: Turn) -> list[Role]:
    """The offices this person holds or is to hold."""
    roles = turn.records.roles_of(turn.me().id)
    return [role for role in roles if holds(role, turn.now) or role.since > turn.now]


def _is_last_owner(turn: Turn) -> bool:
    ruling = {role.person_id for role in owners(turn.records.roles(), turn.now)}
    return ruling == {turn.me().id}


def _erase_rows(turn: Turn) -> Rows:
    return ((turn.button("erase-no", "no"),), (Choice(turn.t("erase-yes"), "yes", "danger"),))


def answer_erasing(turn: Turn, state: Erasing) -> Outcome:
    """Erase at once, or leave everything as it is."""
    token = chosen(turn, _erase_rows(turn))
    if token in _LEAVING:
        return go(IDLE, turn.t("erase-kept"))
    is_asking_again = fold(turn.incoming.text) in _ASKING
    return _erase(turn) if token == "yes" and not is_asking_again else go(state, turn.t("choice-unclear"))


def _erase(turn: Turn) -> Outcome:
    me = turn.me()
    ended = (replace(role, until=max(turn.now, role.since)) for role in _offices(turn))
    noted = Audit(
        id=turn.new_id("audit"), at=turn.now, person_id=me.id, action="person_erased", subject=str(me.id)
    )
    told = "\n".join(part for part in (turn.t("erase-done"), _remaining(turn), turn.t("erase-proof")) if part)
    withdrawn = recorded(turn, me, dict.fromkeys(PURPOSES, False))
    return go(IDLE, told, *ended, noted, *withdrawn, Erase(me.id, turn.now))
