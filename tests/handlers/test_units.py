"""What a cadre sees of the units in his charge, and what he passes on."""

from __future__ import annotations

from tests.handlers.officers import cadre_of, owner_of, payload_of
from tests.handlers.stage import Phone, Stage


async def test_the_units_in_charge_come_by_urgency(stage: Stage, worker: Phone) -> None:
    """A cadre of three units sees the one with the least progress first, each with what it needs a day."""
    cadre = await cadre_of(stage, "QTD", "HTX", "DHOI")
    for number in range(3):
        await worker.registers(f"Sáng kiến số {number} của xã")
    stage.at("6/5", 9)
    said = await cadre.say("/donvi")
    lines = [line for line in said.splitlines() if line[:2] in {"1.", "2.", "3."}]
    assert said.splitlines()[0] == "Các đơn vị phụ trách (3)"
    assert "Tính đến 9h00 ngày 6/5 (sáng kiến đã gửi/chỉ tiêu)" in said
    assert lines[0] == "1. Quỹ tín dụng nhân dân Đồng Quê: 0/3, mỗi ngày cần 1 – cần tập trung", said
    assert lines[2].endswith("chưa có chỉ tiêu"), said


async def test_an_owner_sees_every_unit_a_page_at_a_time(stage: Stage) -> None:
    """The whole campaign first with its total against its named target, then 47 units in six pages."""
    owner = await owner_of(stage)
    said = await owner.say("đơn vị")
    assert said.splitlines()[0] == "Các đơn vị phụ trách (47)"
    assert "LĐLĐ huyện Đông Anh: đã gửi 381/1.172 sáng kiến, đạt 32,5% chỉ tiêu phân bổ giai đoạn 1." in said
    for _ in range(5):
        await owner.press("Xem thêm")
    assert "Xem thêm ›" not in owner.labels
    assert "47. " in owner.text


async def test_one_unit_is_shown_with_everything_there_is_to_do(stage: Stage, worker: Phone) -> None:
    """Count, named target, today's, what is needed a day, drafts left lying, questions, and the ways on."""
    cadre = await cadre_of(stage, "DHOI", "UYNO")
    await worker.registers()
    await worker.say("/hoi Cần giấy tờ gì ạ?")
    await worker.say("/dangky")
    await worker.say("Sổ mượn thiết bị mới của xã")
    said = await cadre.say("/donvi DHOI")
    assert said.startswith("Xã Đông Hội\nTính đến 9h0")
    assert "đạt" in said
    assert "% chỉ tiêu phân bổ giai đoạn 1." in said
    assert "Hôm nay: +1." in said
    assert "Cứ 9 ngày thêm 1 sáng kiến là kịp." in said
    assert "Hạn cuối: 24h00 ngày 31/5/2022" in said
    assert "Câu hỏi chờ trả lời: 1." in said
    assert "Không có bản nháp để lâu." in said
    stage.at("6/5", 15)
    assert "Bản nháp để lâu: 1." in await cadre.say("/donvi DHOI")
    assert cadre.labels == [
        "Sáng kiến", "Câu hỏi", "Mời người gửi", "Liên kết nhóm", "Chỉ tiêu", "Tin để chuyển tiếp",
        "Các đơn vị",
    ]  # fmt: skip


async def test_what_is_needed_is_said_as_it_is(stage: Stage) -> None:
    """So many a day where that is more than one; on the last day what is still missing."""
    cadre = await cadre_of(stage, "SUOI", "DHOI")
    assert "Mỗi ngày cần 2 sáng kiến, tính cả hôm nay (còn 26 ngày)." in await cadre.say("/donvi SUOI")
    stage.at("31/5", 10)
    assert "Hôm nay là ngày cuối, còn thiếu 30 sáng kiến." in await cadre.say("/donvi SUOI")
    stage.at("2/6", 10)
    said = await cadre.say("/donvi SUOI")
    assert "cần" not in said.replace("cần tập trung", "")


async def test_on_the_last_day_nothing_is_asked_for_each_day(stage: Stage) -> None:
    """In the list, too, what is missing is needed today once no other day is left."""
    cadre = await cadre_of(stage, "QTD", "SUOI")
    stage.at("30/5", 9)
    assert "Quỹ tín dụng nhân dân Đồng Quê: 0/3, mỗi ngày cần 2 – " in await cadre.say("/donvi")
    stage.at("31/5", 9)
    said = await cadre.say("/donvi")
    assert "Quỹ tín dụng nhân dân Đồng Quê: 0/3, hôm nay cần 3 – " in said
    assert "mỗi ngày" not in said


async def test_a_unit_is_found_by_words_among_ones_own(stage: Stage) -> None:
    """A name without diacritics is enough; a unit of somebody else is not found, nor shown by its code."""
    cadre = await cadre_of(stage, "DHOI", "UYNO")
    assert "Xã Đông Hội\nTính đến" in await cadre.say("/donvi dong hoi")
    assert "không có đơn vị nào có “kim chung”" in await cadre.say("/donvi kim chung")
    assert "dành cho cán bộ phụ trách" in await cadre.say("/donvi KCHUNG")
    said = await cadre.say("/donvi xa")
    assert "Có 2 đơn vị có “xa”" in said
    assert "Xã Uy Nỗ\nTính đến" in await cadre.say("Xã Uy Nỗ")


