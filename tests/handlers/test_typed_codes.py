"""A code typed instead of a link followed: what the invitations without links tell people to do (DESIGN 3)."""

from __future__ import annotations

import pytest

from tests.handlers.stage import Phone, Stage


@pytest.mark.parametrize("said", ["lnkdhoi", " LNKDHOI "])
async def test_a_units_code_as_the_first_message(stage: Stage, said: str) -> None:
    """Who types the code of a unit is not asked for the unit, as if he had followed the link."""
    phone = stage.phone("Lê Ân")
    assert "Anh/chị trả lời từng mục" in await phone.say(said)
    await phone.say("1 có")
    assert "thuộc nhóm nào" in await phone.say("Lê Ân")
    assert (await phone.person())["unit"] == "DHOI"


async def test_a_cadres_code_typed_by_somebody_known(stage: Stage, worker: Phone) -> None:
    """The office is taken up; the same code again is a word like any other."""
    owner = stage.phone("Lê Văn Hùng")
    await owner.joins("UYNO")
    await stage.appoint(owner, "owner", "LDLD")
    await owner.say("/moi DHOI")
    code = (await stage.rows("SELECT code FROM invite WHERE kind = 'cadre'"))[0]["code"]
    assert "được giao phụ trách Xã Đông Hội" in await worker.say(code)
    assert "Em là bot đăng ký" in await worker.say(code)


async def test_a_word_is_no_code(stage: Stage) -> None:
    """A greeting in one word is answered as a greeting."""
    assert "hết hạn" not in await stage.phone().say("xinchao")
