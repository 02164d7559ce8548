"""What a cadre's digest is about: his units, what lies in them, what waits for him."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import chain

from campaign import review
from campaign.digests import MOST_WAITING, Charge
from scheduler.planner.recipients import Recipients
from scheduler.staging import Staging
from storage import parties
from storage.database import Database
from storage.decisions import waiting
from storage.loading import load
from storage.pins import groups_without_right
from storage.records import UNSURE_FOR, Role
from storage.transaction import Statements
from storage.workspace import Workspace


class Charges:
    """What each cadre is in charge of at one moment."""

    def __init__(
        self, database: Database, connection: Statements, staging: Staging, known: Recipients, now: datetime
    ) -> None:
        self._database = database
        self._connection = connection
        self._staging = staging
        self._known = known
        self._now = now

    def scope(self, cadre: str) -> str:
        """The smallest unit that holds everything this cadre is in charge of."""
        view = self._staging.view(self._now)
        scopes = [role.unit for role in self._known.roles[cadre] if role.unit in view]
        if self._known.is_owner(cadre) or not scopes:
            return view.root.code
        paths = [[unit.code for unit in view.path(scope)] for scope in scopes]
        shared = [codes[0] for codes in zip(*paths, strict=False) if len(set(codes)) == 1]
        return shared[-1] if shared else view.root.code

    async def of(self, cadre: str, name: str) -> Charge:
        """What this cadre, by his name, is told of in the morning."""
        roles, owner = self._known.roles[cadre], self._known.is_owner(cadre)
        return Charge(
            name=name,
            units=frozenset(self._lowest() if owner else self._held(roles)),
            drafts=await self._lying(),
            without_cadre=frozenset(self._lowest() - self._in_charge()) if owner else frozenset(),
            waiting=await self._waiting(roles, int(cadre)),
            unknown=await self._unknown() if owner else 0,
            quotas=self._staging.short_of_messages() if owner else (),
            paused=owner and self._staging.paused,
            without_right=await groups_without_right(self._connection, int(cadre)),
        )

    def _held(self, roles: Iterable[Role]) -> set[str]:
        """The units these offices are for."""
        view = self._staging.view(self._now)
        return {unit.code for role in roles if role.unit in view for unit in view.subtree(role.unit)}

    def _lowest(self) -> set[str]:
        """The units that have none below them."""
        view = self._staging.view(self._now)
        return {unit.code for unit in view.subtree(view.root.code) if not view.children(unit.code)}

    def _in_charge(self) -> set[str]:
        """The units that have a cadre or a head."""
        offices = chain.from_iterable(self._known.roles.values())
        return self._held(role for role in offices if role.role != "owner")

    async def _lying(self) -> Mapping[str, int]:
        """How many drafts have been lying in each unit for so long that their authors are reminded."""
        hours = self._staging.campaign.policy.draft_after_hours
        lying = self._now - timedelta(hours=min(hours, default=0))
        return await parties.drafts_left_lying(self._connection, lying)

    async def _waiting(self, roles: Iterable[Role], person: int) -> int:
        """How many initiatives wait for this cadre's review."""
        offices = [(role.role, role.unit) for role in roles]
        desks = review.desks(self._staging.campaign.review, offices, self._staging.view(self._now))
        return await waiting(self._connection, desks, person, MOST_WAITING + 1)

    async def _unknown(self) -> int:
        """How many posts an owner may send again because nobody knows whether they arrived."""
        workspace = Workspace(self._database.ids)
        asked = (self._now - UNSURE_FOR, self._now)
        await load(self._connection, workspace, {("unknown_posts", asked)})
        return len(workspace.unknown_posts(*asked))
