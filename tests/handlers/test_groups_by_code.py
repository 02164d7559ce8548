"""Groups on a platform that hears the bot's mention only and does not say who speaks: one-time codes prove it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from storage.records import Role
from tests.handlers.stage import Phone, Stage

LINK = "SELECT state, board_at, linked_by FROM group_link"
STRANGER = "somebody-in-the-group"


async def cadre_of(stage: Stage, *units: str) -> Phone:
    """Somebody who joined in words and was put in charge of these units."""
    phone = stage.phone("Lê Văn Cán")
    for said in ("lnkdhoi", "1 có 2 có 3 không 4 có", "Lê Văn Cán, 3"):
        await phone.say(said)
    for unit in units:
        await stage.appoint(phone, "cadre", unit)
    return phone


async def code_for(cadre: Phone, unit: str = "DHOI") -> str:
    """A fresh code, out of the one message that says how to use it."""
    said = await cadre.say(f"/nhom {unit}")
    assert len(cadre.heard) == 1
    (code,) = set(re.findall(r"code\d{6}", said))
    return str(code)


async def linked(frugal: Stage, cadre: Phone) -> Phone:
    """A group that follows the cadre's unit."""
    group = frugal.group("")
    said = await group.say(f"liên kết {await code_for(cadre)}", sender=STRANGER)
    assert "Nhóm đã được liên kết với Xã Đông Hội" in said
    return group


async def test_a_unit_s_very_name_needs_no_list_of_one(frugal: Stage) -> None:
    """Where messages are counted, who types the whole name of a unit in charge is not asked to choose it."""
    cadre = await cadre_of(frugal, "LDLD")
    await cadre.say("nhóm")
    assert "Mã liên kết nhóm với LĐLĐ huyện Đông Anh" in await cadre.say("ldld huyện đông anh")
    await cadre.say("nhóm")
    assert "Nhắn số" not in await cadre.say("xa dong hoi")
    assert "Mã liên kết nhóm với Xã Đông Hội" in cadre.text


@pytest.mark.parametrize("words", ["lienket {}", "liên kết {}", "/lienket {}", "{}", "Liên kết  {} "])
async def test_the_leader_links_with_the_cadres_code(frugal: Stage, words: str) -> None:
    """Whoever writes it: the link is the cadre's who made the code, and the group is called after its unit."""
    cadre = await cadre_of(frugal, "DHOI")
    group = frugal.group("")
    said = await group.do("text", sender=STRANGER, text=words.format((await code_for(cadre)).upper()))
    assert "Đây là bot tự động của chương trình" in said
    assert "Bảng đầu tiên: 17h00 ngày 5/5." in said
    (link,) = await frugal.rows(LINK)
    person = await frugal.value("SELECT person_id FROM chat WHERE address = :a", a=cadre.address)
    assert link["linked_by"] == person
    assert await frugal.value("SELECT title FROM chat WHERE kind = 'group'") == "Xã Đông Hội"


async def test_a_code_works_once_and_only_while_its_maker_holds_the_unit(frugal: Stage) -> None:
    """A used one, an invented one, and one of somebody whose office has ended link nothing."""
    cadre = await cadre_of(frugal, "DHOI")
    code, late = await code_for(cadre), await code_for(cadre)
    await frugal.group("").say(f"lienket {code}", sender=STRANGER)
    second = frugal.group("")
    for wrong in (code, "khongco123"):
        assert "Mã này không dùng được" in await second.say(f"lienket {wrong}", sender=STRANGER)
    (role,) = await frugal.rows("SELECT id, person_id, since FROM role WHERE role = 'cadre'")
    ended = Role(
        id=role["id"], person_id=role["person_id"], role="cadre", unit="DHOI", since=frugal.clock.now(),
        until=frugal.clock.now(), granted_by=None,
    )  # fmt: skip
    await frugal.write(replace(ended))
    assert "cần mã của cán bộ phụ trách" in await second.say(f"lienket {late}", sender=STRANGER)
    assert len(await frugal.rows(LINK)) == 1


async def test_a_group_is_steered_and_unlinked_by_a_code_likewise(frugal: Stage) -> None:
    """Each time a fresh one; without it, or with that of another unit, nothing changes and the way is told."""
    cadre = await cadre_of(frugal, "DHOI", "UYNO")
    group = await linked(frugal, cadre)
    other = await code_for(cadre, "UYNO")
    for words in ("tạm dừng", f"tạm dừng {other}", "hủy liên kết", "giờ 16:30", f"giờ 16:30 {other}"):
        said = await group.say(words, sender=STRANGER)
        assert "cần mã của cán bộ phụ trách" in said, words
        assert "@dong_anh_bot " in said, words
    assert (await frugal.rows(LINK))[0]["state"] != "paused"
    assert "lúc 16h30" in await group.say(f"giờ 16:30 {await code_for(cadre)}", sender=STRANGER)
    code = await code_for(cadre)
    assert "Đã tạm dừng" in await group.say(f"tạm dừng {code}", sender=STRANGER)
    assert "cần mã" in await group.say(f"tiếp tục {code}", sender=STRANGER)
    assert "gửi lại vào nhóm" in await group.say(f"tiếp tục {await code_for(cadre)}", sender=STRANGER)
    assert "Đã thôi liên kết" in await group.say(f"hủy liên kết {await code_for(cadre)}", sender=STRANGER)
    assert (await frugal.rows(LINK))[0]["state"] == "unlinked"


async def test_a_cadre_who_is_known_there_needs_no_code(frugal: Stage) -> None:
    """Should the platform give people one id everywhere, a cadre steers as he is."""
    cadre = await cadre_of(frugal, "DHOI")
    group = await linked(frugal, cadre)
    assert "Đã tạm dừng" in await group.say("tạm dừng", sender=cadre.address)


async def test_answers_in_a_group_are_one_line_and_name_nobody(frugal: Stage) -> None:
    """The figures of now, or the way to the private chat; nothing of whoever asks."""
    cadre = await cadre_of(frugal, "DHOI")
    group = await linked(frugal, cadre)
    for words, told in (
        ("tiến độ", "Xã Đông Hội: đã gửi 8/12"),
        ("xếp hạng", "Xã Đông Hội: đã gửi 8/12"),
        ("trợ giúp", "nhắn riêng cho dong_anh_bot"),
        ("tôi muốn gửi sáng kiến", "nhắn riêng cho dong_anh_bot"),
    ):
        said = await group.do("text", sender=STRANGER, sender_name="Nguyễn Thị Lan", text=words)
        assert told in said, words
        assert "\n" not in said, words
        assert "Lan" not in said, words
