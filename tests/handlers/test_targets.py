"""Targets in chat: what a unit is measured against, proposals, decisions, and what follows from them."""

from __future__ import annotations

from typing import Any

import pytest

from campaign.targets import current
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage


def _target(stage: Stage, unit: str = "DHOI") -> tuple[int, str] | None:
    """What is in force from the next unit of work on."""
    found = current(stage.campaign.targets, unit, "gd1")
    return None if found is None else (found.value, found.kind)


async def _reached(stage: Stage, unit: str = "DHOI") -> bool:
    at = await stage.value("SELECT reached_at FROM tally WHERE unit = :u AND phase = 'gd1'", u=unit)
    return at is not None


async def _states(stage: Stage) -> list[str]:
    return [row["state"] for row in await stage.rows("SELECT state FROM amendment ORDER BY id")]


async def _asked(phone: Phone, unit: str = "DHOI") -> None:
    await phone.say(f"/chitieu {unit}")
    await phone.press("chỉ tiêu khác")


async def _proposed(stage: Stage, value: str = "45") -> tuple[Phone, Phone]:
    """An owner, and a cadre whose proposal to raise has just been sent."""
    owner, cadre = await owner_of(stage), await cadre_of(stage, "DHOI")
    await _asked(cadre)
    await cadre.say(value)
    await cadre.press("Điều chỉnh tăng")
    assert "Có quyết định, đồng chí được báo ngay" in await cadre.press("Gửi đề nghị")
    return owner, cadre


async def test_a_unit_s_targets_are_shown_with_kind_version_and_what_holds(stage: Stage) -> None:
    """Each line says what kind it is and which version; what is measured against is said by its name."""
    cadre = await cadre_of(stage, "DHOI")
    card = await cadre.say("chỉ tiêu")
    assert "Chỉ tiêu giai đoạn 1 – Xã Đông Hội" in card
    before = _target(stage)
    assert before is not None
    assert f"phân bổ: {before[0]} (lần 1" in card.lower()
    assert f"Đang tính theo: {before[0]} (chỉ tiêu phân bổ giai đoạn 1)" in card
    assert "Giai đoạn 2" in cadre.labels
    assert "Chỉ tiêu giai đoạn 2" in await cadre.press("Giai đoạn 2")


async def test_a_parent_s_target_stands_beside_the_sum_of_its_children(stage: Stage) -> None:
    """They are shown as they are, also when a decision has made them differ (I2)."""
    owner = await owner_of(stage)
    assert "đơn vị trực thuộc: 1.172, bằng chỉ tiêu chung." in await owner.say("/chitieu")
    await _asked(owner)
    before = _target(stage)
    assert before is not None
    await owner.say(str(before[0] + 5))
    await owner.press("Quyết định")
    card = await owner.say("/chitieu")
    assert "đơn vị trực thuộc: 1.177, nhiều hơn chỉ tiêu chung 5." in card
    assert _target(stage, "LDLD") == (1172, "allocated")


async def test_an_owner_decides_at_once_and_the_board_names_the_new_denominator(stage: Stage) -> None:
    """After a confirmation; progress is measured against the raised target from the next message on."""
    owner, cadre = await owner_of(stage), await cadre_of(stage, "DHOI")
    await _asked(owner)
    assert "Bảng tiến độ sẽ tính theo số mới ngay" in await owner.say("45")
    assert _target(stage) != (45, "raised")
    assert "Đã quyết định: Xã Đông Hội, 45" in await owner.press("Quyết định")
    assert _target(stage) == (45, "raised")
    assert "đã quyết định chỉ tiêu của Xã Đông Hội: 45" in cadre.all[-1].full_text()
    assert "chỉ tiêu điều chỉnh tăng giai đoạn 1" in await cadre.say("/donvi DHOI")
    assert await _states(stage) == ["in_force"]


async def test_a_cadre_s_proposal_waits_for_an_owner_and_he_hears_of_the_yes(stage: Stage) -> None:
    """Nothing changes until an owner agrees; then the target holds and the proposer is told."""
    before = _target(stage)
    owner, cadre = await _proposed(stage)
    assert _target(stage) == before
    assert "Đồng chí Lê Văn Cán đề nghị chỉ tiêu của Xã Đông Hội: 45" in owner.all[-1].full_text()
    assert "⏳ Chờ quyết định: 45" in await cadre.say("/chitieu")
    await owner.press("Đồng ý 45")
    assert _target(stage) == (45, "raised")
    assert "Người điều hành đã quyết định chỉ tiêu của Xã Đông Hội: 45" in cadre.all[-1].full_text()
    audit = await stage.rows("SELECT action, subject FROM audit WHERE action LIKE 'target%' ORDER BY id")
    assert [(row["action"], row["subject"]) for row in audit] == [
        ("target_proposed", "DHOI"),
        ("target_decided", "DHOI"),
    ]


