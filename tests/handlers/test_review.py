"""Review: a cadre's queue, one tap a decision, and what follows from it in the same transaction."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import text

from campaign.definition import Look
from storage.tallies import recount
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage


async def _tally(stage: Stage, unit: str = "DHOI") -> dict[str, Any]:
    found: list[dict[str, Any]] = await stage.rows(
        "SELECT * FROM tally WHERE unit = :u AND phase = 'gd1'", u=unit
    )
    async with stage.database.read() as connection:
        assert await recount(connection) == []
    return found[0]


async def _made(stage: Stage, title: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = await stage.rows("SELECT * FROM initiative WHERE title = :t", t=title)
    assert len(found) == 1
    return found[0]


async def _events(stage: Stage, number: int) -> list[str]:
    rows = await stage.rows(
        "SELECT kind FROM initiative_event WHERE initiative_id = :i ORDER BY id", i=number
    )
    return [row["kind"] for row in rows]


FIRST, SECOND = "Kệ khuôn sơn màu cho tổ đúc", "Dùng khay chia ngăn để soạn linh kiện"


async def _two_wait(stage: Stage, worker: Phone) -> Phone:
    cadre = await cadre_of(stage, "DHOI")
    await worker.registers(FIRST)
    await worker.registers(SECOND)
    return cadre


async def test_a_receipt_counted_what_was_not_yet_valid(stage: Stage) -> None:
    """Where only what is valid is measured, the receipt says how many were sent, and of the target what is valid."""
    stage.campaign = stage.campaign.model_copy(update={"measure": "valid"})
    worker = stage.phone("Nguyễn Văn An")
    await worker.joins("DHOI")
    receipt = await worker.registers(FIRST)
    assert "sáng kiến đã gửi; hợp lệ 0/12, đạt 0% chỉ tiêu phân bổ giai đoạn 1." in receipt


async def test_the_oldest_comes_first_and_one_tap_makes_it_valid(stage: Stage, worker: Phone) -> None:
    """The card has what there is to decide on; the tap counts it valid at once and brings the next card."""
    cadre = await _two_wait(stage, worker)
    card = await cadre.say("/duyet")
    assert "Xã Đông Hội" in card
    assert f"“{FIRST}”" in card
    assert "Tác giả: Nguyễn Văn An" in card
    assert "Cách làm mới: Dán mã QR" in card
    assert "Chờ đồng chí xem xét: 2 sáng kiến." in card
    after = await cadre.press("Hợp lệ")
    assert "đã ghi “hợp lệ”" in after
    assert f"“{SECOND}”" in after
    assert "Chờ đồng chí xem xét: 1 sáng kiến." in after
    assert (await _tally(stage))["valid"] == 1
    made = await _made(stage, FIRST)
    assert (made["status"], made["validated_at"]) == ("valid", int(stage.clock.now().timestamp() * 1e6))
    assert "Không còn sáng kiến nào chờ" in await cadre.press("Hợp lệ")


async def test_until_the_author_is_told_it_is_under_review_for_him(stage: Stage, worker: Phone) -> None:
    """What may still be taken back shows nowhere on his side, neither in the list nor on the card."""
    cadre = await _two_wait(stage, worker)
    await cadre.say("/duyet")
    await cadre.press("Hợp lệ")
    listed = await worker.say("/cuatoi")
    assert listed.count("đang xem xét") == 2
    made = await _made(stage, FIRST)
    card = await worker.say(f"/cuatoi {made['id']}")
    assert "đang xem xét" in card
    assert "hợp lệ" not in card


async def test_a_decision_is_undone_for_ten_minutes(stage: Stage, worker: Phone) -> None:
    """Within them it is as if it had never been, later the author knows already."""
    cadre = await _two_wait(stage, worker)
    await cadre.say("/duyet")
    await cadre.press("Hợp lệ")
    stage.later(minutes=9)
    assert f"“{FIRST}”" in await cadre.press("Hoàn tác")
    assert (await _tally(stage))["valid"] == 0
    assert (await _made(stage, FIRST))["validated_at"] is None
    await cadre.press("Hợp lệ")
    stage.later(minutes=11)
    assert "Chỉ hoàn tác được trong 10 phút" in await cadre.press("Hoàn tác")
    made = await _made(stage, FIRST)
    assert made["status"] == "valid"
    assert await _events(stage, made["id"]) == ["submitted", "valid", "undone", "valid"]


async def test_of_two_cadres_on_one_card_the_second_is_told(stage: Stage, worker: Phone) -> None:
    """Also when both taps arrive in one unit of work; the second sees who decided, and the next card."""
    first = await _two_wait(stage, worker)
    second = await cadre_of(stage, "DHOI", name="Phạm Đức Anh")
    await first.say("/duyet")
    await second.say("/duyet")
    taps = []
    for phone in (first, second):
        message, choice = phone.button("Hợp lệ")
        press = {"kind": "press", "token": choice.token, "revision": message.revision, "card": "1"}
        taps.append(stage.update(phone, press))
    await stage.work(*taps)
    told = "\n".join(phone.all[-1].full_text() for phone in (first, second))
    assert told.count("đã ghi “hợp lệ”") == told.count("vừa ghi “hợp lệ” lúc 9h00 ngày 5/5") == 1
    assert told.count(f"“{SECOND}”") == 2
    assert await _events(stage, (await _made(stage, FIRST))["id"]) == ["submitted", "valid"]


async def test_what_was_decided_while_a_reason_was_written_is_told(stage: Stage, worker: Phone) -> None:
    """Who was asked for the reason meanwhile changes nothing."""
    first = await _two_wait(stage, worker)
    second = await cadre_of(stage, "DHOI", name="Phạm Đức Anh")
    await second.say("/duyet")
    await second.press("Không hợp lệ")
    await first.say("/duyet")
    await first.press("Hợp lệ")
    assert "đồng chí Lê Văn Cán vừa ghi “hợp lệ”" in await second.say("1")
    assert (await _made(stage, FIRST))["status"] == "valid"


async def test_not_valid_takes_a_reason_of_the_list_or_words(stage: Stage, worker: Phone) -> None:
    """The reason is kept in the history; without one nothing is decided."""
    cadre = await _two_wait(stage, worker)
    await cadre.say("/duyet")
    assert "Không mới trong đơn vị" in " ".join((await cadre.press("Không hợp lệ"), *cadre.labels))
    assert "viết giúp bằng chữ" in await cadre.say("👍")
    await cadre.say("1")
    made = await _made(stage, FIRST)
    (event,) = await stage.rows("SELECT * FROM initiative_event WHERE kind = 'rejected'")
    assert (made["status"], json.loads(event["detail"])["reason"]) == ("rejected", "not_new")
    await cadre.press("Không hợp lệ")
    await cadre.say("Cách làm này tổ cơ điện đã dùng từ năm ngoái.")
    rows = await stage.rows("SELECT detail FROM initiative_event WHERE kind = 'rejected' ORDER BY id")
    assert json.loads(rows[1]["detail"])["words"].startswith("Cách làm này")
    assert (await _tally(stage))["rejected"] == 2


async def test_a_question_to_the_author_comes_back_as_a_card(stage: Stage, worker: Phone) -> None:
    """Asked, answered, and the card returns with both."""
    cadre = await _two_wait(stage, worker)
    await cadre.say("/duyet")
    await cadre.press("Hỏi thêm")
    after = await cadre.say("Giải pháp đã dùng ở tổ nào, từ khi nào ạ?")
    assert f"“{SECOND}”" in after
    made = await _made(stage, FIRST)
    assert made["status"] == "needs_info"
    assert (await _tally(stage))["needs_info"] == 1
    assert "Giải pháp đã dùng ở tổ nào" in await worker.say(f"/bosung {made['id']}")
    assert "trả lời giúp bằng chữ" in await worker.say("😀😀")
    assert "Em đã chuyển câu trả lời" in await worker.say("Tổ đúc, từ tháng 3/2022.")
    assert (await _tally(stage))["needs_info"] == 0
    card = await cadre.say("/duyet")
    assert "Đã hỏi: Giải pháp đã dùng ở tổ nào, từ khi nào ạ? – Trả lời: Tổ đúc, từ tháng 3/2022." in card


async def test_a_duplicate_names_the_original_of_the_same_unit(stage: Stage, worker: Phone) -> None:
    """By the list of the most alike ones or by number; never itself, never of another unit."""
    cadre = await cadre_of(stage, "DHOI")
    await worker.registers(FIRST)
    await worker.registers(f"{FIRST} mới")
    other = stage.phone("Người Nơi Khác")
    await other.joins("UYNO" if "UYNO" in {unit.code for unit in stage.campaign.units} else "MNUYNO")
    await other.registers(SECOND)
    original, copy = await _made(stage, FIRST), await _made(stage, f"{FIRST} mới")
    elsewhere = await _made(stage, SECOND)
    card = await cadre.say(f"/duyet {copy['id']}")
    assert "Gần giống trong đơn vị" in card
    assert f"{original['id']:06d} (giống" in card
    await cadre.press("Trùng sáng kiến khác")
    for wrong in (str(copy["id"]), f"SK-DA-{elsewhere['id']:06d}", "không biết"):
        assert "cùng đơn vị" in await cadre.say(wrong)
    await cadre.say("1")
    (event,) = await stage.rows("SELECT detail FROM initiative_event WHERE kind = 'rejected'")
    assert json.loads(event["detail"])["of"] == original["id"]
    assert (await _made(stage, f"{FIRST} mới"))["status"] == "rejected"


async def test_nobody_decides_on_his_own_or_on_another_units(stage: Stage, worker: Phone) -> None:
    """Not by the queue, not by a number, not by somebody else's button."""
    cadre = await _two_wait(stage, worker)
    await cadre.registers("Lập nhóm trực tuyến hỗ trợ đoàn viên")
    own = await _made(stage, "Lập nhóm trực tuyến hỗ trợ đoàn viên")
    assert "đồng chí khác" in await cadre.say(f"/duyet {own['id']}")
    first = await _made(stage, FIRST)
    stranger = await cadre_of(stage, "MNUYNO", name="Phạm Đức Anh")
    await cadre.say("/duyet")
    _, choice = cadre.button("Hợp lệ")
    await stranger.do("press", token=choice.token, revision=None, card="1")
    assert "Việc này dành cho cán bộ phụ trách" in stranger.text
    assert (await _made(stage, FIRST))["status"] == "submitted"
    assert "/duyet" not in await worker.say(f"/duyet {first['id']}")
    await worker.do("press", token=choice.token, revision=None, card="1")
    assert (await _made(stage, FIRST))["status"] == "submitted"


