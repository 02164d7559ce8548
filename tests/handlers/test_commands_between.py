"""Commands said where something else is being asked, and commands said with a unit behind them."""

from __future__ import annotations

import pytest

from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage


async def _under_review(stage: Stage, worker: Phone) -> Phone:
    cadre = await cadre_of(stage, "DHOI")
    await worker.registers()
    await cadre.say("duyệt")
    return cadre


@pytest.mark.parametrize("said", ["báo cáo", "don vi", "Nhật ký", "trợ giúp"])
async def test_a_command_became_the_reason_of_a_rejection(stage: Stage, worker: Phone, said: str) -> None:
    """Asked why not, a cadre says a command: it is carried out, nothing is rejected, and the question is left."""
    cadre = await _under_review(stage, worker)
    await cadre.press("Không hợp lệ")
    assert "Chưa có gì thay đổi" in await cadre.say(said)
    assert await stage.value("SELECT status FROM initiative") == "submitted"
    assert await stage.value("SELECT count(*) FROM initiative_event WHERE kind = 'rejected'") == 0
    assert "Xã Đông Hội" in await cadre.say("duyệt")


async def test_a_reason_in_words_is_still_a_reason(stage: Stage, worker: Phone) -> None:
    """Words that hold a command among others are what the author reads."""
    cadre = await _under_review(stage, worker)
    await cadre.press("Không hợp lệ")
    assert "đã ghi “không hợp lệ”" in await cadre.say("Báo cáo chưa nêu cách làm mới")


async def test_a_number_for_a_target_may_be_interrupted(stage: Stage) -> None:
    """Whoever was asked for a number and says another command is out of that question."""
    owner = await owner_of(stage)
    await owner.say("/chitieu DHOI")
    await owner.press("Quyết định chỉ tiêu khác")
    assert "Đồng chí muốn mời ai?" in await owner.say("mời")
    await owner.say("hủy")
    assert "Quyết định" not in await owner.say("45")
    assert await stage.value("SELECT count(*) FROM amendment") == 0


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("chỉ tiêu mầm non Đông Hội", "Chỉ tiêu giai đoạn 1 – Trường Mầm non Đông Hội"),
        ("don vi mn uy no", "Trường Mầm non Uy Nỗ"),
        ("báo cáo xã Đông Hội", "Báo cáo của Xã Đông Hội"),
        ("Đơn vị Đông Hội", "Có 3 đơn vị có “Đông Hội”"),
    ],
)
async def test_a_unit_is_named_behind_the_command(stage: Stage, said: str, heard: str) -> None:
    """The words after the command say which unit is meant; where several are called so, which one is asked."""
    owner = await owner_of(stage)
    assert heard in await owner.say(said)


async def test_several_units_of_a_command_are_picked_from(stage: Stage) -> None:
    """The choice carries the command that was said."""
    owner = await owner_of(stage)
    await owner.say("chỉ tiêu Đông Hội")
    assert "Chỉ tiêu giai đoạn 1 – Trường Mầm non Đông Hội" in await owner.press("Trường Mầm non Đông Hội")


async def test_units_of_others_are_not_named(stage: Stage, worker: Phone) -> None:
    """A cadre names only what he is in charge of, and a worker names none: for him these are no commands."""
    cadre = await cadre_of(stage, "MNUYNO")
    assert "Chỉ tiêu" not in await cadre.say("chỉ tiêu mầm non Đông Hội")
    assert "Chỉ tiêu giai đoạn" not in await worker.say("chỉ tiêu xã Đông Hội")
