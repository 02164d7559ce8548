"""One unit of work in memory: what was loaded, what the turns changed, each turn seeing the one before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from storage.effects import Effects
from storage.messages import Message
from storage.optouts import OptOuts
from storage.reading import NotLoadedError
from storage.records import (
    Achiever,
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
    GroupLink,
    Initiative,
    InitiativeEvent,
    Invite,
    Milestone,
    MilestoneClaim,
    PaperOrder,
    Person,
    Progress,
    Question,
    Role,
    Unsure,
)
from storage.records.papers import Order
from storage.views import FOLDS, OF_NEW, singles

Key = tuple[str, object]
_ABSENT = object()


class Ids:
    """The next id of every table; one per database owner, handed out in memory, so that ids may have gaps."""

    def __init__(self, last: Mapping[str, int]) -> None:
        """`last`: the highest id each table holds."""
        self._last = dict(last)

    def take(self, kind: str) -> int:
        """The next id of this table."""
        self._last[kind] += 1
        return self._last[kind]

    def take_many(self, kind: str, number: int) -> int:
        """The first of so many consecutive ids of this table."""
        first = self._last[kind] + 1
        self._last[kind] += number
        return first

    def mark(self) -> dict[str, int]:
        """Where the counters stand."""
        return dict(self._last)

    def return_to(self, mark: dict[str, int]) -> None:
        """Give back the ids taken since `mark` (a turn that is played again)."""
        self._last = dict(mark)


class Workspace:
    """The `Records` of one batch: reads are answered from what is loaded, changes are seen by the next turn."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.changes: list[Change] = []
        self._known: defaultdict[str, dict[Any, Any]] = defaultdict(dict)
        self._undo: list[tuple[str, object, object]] = []
        self._changes_before = 0
        self._ids_before = ids.mark()
        self._stored = ids.mark()

    # What the unit of work does with it

    def learn(self, key: Key, loaded: Any) -> None:
        """Take in what was loaded for a key (None or empty: there is nothing), as this batch has changed it since."""
        kind, argument = key
        if argument not in self._known[kind]:
            self._known[kind][argument] = self._folded(kind, argument, loaded)

    def _folded(self, kind: str, argument: object, loaded: Any) -> Any:
        for change in self.changes:
            for folded_kind, fold in FOLDS.get(type(change), ()):
                if folded_kind == kind:
                    loaded = fold(argument, loaded, change)
        return loaded

    def knows(self, key: Key) -> bool:
        """Whether the key is loaded."""
        return key[1] in self._known[key[0]]

    def begin(self) -> None:
        """From here on a turn's changes can be undone."""
        self._undo = []
        self._changes_before = len(self.changes)
        self._ids_before = self.ids.mark()

    def undo(self) -> None:
        """Take back everything since `begin`: a turn that raised, or is to be played again, has changed nothing."""
        for kind, argument, value in reversed(self._undo):
            if value is _ABSENT:
                self._known[kind].pop(argument, None)
            else:
                self._known[kind][argument] = value
        del self.changes[self._changes_before :]
        self.ids.return_to(self._ids_before)

    def apply(self, changes: Sequence[Change]) -> None:
        """Make a turn's changes visible to the next turn and keep them for the writing."""
        for change in changes:
            for kind, argument, value in singles(change):
                self._set(kind, argument, value)
            for kind, fold in FOLDS.get(type(change), ()):
                for argument, value in list(self._known[kind].items()):
                    if (folded := fold(argument, value, change)) is not value:
                        self._set(kind, argument, folded)
            self.changes.append(change)

    def _set(self, kind: str, argument: object, value: object) -> None:
        self._undo.append((kind, argument, self._known[kind].get(argument, _ABSENT)))
        self._known[kind][argument] = value

    def next_id(self, kind: str) -> int:
        return self.ids.take(kind)

    def _get(self, kind: str, argument: object) -> Any:
        try:
            return self._known[kind][argument]
        except KeyError:
            if not self._is_new(kind, argument):
                raise NotLoadedError((kind, argument)) from None
        self._set(kind, argument, self._folded(kind, argument, OF_NEW[kind][1]))
        return self._known[kind][argument]

    def _is_new(self, kind: str, argument: object) -> bool:
        """Whether it hangs on a row this batch has made: its id may be another's when the turn is played again."""
        table, _ = OF_NEW.get(kind, ("", None))
        return isinstance(argument, int) and argument > self._stored.get(table, argument)

    # The look-ups (`storage.reading.Records`)

    def chat(self, chat_id: int) -> Chat | None:
        return self._get("chat", chat_id)

    def chat_at(self, channel: str, bot: str, address: str) -> Chat | None:
        return self._get("chat_at", (channel, bot, address))

    def conversation(self, chat_id: int) -> Conversation | None:
        return self._get("conversation", chat_id)

    def person(self, person_id: int) -> Person | None:
        return self._get("person", person_id)

    def people(self, ids: tuple[int, ...]) -> Mapping[int, Person]:
        return self._get("people", ids)

    def chats(self, ids: tuple[int, ...]) -> Mapping[int, Chat]:
        return self._get("chats", ids)

    def chats_of(self, person_id: int) -> Sequence[Chat]:
        return self._get("chats_of", person_id)

    def chats_of_people(self, people: tuple[int, ...]) -> Mapping[int, Sequence[Chat]]:
        return self._get("chats_of_people", people)

    def consents_of(self, person_id: int) -> Sequence[Consent]:
        return self._get("consents_of", person_id)

    def draft_of(self, person_id: int) -> Draft | None:
        return next(iter(self.open_drafts(person_id)), None)

    def open_drafts(self, person_id: int) -> Sequence[Draft]:
        return self._get("open_drafts", person_id)

    def drafts_in(self, units: tuple[str, ...]) -> Sequence[Draft]:
        return self._get("drafts_in", units)

    def attachments_of(self, draft_id: int) -> Sequence[Attachment]:
        return self._get("attachments_of", draft_id)

    def initiative(self, initiative_id: int) -> Initiative | None:
        return self._get("initiative", initiative_id)

    def initiatives_of(self, person_id: int) -> Sequence[Initiative]:
        return self._get("initiatives_of", person_id)

    def initiatives_in(self, unit: str) -> Sequence[Initiative]:
        return self._get("initiatives_in", unit)

    def entered_by(self, person_id: int) -> Sequence[Initiative]:
        return self._get("entered_by", person_id)

    def claims_of(self, initiative_id: int) -> Sequence[Invite]:
        return self._get("claims_of", initiative_id)

    def assignments_of(self, invite_id: int) -> Sequence[Assignment]:
        return self._get("assignments_of", invite_id)

    def events_of(self, initiative_id: int) -> Sequence[InitiativeEvent]:
        return self._get("events_of", initiative_id)

    def awaiting(self, units: tuple[str, ...], looks: int, after: int) -> Sequence[Initiative]:
        return self._get("awaiting", (units, looks, after))

    def titles_in(self, unit: str) -> Sequence[tuple[int, str, str]]:
        return self._get("titles_in", unit)

    def tallies(self, phase: str, units: tuple[str, ...]) -> Mapping[str, Count]:
        return self._get("tallies", (phase, units))

    def tally_since(self, phase: str, since: date, units: tuple[str, ...]) -> Mapping[str, Count]:
        return self._get("tally_since", (phase, since, units))

    def reached(self, phase: str, units: tuple[str, ...]) -> Mapping[str, datetime]:
        return self._get("reached", (phase, units))

    def milestone_claims(self) -> Sequence[MilestoneClaim]:
        return self._get("milestone_claims", None)

    def milestones(self, units: tuple[str, ...]) -> Sequence[Milestone]:
        return self._get("milestones", units)

    def drafts_by(self, person_id: int) -> Sequence[Draft]:
        return self._get("drafts_by", person_id)

    def attachments_by(self, person_id: int) -> Sequence[Attachment]:
        return self._get("attachments_by", person_id)

    def events_by(self, person_id: int) -> Sequence[InitiativeEvent]:
        return self._get("events_by", person_id)

    def questions_by(self, person_id: int) -> Sequence[Question]:
        return self._get("questions_by", person_id)

    def papers_open(self, person_id: int) -> Sequence[PaperOrder]:
        return self._get("papers_open", person_id)

    def achievers(self, phase: str, most: int, order: Order = "valid") -> Sequence[Achiever]:
        return self._get("achievers", (phase, most, order))

    def awards(self) -> Sequence[Award]:
        return self._get("awards", None)

    def roles_of(self, person_id: int) -> Sequence[Role]:
        return tuple(role for role in self.roles() if role.person_id == person_id)

    def roles(self) -> Sequence[Role]:
        return self._get("roles", None)

    def invite(self, code: str) -> Invite | None:
        return self._get("invite", code)

    def invites(self) -> Sequence[Invite]:
        return self._get("invites", None)

    def account_codes(self, person_id: int) -> Sequence[Invite]:
        return self._get("account_codes", person_id)

    def unit_invite(self, unit: str) -> Invite | None:
        return self._get("unit_invite", unit)

    def group_link(self, chat_id: int) -> GroupLink | None:
        return self._get("group_link", chat_id)

    def group_links(self) -> Sequence[GroupLink]:
        return self._get("group_links", None)

    def question(self, question_id: int) -> Question | None:
        return self._get("question", question_id)

    def questions_open(self, units: tuple[str, ...]) -> Sequence[Question]:
        return self._get("questions_open", units)

    def offers_since(self, person_id: int, chat_id: int, since: datetime) -> Sequence[Message]:
        return self._get("offers_since", (person_id, chat_id, since))

    def unknown_posts(self, since: datetime, at: datetime) -> Sequence[Unsure]:
        return self._get("unknown_posts", (since, at))

    def effects(self, since: datetime, until: datetime) -> Effects:
        return self._get("effects", (since, until))

    def opt_outs(self, since: datetime, until: datetime) -> OptOuts:
        return self._get("opt_outs", (since, until))

    def eased(self) -> frozenset[str]:
        return self._get("eased", None)

    def held_back(self, since: datetime) -> Mapping[str, int]:
        return self._get("held_back", since)

    def amendment(self, amendment_id: int) -> Amendment | None:
        return self._get("amendment", amendment_id)

    def amendments_about(self, subject: str) -> Sequence[Amendment]:
        return self._get("amendments_about", subject)

    def amendments_proposed(self) -> Sequence[Amendment]:
        return self._get("amendments_proposed", None)

    def audits(self, before: int) -> Sequence[Audit]:
        return self._get("audits", before)

    def announced(self) -> Sequence[Progress]:
        return self._get("announced", None)

    def reach(self, audience: str, units: tuple[str, ...], at: datetime) -> int:
        return self._get("reach", (audience, units, at))
