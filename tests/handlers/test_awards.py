"""Commending: lists by criteria with the figures beside each name, and decisions that people enter."""

from __future__ import annotations

from typing import Any

import pytest

from campaign.definition import AwardHint
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage

DECIDED = "Giấy khen; 15/QĐ-LĐLĐ; 4/5/2022"


async def _decided(stage: Stage) -> list[Any]:
    return await stage.rows("SELECT * FROM award ORDER BY id")


async def _valid(stage: Stage, worker: Phone) -> int:
    await worker.registers()
    number = int(await stage.value("SELECT max(id) FROM initiative"))
    reviewer = await cadre_of(stage, "DHOI")
    await reviewer.say("/duyet")
    await reviewer.press("Hợp lệ")
    return number


async def test_candidates_come_with_their_figures_and_no_name_without_consent(
    stage: Stage, worker: Phone
) -> None:
    """Units by share and place in their cluster, people by what is valid; An did not agree to be named."""
    number = await _valid(stage, worker)
    owner = await owner_of(stage)
    said = await owner.say("khen thưởng")
    assert "do người có thẩm quyền quyết định" in said
    assert "thứ 1/" in said
    assert (
        f"một đoàn viên Xã Đông Hội: 1 hợp lệ, 1 được tính, làm lợi 15.000.000 đồng (SK-DA-{number:06d})"
        in said
    )
    assert "Nguyễn Văn An" not in said


async def test_who_agreed_to_be_named_is_named(stage: Stage, worker: Phone) -> None:
    """P3 given: the name stands there with the unit; taken back, it does not any more."""
    await _valid(stage, worker)
    owner = await owner_of(stage)
    await worker.say("/rutdongy")
    await worker.say("1 có 2 có 3 có 4 có")
    assert "Nguyễn Văn An (Xã Đông Hội): 1 hợp lệ" in await owner.say("khen thưởng")
    await worker.say("/rutdongy")
    await worker.say("1 có 2 có 3 không 4 có")
    assert "Nguyễn Văn An" not in await owner.say("khen thưởng")


async def test_a_decision_is_entered_and_taken_back(stage: Stage, worker: Phone) -> None:
    """Of a unit and of an author, with form, number and day; what was entered wrongly stays as history."""
    number = await _valid(stage, worker)
    owner = await owner_of(stage)
    assert "Khen Xã Đông Hội" in await owner.say("/ghikhen dhoi")
    assert "Đã ghi: Giấy khen số 15/QĐ-LĐLĐ ngày 4/5/2022 cho Xã Đông Hội." in await owner.say(DECIDED)
    assert "một đoàn viên Xã Đông Hội" in await owner.say(f"/ghikhen SK-DA-{number:06d}")
    await owner.say("Bằng khen\n16/QĐ-LĐLĐ\n5/5/2022")
    unit, person = await _decided(stage)
    assert (unit["unit"], unit["person_id"], unit["decided_on"]) == ("DHOI", None, "2022-05-04")
    assert (person["form"], person["person_id"]) == ("Bằng khen", (await worker.person())["id"])

    assert "Quyết định khen thưởng đã ghi: 2" in await owner.say("/dakhen")
    await owner.press("Bỏ 15/QĐ-LĐLĐ")
    assert "Quyết định khen thưởng đã ghi: 1" in await owner.say("/dakhen")
    assert (await _decided(stage))[0]["revoked_at"] is not None
    assert "đã được bỏ" in await owner.say(f"/bokhen {unit['id']}")
    actions = [row["action"] for row in await stage.rows("SELECT action FROM audit ORDER BY id")]
    assert actions[-3:] == ["award_entered", "award_entered", "award_revoked"]


@pytest.mark.parametrize(
    "said",
    ["Giấy khen", "Giấy khen; 15; 32/13/2022", "Giấy khen; 15; 6/5/2022", "; ; ", "a; " * 3, "x" * 900],
)
async def test_a_decision_that_lacks_something_is_asked_again(stage: Stage, said: str) -> None:
    """No number, no day, a day to come: the question stays, nothing is written, and one can leave."""
    owner = await owner_of(stage)
    await owner.say("/ghikhen DHOI")
    assert "Em cần đủ ba phần" in await owner.say(said)
    assert await _decided(stage) == []
    await owner.say("hủy")
    await owner.say(DECIDED)
    assert await _decided(stage) == []


