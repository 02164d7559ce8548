"""What a worker has sent: he finds it again, corrects it and takes it back while it is under review."""

from __future__ import annotations

import pytest

from tests.handlers.stage import Phone, Stage


async def the_initiative(stage: Stage) -> dict[str, object]:
    found = await stage.rows("SELECT * FROM initiative WHERE person_id IS NOT NULL ORDER BY id DESC LIMIT 1")
    return dict(found[0])


async def tally(stage: Stage, unit: str = "DHOI") -> tuple[int, int]:
    """(submitted, withdrawn) of a unit, which its days must add up to."""
    kept = await stage.rows("SELECT submitted, withdrawn, reached_at FROM tally WHERE unit = :u", u=unit)
    days = await stage.rows(
        "SELECT sum(submitted) AS submitted, sum(withdrawn) AS withdrawn FROM tally_day WHERE unit = :u",
        u=unit,
    )
    assert (kept[0]["submitted"], kept[0]["withdrawn"]) == (days[0]["submitted"], days[0]["withdrawn"])
    return kept[0]["submitted"], kept[0]["withdrawn"]


async def reached(stage: Stage, unit: str) -> int | None:
    return await stage.value("SELECT reached_at FROM tally WHERE unit = :u", u=unit)  # type: ignore[no-any-return]  # a column of integers


async def test_who_sent_nothing_is_invited(worker: Phone) -> None:
    """An empty list is no dead end: it offers to begin."""
    assert "chưa gửi sáng kiến nào" in await worker.say("của tôi")
    assert "1/" in await worker.press("Đăng ký sáng kiến")


async def test_the_list_tells_number_title_and_status(worker: Phone) -> None:
    """Each initiative is listed newest first, with its number, its title and how far it is."""
    await worker.registers("Treo bảng màu phân loại dụng cụ ở xưởng")
    await worker.registers("Ghép hai chuyến xe đưa đón công nhân làm một")
    said = await worker.say("sáng kiến của tôi")
    assert "Sáng kiến của anh/chị (2)" in said
    newest, oldest = said.index("Ghép hai chuyến"), said.index("Treo bảng màu")
    assert newest < oldest
    assert said.count("đang xem xét") == 2


async def test_an_open_draft_is_listed_with_what_it_lacks(worker: Phone) -> None:
    """The list shows the draft that lies there and leads back into it."""
    await worker.say("/dangky")
    await worker.say("Dùng chai nhựa cũ làm khay ươm cây giống")
    said = await worker.say("/cuatoi")
    assert "Bản nháp “Dùng chai nhựa cũ làm khay ươm cây giống”: còn thiếu" in said
    assert "Lĩnh vực" in await worker.press("Tiếp tục bản nháp")


async def test_a_long_list_has_pages(worker: Phone) -> None:
    """Seven initiatives make two pages, which are turned in place and end."""
    titles = (
        "khay đựng ốc",
        "sổ giao ca",
        "mái che mưa",
        "bảng lịch trực",
        "xe đẩy hàng",
        "kệ giày",
        "đèn báo",
    )
    for title in titles:
        await worker.registers(f"Làm {title} kiểu mới cho tổ của tôi dùng hằng ngày")
    first = await worker.say("/cuatoi")
    assert "đèn báo" in first
    assert "khay đựng ốc" not in first
    assert "khay đựng ốc" in await worker.press("Xem thêm")
    assert worker.heard[0].action == "edit"
    assert "Xem thêm ›" not in worker.labels
    assert "đèn báo" in await worker.press("Trang trước")


async def test_a_number_opens_an_entry_of_the_list(worker: Phone) -> None:
    """Without buttons, the number of the line opens the card."""
    await worker.registers()
    await worker.say("của tôi")
    said = await worker.say("1")
    assert "Cách làm mới: Dán mã QR" in said
    assert "Giá trị làm lợi: 15.000.000 đồng" in said
    assert "Sửa" in worker.labels


async def test_the_printed_number_opens_the_card(stage: Stage, worker: Phone) -> None:
    """The number on the receipt is enough to find the initiative again."""
    await worker.registers()
    number = (await the_initiative(stage))["id"]
    assert "Cách làm mới" in await worker.say(f"/cuatoi SK-DA-{number:06}")


