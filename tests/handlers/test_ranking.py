"""Where my unit stands: told in private and kindly, whatever the moment and whatever the unit."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.handlers.stage import ZONE, Phone, Stage


async def fills(stage: Stage, unit: str, upto: int) -> Phone:
    """Somebody of a unit who submits until the unit has so many."""
    phone = stage.phone("Đỗ Đình Đức")
    await phone.joins(unit)
    had = await stage.value("SELECT submitted FROM tally WHERE unit = :u", u=unit) or 0
    for number in range(had, upto):
        await phone.registers(f"Cải tiến cách làm việc thứ {number} ở đơn vị chúng tôi")
    return phone


async def test_a_unit_is_told_its_place(worker: Phone) -> None:
    """Count, named target, percent, what is missing, a pace, the place and the leaders, as of now."""
    said = await worker.say("xếp hạng")
    assert "Ngày 9/35, còn 26 ngày" in said
    assert "Tính đến 9h00 ngày 5/5" in said
    assert "đã gửi 8/12 sáng kiến, đạt 66,7% chỉ tiêu phân bổ giai đoạn 1" in said
    assert "Còn 4 sáng kiến nữa" in said
    assert "Cứ 6 ngày thêm 1 sáng kiến là kịp" in said
    assert "đang dẫn đầu cụm Xã – cơ quan (10 đơn vị)" in said
    assert "1. Xã Đông Hội – 8/12 (66,7%)" in said
    assert "Hạn cuối: 24h00 ngày 31/5/2022" in said


@pytest.mark.parametrize("words", ["/xephang", "xep hang", "BXH", "thứ hạng", "hạng", "xep hangg"])
async def test_it_is_asked_in_many_ways(worker: Phone, words: str) -> None:
    """Command, words without diacritics, capitals and a slip all mean the same."""
    assert "đạt 66,7%" in await worker.say(words)


async def test_a_unit_behind_is_told_its_place_too(stage: Stage) -> None:
    """In private even a low place is told, with a first step instead of blame."""
    phone = stage.phone("Lê Ân")
    await phone.joins("BQLDA")
    said = await phone.say("/xephang")
    assert "đang đứng thứ" in said
    assert "/10 trong cụm Xã – cơ quan" in said
    assert "Bắt đầu rất dễ" in said


async def test_near_the_goal_only_the_rest_is_named(stage: Stage) -> None:
    """From 80 % on it says "chỉ còn"."""
    phone = await fills(stage, "DHOI", 10)
    said = await phone.say("/xephang")
    assert "Chỉ còn 2 sáng kiến nữa là về đích!" in said
    assert "là kịp" not in said


async def test_at_the_goal_there_are_thanks_and_no_urging(stage: Stage) -> None:
    """From 100 % on there are thanks, and nothing is missing."""
    phone = await fills(stage, "DHOI", 13)
    said = await phone.say("/xephang")
    assert "13/12" in said
    assert "108,3%" in said
    assert "Chúc mừng và cảm ơn anh/chị" in said
    assert "Còn" not in said
    assert "là kịp" not in said


async def test_a_unit_without_a_target_is_not_ranked(stage: Stage) -> None:
    """No target: a count, no percent, and the reason why there is no place."""
    phone = stage.phone("Lý Ơn")
    await phone.joins("HTX")
    await phone.registers()
    said = await phone.say("/xephang")
    assert "đã gửi 2 sáng kiến." in said
    assert "Đơn vị chưa được giao chỉ tiêu" in said
    assert "Hợp tác xã Rau sạch Bãi Giữa – " not in said


async def test_a_tiny_target_is_not_ranked(stage: Stage) -> None:
    """Below the least target a percent is told, but no place, since one initiative would lead every table."""
    phone = stage.phone("Lý Ơn")
    await phone.joins("QTD")
    said = await phone.say("/xephang")
    assert "chỉ tiêu dưới 5 sáng kiến nên không xếp hạng" in said


@pytest.mark.parametrize("stage", [datetime(2022, 4, 20, 9, 0, tzinfo=ZONE)], indirect=True)
async def test_before_the_sprint_it_says_when_it_begins(stage: Stage, worker: Phone) -> None:
    """Before the sprint there is no pace and no countdown, only where the unit stands and when it begins."""
    said = await worker.say("/xephang")
    assert "Đợt thi đua cao điểm 35 ngày bắt đầu ngày 27/4/2022, kết thúc lúc 24h00 ngày 31/5/2022." in said
    assert "8/12" in said
    assert "là kịp" not in said
    assert "bắt đầu ngày 27/4/2022" in await worker.say("/tiendo")


async def test_after_the_end_the_figures_are_provisional_then_final(stage: Stage, worker: Phone) -> None:
    """On the day after the end the result is provisional and nobody is urged."""
    stage.at("1/6", 9)
    said = await worker.say("/xephang")
    assert "Tính đến 24h00 ngày 31/5/2022" in said
    assert "số liệu tạm tính, khóa lúc 24h00 ngày 10/6/2022" in said
    assert "nữa là" not in said
    assert "tạm tính" in await worker.say("/tiendo")


async def test_in_the_next_phase_that_phase_is_told(stage: Stage, worker: Phone) -> None:
    """Without a sprint the open phase is what counts: its target, its new figures."""
    stage.at("20/6", 9)
    await worker.registers()
    said = await worker.say("/xephang")
    assert "đã gửi 1/18 sáng kiến" in said
    assert "chỉ tiêu phân bổ giai đoạn 2" in said


async def test_after_everything_the_last_result_stays(stage: Stage, worker: Phone) -> None:
    """When no phase is open any more, the last sprint's closed result is shown and nothing can be registered."""
    stage.at("1/10/2023", 9)
    said = await worker.say("/xephang")
    assert "số liệu đã khóa" in said
    assert "Đăng ký sáng kiến" not in " ".join(worker.labels)


