"""A code typed instead of a link followed: what the invitations without links tell people to do (DESIGN 3)."""

from __future__ import annotations

import pytest

from tests.handlers.stage import Phone, Stage


@pytest.mark.parametrize("said", ["lnkdhoi", " LNKDHOI ", "@Bot Nước Rút lnkdhoi", "Mã: LNKDHOI."])
async def test_a_units_code_as_the_first_message(stage: Stage, said: str) -> None:
    """Who types the code of a unit is not asked for the unit, as if he had followed the link."""
    phone = stage.phone("Lê Ân")
    assert "Anh/chị trả lời từng mục" in await phone.say(said)
    await phone.say("1 có")
    assert "thuộc nhóm nào" in await phone.say("Lê Ân")
    assert (await phone.person())["unit"] == "DHOI"


async def test_a_cadres_code_typed_by_somebody_known(stage: Stage, worker: Phone) -> None:
    """The office is taken up, even in the middle of a form; the same code again is said to be used."""
    owner = stage.phone("Lê Văn Hùng")
    await owner.joins("UYNO")
    await stage.appoint(owner, "owner", "LDLD")
    await owner.say("/moi DHOI")
    code = (await stage.rows("SELECT code FROM invite WHERE kind = 'cadre'"))[0]["code"]
    await worker.say("đăng ký")
    assert "được giao phụ trách Xã Đông Hội" in await worker.say(code)
    await worker.say("hủy")
    assert "hết hạn hoặc đã được dùng" in await worker.say(code)


async def test_a_word_is_no_code(stage: Stage) -> None:
    """A greeting in one word is answered as a greeting."""
    assert "hết hạn" not in await stage.phone().say("xinchao")


@pytest.mark.parametrize("code", ["h56ztpxgew", "@Bot Nước Rút h56ztpxgew"])
async def test_a_wrong_code_as_the_first_message_was_passed_over(stage: Stage, code: str) -> None:
    """Whoever is new and types what can only be a code is told that it opens nothing, and greeted all the same."""
    said = await stage.phone().say(code)
    assert "hết hạn hoặc đã được dùng" in said
    assert "Anh/chị trả lời từng mục" in said


async def test_a_title_of_one_word_is_an_answer(worker: Phone) -> None:
    """Inside a form only a code that was given out is one; letters and digits like it are an answer."""
    await worker.say("đăng ký")
    assert "2/12" in await worker.say("maydonguyen25")
