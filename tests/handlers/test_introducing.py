"""Where messages are counted, name, unit and kind of member are asked in one, answered as people type."""

from __future__ import annotations

import pytest

from handlers.incoming import Kind
from tests.handlers.stage import Phone, Stage


@pytest.fixture
async def stranger(frugal: Stage) -> Phone:
    """Somebody of no unit yet, who has just said yes."""
    phone = frugal.phone("Lan Nguyễn")
    await phone.say("chào bot")
    await phone.say("có")
    return phone


async def known(phone: Phone) -> tuple[str | None, str | None, str | None]:
    person = await phone.person()
    return person["name"], person["unit"], person["member_kind"]


async def test_one_message_asks_all_three(stranger: Phone) -> None:
    """The answers to the consent stand above; the lines to copy come last, so that a copy ends with them."""
    assert stranger.text.startswith("Em đã ghi: 1 có, 2 không, 3 không, 4 không.")
    assert stranger.text.endswith("Họ và tên:\nĐơn vị (vài chữ trong tên công đoàn cơ sở):\nNhóm (số):")
    assert len(stranger.heard) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Nguyễn Thị Lan\nTrường THCS Đông Hội\n1",
        "Nguyễn Thị Lan, truong thcs dong hoi, 1",
        "1. Nguyễn Thị Lan\n2. THCS Đông Hội\n3. Đơn vị sự nghiệp",
        "THCS Đông Hội; Nguyễn Thị Lan; 1",
        "1\nNguyễn Thị Lan\nTHCS Đông Hội",
        "Nhóm: 1\nĐơn vị: thcs dong hoi\nHọ tên: Nguyễn Thị Lan",
        "ho ten: Nguyễn Thị Lan, don vi: THCS Đông Hội, nhom: don vi su nghiep",
        "NGUYỄN THỊ LAN\n- thcs đông hội\n- đơn vị sự nghiệp",
        "nguyễn thị lan - 1\nTHCS Đông Hội",
    ],
)
async def test_however_it_is_written(stranger: Phone, said: str) -> None:
    """Lines, commas, labels, any order, a name all small or all capitals: nothing is asked a second time."""
    assert "Xong rồi ạ!" in await stranger.say(said), stranger.text
    assert await known(stranger) == ("Nguyễn Thị Lan", "CSDHOI", "public_service")


async def test_the_whole_message_copied_and_filled_in(stranger: Phone) -> None:
    """Who copies the message with its explanations and fills in the lines at its end is understood."""
    lines = stranger.text.replace("Họ và tên:", "Họ và tên: Nguyễn Thị Lan")
    lines = lines.replace("công đoàn cơ sở):", "công đoàn cơ sở): THCS Đông Hội").replace("(số):", "(số): 2")
    assert "Xong rồi ạ!" in await stranger.say(lines)
    assert (await known(stranger))[2] == "enterprise_worker"


async def test_one_by_one_works_too(stranger: Phone) -> None:
    """Who answers one thing a message is asked for the rest, and told what was understood."""
    assert "Em đã ghi: Nguyễn Thị Lan." in await stranger.say("Nguyễn Thị Lan")
    assert "Họ và tên:" not in stranger.text
    assert "Em đã ghi: Trường THCS Đông Hội." in await stranger.say("trường thcs đông hội")
    assert "Xong rồi ạ!" in await stranger.say("đơn vị sự nghiệp")


async def test_all_that_is_unclear_is_asked_again_together(stranger: Phone) -> None:
    """One message with each reason; what was good is not asked again."""
    said = await stranger.say("Họ tên: Lan 9x\nĐơn vị: Sao Hỏa\nNhóm: 1")
    assert len(stranger.heard) == 1
    for told in ("Em đã ghi: Đơn vị sự nghiệp.", "không có chữ số", "“Sao Hỏa”", "Họ và tên:"):
        assert told in said
    assert "Nhóm (số)" not in said
    assert "Xong rồi ạ!" in await stranger.say("Nguyễn Thị Lan, THCS Đông Hội")


async def test_words_that_fit_several_units_lead_to_a_list(stranger: Phone) -> None:
    """The list comes once everything else is known, without the unit being typed again."""
    await stranger.say("Nguyễn Thị Lan, dong hoi, 1")
    assert stranger.labels == ["Trường Mầm non Đông Hội", "Trường THCS Đông Hội", "Xã Đông Hội"]
    assert "Xong rồi ạ!" in await stranger.say("Trường THCS Đông Hội")
    assert (await known(stranger))[1] == "CSDHOI"