async def test_a_no_reaches_the_proposer_with_its_reason(stage: Stage) -> None:
    """The owner may say why, or not; the target stays."""
    before = _target(stage)
    owner, cadre = await _proposed(stage)
    assert "Vì sao không đồng ý" in await owner.press("Không đồng ý 45")
    assert "Đã ghi không đồng ý" in await owner.say("Đơn vị mới đạt một nửa")
    told = cadre.all[-1].full_text()
    assert "không đồng ý chỉ tiêu 45" in told
    assert "Lý do: Đơn vị mới đạt một nửa" in told
    assert _target(stage) == before
    assert await _states(stage) == ["refused"]


async def test_a_pledge_of_a_unit_s_head_is_named_a_pledge(stage: Stage) -> None:
    """A unit takes it on itself, and the percent says so."""
    owner, head = await owner_of(stage), stage.phone("Đỗ Thị Trưởng")
    await head.joins("DHOI")
    await stage.appoint(head, "head", "DHOI")
    await _asked(head)
    await head.say("50 sáng kiến")
    await head.press("đăng ký phấn đấu")
    await head.press("Gửi đề nghị")
    await owner.press("Đồng ý 50")
    assert _target(stage) == (50, "pledged")


async def test_a_lower_target_needs_a_reason(stage: Stage) -> None:
    """Without words it is asked again; with them the owner reads them."""
    owner, cadre = await owner_of(stage), await cadre_of(stage, "DHOI")
    await _asked(cadre)
    assert "thấp hơn chỉ tiêu hiện nay" in await cadre.say("3")
    assert "viết giúp bằng chữ" in await cadre.say("👍")
    await cadre.say("Hai tổ đã chuyển về xã khác")
    await cadre.press("Gửi đề nghị")
    assert "Lý do: Hai tổ đã chuyển về xã khác" in owner.all[-1].full_text()
    await owner.press("Đồng ý 3")
    assert _target(stage) == (3, "allocated")


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("0", "từ 1 trở lên"),
        ("nhiều lắm", "một số nguyên"),
        ("-5", "một số nguyên"),
        ("12,5", "một số nguyên"),
        ("999.999.999", "kiểm tra lại số"),
        ("9" * 400, "một số nguyên"),
        ("1.2.3", "một số nguyên"),
    ],
)
async def test_no_nonsense_becomes_a_target(stage: Stage, said: str, answered: str) -> None:
    """Every kind of slip is answered kindly, the question stands, and the right number is still taken."""
    owner = await owner_of(stage)
    await _asked(owner)
    assert answered in await owner.say(said)
    assert "Bảng tiến độ" in await owner.say("1.200" if "9" * 9 in said else "45")


async def test_the_number_that_holds_already_is_no_new_target(stage: Stage) -> None:
    """It is said, and nothing is written."""
    owner = await owner_of(stage)
    before = _target(stage)
    assert before is not None
    await _asked(owner)
    assert f"đã là {before[0]}" in await owner.say(str(before[0]))
    assert await _states(stage) == []


async def test_a_raise_is_lowered_to_what_it_raised_and_no_further(stage: Stage) -> None:
    """A target called raised is never lower than what it raises (fact #8)."""
    owner = await owner_of(stage)
    before = _target(stage)
    assert before is not None
    await _asked(owner)
    await owner.say("60")
    await owner.press("Quyết định")
    await _asked(owner)
    assert f"chỉ tiêu ban đầu ({before[0]})" in await owner.say(str(before[0] - 1))
    await owner.say("50")
    await owner.say("Tổ cơ khí đã giải thể")
    await owner.press("Quyết định")
    assert _target(stage) == (50, "raised")


async def test_reaching_the_target_follows_the_decision(stage: Stage, worker: Phone) -> None:
    """A lowered target is reached by the decision itself, a raised one no more, and undoing brings both back."""
    owner = await owner_of(stage)
    await worker.registers()
    done = await stage.value("SELECT submitted FROM tally WHERE unit = 'DHOI' AND phase = 'gd1'")
    before = _target(stage)
    assert before is not None
    assert done < before[0]
    await _asked(owner)
    await owner.say(str(done))
    await owner.say("Sáp nhập đơn vị")
    await owner.press("Quyết định")
    assert await _reached(stage)
    await owner.press("Hoàn tác")
    assert not await _reached(stage)
    assert _target(stage) == before
    await _asked(owner)
    await owner.say(str(done))
    await owner.say("Sáp nhập đơn vị")
    await owner.press("Quyết định")
    first = await stage.value("SELECT reached_at FROM tally WHERE unit = 'DHOI' AND phase = 'gd1'")
    await _asked(owner)
    await owner.say(str(done + 1))
    await owner.press("Quyết định")
    assert not await _reached(stage)
    await owner.press("Hoàn tác")
    again = await stage.value("SELECT reached_at FROM tally WHERE unit = 'DHOI' AND phase = 'gd1'")
    assert again == first


async def test_a_decision_is_undone_for_the_policy_s_minutes(stage: Stage) -> None:
    """Then the proposal waits again and everybody hears of it; later another decision is needed."""
    owner, cadre = await _proposed(stage)
    await owner.press("Đồng ý 45")
    stage.later(minutes=9)
    assert "Đã hoàn tác" in await owner.press("Hoàn tác")
    assert "vừa được hoàn tác" in cadre.all[-1].full_text()
    assert await _states(stage) == ["proposed"]
    await owner.say("/chitieu DHOI")
    await owner.press("Đồng ý 45")
    stage.later(minutes=11)
    assert "Chỉ hoàn tác được trong 10 phút" in await owner.press("Hoàn tác")
    assert _target(stage) == (45, "raised")