@pytest.mark.parametrize("what", ["!cuatoi", "!suask", "!rutsk", "!hoantac"])
async def test_nobody_elses_initiative_is_shown_or_touched(stage: Stage, worker: Phone, what: str) -> None:
    """A made-up button for somebody else's initiative shows nothing of it and changes nothing."""
    other = stage.phone("Trần Thị Ánh")
    await other.joins("DHOI")
    await other.registers("Bí quyết của riêng tôi về cách pha sơn bền màu")
    made = await the_initiative(stage)
    for number in (made["id"], 1, 999_999, "x", ""):
        said = await worker.do("press", token=f"{what}:{number}", revision=1)
        assert "pha sơn" not in said
    assert await the_initiative(stage) == made


# Correcting


async def test_an_answer_is_corrected_as_in_the_form(stage: Stage, worker: Phone) -> None:
    """A new title is checked as at first, replaces the old one everywhere, and is written into the history."""
    await worker.registers()
    await worker.say("/cuatoi")
    await worker.say("1")
    await worker.press("Sửa")
    assert "Tên sáng kiến" in worker.labels
    await worker.press("Tên sáng kiến")
    assert "Hiện ghi: Lập sổ mượn thiết bị" in worker.text
    assert "hơi ngắn" in await worker.say("Ngắn")
    said = await worker.say("Lập sổ mượn đồ dùng dạy học bằng mã QR")
    assert "Em đã sửa mục “Tên sáng kiến”" in said
    assert "“Lập sổ mượn đồ dùng dạy học bằng mã QR”" in said
    made = await the_initiative(stage)
    assert made["title_folded"] == "lap so muon do dung day hoc bang ma qr"
    events = await stage.rows(
        "SELECT kind, detail FROM initiative_event WHERE initiative_id = :i", i=made["id"]
    )
    assert events == [{"kind": "submitted", "detail": ""}, {"kind": "edited", "detail": "title"}]


@pytest.mark.parametrize(
    ("step", "said", "follows"),
    [
        ("Giá trị làm lợi", "1,2 tỷ", {"benefit_vnd": 1_200_000_000}),
        ("Giá trị làm lợi", "chưa tính được", {"benefit_vnd": None}),
        ("Lĩnh vực", "Y tế", {"field": "health"}),
        ("Loại giải pháp", "kỹ thuật", {"solution_kind": "technical"}),
        ("Cần giữ bí mật", "có", {"confidential": 1}),
        (
            "Tác giả",
            "Nguyễn Văn An 60, Trần Thị Ánh 40",
            {
                "authors": '[{"name": "Nguyễn Văn An", "share": 60}, {"name": "Trần Thị Ánh", "share": 40}]',
            },
        ),
    ],
)
async def test_what_is_read_out_of_an_answer_follows_it(
    stage: Stage, worker: Phone, step: str, said: str, follows: dict[str, object]
) -> None:
    """The columns that are searched and summed say what the corrected answer says."""
    await worker.registers()
    await worker.press("Sáng kiến của tôi")
    await worker.say("1")
    await worker.press("Sửa")
    await worker.press(step)
    assert "Em đã sửa" in await worker.say(said)
    assert follows.items() <= (await the_initiative(stage)).items()


@pytest.mark.parametrize("way", ["hủy", "quay lại", "bỏ qua", "Giữ nguyên"])
async def test_a_correction_can_be_left(stage: Stage, worker: Phone, way: str) -> None:
    """Every way out of a correction leads back to the card with nothing changed."""
    await worker.registers()
    made = await the_initiative(stage)
    await worker.say("/cuatoi 382")
    await worker.press("Sửa")
    await worker.press("Hiệu quả")
    assert "SK-DA-000382 · đang xem xét" in await worker.say(way)
    assert await the_initiative(stage) == made
    assert "Em giúp được anh/chị" in await worker.say("trợ giúp")


async def test_a_photo_can_follow_later(stage: Stage, worker: Phone) -> None:
    """A photo sent while correcting belongs to the initiative; an album gets one answer."""
    await worker.registers()
    await worker.say("/cuatoi 382")
    await worker.press("Sửa")
    await worker.press("Ảnh, tài liệu")
    assert "Em đã nhận 1 tệp" in await worker.photo("p1", album="a")
    assert await worker.photo("p2", album="a") == ""
    assert "Ảnh, tài liệu: 2 tệp" in await worker.press("Xong")


async def test_what_is_closed_stays_as_it_is(stage: Stage, worker: Phone) -> None:
    """Once the phase is closed nothing of it is changed, not even by a button shown before (I3)."""
    await worker.registers()
    await worker.say("/cuatoi 382")
    card = worker.all[-1]
    await worker.press("Sửa")
    stage.at("11/6")
    assert "đã khóa lúc 24h00 ngày 10/6/2022" in await worker.press("Hiệu quả")
    assert "Sửa" not in worker.labels
    for button in ("Sửa", "Rút lại"):
        assert "đã khóa" in await worker.press(button, of=card)
    assert (await tally(stage))[1] == 0


