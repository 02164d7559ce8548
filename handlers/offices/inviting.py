"""`/moi` and `/loimoi`: an owner invites cadres and other owners by one-time links, and takes links back."""

from __future__ import annotations

from dataclasses import replace

from campaign.boards.phrases import inside_sentence
from campaign.definition import Unit
from campaign.vietnamese.numbers import count
from handlers import unit_choice
from handlers.browsing import offer, page_of, pages, pairs
from handlers.choosing import chosen, decided, is_cancel, navigation
from handlers.invitations import is_over, mint, say_expiry
from handlers.outcome import Outcome, Reply, Rows, ask, column, go, say
from handlers.rights import allowed, refuse
from handlers.states import IDLE, ChoosingUnit, Inviting, InvitingOwner
from handlers.turn import Turn
from storage.records import Audit, Invite

PAGE = 6


def begin(turn: Turn) -> Outcome:
    """`/moi`: ask whom to invite; `/moi <unit>` invites a cadre of that unit."""
    if not allowed(turn, "invite_cadre"):
        return refuse(turn)
    wanted = turn.incoming.argument.strip()
    unit = turn.unit_called(wanted)
    if unit is not None:
        return invite_cadre(turn, unit)
    return go(ChoosingUnit(purpose="cadre", query=wanted[:100])) if wanted else go(Inviting())


def present(turn: Turn, state: Inviting) -> Reply:
    """Ask whom to invite."""
    del state
    return ask(turn.t("moi-ask"), choices=_rows(turn))


def _rows(turn: Turn) -> Rows:
    offices = column(turn.button("moi-cadre", "cadre"), turn.button("moi-owner", "owner"))
    return (*offices, navigation(turn))


def answer(turn: Turn, state: Inviting) -> Outcome:
    """A cadre needs a unit, an owner a confirmation."""
    match chosen(turn, _rows(turn)):
        case "cadre":
            return go(ChoosingUnit(purpose="cadre"))
        case "owner":
            return go(InvitingOwner())
        case "cancel":
            return go(IDLE, turn.t("office-stopped"))
    return go(state, turn.t("office-unclear"))


def answer_unit(turn: Turn, state: ChoosingUnit) -> Outcome:
    """Take the unit that was picked, the whole campaign's among them."""
    if is_cancel(turn):
        return go(IDLE, turn.t("office-stopped"))
    picked = unit_choice.picked(turn, state)
    if isinstance(picked, Outcome):
        return picked
    return invite_cadre(turn, turn.scene.units.unit(picked))


def invite_cadre(turn: Turn, unit: Unit) -> Outcome:
    """Make the link of a cadre for this unit and everything under it."""
    if not allowed(turn, "invite_cadre", unit.code):
        return refuse(turn)
    return _made(turn, mint(turn, "cadre", unit.code), unit)


def present_owner(turn: Turn, state: InvitingOwner) -> Reply:
    """Ask whether it is really meant: an owner may do everything."""
    del state
    return ask(turn.t("moi-owner-ask"), choices=_owner_rows(turn))


def _owner_rows(turn: Turn) -> Rows:
    return column(turn.button("moi-owner-yes", "yes"), turn.button("nav-cancel", "cancel"))


def answer_owner(turn: Turn, state: InvitingOwner) -> Outcome:
    """Make the link of another owner, or let it be."""
    match decided(turn, _owner_rows(turn)):
        case "yes" if allowed(turn, "invite_owner"):
            return _made(turn, mint(turn, "owner", None), turn.scene.units.root)
        case "yes":
            return refuse(turn)
        case "cancel" | "no" | "back":
            return go(IDLE, turn.t("office-stopped"))
    return go(state, turn.t("office-unclear"))


def _made(turn: Turn, invite: Invite, unit: Unit) -> Outcome:
    """What the owner has to know, and a message of its own, ready to be forwarded."""
    until = say_expiry(turn, invite)
    door = turn.channel.door(unit.code)
    ready = turn.t(
        f"moi-forward-{invite.kind}" if door.link else f"moi-forward-{invite.kind}-code",
        unit=unit.name,
        campaign=inside_sentence(turn.campaign.name),
        owner=turn.campaign.owner.name,
        bot=door.contact,
        link=door.link_to(invite.code),
        until=until,
    )
    kept = say(turn.t(f"moi-made-{invite.kind}", unit=unit.name, until=until))
    return Outcome((kept, say(ready)), (invite, _noted(turn, "invited", invite)), IDLE)


def _noted(turn: Turn, action: str, invite: Invite) -> Audit:
    return Audit(
        id=turn.new_id("audit"),
        at=turn.now,
        person_id=turn.me().id,
        action=f"{invite.kind}_{action}",
        subject=invite.unit or turn.campaign.root,
        detail=str(invite.id),
    )


# Open invitations


def open_invites(turn: Turn) -> list[Invite]:
    """The one-time codes that still work: an owner sees all, a cadre the ones he made."""
    mine, all_of_them = turn.me().id, allowed(turn, "invite_cadre")
    live = [invite for invite in turn.records.invites() if not is_over(turn, invite)]
    return [invite for invite in live if all_of_them or invite.created_by == mine]


def show_open(turn: Turn) -> Outcome:
    """`/loimoi`: the open invitations, each with a button to take it back."""
    invites = open_invites(turn)
    if not invites:
        return Outcome((say(turn.t("loimoi-none")),), (), None)
    _, page = page_of(turn.incoming.argument)
    last = (len(invites) - 1) // PAGE
    first = min(page, last) * PAGE
    shown = list(enumerate(invites[first : first + PAGE], first + 1))
    lines = [turn.t("loimoi-line", n=str(n), what=_what(turn, invite), until=say_expiry(turn, invite))
             for n, invite in shown]  # fmt: skip
    rows = pairs([turn.button("loimoi-revoke", f"!thuhoi:{invite.id}", n=str(n)) for n, invite in shown])
    text = "\n".join([turn.t("loimoi-heading", n=str(len(invites))), *lines])
    return offer(turn, text, (*rows, *_turning(turn, page, last)))


def _turning(turn: Turn, page: int, last: int) -> Rows:
    row = pages(turn, "loimoi", "", min(page, last), last)
    return (row,) if row else ()


def _what(turn: Turn, invite: Invite) -> str:
    lines = turn.records.assignments_of(invite.id) if invite.kind == "cadre" else ()
    if lines:
        return turn.t("loimoi-list", name=lines[0].name, n=count(len(lines)))
    unit = turn.unit(invite.unit) or turn.scene.units.root
    return turn.t(f"loimoi-{invite.kind}", unit=unit.name)


def revoke(turn: Turn) -> Outcome:
    """`/thuhoi <number>`: take an invitation back; whoever opens it then is told that it does not work."""
    invite = next((each for each in open_invites(turn) if str(each.id) == turn.incoming.argument), None)
    if invite is None:
        return Outcome((say(turn.t("loimoi-gone")),))
    rows = column(turn.button("loimoi-button", "!loimoi"))
    taken_back = replace(invite, revoked_at=turn.now)
    return offer(turn, turn.t("loimoi-revoked", what=_what(turn, invite)), rows).after(
        taken_back, _noted(turn, "invite_revoked", invite)
    )
