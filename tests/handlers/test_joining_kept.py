"""What somebody who is joining has given stays his: the link he came by, the answers he pressed."""

from __future__ import annotations

import pytest

from tests.handlers.stage import Phone, Stage

ASIDE = ["/dangky", "/xephang", "đăng ký", "tiếp tục", "/trogiup", "/khongco"]


@pytest.mark.parametrize("aside", ASIDE)
async def test_a_units_link_lost_by_a_command_before_the_consent(stage: Stage, aside: str) -> None:
    """A command in between is answered; who came by a unit's link is still not asked for the unit."""
    phone = stage.phone("Lê Ân")
    await phone.start("lnkdhoi")
    await phone.press("1. Có")
    await phone.press("2. Có")
    assert await phone.say(aside) != ""
    await phone.say("xong")
    assert "thuộc nhóm nào" in await phone.say("Lê Ân")
    assert (await phone.person())["unit"] == "DHOI"
    assert (await phone.person())["reminders"] == 1


async def test_a_units_link_lost_by_opening_the_chat_again(stage: Stage) -> None:
    """`/start` without a link, or with one that is over, does not take away the one before."""
    phone = stage.phone("Lê Ân")
    await phone.start("lnkdhoi")
    await phone.start()
    assert "hết hạn hoặc đã được dùng" in await phone.start("khongco")
    await phone.say("1 có")
    assert (await phone.person())["unit"] == "DHOI"


@pytest.mark.parametrize("aside", ["/dangky", "/start", "/hoso", "đăng ký"])
async def test_an_invitation_lost_by_a_command_at_the_question_for_the_name(
    stage: Stage, worker: Phone, aside: str
) -> None:
    """A cadre's invitation is taken up at the end of joining, whatever was said on the way."""
    await stage.appoint(worker, "owner", "LDLD")
    await worker.say("/moi DHOI")
    code = (await stage.rows("SELECT code FROM invite WHERE kind = 'cadre'"))[0]["code"]
    cadre = stage.phone("Trần Văn Bình")
    await cadre.start(code)
    await cadre.say("1 có")
    said = await (cadre.start() if aside == "/start" else cadre.say(aside))
    assert "họ và tên" in said
    await cadre.say("Trần Văn Bình")
    await cadre.say("DHOI")
    assert "Đồng chí Trần Văn Bình được giao phụ trách Xã Đông Hội" in await cadre.press("Cán bộ công đoàn")


async def test_an_office_taken_up_without_a_name(stage: Stage, worker: Phone) -> None:
    """Who follows a cadre's invitation while he is joining tells first who he is."""
    await stage.appoint(worker, "owner", "LDLD")
    await worker.say("/moi DHOI")
    code = (await stage.rows("SELECT code FROM invite WHERE kind = 'cadre'"))[0]["code"]
    cadre = stage.phone("Trần Văn Bình")
    await cadre.start()
    await cadre.say("1 có")
    assert "họ và tên" in await cadre.start(code)
    assert await stage.value("SELECT count(*) FROM role WHERE role = 'cadre'") == 0
    await cadre.say("Trần Văn Bình")
    await cadre.say("DHOI")
    assert "được giao phụ trách Xã Đông Hội" in await cadre.press("Cán bộ công đoàn")


async def test_pressed_answers_forgotten_by_a_word(stage: Stage) -> None:
    """Buttons and words add up: what was pressed counts beside what is typed, the rest is no."""
    phone = stage.phone("Lê Ân")
    await phone.start()
    await phone.press("1. Có")
    await phone.press("4. Có")
    assert "Em chưa rõ" in await phone.say("alo")
    assert "1 có, 2 không, 3 có, 4 có" in await phone.say("3 có")


async def test_a_link_in_the_middle_of_a_form(stage: Stage, worker: Phone) -> None:
    """A link that opens nothing new leaves the question where it is."""
    await worker.say("đăng ký")
    assert "Tên sáng kiến" in await worker.start("lnkdhoi")
    said = await worker.start("khongco")
    assert "hết hạn hoặc đã được dùng" in said
    assert "Tên sáng kiến" in said
    assert "2/12" in await worker.say("Kệ khuôn sơn màu cho tổ lắp ráp")
