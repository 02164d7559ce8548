"""Registering an initiative: every question answered well and badly, left, resumed, compared, sent once."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.handlers.stage import ANSWERS, ZONE, Phone, Stage

TITLE = "Lập sổ mượn thiết bị bằng mã QR"
COUNT = "SELECT count(*) FROM initiative WHERE person_id IS NOT NULL"
LINES = [f"{label}: {value}" for label, value in ANSWERS.items()]


async def asks(phone: Phone, label: str) -> None:
    """Stand at the question with this label: everything before it is answered."""
    await phone.say("/dangky")
    for key, value in ANSWERS.items():
        if key == label:
            break
        await phone.say(value)
    assert phone.all[-1].heading.endswith(label), phone.all[-1]


async def draft(stage: Stage) -> dict[str, object]:
    found = await stage.rows("SELECT * FROM draft WHERE state = 'open'")
    return dict(found[0]) if found else {}


@pytest.fixture
async def reviewing(worker: Phone) -> Phone:
    """A worker who sees his review card."""
    await worker.say("/dangky")
    await worker.say("\n".join(LINES))
    await worker.press("Xong")
    assert "Xem lại sáng kiến" in worker.text
    return worker


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


# Time


async def test_sent_within_the_grace_it_counts_in_the_phase(stage: Stage, worker: Phone) -> None:
    """Who saw his card before the end and sends within 15 minutes counts in phase 1, on its last day."""
    stage.at("31/5", 23, 50)
    await worker.say("/dangky")
    await worker.say("\n".join(LINES))
    await worker.press("Xong")
    stage.at("1/6", 0, 10)
    assert "Giai đoạn 1" in await worker.press("Gửi sáng kiến")
    assert await stage.value(f"{COUNT} AND phase = 'gd1'") == 1
    day = await stage.value("SELECT submitted FROM tally_day WHERE unit = 'DHOI' AND day = '2022-05-31'")
    assert day == 1


async def test_after_the_grace_it_counts_in_the_next_phase(stage: Stage, worker: Phone) -> None:
    """A quarter of an hour later the next phase has begun."""
    stage.at("31/5", 23, 50)
    await worker.say("/dangky")
    await worker.say("\n".join(LINES))
    await worker.press("Xong")
    stage.at("1/6", 0, 16)
    assert "Giai đoạn 2" in await worker.press("Gửi sáng kiến")
    assert await stage.value(f"{COUNT} AND phase = 'gd2'") == 1


async def test_without_a_card_there_is_no_grace(stage: Stage, worker: Phone) -> None:
    """Who had not seen his card before the end counts in the next phase at once."""
    stage.at("31/5", 23, 58)
    await worker.say("/dangky")
    stage.at("1/6", 0, 2)
    await worker.say("\n".join(LINES))
    await worker.press("Xong")
    assert "Giai đoạn 2" in await worker.press("Gửi sáng kiến")


@pytest.mark.parametrize("stage", [datetime(2022, 1, 5, 9, 0, tzinfo=ZONE)], indirect=True)
async def test_before_the_programme_the_draft_is_kept(stage: Stage, worker: Phone) -> None:
    """Before the first phase nothing is lost: it says when it opens and keeps the draft."""
    await worker.say("/dangky")
    await worker.say("\n".join([*LINES[:6], "Ngày áp dụng lần đầu: 15/10/2021", *LINES[7:]]))
    await worker.press("Xong")
    assert "chưa mở đăng ký Giai đoạn 1 (mở lúc 0h00 ngày 8/1)" in await worker.press("Gửi sáng kiến")
    assert "Sáng kiến" not in await worker.say("/cuatoi")
    stage.at("8/1")
    await worker.say("tiếp tục")
    assert "Đã ghi nhận" in await worker.press("Gửi sáng kiến")


async def test_after_the_programme_nothing_is_taken(stage: Stage, worker: Phone) -> None:
    """After the last phase it says so, kindly, and keeps the draft."""
    await worker.say("/dangky")
    await worker.say("\n".join(LINES))
    await worker.press("Xong")
    stage.at("5/9/2023")
    assert "Chương trình đã khép lại" in await worker.press("Gửi sáng kiến")
    assert await stage.value(COUNT) == 0


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


async def test_a_draft_moves_with_its_worker(stage: Stage, worker: Phone) -> None:
    """Who changes unit sends the open draft for the new one."""
    await asks(worker, "Lĩnh vực")
    await worker.say("hủy")
    await worker.press("Để sau")
    await worker.say("/hoso donvi")
    await worker.say("QTD")
    assert (await draft(stage))["unit"] == "QTD"
