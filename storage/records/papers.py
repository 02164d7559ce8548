"""Files that were asked for, and decisions to commend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

# A list of units: look at it, put it in, take it back; give out the list as it is; open a page on
# which one is given, where a channel carries no files.
ListKind = Literal["list", "list_put", "list_undo", "list_out", "list_page"]
LIST_KINDS: tuple[ListKind, ...] = ("list", "list_put", "list_undo", "list_out", "list_page")


Order = Literal["valid", "best"]  # of people who might be commended: by number, or by the benefit of one


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """A file asked for: a report about a unit, a form about an initiative. `done` of `whole` rows are in it."""

    table: ClassVar[str] = "paper_order"
    id: int
    person_id: int
    chat_id: int
    kind: Literal["report", "form", "codes", "certificates"] | ListKind
    about: str
    format: Literal["xlsx", "docx", "pdf", "png"]
    state: Literal["waiting", "making", "made", "cancelled", "failed"]
    asked_at: datetime
    done: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A decision of people to commend: a unit, or (`person_id`) somebody of it. `form`: "Giấy khen"; local day."""

    table: ClassVar[str] = "award"
    id: int
    unit: str
    person_id: int | None
    form: str
    number: str
    decided_on: date
    entered_by: int | None
    entered_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Achiever:
    """Somebody who might be commended, with his figures; `name` is empty without consent to be named (P3).

    `initiative`: the first of his that counts, by which he can be pointed at without a name. `valid_benefit_vnd` is
    that of his valid ones, `best_vnd` of the one of them with the most.
    """

    person_id: int
    name: str
    unit: str
    member_kind: str | None
    valid: int
    counted: int
    benefit_vnd: int
    initiative: int
    valid_benefit_vnd: int
    best_vnd: int
