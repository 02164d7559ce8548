"""Registering an initiative: every question answered well and badly, compared, sent once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from campaign.definition import Succession
from tests.handlers.drafts import COUNT, LINES, TITLE, asks, draft
from tests.handlers.stage import ANSWERS, START, Phone, Stage

# One by one


async def test_every_question_in_turn(stage: Stage, worker: Phone) -> None:
    """Answered one by one, echoed where a slip is costly, shown whole, sent once, with a receipt."""
    await worker.say("đăng ký")
    said = [await worker.say(value) for value in ANSWERS.values()]
    assert "Em đã ghi ngày 15/3/2022 (Thứ Ba)." in said[6]
    assert "15.000.000 đồng (mười lăm triệu đồng)" in said[7]
    assert "Em đã ghi tác giả: Nguyễn Văn An." in said[8]
    assert "đề nghị thủ trưởng hoặc Hội đồng sáng kiến" in said[9]
    card = await worker.say("không có")
    for number, label in enumerate(ANSWERS, 1):
        assert f"{number}. {label}: " in card
    receipt = await worker.press("Gửi sáng kiến")
    assert "Đã ghi nhận SK-DA-000382" in receipt
    assert f"“{TITLE}”" in receipt
    assert "8 → 9/12 sáng kiến đã gửi, đạt 75% chỉ tiêu phân bổ giai đoạn 1" in receipt
    assert "Bước tiếp theo" in receipt
    assert worker.labels[0] == "✏️ Đăng ký thêm"
    assert await stage.value(COUNT) == 1


@pytest.mark.parametrize(
    ("label", "said", "reason"),
    [
        ("Tên sáng kiến", "", "chưa thấy nội dung"),
        ("Tên sáng kiến", "Ngắn", "hơi ngắn"),
        ("Tên sáng kiến", "x" * 5000, "5.000 ký tự"),
        ("Tên sáng kiến", "😀😀😀😀😀😀😀😀😀😀😀😀", "chưa thấy chữ"),
        ("Lĩnh vực", "bóng đá nữ", "chọn giúp một lĩnh vực"),
        ("Lĩnh vực", "99", "chọn giúp một lĩnh vực"),
        ("Ngày áp dụng lần đầu", "hôm nọ", "chưa đọc được ngày"),
        ("Ngày áp dụng lần đầu", "20/5/2022", "chưa tới"),
        ("Ngày áp dụng lần đầu", "1/1/2020", "sớm hơn thời gian của chương trình"),
        ("Ngày áp dụng lần đầu", "31/2/2022", "chưa đọc được ngày"),
        ("Giá trị làm lợi", "5", "thiếu đơn vị"),
        ("Giá trị làm lợi", "nhiều lắm", "số tiền kèm đơn vị"),
        ("Tác giả", "An 60, Ánh 60", "120%"),
        ("Tác giả", "Nguyễn Văn An 120%", "120%"),
        ("Tác giả", "Nguyễn Văn An 50, Trần Thị Ánh 40", "90%"),
        ("Công nhận", "rồi", "Ai đã công nhận"),
        ("Cần giữ bí mật", "để em xem đã", "có, hoặc: không"),
    ],
)
async def test_a_wrong_answer_gets_a_kind_reason(
    stage: Stage, worker: Phone, label: str, said: str, reason: str
) -> None:
    """It says what is wrong, asks the same question again, and keeps what was answered before."""
    await asks(worker, label)
    before = (await draft(stage))["answers"]
    assert reason in await worker.say(said)
    assert worker.all[-1].heading.endswith(label)
    assert (await draft(stage))["answers"] == before
    await worker.say(ANSWERS[label])
    assert not worker.all[-1].heading.endswith(label)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("sticker", "Nhãn dán"),
        ("voice", "tin thoại"),
        ("video", "chưa nhận video"),
        ("contact", "danh bạ"),
        ("location", "không lưu vị trí"),
        ("other", "chưa đọc được loại tin"),
    ],
)
async def test_other_things_than_words(worker: Phone, kind: str, reason: str) -> None:
    """A sticker, a voice message, a contact where words are asked: said so, and asked again."""
    await asks(worker, "Hiệu quả")
    assert reason in await worker.do(kind)  # type: ignore[arg-type]  # each is a kind
    assert worker.all[-1].heading.endswith("Hiệu quả")


async def test_html_is_text(stage: Stage, worker: Phone) -> None:
    """Angle brackets are a title's own, kept and shown as they are."""
    await worker.say("/dangky")
    await worker.say("Dùng <b>khay</b> & nhãn <script> để phân loại")
    assert (await draft(stage))["title"] == "Dùng <b>khay</b> & nhãn <script> để phân loại"


