"""Back, on and out of the form, days later too; and everything that comes twice or late."""

from __future__ import annotations

from tests.handlers.drafts import COUNT, TITLE, asks, draft
from tests.handlers.stage import ANSWERS, Phone, Stage

# Ways back, on and out


async def test_back_skip_and_keep(stage: Stage, worker: Phone) -> None:
    """Back shows the answer given and keeps it by a tap; an optional question is skipped, another is not."""
    await asks(worker, "Lĩnh vực")
    assert f"Hiện ghi: {TITLE}" in await worker.say("quay lại")
    assert "Lĩnh vực" in await worker.press("Giữ nguyên")
    assert "chưa bỏ qua được" in await worker.say("bỏ qua")
    await worker.say("hủy")
    await worker.press("Bỏ hẳn")
    await asks(worker, "Giá trị làm lợi")
    await worker.press("Bỏ qua")
    assert worker.all[-1].heading.endswith("Tác giả")


async def test_cancel_offers_to_keep(stage: Stage, worker: Phone) -> None:
    """Cancelling asks; kept for later it is found again, dropped it is gone."""
    await asks(worker, "Hiệu quả")
    assert "bỏ hẳn" in await worker.say("hủy")
    assert worker.all[-1].heading == ""
    await worker.press("Điền tiếp")
    assert worker.all[-1].heading.endswith("Hiệu quả")
    await worker.say("hủy")
    assert "đã giữ bản nháp" in await worker.press("Để sau")
    await worker.say("tiếp tục")
    assert worker.all[-1].heading.endswith("Hiệu quả")
    await worker.say("hủy")
    assert "đã bỏ bản nháp" in await worker.press("Bỏ hẳn")
    assert "chưa có bản nháp" in await worker.say("tiếp tục")
    assert await stage.value(COUNT) == 0


async def test_any_answer_is_edited_from_the_card(reviewing: Phone) -> None:
    """An answer is picked by number and asked again; the card comes back with the new one."""
    await reviewing.press("Sửa một mục")
    await reviewing.say("8")
    assert "Hiện ghi: 15.000.000 đồng" in reviewing.text
    assert "Giá trị làm lợi: 2.500.000 đồng" in await reviewing.say("2tr5")


async def test_days_later_after_a_restart_it_goes_on(stage: Stage, worker: Phone) -> None:
    """A draft of four days ago is gone on with at its question, whatever is said first."""
    await asks(worker, "Cách làm mới")
    stage.later(days=4)
    await stage.restart()
    await worker.say(ANSWERS["Cách làm mới"])
    assert worker.all[-1].heading.endswith("Hiệu quả")


async def test_a_second_begin_asks_about_the_first(stage: Stage, worker: Phone) -> None:
    """With a draft open, "đăng ký" asks whether to go on or begin anew."""
    await asks(worker, "Lĩnh vực")
    assert f"đang có bản nháp “{TITLE}”" in await worker.say("/dangky")
    await worker.press("Bắt đầu mới")
    assert worker.all[-1].heading.endswith("Tên sáng kiến")
    states = await stage.rows("SELECT state FROM draft ORDER BY id")
    assert [row["state"] for row in states] == ["dropped", "open"]


async def test_a_command_in_the_middle_loses_nothing(worker: Phone) -> None:
    """Help inside the form is told, and the very question is still open."""
    await asks(worker, "Hiệu quả")
    assert "Em giúp được anh/chị" in await worker.say("trợ giúp")
    assert "Em chưa có lệnh này" in await worker.say("/linhtinh")
    await worker.say(ANSWERS["Hiệu quả"])
    assert worker.all[-1].heading.endswith("Ngày áp dụng lần đầu")


async def test_words_that_are_commands_outside_are_answers_inside(stage: Stage, worker: Phone) -> None:
    """Inside the form only reserved words are commands: "Xếp hạng …" can be a title."""
    await worker.say("/dangky")
    await worker.say("Xếp hạng khay theo màu để lấy linh kiện nhanh")
    assert (await draft(stage))["title"] == "Xếp hạng khay theo màu để lấy linh kiện nhanh"


# Repeats and old buttons


async def test_two_equal_messages_at_once_are_one_answer(stage: Stage, worker: Phone) -> None:
    """The same words sent twice before the next question was out answer one question."""
    await asks(worker, "Tình trạng trước")
    said = "Chúng tôi phải tìm dụng cụ rất lâu trong kho lớn."
    stage.later(seconds=2)
    same = [stage.update(worker, {"kind": "text", "text": said}) for _ in range(2)]
    await stage.work(*same)
    assert worker.all[-1].heading.endswith("Cách làm mới")
    assert '"solution":' not in str((await draft(stage))["answers"])


async def test_two_different_messages_at_once_are_two_answers(worker: Phone, stage: Stage) -> None:
    """Two messages in one batch answer two questions in their order."""
    await asks(worker, "Tình trạng trước")
    stage.later(seconds=2)
    await stage.work(
        *(
            stage.update(worker, {"kind": "text", "text": ANSWERS[key]})
            for key in ("Tình trạng trước", "Cách làm mới")
        )
    )
    assert worker.all[-1].heading.endswith("Hiệu quả")


async def test_sent_by_a_double_tap_it_is_stored_once(stage: Stage, reviewing: Phone) -> None:
    """The button to send pressed twice, at once or a minute later, gives one initiative and one number."""
    message, choice = reviewing.button("Gửi sáng kiến")
    press = {"kind": "press", "token": choice.token, "revision": message.revision}
    stage.later(seconds=2)
    await stage.work(*(stage.update(reviewing, press) for _ in range(3)))
    stage.later(minutes=1)
    assert "cũ" in await reviewing.press("Gửi sáng kiến", of=message)
    assert await stage.value(COUNT) == 1
    assert await stage.value("SELECT submitted FROM tally WHERE unit = 'DHOI'") == 9


async def test_a_button_of_last_week_shows_the_present_question(stage: Stage, worker: Phone) -> None:
    """An old button changes nothing and leads to what is being asked now."""
    await asks(worker, "Lĩnh vực")
    old = worker.all[-1]
    await worker.press("Giáo dục")
    stage.later(days=7)
    assert "Nút vừa bấm đã cũ" in await worker.press("Y tế", of=old)
    assert worker.all[-1].heading.endswith("Loại giải pháp")
    assert '"field":"education"' in str((await draft(stage))["answers"])


async def test_a_draft_moves_with_its_worker(stage: Stage, worker: Phone) -> None:
    """Who changes unit sends the open draft for the new one."""
    await asks(worker, "Lĩnh vực")
    await worker.say("hủy")
    await worker.press("Để sau")
    await worker.say("/hoso donvi")
    await worker.say("QTD")
    assert (await draft(stage))["unit"] == "QTD"
