"""Coming to the bot: consent, name, unit, kind, and joining accounts."""

from __future__ import annotations

from typing import Literal

from handlers.states.steps import Step

UnitPurpose = Literal["join", "profile", "cadre", "group", "behalf"]


class Consenting(Step):
    """The four purposes are being answered; `invite`: the code this person came by."""

    at: Literal["consent"] = "consent"
    given: tuple[bool | None, bool | None, bool | None, bool | None] = (None, None, None, None)
    invite: str = ""
    update: bool = False


class Introducing(Step):
    """Name, unit and kind are asked together; `query`: words for the unit that fit several, to be picked from last."""

    at: Literal["introduce"] = "introduce"
    invite: str = ""
    query: str = ""


class Naming(Step):
    """The person's name is being asked; `proposed`: how it would usually be written."""

    at: Literal["name"] = "name"
    invite: str = ""
    proposed: str = ""
    update: bool = False


class ChoosingUnit(Step):
    """A unit is being looked for; `purpose`: what for."""

    at: Literal["unit"] = "unit"
    purpose: UnitPurpose = "join"
    query: str = ""
    page: int = 0
    invite: str = ""


class ChoosingKind(Step):
    """The kind of member is being asked."""

    at: Literal["kind"] = "kind"
    update: bool = False
    invite: str = ""


class Moving(Step):
    """Whether to move to the unit of a link is being asked."""

    at: Literal["move"] = "move"
    unit: str


class JoiningAccounts(Step):
    """Whether to become one with the person of another account is being asked; `code`: the one that was typed."""

    at: Literal["join_accounts"] = "join_accounts"
    code: str


JoiningState = Consenting | Introducing | Naming | ChoosingUnit | ChoosingKind | Moving | JoiningAccounts