async def test_a_photo_is_kept_at_any_question(stage: Stage, worker: Phone) -> None:
    """A photo where text is asked is kept with the draft, and the question is asked again."""
    await asks(worker, "Hiệu quả")
    assert "Em đã nhận 1 tệp" in await worker.photo("p1")
    assert worker.all[-1].heading.endswith("Hiệu quả")
    await worker.photo("p2", caption="Mỗi ca bớt được 18 phút đi lại.")
    assert worker.all[-1].heading.endswith("Ngày áp dụng lần đầu")
    assert await stage.value("SELECT count(*) FROM attachment") == 2


async def test_an_album_gets_one_answer(stage: Stage, worker: Phone) -> None:
    """Four pictures of an album: all kept, one answer."""
    await worker.say("/dangky")
    await worker.say("\n".join(LINES))
    said = [await worker.photo(f"p{number}", album="a1") for number in range(4)]
    assert [bool(each) for each in said] == [True, False, False, False]
    assert "4 tệp" in await worker.press("Xong")


async def test_more_files_than_ten_are_refused(stage: Stage, worker: Phone) -> None:
    """The eleventh file is refused with the number that is taken."""
    await worker.say("/dangky")
    for number in range(10):
        await worker.photo(f"p{number}")
    assert "tối đa 10 tệp" in await worker.photo("p10")
    assert await stage.value("SELECT count(*) FROM attachment") == 10


# Many answers in one message


async def test_labelled_lines_in_any_order(worker: Phone) -> None:
    """Lines with labels are read in any order; only what is missing or unclear is asked."""
    await worker.say("/dangky")
    lines = [line for line in reversed(LINES) if not line.startswith(("Lĩnh vực", "Giá trị"))]
    said = await worker.say("\n".join([*lines, "Giá trị làm lợi: 5"]))
    assert "Em đã ghi 9 mục." in said
    assert "• Giá trị làm lợi: Em chưa chắc số tiền" in said
    assert worker.all[-1].heading.endswith("Lĩnh vực")
    await worker.say("1")
    assert worker.all[-1].heading.endswith("Giá trị làm lợi")


async def test_the_template_comes_back_filled_in(worker: Phone) -> None:
    """The template that is offered, filled in behind its colons, is understood as it stands."""
    await worker.say("/dangky")
    await worker.press("Điền một lần theo mẫu")
    template = worker.heard[-1].text
    filled = "\n".join(
        line + ANSWERS.get(line.rstrip(": ").removesuffix("(*)").strip(), "") for line in template.split("\n")
    )
    await worker.say(filled)
    assert worker.all[-1].heading.endswith("Ảnh, tài liệu")


async def test_a_long_free_message_may_be_an_initiative(worker: Phone) -> None:
    """An idea told in one message becomes a draft whose new way is told already."""
    idea = "Tôi sơn màu từng nhóm khuôn và treo sơ đồ ngay đầu kệ nên tìm khuôn rất nhanh."
    assert "đăng ký nội dung này thành sáng kiến" in await worker.say(idea)
    assert "Em đã ghi phần “cách làm mới”" in await worker.press("Đúng, đăng ký")
    assert worker.all[-1].heading.endswith("Tên sáng kiến")


# Similar titles


async def test_a_similar_title_of_the_unit_is_shown(stage: Stage, reviewing: Phone) -> None:
    """The same idea again is only a hint: the worker sees it and decides (I14)."""
    await reviewing.press("Gửi sáng kiến")
    await reviewing.say("/dangky")
    await reviewing.say("\n".join(["Tên sáng kiến: Lập sổ mượn thiết bị bằng mã QR mới", *LINES[1:]]))
    await reviewing.press("Xong")
    said = await reviewing.press("Gửi sáng kiến")
    assert "Đơn vị mình đã có sáng kiến tên gần giống" in said
    assert "SK-DA-000382 – Lập sổ mượn thiết bị bằng mã QR" in said
    await reviewing.press("Sửa tên")
    assert "Hiện ghi: Lập sổ mượn" in reviewing.text
    assert "Xem lại sáng kiến" in await reviewing.say("hủy")
    await reviewing.press("Gửi sáng kiến")
    assert "Đã ghi nhận SK-DA-000383" in await reviewing.press("Khác, vẫn gửi")


