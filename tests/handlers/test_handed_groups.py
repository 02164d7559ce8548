"""A group that the bot cannot join because it has as many as it may: its posts come to the cadre who passes them on."""

from __future__ import annotations

from dataclasses import replace

from handlers.turn import Channel
from tests.handlers.officers import cadre_of
from tests.handlers.stage import BOT, CHANNEL, Phone, Stage
from tests.handlers.test_groups import code_in

LINKS = "SELECT unit, group_link.state AS state FROM group_link ORDER BY linked_at, chat_id"


def allow(stage: Stage, groups: int) -> None:
    """From now on the stage's bot may serve so many groups."""
    known: Channel = stage.turns._setting.channels[CHANNEL, BOT]
    channels = {(CHANNEL, BOT): replace(known, max_groups=groups)}
    stage.turns._setting = replace(stage.turns._setting, channels=channels)


async def linked(stage: Stage) -> list[tuple[str, str]]:
    return [(row["unit"], row["state"]) for row in await stage.rows(LINKS)]


async def test_a_cadre_asks_for_one_group_too_many(stage: Stage) -> None:
    """Instead of a code that nobody could use he is told that the posts come to him; asked twice it is one group."""
    cadre = await full(stage)
    for _ in range(2):
        assert "không vào thêm nhóm được" in await cadre.say("/nhom UYNO")
    assert await linked(stage) == [("DHOI", "active"), ("UYNO", "handed")]
    assert "Xã Uy Nỗ, 17h00, đồng chí chuyển tiếp" in await cadre.say("/nhom")


async def test_he_stops_when_he_likes(stage: Stage) -> None:
    """By the button or in words; then there is nothing to stop any more, and the bot has as many groups as before."""
    cadre = await full(stage)
    await cadre.say("/nhom UYNO")
    assert "thôi gửi tin chuyển tiếp của Xã Uy Nỗ" in await cadre.press("Thôi nhận tin chuyển tiếp")
    assert await linked(stage) == [("DHOI", "active"), ("UYNO", "unlinked")]
    assert "không nhận tin chuyển tiếp cho nhóm nào" in await cadre.say("thôi tin")


async def test_a_group_that_was_linked_all_the_same_is_told(stage: Stage) -> None:
    """A code from before is good; the group reads in one line that its posts come through its cadre."""
    cadre = await cadre_of(stage, "DHOI", "UYNO")
    codes = [code_in(await cadre.say(f"/nhom {unit}")) for unit in ("DHOI", "UYNO")]
    allow(stage, 1)
    told = [await stage.group(f"Nhóm {code}").say(f"/lienket {code}", sender=cadre.address) for code in codes]
    assert "đã đủ số nhóm" not in told[0]
    assert "Bot đã đủ số nhóm được phép" in told[1]


async def full(stage: Stage) -> Phone:
    """A cadre of two units, one of which has its group with the bot, which may have no other."""
    cadre = await cadre_of(stage, "DHOI", "UYNO")
    allow(stage, 1)
    code = code_in(await cadre.say("/nhom DHOI"))
    await stage.group("Tổ Đông Hội").say(f"/lienket {code}", sender=cadre.address)
    assert await linked(stage) == [("DHOI", "active")]
    return cadre
