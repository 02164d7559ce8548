"""`/noitaikhoan`: a code for one's other account, and what a code does where it is typed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from campaign.vietnamese.dates import say_moment
from handlers.browsing import offer
from handlers.form.drafting import stay
from handlers.invitations import known, usable
from handlers.joining import is_complete
from handlers.outcome import Outcome, Reply, go, say
from handlers.states import Idle, JoiningAccounts
from handlers.turn import Turn
from storage.records import Invite, Person

LASTS = timedelta(minutes=15)
_CODE = re.compile(r"(?<![a-z0-9])[a-z0-9]{10}(?![a-z0-9])")
_MOST_LOOKED_UP = 3  # words of a group's message that may be a code


def begin(turn: Turn) -> Outcome:
    """A fresh code for who is known here, the ones before are taken back; how to get one for who is not."""
    if (code := turn.incoming.argument.strip().lower()) and (taken := opened(turn, code)) is not None:
        return taken
    if not is_complete(turn):
        return _told(turn, turn.t("account-how-new"))
    invite = _minted(turn)
    until = say_moment(turn.now + LASTS, turn.scene.zone)
    return Outcome(_handed_over(turn, invite, until), (*taken_back(turn, turn.me()), invite))


def _handed_over(turn: Turn, invite: Invite, until: str) -> tuple[Reply, ...]:
    """The code as a message of its own, which is easily copied; where messages are counted in one with the rest."""
    if turn.channel.frugal:
        return (say(turn.t("account-how-with-code", code=invite.code, until=until)),)
    return say(turn.t("account-how", until=until)), say(invite.code)


def _minted(turn: Turn) -> Invite:
    return Invite(
        id=turn.new_id("invite"),
        code=turn.scene.new_code(),
        kind="account",
        unit=None,
        created_by=turn.me().id,
        created_at=turn.now,
        expires_at=turn.now + LASTS,
        revoked_at=None,
        max_uses=1,
        uses=0,
    )


def taken_back(turn: Turn, person: Person) -> tuple[Invite, ...]:
    """The codes of this person that nobody has used: of several only the newest works."""
    unused = (code for code in turn.records.account_codes(person.id) if not code.uses)
    return tuple(replace(code, revoked_at=turn.now) for code in unused)


def _told(turn: Turn, note: str) -> Outcome:
    """Say it, and ask again what was being asked."""
    return offer(turn, note) if isinstance(turn.state, Idle) else stay(turn, note)


def opened(turn: Turn, code: str) -> Outcome | None:
    """What an account's code leads to here; None where it is no such code."""
    invite = known(turn, code)
    if invite is None or invite.kind != "account":
        return None
    owner = holder(turn, invite)
    if owner is None:
        return _told(turn, turn.t("account-code-over"))
    if turn.person is not None and owner.id == turn.person.id:
        return _told(turn, turn.t("account-code-own"))
    return go(JoiningAccounts(code=invite.code))


def holder(turn: Turn, invite: Invite) -> Person | None:
    """Whose account the code joins, while it still works."""
    if usable(turn, invite.code) is None or invite.created_by is None:
        return None
    person = turn.records.person(invite.created_by)
    return person if person is not None and person.erased_at is None else None


def exposed(turn: Turn) -> Outcome | None:
    """A code shown in a group is taken back: whoever read it there could use it. None where nothing was shown.

    One that joins accounts, or that takes over what was entered for an author.
    """
    said = f"{turn.incoming.text} {turn.incoming.argument}".lower()
    for word in list(dict.fromkeys(_CODE.findall(said)))[:_MOST_LOOKED_UP]:
        invite = known(turn, word)
        if invite is not None and invite.kind in {"account", "claim"}:
            text = "account-code-in-group" if invite.kind == "account" else "claim-code-in-group"
            note = say(turn.t(text, bot=turn.channel.called))
            return Outcome((note,), (replace(invite, revoked_at=invite.revoked_at or turn.now),))
    return None
