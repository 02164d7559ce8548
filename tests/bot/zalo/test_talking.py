"""Talking with the bot on Zalo alone, over real HTTP: nothing can be pressed, everything is typed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from tests.bot.zalo.wire import BINH, LAN, House, Stand, open_house, open_stand

LABELLED = """Tên sáng kiến: Lập sổ mượn thiết bị bằng mã QR
Lĩnh vực: Giáo dục
Loại giải pháp: Quản lý
Tình trạng trước: Mỗi lần mượn thiết bị phải tìm sổ giấy rất lâu.
Cách làm mới: Dán mã QR lên từng thiết bị, quét mã là ghi tên người mượn.
Hiệu quả: Mượn trả chỉ mất nửa phút.
Ngày áp dụng lần đầu: 15/3/2022
Giá trị làm lợi: chưa
Tác giả: tôi
Công nhận: chưa
Cần giữ bí mật: không"""


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    async with open_stand() as opened:
        yield opened


@pytest.fixture
async def house(stand: Stand, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(stand, tmp_path) as opened:
        yield opened


async def joins(stand: Stand, person: int) -> None:
    await stand.says(person, "chào bot", "Chào anh/chị!")
    await stand.says(person, "1 có 2 có 3 không 4 có", "Họ và tên:")
    await stand.says(person, "Nguyễn Thị Lan, dong hoi, 1", "1. Trường Mầm non Đông Hội")
    await stand.says(person, "3", "Xong rồi ạ!")


async def test_the_first_contact_shows_choices_in_words(stand: Stand, house: House) -> None:
    """The greeting asks the four questions in text and offers no number that would mean something else."""
    greeting = await stand.says(LAN, "xin chào", "Chào anh/chị!")
    assert "1 có 2 có 3 không 4 có" in greeting.text
    assert "Nhắn số" not in greeting.text
    who = await stand.says(LAN, "1 có", "Các nhóm: 1. Đơn vị sự nghiệp; 2. Doanh nghiệp")
    assert who.text.endswith("Họ và tên:\nĐơn vị (vài chữ trong tên công đoàn cơ sở):\nNhóm (số):")


async def test_a_whole_registration_is_typed(stand: Stand, house: House) -> None:
    """Joining in lines, the form by its template, the card by words; the receipt is what Telegram gives."""
    await joins(stand, LAN)
    card = await stand.says(LAN, LABELLED, "Xem lại sáng kiến")
    assert card.text.endswith("Có thể nhắn: “gửi sáng kiến”, “sửa một mục”, “để sau”, “bỏ sáng kiến này”")
    receipt = await stand.says(LAN, "gửi sáng kiến", "Đã ghi nhận SK-")
    assert "1. Đăng ký thêm\n2. Sáng kiến của tôi\n3. Xếp hạng đơn vị" in receipt.text
    await stand.says(LAN, "2", "Lập sổ mượn thiết bị")
    assert stand.world.violations == []


async def test_an_amount_was_taken_for_a_choice(stand: Stand, house: House) -> None:
    """Where a bare number is an amount no choice has a number; it is taken by its words."""
    await joins(stand, LAN)
    await stand.says(LAN, "đăng ký", "Tên sáng kiến")
    await stand.says(LAN, LABELLED, "Xem lại sáng kiến")
    await stand.says(LAN, "sửa một mục", "muốn sửa mục nào")
    asked = await stand.says(LAN, "8", "Giá trị làm lợi")
    assert asked.text.endswith("Có thể nhắn: “giữ nguyên”, “chưa tính được”, “hủy”")
    await stand.says(LAN, "chưa tính được", "8. Giá trị làm lợi: chưa tính được")


async def test_a_code_is_the_first_message(stand: Stand, house: House) -> None:
    """Zalo has no start parameter: who types the code of a unit's link is of that unit, greeted before or not."""
    async with house.app.database.read() as connection:
        found = await connection.scalars(sql("SELECT code FROM invite WHERE kind = 'unit'"))
        code = found.first()
    assert code
    await stand.says(LAN, code.upper(), "Chào anh/chị!")
    await stand.says(LAN, "có", "Họ và tên:\nNhóm (số):")
    await stand.says(LAN, "Nguyễn Thị Lan", "Nhóm (số):")
    await stand.says(BINH, "alo", "Chào anh/chị!")
    await stand.says(BINH, code, "Chào anh/chị!")
    await stand.says(BINH, "có", "Họ và tên:\nNhóm (số):")
    await stand.says(BINH, "1\nTrần Văn Bình", "Xong rồi ạ!")