async def test_words_for_the_unit_are_kept_while_the_rest_is_asked(stranger: Phone) -> None:
    """A unit to pick and a kind still unknown: the kind first, then the list for the words said before."""
    said = await stranger.say("Nguyễn Thị Lan, dong hoi")
    assert "Nhóm (số):" in said
    assert "Đơn vị (vài chữ" not in said
    await stranger.say("1")
    assert stranger.labels == ["Trường Mầm non Đông Hội", "Trường THCS Đông Hội", "Xã Đông Hội"]


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo"])
async def test_what_is_no_text_asks_again(stranger: Phone, kind: Kind) -> None:
    """Kindly, and nothing is stored of it."""
    assert "Em chưa đọc được tin này" in await stranger.do(kind)
    assert "Họ và tên:" in stranger.text


@pytest.mark.parametrize("said", ["bỏ qua", "quay lại"])
async def test_reserved_words_were_taken_for_a_name(stranger: Phone, said: str) -> None:
    """A way back or on is no name; the question stands."""
    assert "Họ và tên:" in await stranger.say(said)
    assert await known(stranger) == ("", None, None)


async def test_it_can_be_left_and_taken_up(stranger: Phone) -> None:
    """Who stops is asked again with whatever he says next, and no answer is lost."""
    await stranger.say("Nguyễn Thị Lan")
    assert "em dừng ở đây" in await stranger.say("hủy")
    said = await stranger.say("alo")
    assert "Đơn vị (vài chữ" in said
    assert "Họ và tên:" not in said


async def test_the_code_of_a_unit_spares_the_question(frugal: Stage) -> None:
    """Who came by a unit's code is asked for name and kind only, and may name another unit all the same."""
    first, second = frugal.phone("Lan"), frugal.phone("Bình")
    for phone in (first, second):
        await phone.start("lnkdhoi")
        await phone.say("có")
        assert phone.text.endswith("Họ và tên:\nNhóm (số):")
    await first.say("Nguyễn Thị Lan, 1")
    assert await known(first) == ("Nguyễn Thị Lan", "DHOI", "public_service")
    await second.say("Họ tên: Trần Văn Bình\nĐơn vị: THCS Đông Hội\nNhóm: 2")
    assert await known(second) == ("Trần Văn Bình", "CSDHOI", "enterprise_worker")


async def test_a_single_letter_was_taken_for_a_unit(stranger: Phone) -> None:
    """It is too short for a name, and every unit would fit it."""
    assert "Tên này ngắn quá ạ." in await stranger.say("A")
    assert "Đơn vị (vài chữ" in stranger.text


async def test_the_unit_said_once_more_became_part_of_the_name(stranger: Phone) -> None:
    """Words for several units are told of, and who says the unit again has said the unit again."""
    assert "Đơn vị có chữ “dong hoi”" in await stranger.say("dong hoi")
    await stranger.say("Nguyễn Thị Lan\nTrường THCS Đông Hội\n1")
    assert await known(stranger) == ("Nguyễn Thị Lan", "CSDHOI", "public_service")


@pytest.mark.parametrize(
    ("said", "unit"),
    [("Nguyễn Thị Lan, xã Đông Hội, 1", "DHOI"), ("Nguyễn Thị Lan\nTrường THCS Đông Hội\n1", "CSDHOI")],
)
async def test_the_unit_of_the_code_became_part_of_the_name(frugal: Stage, said: str, unit: str) -> None:
    """Who came by a unit's code and writes a unit all the same keeps that name, and may have meant another unit."""
    phone = frugal.phone("Lan")
    await phone.start("lnkdhoi")
    await phone.say("có")
    await phone.say(said)
    assert await known(phone) == ("Nguyễn Thị Lan", unit, "public_service")


async def test_a_number_that_is_no_kind_was_taken_for_the_unit(stranger: Phone) -> None:
    """The unit is kept, and the kind asked for again with the reason."""
    said = await stranger.say("Nguyễn Thị Lan\nTrường THCS Đông Hội\n9")
    assert "Em chưa rõ nhóm" in said
    assert await known(stranger) == ("Nguyễn Thị Lan", "CSDHOI", None)


async def test_cancel_under_the_form_shown_with_the_welcome_was_not_understood(stranger: Phone) -> None:
    """The welcome says that “hủy” stops it, so it does; later it means nothing again."""
    await stranger.say("Nguyễn Thị Lan, THCS Đông Hội, 1")
    assert "nhắn “hủy”" in stranger.text
    assert await stranger.say("hủy") == "Vâng ạ. Khi nào tiện, anh/chị nhắn “đăng ký”."
    assert "Em là bot đăng ký sáng kiến" in await stranger.say("hủy")
