"""What a press may take the place of, and what has to stay in the chat to be read again."""

from __future__ import annotations

import pytest

from tests.handlers.stage import Phone, Stage

LINES = """Tên sáng kiến: Lập sổ mượn thiết bị bằng mã QR
Lĩnh vực: giáo dục
Loại giải pháp: quản lý
Tình trạng trước: Mỗi lần mượn thiết bị phải tìm sổ giấy rất lâu.
Cách làm mới: Dán mã QR lên từng thiết bị, quét mã là ghi tên người mượn.
Hiệu quả: Mượn trả chỉ mất nửa phút.
Ngày áp dụng: 15/3/2022
Làm lợi: chưa tính được
Tác giả: tôi
Công nhận: chưa
Bí mật: không"""


@pytest.fixture
async def reviewing(worker: Phone) -> Phone:
    """A worker who sees his review card."""
    await worker.say("/dangky")
    await worker.say(LINES)
    await worker.press("Xong")
    assert "Xem lại sáng kiến" in worker.text
    return worker


async def test_a_receipt_overwritten_by_the_next_form(reviewing: Phone) -> None:
    """On the receipt, "Đăng ký thêm" asks in a new message: the number of the first stays in the chat."""
    await reviewing.press("Gửi sáng kiến")
    await reviewing.press("Đăng ký thêm")
    assert [(message.action, message.heading) for message in reviewing.heard] == [
        ("send", "1/12 · Tên sáng kiến")
    ]


async def test_a_consent_overwritten_by_the_question_for_the_name(stage: Stage) -> None:
    """What was agreed to, with its marks, stays to be read; the next question is a new message."""
    stranger = stage.phone("An Nguyen")
    await stranger.start()
    await stranger.press("1. Có")
    assert [message.action for message in stranger.heard] == ["edit"]
    await stranger.press("Xong")
    assert [message.action for message in stranger.heard] == ["send"]
    assert "họ và tên" in stranger.text


async def test_a_step_takes_the_place_of_the_pressed_one(reviewing: Phone) -> None:
    """Inside a form the card changes in place, so that the chat does not fill with answered questions."""
    await reviewing.press("Sửa một mục")
    assert [message.action for message in reviewing.heard] == ["edit"]


async def test_a_consent_overwritten_by_a_press_that_came_too_late(stage: Stage) -> None:
    """A button of an earlier moment is answered beneath; what stands over it stays to be read."""
    stranger = stage.phone("An Nguyen")
    await stranger.start()
    await stranger.press("1. Có")
    consent = stranger.all[-1]
    await stranger.press("Xong")
    assert "Nút vừa bấm đã cũ" in await stranger.press("2. Có", of=consent)
    assert [message.action for message in stranger.heard] == ["send"]
