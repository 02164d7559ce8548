"""Milestones: who reached one is known at once, told in public by number and unit, and listed for those in charge."""

from __future__ import annotations

from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage


async def test_the_submission_that_reaches_a_milestone_writes_it_down(stage: Stage, worker: Phone) -> None:
    """In its own transaction; the owner reads it in the list, with the initiative's number and no name."""
    assert await stage.value("SELECT count(*) FROM milestone") == 0
    await worker.registers()
    hundredth = await stage.value(
        "SELECT id FROM initiative WHERE phase = 'gd1' ORDER BY submitted_at, id LIMIT 1 OFFSET 99"
    )
    owner = await owner_of(stage)
    listed = await owner.say("cột mốc")
    assert f"sáng kiến thứ 100: SK-DA-{hundredth:06d}" in listed
    assert worker.name not in listed


async def test_a_cadre_sees_the_milestones_of_his_own_units(stage: Stage, worker: Phone) -> None:
    """Nothing of the others; who holds no office sees no list."""
    await worker.registers()
    cadre = await cadre_of(stage, "DHOI")
    shown = await cadre.say("/cotmoc")
    assert "thứ 100" not in shown
    assert "LĐLĐ" not in shown
    assert "Các mốc đã đạt" not in await worker.say("/cotmoc")
