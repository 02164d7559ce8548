"""The talk every bot of the bench holds: one registration, fourteen messages, each answered before the next."""

from __future__ import annotations

import random
from collections.abc import Iterator

JOIN = ("/start", "1 có 2 có 3 không 4 có", "Nguyễn Thị Lan", "{unit}", "1")


def registration(user: int, cycle: int) -> Iterator[str]:
    """The lines of one registration; the title is one of its own, so that it is like no other."""
    words = random.Random(f"{user}/{cycle}")  # the same in every run
    title = " ".join("".join([*words.choices("bcdghklmnprstvx", k=2), "a"]) for _ in range(9))
    yield "đăng ký"
    yield f"Cải tiến {title}"
    yield "1"
    yield "2"
    yield "Mỗi ca mất hai mươi phút tìm khuôn vì để lẫn trên một kệ chung"
    yield "Sơn màu từng nhóm khuôn và treo sơ đồ ngay đầu kệ để ai cũng thấy"
    yield "Tìm khuôn còn hai phút, mỗi ca làm thêm được ba mươi sản phẩm"
    yield "15/3/2022"
    yield "15 triệu"
    yield "tôi"
    yield "chưa"
    yield "không"
    yield "xong"
    yield "gửi sáng kiến"
