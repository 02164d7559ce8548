"""What the peers say: as many questions, of about the same length, with the same kind of buttons."""

from __future__ import annotations

QUESTIONS = (
    "1/12 · Tên sáng kiến\nSáng kiến của anh/chị tên là gì ạ? Tên nên nói rõ cách làm.",
    "2/12 · Lĩnh vực\nSáng kiến thuộc lĩnh vực nào ạ? Anh/chị chọn một mục, ví dụ: 1.",
    "3/12 · Loại giải pháp\nĐây là loại giải pháp nào ạ?",
    "4/12 · Tình trạng trước\nTrước khi có sáng kiến, công việc gặp khó khăn gì ạ?",
    "5/12 · Cách làm mới\nAnh/chị đã làm khác đi như thế nào ạ?",
    "6/12 · Hiệu quả\nSáng kiến đem lại hiệu quả gì ạ?",
    "7/12 · Ngày áp dụng lần đầu\nSáng kiến được áp dụng lần đầu ngày nào ạ?",
    "8/12 · Giá trị làm lợi\nSáng kiến làm lợi khoảng bao nhiêu tiền ạ?",
    "9/12 · Tác giả\nAi là tác giả ạ?",
    "10/12 · Công nhận\nĐã được công nhận chưa ạ?",
    "11/12 · Cần giữ bí mật\nCó điều gì cần giữ bí mật không ạ?",
    "12/12 · Ảnh, tài liệu\nAnh/chị có ảnh hoặc tài liệu minh họa không ạ?",
    "Xem lại sáng kiến",
)
BUTTONS = ("‹ Quay lại", "Bỏ qua ›", "Hủy")
JOINED = "Xong rồi ạ! Bây giờ anh/chị có thể đăng ký sáng kiến."
