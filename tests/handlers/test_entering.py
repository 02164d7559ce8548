"""Entering for a worker without a telephone (I11): the author and who typed it are kept apart, and he takes it over."""

from __future__ import annotations

import re
from typing import Any

from tests.handlers.drafts import LINES, TITLE
from tests.handlers.officers import cadre_of
from tests.handlers.stage import Phone, Stage

AUTHOR = "Phạm Thị Mận"
_COUNTED = "SELECT submitted FROM tally WHERE unit = 'DHOI' AND phase = 'gd1'"
_CODE = re.compile(r"\bcode\d{6}\b")


async def _begins(cadre: Phone) -> str:
    """Up to the first question of the form, for a worker of the only unit in charge."""
    await cadre.say("nhập hộ")
    await cadre.say(AUTHOR)
    await cadre.press("Đơn vị sự nghiệp")
    return await cadre.press("Đã đồng ý")


async def _enters(cadre: Phone) -> str:
    """The whole; the code the author is to be handed."""
    await _begins(cadre)
    await cadre.say("\n".join(LINES))
    if "Gửi sáng kiến" not in cadre.labels:
        await cadre.press("Xong")
    said = await cadre.press("Gửi sáng kiến")
    (code,) = _CODE.findall(said)
    return str(code)


async def _made(stage: Stage) -> dict[str, Any]:
    (made,) = await stage.rows("SELECT * FROM initiative WHERE title = :t", t=TITLE)
    return dict(made)


async def test_the_author_and_who_entered_it_are_kept_apart(stage: Stage) -> None:
    """It counts in the author's unit, under his name and kind; the cadre is noted as who entered it."""
    cadre = await cadre_of(stage, "DHOI")
    before = await stage.value(_COUNTED)
    await _enters(cadre)
    made, me = await _made(stage), await cadre.person()
    assert (made["person_id"], made["entered_by"], made["unit"]) == (None, me["id"], "DHOI")
    assert made["authors"] == f'[{{"name": "{AUTHOR}", "share": 100}}]'
    assert await stage.value(_COUNTED) == before + 1
    assert await stage.value("SELECT count(*) FROM audit WHERE action = 'author_agreed'") == 1
    assert await stage.rows("SELECT id FROM initiative WHERE person_id = :p", p=me["id"]) == []


async def test_nothing_is_begun_before_the_author_agreed(stage: Stage) -> None:
    """Who has not asked him yet is told to; neither a draft nor a name is stored."""
    cadre = await cadre_of(stage, "DHOI")
    await cadre.say("nhập hộ")
    await cadre.say(AUTHOR.upper())
    await cadre.press("Đơn vị sự nghiệp")
    assert AUTHOR in cadre.text
    assert "hỏi Phạm Thị Mận trước" in await cadre.say("chưa hỏi")
    assert await stage.value("SELECT count(*) FROM draft") == 0


async def test_a_photo_of_the_paper_form_goes_with_the_draft(stage: Stage) -> None:
    """It may come before anything is typed, and is kept with the initiative."""
    cadre = await cadre_of(stage, "DHOI")
    await cadre.say("nhập hộ")
    assert "Đã giữ 1 ảnh" in await cadre.photo("phieu-1")
    await cadre.say(AUTHOR)
    assert "Đã giữ 2 ảnh" in await cadre.photo("phieu-2")
    await cadre.press("Đơn vị sự nghiệp")
    await cadre.press("Đã đồng ý")
    kept = await stage.rows(
        "SELECT remote FROM attachment JOIN draft ON draft.id = draft_id ORDER BY attachment.id"
    )
    assert [row["remote"] for row in kept] == ["phieu-1", "phieu-2"]


async def test_who_has_no_office_there_enters_nothing(stage: Stage, worker: Phone) -> None:
    """A worker is refused, and a cadre for a unit that is not his."""
    assert "Tác giả ở đơn vị nào" not in await worker.say("nhập hộ")
    cadre = await cadre_of(stage, "DHOI")
    assert "họ và tên tác giả" not in await cadre.say("/nhapho CQHUYEN")
    assert await stage.value("SELECT count(*) FROM draft") == 0


async def test_what_is_no_name_is_asked_again(stage: Stage) -> None:
    """A number, a sticker, one word: the question stands, and the way out is there."""
    cadre = await cadre_of(stage, "DHOI")
    await cadre.say("nhập hộ")
    for said in ("123", "?"):
        assert "đầy đủ họ và tên" in await cadre.say(said)
    assert "đầy đủ họ và tên" in await cadre.do("sticker")
    assert "Đã dừng" in await cadre.say("hủy")


async def test_the_author_takes_it_over_by_the_code(stage: Stage) -> None:
    """From then on it is in his list, he may change and withdraw it, the cadre is told and cannot any more."""
    cadre = await cadre_of(stage, "DHOI")
    code = await _enters(cadre)
    made = await _made(stage)
    author = stage.phone(AUTHOR)
    await author.joins("DHOI")
    assert "nay là của anh/chị" in await author.say(code)
    assert any(f"{AUTHOR} đã nhận" in message.full_text() for message in cadre.all)
    after = await _made(stage)
    assert (after["person_id"], after["entered_by"]) == ((await author.person())["id"], made["entered_by"])
    assert "Cán bộ nhập hộ: Lê Văn Cán" in await author.say(f"/cuatoi {made['id']}")
    await author.press("Rút")
    await author.press("Rút sáng kiến")
    assert (await _made(stage))["status"] == "withdrawn"
    assert "không thấy sáng kiến này" in await cadre.say(f"/cuatoi {made['id']}")
    assert "tác giả đã nhận" in await cadre.say("đã nhập hộ")


