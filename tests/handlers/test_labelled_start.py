"""A labelled message sent before any form was begun is the beginning of one, and nothing of it is lost."""

from __future__ import annotations

from tests.handlers.stage import Phone

WHOLE = """Tên sáng kiến: Dùng khay chia ngăn để soạn đồ dùng dạy học nhanh hơn
Lĩnh vực: giáo dục
Loại giải pháp: quản lý
Tình trạng trước: Mỗi sáng mất 20 phút tìm đồ dùng vì để lẫn lộn
Cách làm mới: Dùng khay nhựa chia ngăn, dán nhãn màu theo từng chủ đề của tuần
Hiệu quả: Chỉ mất 3 phút chuẩn bị mỗi sáng
Ngày áp dụng: 15/3/2022
Tác giả: tôi
Công nhận: chưa
Bí mật: không"""


async def test_a_labelled_message_begins_a_form_with_all_it_answers(worker: Phone) -> None:
    """Only what is still missing is asked."""
    said = await worker.say(WHOLE)
    assert "Em đã ghi 10 mục" in said
    assert "Giá trị làm lợi" in said


async def test_with_a_draft_lying_there_the_worker_is_asked_first(worker: Phone) -> None:
    """The draft is not overwritten unasked; whichever is chosen, the message need not be sent again."""
    await worker.say("đăng ký")
    await worker.say("Lập sổ mượn thiết bị bằng mã QR cho cả trường")
    await worker.say("hủy")
    await worker.press("Để sau")
    said = await worker.say(WHOLE)
    assert "bản nháp" in said
    await worker.press("Để sau")
    await worker.say("tiếp tục")
    assert "mã QR cho cả trường" in await worker.say("quay lại")
    await worker.say("hủy")
    await worker.press("Để sau")
    await worker.say(WHOLE)
    assert "Em đã ghi" in await worker.press("Ghi vào bản nháp")
