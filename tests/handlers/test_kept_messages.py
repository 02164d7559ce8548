"""What a press may take the place of, and what has to stay in the chat to be read again."""

from __future__ import annotations

from tests.handlers.stage import Phone, Stage


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