async def test_after_the_close_a_decision_changes_no_figure(stage: Stage, worker: Phone) -> None:
    """It is written down all the same, and said (I3)."""
    cadre = await _two_wait(stage, worker)
    before = await _tally(stage)
    stage.at("12/6")
    await cadre.say("/duyet")
    assert "Số liệu của giai đoạn đã khóa nên không đổi." in await cadre.press("Hợp lệ")
    assert await _tally(stage) == before
    made = await _made(stage, FIRST)
    assert (made["status"], made["closed_status"]) == ("valid", "submitted")


async def test_with_two_looks_the_second_makes_it_valid(stage: Stage, worker: Phone) -> None:
    """The unit's cadre passes it on, the district's makes it valid; each has it in the queue at his turn alone."""
    looks = (Look(name="Công đoàn cơ sở", by="grassroots"), Look(name="LĐLĐ huyện", by="upper_union"))
    stage.campaign = stage.campaign.model_copy(update={"review": looks})
    stage._scenes.clear()
    below = await _two_wait(stage, worker)
    above = await cadre_of(stage, "LDLD", name="Phạm Đức Anh")
    assert "Không còn sáng kiến nào chờ" in await above.say("/duyet")
    assert "Bước 1/2: Công đoàn cơ sở." in await below.say("/duyet")
    await below.press("Đồng ý, chuyển bước sau")
    assert (await _made(stage, FIRST))["status"] == "submitted"
    assert "Bước 2/2: LĐLĐ huyện." in await above.say("/duyet")
    await above.press("Hợp lệ")
    assert (await _made(stage, FIRST))["status"] == "valid"