async def test_a_confidential_title_is_not_shown_to_others(stage: Stage, worker: Phone) -> None:
    """What was said to be secret does not show as similar to a colleague's."""
    await worker.registers(TITLE, **{"Cần giữ bí mật": "có"})
    other = stage.phone("Trần Thị Ánh")
    await other.joins("DHOI")
    assert "Đã ghi nhận" in await other.registers(TITLE)
    assert "gần giống" not in "".join(message.text for message in other.all)


async def test_the_target_is_reached_once(stage: Stage) -> None:
    """The moment a unit reaches its target is written down with the initiative that did it."""
    phone = stage.phone("Lê Ân")
    await phone.joins("QTD")
    for number in ("máy đếm tiền", "tủ hồ sơ", "mẫu đơn vay", "bảng lãi suất"):
        said = await phone.registers(f"Cải tiến {number} để khách không phải chờ lâu")
        reached = await stage.value("SELECT reached_at FROM tally WHERE unit = 'QTD'")
        assert (reached is not None) == ("mẫu đơn" in said or "lãi suất" in said)
    assert "3 → 4/3 sáng kiến đã gửi, đạt 133,3%" in said


# Room


LONG = "Cải tiến 😀🛠️ dây chuyền " * 140


async def test_the_longest_answers_have_room(stage: Stage, worker: Phone) -> None:
    """Answers as long as they may be, full of emoji: every card and question still fits one message."""
    await worker.say("/dangky")
    limits = {step.label: step.max_length for step in stage.campaign.form.steps if step.kind == "text"}
    for label, value in ANSWERS.items():
        await worker.say(LONG[: limits[label]].strip() if label in limits else value)
    await worker.say("xong")
    assert "Xem lại sáng kiến" in worker.text
    for label in limits:
        await worker.press("Sửa một mục")
        await worker.press(label)
        assert "Hiện ghi: Cải tiến" in worker.text
        await worker.press("Giữ nguyên")
    await worker.press("Gửi sáng kiến")
    await worker.press("Sáng kiến của tôi")
    await worker.say("1")
    assert "…" in worker.text
    await worker.press("Sửa")
    await worker.press("Cách làm mới")
    await worker.say("/dulieu")
    file = next(message.file for message in worker.heard if message.file is not None)
    assert LONG[: limits["Cách làm mới"]].strip() in file.content


async def test_many_wrong_lines_have_room(worker: Phone) -> None:
    """A message in which every line is wrong is answered in one message."""
    await worker.say("/dangky")
    said = await worker.say("\n".join(f"{label}: ?" for label in ANSWERS))
    assert "Em chưa ghi được mục nào" in said
    assert worker.all[-1].heading.endswith("Tên sáng kiến")


async def test_the_receipt_left_out_what_a_merged_unit_had_sent(stage: Stage) -> None:
    """A unit stands for those that went into it: the receipt, the target and a withdrawal count with them."""
    other = stage.phone("Nguyễn Hoa")
    await other.joins("SUOI")
    for number in ("xếp ghế", "rửa tay"):
        await other.registers(f"Cải tiến giờ {number} để các cháu không phải chờ")
    merge = Succession(old="SUOI", kind="merge", on=date(2022, 5, 6), new="QTD")
    stage.campaign = stage.campaign.model_copy(update={"successions": (merge,)})
    stage.clock.set(START + timedelta(days=2))
    phone = stage.phone("Lê Ân")
    await phone.joins("QTD")
    said = await phone.registers("Cải tiến máy đếm tiền để khách không phải chờ lâu")
    assert "2 → 3/3 sáng kiến đã gửi, đạt" in said
    reached = "SELECT reached_at FROM tally WHERE unit = 'QTD'"
    assert await stage.value(reached) is not None
    number = await stage.value("SELECT max(id) FROM initiative")
    await phone.say(f"/cuatoi {number}")
    await phone.press("Rút lại")
    await phone.press("Rút sáng kiến này")
    assert await stage.value(reached) is None