async def test_the_whole_campaign_is_one_command(worker: Phone) -> None:
    """`/tiendo` is the campaign's board as of now, without the day's headings."""
    said = await worker.say("tiến độ")
    assert "LĐLĐ huyện Đông Anh: đã gửi 381/1.172 sáng kiến, đạt 32,5% chỉ tiêu phân bổ giai đoạn 1." in said
    assert "Dẫn đầu các cụm:" in said
    assert said.startswith("Ngày 9/35")


async def test_a_unit_above_others_sees_those(stage: Stage) -> None:
    """Somebody of the district itself sees the district, and who leads in it."""
    phone = stage.phone("Lê Ân")
    await phone.joins("LDLD")
    said = await phone.say("/xephang")
    assert "381/1.172" in said
    assert "đang đứng thứ" not in said
    assert "1. Trường Mầm non Kim Chung – 18/26 (69,2%)" in said


async def without_sprints(stage: Stage) -> Phone:
    """A worker of a campaign that has only phases."""
    stage.campaign = stage.campaign.model_copy(update={"sprints": ()})
    stage._scenes.clear()
    phone = stage.phone("Lê Ân")
    await phone.joins("DHOI")
    return phone


async def test_a_campaign_without_a_sprint_has_its_phase(stage: Stage) -> None:
    """Where nobody declared a sprint the phase is the race: count, target, place, until when."""
    phone = await without_sprints(stage)
    said = await phone.say("/xephang")
    assert "đã gửi 8/12 sáng kiến, đạt 66,7%" in said
    assert "Hạn cuối: 24h00 ngày 31/5/2022" in said


async def test_with_neither_sprint_nor_phase_it_says_so(stage: Stage) -> None:
    """After the last phase of a campaign without sprints there is nothing to rank, and that is said."""
    phone = await without_sprints(stage)
    stage.at("1/10/2023")
    for words in ("/xephang", "/tiendo"):
        assert "chưa có đợt thi đua nào mở" in await phone.say(words)


@pytest.mark.parametrize("stage", [datetime(2022, 1, 5, 9, 0, tzinfo=ZONE)], indirect=True)
async def test_before_the_programme_there_is_the_date(stage: Stage, worker: Phone) -> None:
    """Before the first phase both commands say when the sprint begins."""
    for words in ("/xephang", "/tiendo"):
        assert "bắt đầu ngày 27/4/2022" in await worker.say(words)


async def test_a_look_at_the_ranking_loses_no_answer(worker: Phone) -> None:
    """In the middle of a form the ranking is told and the question stands."""
    await worker.say("/dangky")
    await worker.say("Dùng chai nhựa cũ làm khay ươm cây giống")
    assert "Xếp hạng" in await worker.say("/xephang")
    assert "Loại giải pháp" in await worker.say("Giáo dục")
