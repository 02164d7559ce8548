"""The parts of a campaign put together, and what has to fit between its files."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from campaign.definition import Campaign, Owner
from campaign.file.entered import read_entered
from campaign.file.forms import read_form
from campaign.file.goals import read_targets, target_columns
from campaign.file.hints import read_hints
from campaign.file.looks import read_looks
from campaign.file.periods import codes_of, read_phases, read_sprints
from campaign.file.policies import read_policy
from campaign.file.successions import check_circles, read_listed, read_successions
from campaign.file.tables import BasicsTable, OwnerTable
from campaign.file.terms import read_terms
from campaign.file.units import check_units, read_units
from campaign.file.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection

    from campaign.definition import Entered, Phase
    from campaign.file.document import Document
    from campaign.file.problems import Findings
    from campaign.file.sheet import Sheet
    from campaign.file.units import Listed

DEFAULT_ZONE = "Asia/Ho_Chi_Minh"
_LISTS = ("clusters", "blocks", "member_kinds", "fields", "solution_kinds", "reasons")
_SECTIONS = (
    "owner",
    "phases",
    "sprints",
    "targets",
    "successions",
    *_LISTS,
    "review",
    "award_hints",
    "form",
    "policy",
)


class Assembly:
    """One campaign while it is read: each part notes its own mistakes and goes on with what is good."""

    def __init__(
        self, document: Document, units: Sheet | None, entered: Sheet | None, became: Sheet | None, texts: str
    ) -> None:
        """Read what everything else refers to: the top of the file, the zone, the lists of terms."""
        self._document, self._units, self._entered, self._texts = document, units, entered, texts
        self._became = became
        self._basics = _read_basics(document)
        self._zone = _read_zone(document)
        self._root = "root" if self._basics is None else self._basics.root
        self._terms = {key: read_terms(document, key) for key in _LISTS}

    def campaign(self, findings: Findings) -> Campaign | None:
        """The campaign, if nothing at all is wrong with it."""
        document, codes = self._document, self._unit_codes()
        phases = tuple(read_phases(document, self._zone).values())
        sprints = read_sprints(document, phases, codes, self._root, self._zone)
        owner, form, policy = self._read_owner(), read_form(document, self._terms), read_policy(document)
        listed = self._read_units()
        targets = read_targets(
            document,
            listed,
            columns=None if self._units is None else self._units.columns,
            phases=codes_of(document, "phases"),
            units=codes,
            blocks=self._codes("blocks"),
        )
        units = tuple(one.unit for one in listed)
        looks = read_looks(document, units, form)
        hints = read_hints(document, self._codes("member_kinds"))
        listed_successions = () if self._became is None else read_listed(self._became, codes, self._zone)
        successions = (*read_successions(document, codes), *listed_successions)
        entered = self._read_entered(phases)
        if not findings.in_order():
            check_circles(document, units, successions)
        if findings.in_order() or self._basics is None or owner is None or form is None:
            return None
        return Campaign(
            **{**self._basics.model_dump(), "short_name": self._basics.short_name or self._basics.name},
            **self._terms,
            owner=owner,
            phases=phases,
            sprints=tuple(sprints.values()),
            targets=targets,
            form=form,
            policy=policy,
            review=looks,
            award_hints=hints,
            units=units,
            successions=successions,
            entered=entered,
            texts=self._texts,
        )

    def _read_owner(self) -> Owner | None:
        if "owner" not in self._document.data:
            self._document.refuse(("owner",), "[owner] is missing: the union that answers for the campaign")
            return None
        raw = self._document.table(("owner",))
        self._document.refuse_stranger(("owner", "unit"), "unit", raw.get("unit"), self._unit_codes())
        table = self._document.read(OwnerTable, raw, ("owner",))
        if table is None:
            return None
        return Owner(unit=table.unit or self._root, name=table.name, contact=table.contact)

    def _read_units(self) -> tuple[Listed, ...]:
        if self._units is None:
            return ()
        listed = read_units(self._units, self._root, target_columns(self._document), self._zone)
        if self._basics is not None:
            check_units(self._units, listed, self._root, self._codes("clusters"), self._codes("blocks"))
        return listed

    def _read_entered(self, phases: tuple[Phase, ...]) -> tuple[Entered, ...]:
        if self._entered is None:
            return ()
        codes: dict[str, Collection[str]] = {
            "field": self._codes("fields"),
            "member_kind": self._codes("member_kinds"),
        }
        if (units := self._unit_codes()) is not None:
            codes["unit"] = units
        complete = len(phases) == len(codes_of(self._document, "phases"))
        return read_entered(self._entered, self._zone, codes, phases if complete else None)

    def _unit_codes(self) -> Collection[str] | None:
        """The codes of units.csv, also of lines with other mistakes; None when they cannot all be known."""
        if self._units is None or not self._units.complete or "code" not in self._units.columns:
            return None
        return {row.cells["code"] for row in self._units.rows}

    def _codes(self, key: str) -> tuple[str, ...]:
        """The codes of a list, also of terms with other mistakes."""
        written = self._document.data.get(key)
        return tuple(written) if isinstance(written, dict) else tuple(term.code for term in self._terms[key])


def _read_basics(document: Document) -> BasicsTable | None:
    known = (*BasicsTable.model_fields, *_SECTIONS)
    document.refuse_unknown((), document.data, known)
    basics = document.read(
        BasicsTable, {key: document.data[key] for key in BasicsTable.model_fields if key in document.data}, ()
    )
    if basics is not None and _is_backward(basics):
        document.refuse(("applied_until",), "it is earlier than applied_from")
    return basics


def _is_backward(basics: BasicsTable) -> bool:
    start, end = basics.applied_from, basics.applied_until
    return start is not None and end is not None and end < start


def _read_zone(document: Document) -> ZoneInfo:
    name = document.data.get("time_zone", DEFAULT_ZONE)
    try:
        return ZoneInfo(name) if isinstance(name, str) else ZoneInfo(DEFAULT_ZONE)
    except (OSError, ValueError, LookupError):
        near = did_you_mean(name, available_timezones())
        document.refuse(("time_zone",), f"there is no time zone “{name}”{near}")
        return ZoneInfo(DEFAULT_ZONE)