async def test_between_end_and_close_it_may_still_be_corrected(stage: Stage, worker: Phone) -> None:
    """After the end of the phase, until its figures are frozen, a correction is taken."""
    await worker.registers()
    stage.at("5/6")
    await worker.say("/cuatoi 382")
    await worker.press("Sửa")
    await worker.press("Hiệu quả")
    assert "Em đã sửa" in await worker.say("Mỗi tháng tiết kiệm được hai ngày công.")


# Withdrawing


async def test_withdrawing_is_asked_once_more(stage: Stage, worker: Phone) -> None:
    """Nothing is withdrawn by one tap."""
    await worker.registers()
    await worker.say("/cuatoi 382")
    assert "không còn được tính" in await worker.press("Rút lại")
    assert "đang xem xét" in await worker.press("Giữ lại")
    assert await tally(stage) == (9, 0)


async def test_a_withdrawn_one_counts_no_more(stage: Stage, worker: Phone) -> None:
    """The unit's figure falls by one at once, and the number stays taken."""
    await worker.registers()
    await worker.say("/cuatoi 382")
    await worker.press("Rút lại")
    assert "SK-DA-000382 · đã rút" in await worker.press("Rút sáng kiến này")
    assert await tally(stage) == (9, 1)
    assert "đã gửi 8/12" in await worker.say("/xephang")
    assert "đã rút" in await worker.say("/cuatoi")
    assert "SK-DA-000383" in await worker.registers("Một cách xếp kho khác hẳn trước đây")


async def test_a_withdrawal_is_taken_back_within_ten_minutes(stage: Stage, worker: Phone) -> None:
    """Undone in time it is as if nothing had been; later it is too late, and kindly said so."""
    await worker.registers()
    await worker.say("/cuatoi 382")
    await worker.press("Rút lại")
    await worker.press("Rút sáng kiến này")
    stage.later(minutes=9)
    assert "được tính như cũ" in await worker.press("Hoàn tác")
    assert await tally(stage) == (9, 0)
    assert (await the_initiative(stage))["status"] == "submitted"
    await worker.press("Rút lại")
    await worker.press("Rút sáng kiến này")
    stage.later(minutes=11)
    assert "quá thời gian hoàn tác" in await worker.press("Hoàn tác")
    assert await tally(stage) == (9, 1)


async def test_undone_twice_is_undone_once(stage: Stage, worker: Phone) -> None:
    """A double tap on "undo" restores one initiative."""
    await worker.registers()
    await worker.say("/cuatoi 382")
    await worker.press("Rút lại")
    await worker.press("Rút sáng kiến này")
    undo = worker.all[-1]
    await worker.press("Hoàn tác", of=undo)
    await worker.press("Hoàn tác", of=undo)
    assert await tally(stage) == (9, 0)


async def test_falling_below_the_target_is_not_having_reached_it(stage: Stage, worker: Phone) -> None:
    """The moment a target was reached goes when it is missed again, and comes back with the undo."""
    phone = stage.phone("Lê Ân")
    await phone.joins("QTD")  # a target of 3
    had = (await tally(stage, "QTD"))[0] if await stage.value("SELECT 1 FROM tally WHERE unit = 'QTD'") else 0
    words = ("máy đếm tiền", "tủ hồ sơ", "mẫu đơn vay")
    for title in words[had:]:
        await phone.registers(f"Cải tiến {title} để khách không phải chờ lâu")
    at = await reached(stage, "QTD")
    assert at is not None
    await phone.say("/cuatoi")
    await phone.say("1")
    await phone.press("Rút lại")
    await phone.press("Rút sáng kiến này")
    assert await reached(stage, "QTD") is None
    await phone.press("Hoàn tác")
    assert await reached(stage, "QTD") == at


async def test_withdrawn_after_the_end_is_booked_on_the_last_day(stage: Stage, worker: Phone) -> None:
    """A withdrawal between end and close changes the last day of the phase, never a day outside of it."""
    await worker.registers()
    stage.at("3/6")
    await worker.say("/cuatoi 382")
    await worker.press("Rút lại")
    await worker.press("Rút sáng kiến này")
    days = await stage.rows("SELECT day FROM tally_day WHERE unit = 'DHOI' AND withdrawn = 1")
    assert days == [{"day": "2022-05-31"}]