async def test_ten_of_each_with_long_names_fit_a_message(stage: Stage) -> None:
    """Long names of people and units are shortened, so that both lists reach every platform whole."""
    owner = await owner_of(stage)
    units = [unit.code for unit in stage.campaign.units[5:17]]
    for place, unit in enumerate(units):
        phone = stage.phone(f"Công Tằng Tôn Nữ Nguyễn Phước Thị Ánh Nguyệt {'ABCDEGHIKLMN'[place]}")
        await phone.joins(unit)
        await phone.say("/rutdongy")
        await phone.say("1 có 2 có 3 có 4 có")
        await phone.registers(
            f"Sáng kiến thứ {place} của đơn vị này", **{"Giá trị làm lợi": "1.234.567.891 đồng"}
        )
    said = await owner.say("khen thưởng")
    assert said.count("làm lợi 1.234.567.891 đồng") == 10
    assert "10. " in said.split("Cá nhân:")[0]


async def test_who_was_commended_finds_it_in_his_own_data(stage: Stage, worker: Phone) -> None:
    """What is stored about a person is shown to him, a decision that was taken back as well."""
    number = await _valid(stage, worker)
    owner = await owner_of(stage)
    await owner.say(f"/ghikhen SK-DA-{number:06d}")
    await owner.say(DECIDED)
    for told in ("• Giấy khen số 15/QĐ-LĐLĐ ngày 4/5/2022\n", "ngày 4/5/2022 (đã bỏ)"):
        await worker.say("/dulieu")
        file = next(message.file for message in worker.heard if message.file is not None)
        assert told in file.data.decode()
        await owner.say(f"/bokhen {(await _decided(stage))[0]['id']}")


async def test_only_owners_commend(stage: Stage, worker: Phone) -> None:
    """Neither a worker nor a cadre sees the lists or enters anything, not even by a command typed out."""
    cadre = await cadre_of(stage, "DHOI")
    for phone in (worker, cadre):
        for said in ("khen thưởng", "/ghikhen DHOI", "/dakhen", "/bokhen 1"):
            assert "Việc này dành cho" in await phone.say(said)
    assert await _decided(stage) == []


async def test_nobody_to_commend_and_nothing_known_is_said(stage: Stage) -> None:
    """No decision yet, a unit that is not there, an initiative that nobody sent through the bot."""
    owner = await owner_of(stage)
    assert "Chưa có quyết định" in await owner.say("/dakhen")
    assert "/ghikhen kèm mã đơn vị" in await owner.say("/ghikhen KHONGCO")
    entered = await stage.value("SELECT min(id) FROM initiative WHERE person_id IS NULL")
    assert "chưa gắn với tác giả nào" in await owner.say(f"/ghikhen {entered}")


async def _thresholds(stage: Stage, *hints: AwardHint) -> None:
    stage.campaign = stage.campaign.model_copy(update={"award_hints": hints})
    stage._scenes.clear()


async def test_who_may_qualify_is_a_hint_by_the_campaigns_own_thresholds(stage: Stage, worker: Phone) -> None:
    """With its figure and its threshold, without a name that was not given; nothing is entered by it."""
    await _thresholds(stage, AwardHint(name="Bằng Lao động sáng tạo", benefit_of_one=15_000_000))
    await worker.registers()
    owner, reviewer = await owner_of(stage), await cadre_of(stage, "DHOI")
    assert "Có thể đủ điều kiện" not in await owner.say("khen thưởng")
    assert (
        "Nếu hợp lệ, tác giả có thể đủ điều kiện xét Bằng Lao động sáng tạo: "
        "một sáng kiến làm lợi 15.000.000 đồng, ngưỡng 15.000.000 đồng."
    ) in await reviewer.say("/duyet")
    await reviewer.press("Hợp lệ")
    said = await owner.say("khen thưởng")
    assert "không phải kết luận" in said
    assert (
        "• một đoàn viên Xã Đông Hội: Bằng Lao động sáng tạo (một sáng kiến làm lợi 15.000.000 đồng" in said
    )
    assert await _decided(stage) == []


async def test_below_the_threshold_or_without_any_nothing_is_hinted(stage: Stage, worker: Phone) -> None:
    """Switched off by default; and a đồng too little, or another kind of member, is no hint."""
    owner = await owner_of(stage)
    await _valid(stage, worker)
    assert "Có thể đủ điều kiện" not in await owner.say("khen thưởng")
    few = AwardHint(name="Bằng khen", benefit_of_one=15_000_001)
    others = AwardHint(name="Bằng khen", benefit_of_one=1, member_kinds=("civil_servant",))
    await _thresholds(stage, few, others)
    assert "Có thể đủ điều kiện" not in await owner.say("khen thưởng")
