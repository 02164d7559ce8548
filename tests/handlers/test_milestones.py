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


async def test_what_others_say_of_a_milestone_stands_beside_it(stage: Stage, worker: Phone) -> None:
    """An owner keeps whom a celebration honoured, in his own words; the milestone that was counted is what it was."""
    await worker.registers()
    owner = await owner_of(stage)
    counted = await stage.rows("SELECT * FROM milestone ORDER BY id")
    await owner.say("cột mốc")
    await owner.press("Ghi nhận khác")
    assert "Chưa rõ" in await owner.say("👍") or "một tin" in owner.text
    said = "Tổng LĐLĐ tôn vinh công nhân Công ty TNHH Changshin là tác giả sáng kiến thứ 100."
    assert "Các mốc do bot tính vẫn giữ nguyên" in await owner.say(said)
    listed = await owner.say("cột mốc")
    assert "Ghi nhận khác, theo lời người ghi, không do bot tính:" in listed
    assert f"1. 5/5/2022: {said}" in listed
    assert await stage.rows("SELECT * FROM milestone ORDER BY id") == counted
    assert said not in await (await cadre_of(stage, "DHOI")).say("cột mốc")
    await owner.press("Bỏ ghi nhận 1")
    assert said not in await owner.say("cột mốc")
    assert await stage.value("SELECT count(*) FROM milestone_claim") == 1


async def test_only_owners_keep_what_others_say(stage: Stage) -> None:
    """Neither the command nor somebody else's button does anything for a cadre."""
    cadre = await cadre_of(stage, "DHOI")
    for said in ("ghi mốc", "/bomoc 1"):
        assert "Việc này dành cho" in await cadre.say(said)


async def test_words_for_a_milestone_may_be_too_long(stage: Stage) -> None:
    """The question stands, and nothing is kept."""
    owner = await owner_of(stage)
    await owner.say("ghi mốc")
    assert "tối đa 300 ký tự" in await owner.say("Rất " * 100 + "dài")
    await owner.say("hủy")
    assert await stage.value("SELECT count(*) FROM milestone_claim") == 0