async def test_a_list_is_answered_in_words_until_something_else_is_said(stage: Stage) -> None:
    """A number or a name picks from the list; a command is a command; nonsense gets the usual hint."""
    cadre = await cadre_of(stage, "DHOI", "UYNO")
    await cadre.say("đơn vị")
    assert "Tính đến" in await cadre.say("2")
    await cadre.say("đơn vị")
    assert "Xã Uy Nỗ\nTính đến" in await cadre.say("xa uy no")
    await cadre.say("đơn vị")
    assert "Việc của cán bộ phụ trách" in await cadre.say("trợ giúp")
    assert "Em là bot đăng ký sáng kiến" in await cadre.say("77")


async def test_looking_at_a_unit_does_not_leave_the_form(stage: Stage) -> None:
    """A cadre who is filling in his own initiative may press a digest's button and goes on where he was."""
    cadre = await cadre_of(stage, "DHOI")
    await cadre.say("/dangky")
    assert "Tính đến" in await cadre.do("press", token="!donvi:DHOI", revision=0)
    said = await cadre.say("Lập sổ mượn thiết bị bằng mã QR")
    assert "2/" in said


async def test_initiatives_are_listed_without_their_authors(stage: Stage, worker: Phone) -> None:
    """The list has number, title and status; the author is on the card, for whoever is in charge."""
    cadre = await cadre_of(stage, "DHOI")
    await worker.registers("Lập sổ mượn thiết bị bằng mã QR")
    await cadre.say("/donvi")
    said = await cadre.press("Sáng kiến")
    assert "Lập sổ mượn thiết bị bằng mã QR (đang xem xét)" in said
    assert "Nguyễn Văn An" not in said
    said = await cadre.press(cadre.labels[0])
    assert "Tác giả: Nguyễn Văn An" in said
    assert "Cách làm mới: Dán mã QR lên từng thiết bị" in said
    assert "Giá trị làm lợi: 15.000.000 đồng" in said


async def test_a_confidential_initiative_shows_title_and_effect_only(stage: Stage, worker: Phone) -> None:
    """Neither the way it works nor its author is shown to anybody (I10)."""
    cadre = await cadre_of(stage, "DHOI")
    await worker.registers("Công thức phối trộn mới", **{"Cần giữ bí mật": "có"})
    await cadre.say("/sangkien DHOI")
    assert "Công thức phối trộn mới (đang xem xét, cần giữ bí mật)" in cadre.text
    said = await cadre.press(cadre.labels[0])
    assert "Hiệu quả: Mượn trả chỉ mất nửa phút" in said
    assert "Nguyễn Văn An" not in said
    assert "Dán mã QR" not in said


async def test_a_long_initiative_has_room_in_one_message(stage: Stage, worker: Phone) -> None:
    """Everything a worker may write fits on the card, shortened (the ear refuses longer messages)."""
    cadre = await cadre_of(stage, "DHOI")
    long = dict.fromkeys(("Tình trạng trước", "Cách làm mới", "Hiệu quả"), "Dài " * 240)
    await worker.registers("Sáng kiến " + "rất dài " * 29, **long)
    await cadre.say("/sangkien DHOI")
    assert "…" in await cadre.press(cadre.labels[0])


async def test_an_initiative_of_another_unit_is_not_shown(stage: Stage, worker: Phone) -> None:
    """A number typed or a button of an office that ended opens nothing."""
    cadre = await cadre_of(stage, "UYNO")
    await worker.registers()
    number = await stage.value("SELECT max(id) FROM initiative")
    assert "dành cho cán bộ phụ trách" in await cadre.say(f"/xemsk {number}")
    assert "Không thấy sáng kiến" in await cadre.say("/xemsk 999999")
    for nonsense in ("x", "²", "9" * 40, ""):
        assert "Không thấy sáng kiến" in await cadre.say(f"/xemsk {nonsense}")


async def test_the_joining_link_of_a_unit_is_ready_to_be_forwarded(stage: Stage) -> None:
    """Whoever opens the forwarded link joins that very unit."""
    cadre = await cadre_of(stage, "DHOI")
    await cadre.say("/donvi DHOI")
    await cadre.press("Mời người gửi")
    how, ready = cadre.heard
    assert "chuyển tiếp tin dưới đây" in how.text
    assert ready.text.startswith("Mời anh chị em đoàn viên, người lao động Xã Đông Hội gửi sáng kiến")
    somebody = stage.phone("Trần Thị Ánh")
    await somebody.start(payload_of(ready.text))
    await somebody.say("1 có")
    await somebody.say("Trần Thị Ánh")
    assert "thuộc Xã Đông Hội" in await somebody.press("Đơn vị sự nghiệp")


async def test_the_text_to_forward_stands_alone(stage: Stage) -> None:
    """A message of its own with the state of things, the deadline and the bot, naming no unit that is behind."""
    cadre = await cadre_of(stage, "DHOI", "UYNO")
    await cadre.do("press", token="!chuyentiep:LDLD", revision=0)
    how, ready = cadre.heard
    assert "chuyển tiếp vào nhóm" in how.text
    assert ready.text.startswith("Kính gửi các đồng chí!\nTính đến 9h0")
    assert "LĐLĐ huyện Đông Anh: đã gửi 381/1.172 sáng kiến" in ready.text
    assert "@dong_anh_bot" in ready.text
    assert "Xã" not in ready.text
    assert not ready.choices