async def test_an_owner_may_decide_everywhere(stage: Stage, worker: Phone) -> None:
    """The owner's queue is the whole campaign's."""
    await _two_wait(stage, worker)
    owner = await owner_of(stage)
    assert f"“{FIRST}”" in await owner.say("xem xét")
    assert f"“{SECOND}”" in await owner.press("Để sau")
    await owner.press("Hợp lệ")
    assert (await _made(stage, SECOND))["status"] == "valid"


async def test_a_rejected_one_takes_the_unit_below_its_target_and_undoing_brings_it_back(
    stage: Stage, worker: Phone
) -> None:
    """With what is counted measured, the moment the target was met is the old one again."""
    cadre = await _two_wait(stage, worker)
    target = stage._scene().goals["gd1"]["DHOI"].value
    async with stage.database.write() as connection:
        await connection.execute(
            text(
                "UPDATE tally SET submitted = :t, valid = :t - 2, reached_at = 1651700000000000 WHERE unit = 'DHOI'"
            ),
            {"t": target},
        )
    await cadre.say("/duyet")
    await cadre.press("Không hợp lệ")
    await cadre.say("1")
    (tally,) = await stage.rows("SELECT * FROM tally WHERE unit = 'DHOI'")
    assert tally["reached_at"] is None
    await cadre.press("Hoàn tác")
    (tally,) = await stage.rows("SELECT * FROM tally WHERE unit = 'DHOI'")
    assert tally["reached_at"] == 1651700000000000
