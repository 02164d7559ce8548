"""Another movement by its files alone: a model is registered, reported on by its author, and then recognised."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.handlers.elsewhere import elsewhere
from tests.handlers.stage import ZONE, Phone, Stage

FOLDER = Path(__file__).parents[2] / "examples" / "dan-van-kheo"
MODEL = "Vận động tiểu thương phân loại rác tại chợ"
REGISTERED = f"""Tên mô hình: {MODEL}
Hình thức: Tập thể
Tên tập thể: Tổ công đoàn chợ Phú Đô
Lĩnh vực: Văn hóa – xã hội
Cách làm: Đến từng quầy hướng dẫn, ký cam kết, mỗi tuần nhắc một lần.
Mục tiêu: Cả 60 quầy hàng phân loại rác."""
RESULT = "57 trên 60 quầy phân loại rác, mỗi ngày bớt 80 kg."


@pytest.fixture
async def movement(tmp_path: Path) -> AsyncIterator[Stage]:
    """The bot of Nam Từ Liêm on a day in April."""
    async with elsewhere(FOLDER, datetime(2022, 4, 12, 9, 0, tzinfo=ZONE), tmp_path) as made:
        yield made


async def _registered(movement: Stage) -> Phone:
    author = movement.phone("Nguyễn Văn An")
    await author.joins("PDO")
    await author.say("/dangky")
    assert "Mô hình “Dân vận khéo” tên là gì ạ?" in author.text
    await author.say(REGISTERED)
    receipt = await author.press("Đăng ký mô hình")
    assert "Đã ghi nhận MH-NTL-000001" in receipt
    assert "anh/chị nhắn “kết quả” để báo cáo ạ" in receipt
    return author


async def _cadre(movement: Stage, unit: str, name: str) -> Phone:
    phone = movement.phone(name)
    await phone.joins("UBND" if unit == "QUAN" else unit)
    await movement.appoint(phone, "cadre", unit)
    return phone


async def _row(movement: Stage) -> tuple[str, int]:
    (row,) = await movement.rows("SELECT status, looks FROM initiative")
    return row["status"], row["looks"]


async def test_a_model_is_registered_reported_and_recognised(movement: Stage) -> None:
    """Between the first look and the recognition it is the author's turn, and nobody else's."""
    author = await _registered(movement)
    below = await _cadre(movement, "PDO", "Lê Văn Cán")
    above = await _cadre(movement, "QUAN", "Phạm Đức Anh")
    assert "Bước 1/2: Công đoàn cơ sở xem đăng ký." in await below.say("/duyet")
    await below.press("Đồng ý, chuyển bước sau")
    movement.later(minutes=15)
    assert "Không còn mô hình nào chờ" in await above.say("/duyet")
    assert "đang chờ tác giả báo cáo" in await above.say("/duyet 1")
    assert "chờ báo cáo kết quả" in await author.say("/cuatoi")
    movement.at("14/11")
    assert f"Báo cáo kết quả MH-NTL-000001 “{MODEL}”" in await author.say("kết quả")
    assert "Nhân rộng" in await author.say(RESULT)
    await author.press("Bỏ qua")
    assert "Em đã ghi báo cáo kết quả của MH-NTL-000001" in await author.press("Xong")
    card = await above.say("/duyet")
    assert f"Kết quả: {RESULT}" in card
    assert "Bước 2/2: Ban Dân vận Quận ủy xét công nhận." in card
    await above.press("Công nhận điển hình")
    assert await _row(movement) == ("valid", 2)


async def test_a_report_is_left_and_gone_on_with_another_day(movement: Stage) -> None:
    """What was told is kept; the button on the card goes on with what is missing."""
    author = await _registered(movement)
    await author.say("kết quả")
    await author.say(RESULT)
    assert "Em giữ lại phần đã báo cáo" in await author.say("hủy")
    movement.later(days=3)
    await author.say("/cuatoi 1")
    assert f"Kết quả: {RESULT}" in author.text
    assert "Đã có nơi nào học theo" in await author.press("Báo cáo kết quả")
    assert "57 trên 60" in await author.press("Quay lại")


async def test_who_reports_before_the_first_look_is_past_his_turn_with_it(movement: Stage) -> None:
    """The cadre's yes takes it straight to recognition; taking it back takes both back."""
    author = await _registered(movement)
    await author.say("kết quả")
    await author.say(f"Kết quả: {RESULT}\nNhân rộng: Chợ Đại Mỗ đã làm theo.")
    await author.press("Xong")
    assert await _row(movement) == ("submitted", 0)
    assert "Hiện không có mô hình nào chờ" in await author.say("kết quả")
    below = await _cadre(movement, "PDO", "Lê Văn Cán")
    await below.say("/duyet")
    await below.press("Đồng ý, chuyển bước sau")
    assert await _row(movement) == ("submitted", 2)
    await below.press("Hoàn tác")
    assert await _row(movement) == ("submitted", 0)


async def test_an_answer_that_cannot_be_taken_asks_again(movement: Stage) -> None:
    """Too short a result and a skipped duty come back with a reason; nothing is lost."""
    author = await _registered(movement)
    await author.say("kết quả")
    assert "từ 10 đến 2.000 ký tự" in await author.say("tốt")
    assert "Mục này cần có trong báo cáo" in await author.say("bỏ qua")
    (row,) = await movement.rows("SELECT answers FROM initiative")
    assert "effect" not in row["answers"]


async def test_a_report_asked_for_only_later_is_shown_on_what_was_registered_before(movement: Stage) -> None:
    """Models registered with an earlier form show and correct what today's report asks of them."""
    asked = movement.campaign.form
    movement.campaign = movement.campaign.model_copy(update={"form": asked.model_copy(update={"report": ()})})
    movement._scenes.clear()
    author = movement.phone("Nguyễn Văn An")
    await author.joins("PDO")
    await author.say("/dangky")
    await author.say(REGISTERED)
    assert "để báo cáo" not in await author.press("Đăng ký mô hình")
    now = asked.model_copy(update={"revision": 2})
    movement.campaign = movement.campaign.model_copy(update={"form": now})
    movement._scenes.clear()
    scene = movement._scene()
    both = {1: asked.model_copy(update={"report": ()}), 2: now}
    movement._scenes = dict.fromkeys(movement._scenes, replace(scene, forms=both))
    await author.say("kết quả")
    await author.say(f"Kết quả: {RESULT}\nNhân rộng: Chợ Đại Mỗ đã làm theo.")
    await author.press("Xong")
    assert "Nhân rộng: Chợ Đại Mỗ đã làm theo." in await author.say("/cuatoi 1")
    await author.press("Sửa")
    assert "Kết quả" in " ".join(author.labels)