async def test_a_code_is_taken_once_and_never_by_who_entered_it(stage: Stage, worker: Phone) -> None:
    """The cadre's own try leaves the code alive; the second person is told that somebody has it."""
    cadre = await cadre_of(stage, "DHOI")
    code = await _enters(cadre)
    assert "vẫn còn hiệu lực" in await cadre.say(code)
    assert "nay là của anh/chị" in await worker.say(code)
    second = stage.phone("Lý Thị Ba")
    await second.joins("DHOI")
    await second.say(code)
    assert (await _made(stage))["person_id"] == (await worker.person())["id"]


async def test_a_new_author_joins_by_the_code_itself(stage: Stage) -> None:
    """It says his unit as well; after his name and kind the initiative is his."""
    cadre = await cadre_of(stage, "DHOI")
    code = await _enters(cadre)
    author = stage.phone(AUTHOR)
    await author.say(code)
    await author.say("1 có 2 có 3 không 4 không")
    await author.say(AUTHOR)
    assert "nay là của anh/chị" in await author.press("Đơn vị sự nghiệp")
    assert (await author.person())["unit"] == "DHOI"


async def test_a_fresh_code_takes_the_old_one_back(stage: Stage, worker: Phone) -> None:
    """A lost slip of paper opens nothing."""
    cadre = await cadre_of(stage, "DHOI")
    old = await _enters(cadre)
    await cadre.say(f"/cuatoi {(await _made(stage))['id']}")
    (new,) = _CODE.findall(await cadre.press("Mã cho tác giả"))
    await worker.say(old)
    assert (await _made(stage))["person_id"] is None
    await worker.say(str(new))
    assert (await _made(stage))["person_id"] == (await worker.person())["id"]


async def test_until_the_author_comes_who_entered_it_corrects_it(stage: Stage) -> None:
    """And "tôi" among the authors is the author, never the cadre."""
    cadre = await cadre_of(stage, "DHOI")
    await _enters(cadre)
    await cadre.say(f"/cuatoi {(await _made(stage))['id']}")
    await cadre.press("Sửa")
    await cadre.press("Tác giả")
    await cadre.say("tôi 60, Lê Văn Bốn 40")
    assert f'"{AUTHOR}", "share": 60' in (await _made(stage))["authors"]


async def test_nobody_reviews_what_he_entered(stage: Stage) -> None:
    """It waits for another cadre, before and after the author took it over."""
    cadre = await cadre_of(stage, "DHOI")
    code = await _enters(cadre)
    other = await cadre_of(stage, "DHOI", name="Phạm Đức Anh")
    assert "Không còn sáng kiến nào chờ" in await cadre.say("duyệt")
    assert "Cán bộ nhập hộ: Lê Văn Cán" in await other.say("duyệt")
    author = stage.phone(AUTHOR)
    await author.joins("DHOI")
    await author.say(code)
    assert "Không còn sáng kiến nào chờ" in await cadre.say("duyệt")
    assert "do mình nhập hộ" in await cadre.say(f"/duyet {(await _made(stage))['id']}")


async def test_what_was_entered_for_another_outlives_the_erasing_of_the_cadre(stage: Stage) -> None:
    """It is the author's, with its photos; he still takes it over by his code."""
    cadre = await cadre_of(stage, "DHOI")
    await _begins(cadre)
    await cadre.photo("phieu-1")
    await cadre.say("\n".join(LINES))
    if "Gửi sáng kiến" not in cadre.labels:
        await cadre.press("Xong")
    (code,) = _CODE.findall(await cadre.press("Gửi sáng kiến"))
    await cadre.say("/xoadulieu")
    await cadre.press("Xóa hết dữ liệu của tôi")
    assert await stage.value("SELECT name FROM person WHERE erased_at IS NOT NULL") == ""
    assert AUTHOR in (await _made(stage))["authors"]
    assert await stage.value("SELECT count(*) FROM attachment WHERE draft_id IS NOT NULL") == 1
    author = stage.phone(AUTHOR)
    await author.joins("DHOI")
    assert "nay là của anh/chị" in await author.say(str(code))


async def test_erasing_the_author_leaves_nothing_for_the_cadre_to_keep(stage: Stage) -> None:
    """De-identified it stays counted; it does not fall back to who entered it."""
    cadre = await cadre_of(stage, "DHOI")
    code = await _enters(cadre)
    author = stage.phone(AUTHOR)
    await author.joins("DHOI")
    await author.say(code)
    await author.say("/xoadulieu")
    await author.press("Xóa hết dữ liệu của tôi")
    made = await _made(stage)
    assert (made["person_id"], made["authors"], made["answers"]) == (None, "[]", "{}")
    assert "không thấy sáng kiến này" in await cadre.say(f"/cuatoi {made['id']}")


async def test_a_code_shown_in_a_group_works_no_more(stage: Stage, worker: Phone) -> None:
    """Whoever read it there could have taken the initiative."""
    cadre = await cadre_of(stage, "DHOI")
    code = await _enters(cadre)
    group = stage.group("Tổ sáng kiến Đông Hội")
    assert "không còn dùng được nữa" in await group.do("text", text=f"@dong_anh_bot {code}")
    await worker.say(code)
    assert (await _made(stage))["person_id"] is None


async def test_a_move_of_the_cadre_leaves_the_authors_unit(stage: Stage) -> None:
    """The draft goes on in the unit it is entered for."""
    cadre = await cadre_of(stage, "DHOI")
    await _begins(cadre)
    await cadre.say("hủy")
    await cadre.press("Để sau")
    await cadre.start("lnkcqhuyen")
    await cadre.press("Chuyển")
    assert (await cadre.person())["unit"] == "CQHUYEN"
    assert await stage.value("SELECT unit FROM draft WHERE state = 'open'") == "DHOI"
