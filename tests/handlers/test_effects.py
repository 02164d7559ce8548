"""What nudges do, as owners see it: of the whole, never of a person."""

from __future__ import annotations

from storage.optouts import ease
from storage.outbox import insert_new
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage
from tests.storage.rows import outgoing


async def _nudged(stage: Stage, worker: Phone, slot: str, state: str, reason: str = "") -> None:
    """A nudge that was due to this worker just now."""
    (row,) = await stage.rows("SELECT id, person_id FROM chat WHERE address = :a", a=worker.address)
    number = stage.database.ids.take("outbox")
    now = stage.clock.now()
    made = outgoing(
        number,
        chat_id=row["id"],
        person_id=row["person_id"],
        kind="nudge",
        key=f"DA/DHOI/{number}/{slot}/{now:%Y-%m-%d}/1",
        state=state,
        reason=reason,
        not_before=now,
        useful_until=now,
        created_at=now,
        done_at=now,
    )
    async with stage.database.write() as connection:
        await connection.at_once(insert_new, [made])


async def test_owners_see_how_many_submitted_after_a_nudge_and_without_one(
    stage: Stage, worker: Phone
) -> None:
    """Within 24 hours, by those nudged and by those held out; last calls and what was never sent count for nothing."""
    large = [
        stage.campaign.units[-1].model_copy(update={"code": f"T{n}", "name": f"Trường {n}"})
        for n in range(200)
    ]
    stage.campaign = stage.campaign.model_copy(update={"units": (*stage.campaign.units, *large)})
    other = stage.phone("Trần Thị Ba")
    await other.joins("DHOI")
    owner = await owner_of(stage)
    await _nudged(stage, worker, "draft_20h", "sent")
    await _nudged(stage, other, "draft_20h", "sent")
    await _nudged(stage, other, "draft_72h", "dropped", "held_out")
    await _nudged(stage, worker, "draft_72h", "dropped", "cap")
    await _nudged(stage, other, "last_call", "sent")
    await _nudged(stage, other, "no_draft", "sent")
    await _nudged(stage, worker, "no_draft", "dropped", "held_out")
    stage.later(hours=23)
    await worker.registers()
    stage.later(hours=2)
    await other.registers("Giá treo chổi ở cuối hành lang")
    said = await owner.say("hiệu quả")
    drafts, _, beginnings = said.partition("Mời người chưa bắt đầu:")
    assert "Đã nhắc 2 lượt; 1 lượt có sáng kiến gửi trong 24 giờ sau đó (50%)" in drafts
    assert "Không nhắc 1 lượt ở các đơn vị đối chiếu; 0 lượt vẫn có sáng kiến gửi" in drafts
    assert "Đã nhắc 1 lượt; 0 lượt có sáng kiến gửi trong 24 giờ sau đó (0%)" in beginnings
    assert (
        "Không nhắc 1 lượt ở các đơn vị đối chiếu; 1 lượt vẫn có sáng kiến gửi trong 24 giờ (100%)"
        in beginnings
    )
    assert worker.name not in said


async def test_before_anything_was_nudged_there_is_no_percent(stage: Stage, worker: Phone) -> None:
    """A small campaign says that it holds nobody out; cadres and workers are not shown it."""
    owner = await owner_of(stage)
    said = await owner.say("/hieuqua")
    assert "Đã nhắc 0 lượt" in said
    assert "(–)" in said
    assert "dưới 200 đơn vị" in said
    assert "Không nhắc" not in said
    cadre = await cadre_of(stage, "DHOI")
    for phone in (cadre, worker):
        assert "Đã nhắc" not in await phone.say("/hieuqua")


async def test_owners_see_who_turned_reminders_off_and_what_that_did(stage: Stage, worker: Phone) -> None:
    """Of last week's nudged, in the whole; and that the bot asks less often for it, in the sprint that was eased."""
    owner = await owner_of(stage)
    await _nudged(stage, worker, "no_draft", "sent")
    stage.later(hours=1)
    assert "Bảy ngày qua: 0 trong 1 người được nhắc đã tắt tin nhắc (0%)" in await owner.say("hiệu quả")
    await worker.say("tắt nhắc")
    stage.later(hours=1)
    said = await owner.say("hiệu quả")
    assert "Bảy ngày qua: 1 trong 1 người được nhắc đã tắt tin nhắc (100%)" in said
    assert "thưa đi một nửa" not in said
    async with stage.database.write() as connection:
        await connection.at_once(ease, stage.campaign.sprints[0].code, stage.clock.now())
    assert "bot mời người chưa bắt đầu thưa đi một nửa" in await owner.say("hiệu quả")
