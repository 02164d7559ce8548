"""Milestones are written down in the transaction that reaches them, once, and never moved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from campaign.definition import Campaign
from campaign.targets import denominators
from campaign.tree import UnitTree
from storage.database import Database
from storage.milestones import Rules, numbered, write_milestones
from storage.records import Count, Initiative
from storage.writing import write
from tests.handlers.stage import example
from tests.storage.rows import NOW, initiative

DAY = date(2022, 5, 5)
FIRST, SECOND, ALL = "DHOI", "UYNO", "LDLD"


def _rules(**changes: Any) -> Rules:
    """Milestones at 3 and 5 of the example's tree, without targets."""
    made: Campaign = example()
    policy = made.policy.model_copy(update={"milestones": (3, 5)})
    campaign = made.model_copy(update={"policy": policy, **changes})
    return Rules(campaign, UnitTree(made.units, made.successions).at(DAY), {})


async def _send(database: Database, rules: Rules, *made: Initiative) -> None:
    """One transaction: initiatives with their tallies, and what they reach."""
    valid = int(rules.campaign.measure == "valid")
    counts = [Count(each.unit, "p1", DAY, submitted=1, valid=valid) for each in made]
    await _write(database, rules, *made, *counts)


async def _write(database: Database, rules: Rules, *changes: Any) -> None:
    async with database.write() as connection:
        await write(connection, changes)
        await connection.at_once(write_milestones, database.ids, rules, changes, NOW)


async def _of(database: Database, unit: str) -> dict[int, int]:
    """Which initiative was the n-th of this unit."""
    async with database.read() as connection:
        found = await numbered(connection, "p1")
    return {number: each.initiative for number, each in found.get(unit, {}).items()}


def _made(number: int, unit: str = FIRST, **more: Any) -> Initiative:
    return initiative(number, unit=unit, **more)


async def test_the_nth_is_written_once_for_the_unit_and_all_above(database: Database) -> None:
    """Two units reach three together: only the union has its third, which is nobody's third below."""
    rules = _rules()
    await _send(database, rules, _made(1), _made(2))
    assert await _of(database, ALL) == {}
    await _send(database, rules, _made(3, SECOND))
    assert await _of(database, ALL) == {3: 3}
    assert await _of(database, FIRST) == await _of(database, SECOND) == {}
    await _send(database, rules, _made(4), _made(5))
    assert await _of(database, ALL) == {3: 3, 5: 5}
    assert await _of(database, FIRST) == {3: 4}


async def test_a_milestone_never_moves(database: Database) -> None:
    """One before it is withdrawn, the number is crossed again: the third stays the third."""
    rules = _rules()
    await _send(database, rules, *(_made(number) for number in (1, 2, 3)))
    gone = _made(1, status="withdrawn")
    await _write(database, rules, gone, Count(FIRST, "p1", DAY, withdrawn=1))
    await _send(database, rules, _made(4))
    assert await _of(database, FIRST) == {3: 3}


async def test_within_one_transaction_the_instant_decides_then_the_number(database: Database) -> None:
    """A thousand that arrive at once still have one third."""
    later = NOW + timedelta(seconds=1)
    made = [_made(1, submitted_at=later), _made(2), _made(3), _made(4), _made(5, submitted_at=later)]
    await _send(database, _rules(), *made)
    assert await _of(database, FIRST) == {3: 4, 5: 5}


async def test_where_valid_ones_are_measured_the_order_is_that_of_the_review(database: Database) -> None:
    """The third that became valid, whenever it was sent; what waits is not counted."""
    made = [
        _made(number, status="valid", validated_at=NOW + timedelta(minutes=10 - number))
        for number in (1, 2, 3)
    ]
    rules = _rules(measure="valid")
    async with database.write() as connection:
        await write(connection, [_made(9)])
    await _send(database, rules, *made)
    assert await _of(database, FIRST) == {3: 1}


async def test_shares_of_the_target_are_written_down(database: Database) -> None:
    """Half of a target is half when the integers say so, a sum of targets likewise."""
    made = example()
    goals = {"p1": dict(denominators(made.targets, "gd1"))}
    target = goals["p1"][FIRST].value
    rules = Rules(made, UnitTree(made.units, made.successions).at(DAY), goals)
    half = -(-target // 2)
    await _send(database, rules, *(_made(number) for number in range(1, half)))
    assert 50 not in await _shares(database)
    await _send(database, rules, _made(half))
    assert {25, 50} <= await _shares(database)


async def _shares(database: Database) -> set[int]:
    asked = text("SELECT threshold FROM milestone WHERE kind = 'percent' AND unit = 'DHOI'")
    async with database.read() as connection:
        return set((await connection.execute(asked)).scalars())


@pytest.mark.parametrize("unit", [FIRST, ALL])
async def test_a_tally_without_its_initiatives_stops_nobody(database: Database, unit: str) -> None:
    """What a campaign file only counts has no third that could be named; the turn goes on."""
    await _write(database, _rules(), Count(FIRST, "p1", DAY, submitted=4))
    assert await _of(database, unit) == {}
