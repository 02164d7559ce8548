"""Who may what: the one question, for every office, place and moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest

from campaign.definition import Unit
from campaign.tree import TreeView
from handlers.rights import Action, in_charge, may, owners, scopes, without_cadre
from storage.records import Role, RoleName

NOW = datetime(2022, 5, 5, 2, 0, tzinfo=UTC)
TREE = TreeView({
    unit.code: unit
    for unit in (
        Unit(code="TOP", name="Huyện"),
        Unit(code="XA", name="Xã", parent="TOP"),
        Unit(code="TRUONG", name="Trường", parent="XA"),
        Unit(code="TRAM", name="Trạm", parent="XA"),
        Unit(code="CTY", name="Công ty", parent="TOP"),
    )
})  # fmt: skip
ACTIONS: tuple[Action, ...] = get_args(Action)
CADRES = {"propose_target", "see_unit", "link_group", "answer_worker", "enter_for"}


def role(person: int, name: RoleName, unit: str, **changes: Any) -> Role:
    """An office in force since yesterday."""
    made = Role(id=person, person_id=person, role=name, unit=unit, since=NOW - timedelta(days=1), until=None,
                granted_by=None)  # fmt: skip
    return replace(made, **changes)


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_without_an_office_may_anything(action: Action) -> None:
    """A worker, or somebody whose office is over or not begun, is refused everything."""
    over = role(1, "owner", "TOP", until=NOW)
    ahead = role(1, "owner", "TOP", since=NOW + timedelta(microseconds=1))
    for held in ((), (over,), (ahead,), (over, ahead)):
        assert not may(held, action, "XA", TREE, NOW)


@pytest.mark.parametrize("action", ACTIONS)
def test_an_owner_may_everything_but_be_stood_in_for(action: Action) -> None:
    """In the whole tree, from the first instant to the last before the end."""
    held = [role(1, "owner", "TOP", since=NOW, until=NOW + timedelta(microseconds=1))]
    for unit in ("TOP", "XA", "TRUONG", "CTY"):
        assert may(held, action, unit, TREE, NOW) == (action != "name_substitute")


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("name", ["cadre", "head"])
def test_a_cadre_may_his_part_in_his_subtree(action: Action, name: RoleName) -> None:
    """Himself, what is under him, nothing beside or above; what groups read anyway he forwards for all."""
    held = [role(1, name, "XA")]
    inside = action in CADRES | {"name_substitute", "forward"}
    assert [may(held, action, unit, TREE, NOW) for unit in ("XA", "TRUONG")] == [inside, inside]
    outside = action == "forward"
    assert [may(held, action, unit, TREE, NOW) for unit in ("TOP", "CTY", "GONE")] == [outside] * 3


def test_a_substitute_may_what_the_cadre_may_but_not_pass_it_on() -> None:
    """He acts in his place and names nobody in his turn."""
    held = [role(2, "cadre", "XA", substitutes=1, until=NOW + timedelta(days=3))]
    assert all(may(held, action, "TRUONG", TREE, NOW) for action in ACTIONS if action in CADRES)
    assert not may(held, "name_substitute", "XA", TREE, NOW)


def test_an_office_for_a_unit_that_is_no_more_gives_nothing() -> None:
    """Its code opens no other unit."""
    held = [role(1, "cadre", "GONE")]
    assert not any(may(held, action, "GONE", TREE, NOW) for action in ACTIONS if action != "forward")
    assert scopes(held, TREE, NOW) == ()


def test_scopes_are_the_tops_of_what_is_held() -> None:
    """A unit under another one held is not named twice; an owner holds the root."""
    held = [role(1, "cadre", "TRUONG"), role(1, "cadre", "XA"), role(1, "cadre", "CTY")]
    assert scopes(held, TREE, NOW) == ("XA", "CTY")
    assert scopes([*held, role(1, "owner", "TOP")], TREE, NOW) == ("TOP",)
    assert scopes([role(1, "cadre", "XA"), replace(role(1, "cadre", "XA"), id=9)], TREE, NOW) == ("XA",)


def test_the_nearest_cadre_above_is_in_charge_else_the_owners() -> None:
    """With a substitute beside the one he stands in for; owners only where no cadre is."""
    near, stand_in, far, owner = (
        role(1, "cadre", "TRUONG"),
        role(2, "cadre", "TRUONG", substitutes=1),
        role(3, "cadre", "XA"),
        role(4, "owner", "TOP"),
    )
    every = [near, stand_in, far, owner]
    assert in_charge(every, "TRUONG", TREE, NOW) == [near, stand_in]
    assert in_charge(every, "TRAM", TREE, NOW) == [far]
    assert in_charge(every, "CTY", TREE, NOW) == [owner] == owners(every, NOW)
    assert in_charge([far], "CTY", TREE, NOW) == []


def test_a_unit_without_a_cadre_has_none_on_the_whole_way_up() -> None:
    """Only units at the bottom; an owner is no cadre, an office that ended is none."""
    assert without_cadre([role(1, "owner", "TOP")], TREE, NOW) == ["CTY", "TRAM", "TRUONG"]
    assert without_cadre([role(1, "cadre", "XA")], TREE, NOW) == ["CTY"]
    assert without_cadre([role(1, "cadre", "XA", until=NOW)], TREE, NOW) == ["CTY", "TRAM", "TRUONG"]
    assert without_cadre([role(1, "cadre", "TOP")], TREE, NOW) == []
