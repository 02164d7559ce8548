"""Who holds which office: inviting, ending, leave; and reports by a former tree."""

from __future__ import annotations

from typing import Literal

from handlers.states.steps import OfficeStep


class Inviting(OfficeStep):
    """Whom to invite, a cadre or another owner, is being asked."""

    at: Literal["invite"] = "invite"


class InvitingOwner(OfficeStep):
    """Whether to invite another owner is being asked."""

    at: Literal["invite_owner"] = "invite_owner"


class EndingAbsent(OfficeStep):
    """From which day those not in a list of assignments are no more in charge is being asked; `about`: the list."""

    at: Literal["end_absent"] = "end_absent"
    about: str


class EndingOffice(OfficeStep):
    """Whether to end somebody's office is being asked."""

    at: Literal["end_office"] = "end_office"
    role: int


class OnLeave(OfficeStep):
    """A leave is entered; whether to end it is being asked."""

    at: Literal["on_leave"] = "on_leave"


class NamingSubstitute(OfficeStep):
    """Who stands in for a cadre on leave is being asked."""

    at: Literal["substitute"] = "substitute"
    page: int = 0


class LeaveDates(OfficeStep):
    """From when until when a cadre is on leave is being asked."""

    at: Literal["leave_dates"] = "leave_dates"
    substitute: int


class TreeDay(OfficeStep):
    """By the tree of which day the report of this unit is to be arranged is being asked."""

    at: Literal["tree_day"] = "tree_day"
    unit: str


OfficesState = (
    Inviting | InvitingOwner | EndingAbsent | EndingOffice | OnLeave | NamingSubstitute | LeaveDates | TreeDay
)
