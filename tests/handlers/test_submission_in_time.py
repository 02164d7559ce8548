"""When an initiative counts: the end of a phase, its quarter of an hour of grace, before and after the programme."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.handlers.drafts import COUNT, LINES, reviews
from tests.handlers.stage import ZONE, Phone, Stage


async def test_sent_within_the_grace_it_counts_in_the_phase(stage: Stage, worker: Phone) -> None:
    """Who saw his card before the end and sends within 15 minutes counts in phase 1, on its last day."""
    stage.at("31/5", 23, 50)
    await reviews(worker)
    stage.at("1/6", 0, 10)
    assert "Giai đoạn 1" in await worker.press("Gửi sáng kiến")
    assert await stage.value(f"{COUNT} AND phase = 'gd1'") == 1
    day = await stage.value("SELECT submitted FROM tally_day WHERE unit = 'DHOI' AND day = '2022-05-31'")
    assert day == 1


async def test_after_the_grace_it_counts_in_the_next_phase(stage: Stage, worker: Phone) -> None:
    """A quarter of an hour later the next phase has begun."""
    stage.at("31/5", 23, 50)
    await reviews(worker)
    stage.at("1/6", 0, 16)
    assert "Giai đoạn 2" in await worker.press("Gửi sáng kiến")
    assert await stage.value(f"{COUNT} AND phase = 'gd2'") == 1


async def test_without_a_card_there_is_no_grace(stage: Stage, worker: Phone) -> None:
    """Who had not seen his card before the end counts in the next phase at once."""
    stage.at("31/5", 23, 58)
    await worker.say("/dangky")
    stage.at("1/6", 0, 2)
    await worker.say("\n".join(LINES))
    await worker.press("Xong")
    assert "Giai đoạn 2" in await worker.press("Gửi sáng kiến")


@pytest.mark.parametrize("stage", [datetime(2022, 1, 5, 9, 0, tzinfo=ZONE)], indirect=True)
async def test_before_the_programme_the_draft_is_kept(stage: Stage, worker: Phone) -> None:
    """Before the first phase nothing is lost: it says when it opens and keeps the draft."""
    await worker.say("/dangky")
    await worker.say("\n".join([*LINES[:6], "Ngày áp dụng lần đầu: 15/10/2021", *LINES[7:]]))
    await worker.press("Xong")
    assert "chưa mở đăng ký Giai đoạn 1 (mở lúc 0h00 ngày 8/1)" in await worker.press("Gửi sáng kiến")
    assert "Sáng kiến" not in await worker.say("/cuatoi")
    stage.at("8/1")
    await worker.say("tiếp tục")
    assert "Đã ghi nhận" in await worker.press("Gửi sáng kiến")


async def test_after_the_programme_nothing_is_taken(stage: Stage, worker: Phone) -> None:
    """After the last phase it says so, kindly, and keeps the draft."""
    await reviews(worker)
    stage.at("5/9/2023")
    assert "Chương trình đã khép lại" in await worker.press("Gửi sáng kiến")
    assert await stage.value(COUNT) == 0