async def test_of_two_owners_on_one_proposal_the_second_is_told(stage: Stage) -> None:
    """Also when both taps arrive in one unit of work: the first counts, the second reads who it was."""
    second = await owner_of(stage, "Phạm Đức Anh")
    first, _ = await _proposed(stage)
    old = second.all[-1]
    taps = []
    for phone in (first, second):
        message, choice = phone.button("Đồng ý 45")
        press: dict[str, Any] = {"kind": "press", "token": choice.token, "revision": message.revision}
        taps.append(stage.update(phone, press))
    await stage.work(*taps)
    heard = [phone.all[-1].full_text() for phone in (first, second)]
    assert sum("đã đồng ý lúc" in each for each in heard) == 1
    assert sum("Đã quyết định" in each for each in heard) == 1
    assert "đã đồng ý lúc" in await second.press("Không đồng ý 45", of=old)
    assert await _states(stage) == ["in_force"]


async def test_who_thinks_of_a_reason_too_long_is_told(stage: Stage) -> None:
    """While one owner writes why not, the other agrees: the yes was first and stands."""
    second = await owner_of(stage, "Phạm Đức Anh")
    first, _ = await _proposed(stage)
    await second.press("Không đồng ý 45")
    await first.press("Đồng ý 45")
    assert "Đồng chí Trần Thị Chủ đã đồng ý lúc" in await second.say("Cao quá")
    assert await _states(stage) == ["in_force"]


async def test_a_button_of_last_week_decides_nothing_over_another_target(stage: Stage) -> None:
    """What the owner agreed to was said over the target of then: he sees the card as it is now."""
    owner, _ = await _proposed(stage)
    old = owner.all[-1]
    await _asked(owner)
    await owner.say("60")
    await owner.press("Quyết định")
    stage.later(days=7)
    assert "chỉ tiêu của đơn vị đã thay đổi" in await owner.press("Đồng ý 45", of=old)
    assert _target(stage) == (60, "raised")
    await owner.press("Không đồng ý 45", of=old)
    await owner.press("Không nêu lý do")
    assert "đã không đồng ý lúc" in await owner.press("Đồng ý 45", of=old)
    assert _target(stage) == (60, "raised")


async def test_a_second_proposal_of_the_same_person_takes_the_first_back(stage: Stage) -> None:
    """Owners decide on the last word, and an old button says so."""
    owner, cadre = await _proposed(stage)
    old = owner.all[-1]
    await _asked(cadre)
    await cadre.say("48")
    await cadre.press("Điều chỉnh tăng")
    await cadre.press("Gửi đề nghị")
    assert await _states(stage) == ["undone", "proposed"]
    assert "đã được rút hoặc thay" in await owner.press("Đồng ý 45", of=old)
    assert "⏳ Còn 1 đề nghị của đơn vị khác" in await owner.say("/chitieu LDLD")


async def test_nobody_decides_or_proposes_beyond_his_office(stage: Stage, worker: Phone) -> None:
    """A worker is refused, a cadre another's unit and every decision, also by a forwarded button."""
    owner, cadre = await _proposed(stage)
    choice = owner.button("Đồng ý 45")[1]
    refused = "dành cho cán bộ phụ trách"
    assert refused in await worker.say("/chitieu")
    assert refused in await worker.say("/datchitieu DHOI~0")
    assert refused in await cadre.say("/chitieu MNUYNO")
    assert refused in await cadre.say("/datchitieu MNUYNO~0")
    for phone in (cadre, worker):
        assert refused in await phone.do("press", token=choice.token, revision=1, card="1")
    assert await _states(stage) == ["proposed"]


async def test_who_lost_his_office_meanwhile_proposes_nothing(stage: Stage) -> None:
    """The office is asked for at each step."""
    cadre = await cadre_of(stage, "DHOI")
    await _asked(cadre)
    await cadre.say("45")
    role = (await stage.rows("SELECT id FROM role WHERE role = 'cadre'"))[0]["id"]
    owner = await owner_of(stage)
    await owner.say(f"/thoigiao {role}")
    await owner.press("Thôi giao")
    await cadre.press("Điều chỉnh tăng")
    assert "dành cho cán bộ phụ trách" in cadre.text
    assert await _states(stage) == []


async def test_a_closed_phase_keeps_its_targets(stage: Stage) -> None:
    """Neither a new one nor an old proposal changes what its figures are measured against (I3)."""
    owner, cadre = await _proposed(stage)
    old = owner.all[-1]
    closes = stage.campaign.phase("gd1").closes_at
    stage.clock.set(closes)
    assert "đã khóa sổ" in await owner.press("Đồng ý 45", of=old)
    await cadre.say("/datchitieu DHOI~0")
    assert "đã khóa sổ" in cadre.text
    assert await _states(stage) == ["proposed"]
