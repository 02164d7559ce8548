"""Killed while two accounts are being joined: afterwards they are two people or one, never something between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.telephones import Cradle, Exchange, open_exchange
from tests.bot.test_durability import check, write_campaign

LAN, HER_OTHER = 1001, 1002
_CODE = re.compile(r"[a-z0-9]{10}")


@pytest.fixture(scope="module")
def cradle() -> Iterator[Cradle]:
    """Where the processes of this file come from."""
    made = Cradle()
    yield made
    made.close()


def people(exchange: Exchange) -> int:
    return len(exchange.rows("SELECT id FROM person WHERE erased_at IS NULL"))


@pytest.mark.parametrize(("point", "left"), [("in the merging", 2), ("after the merging", 1)])
async def test_a_kill_while_joining_accounts_leaves_both_or_one(
    tmp_path: Path, cradle: Cradle, point: str, left: int
) -> None:
    """Whatever the moment, the yes is worked off once: one person, with everything of both, and she is told.

    `left`: how many people there are right after the kill.
    """
    async with open_exchange(tmp_path, write_campaign(tmp_path), cradle, people=2) as exchange:
        say = exchange.world.people.say
        await exchange.start_bot(point)
        for phone, title in (
            (LAN, "Lập sổ mượn thiết bị bằng mã QR"),
            (HER_OTHER, "Kệ khuôn sơn màu cho tổ"),
        ):
            await exchange.joins(phone, "Nguyễn Thị Lan")
            card = await exchange.fills_in(phone, title)
            mark = exchange.world.mark(phone)
            exchange.sends(phone, card)
            await exchange.hears(phone, "Đã ghi nhận", mark)
        mark = exchange.world.mark(LAN)
        say(LAN, "nối tài khoản")
        await exchange.hears(LAN, "Mã dùng một lần", mark)
        await exchange.rests()
        code = next(
            each.text for each in exchange.world.messages(LAN)[::-1] if _CODE.fullmatch(each.text)
        )  # fmt: skip
        await exchange.does(HER_OTHER, lambda: say(HER_OTHER, code), "không tách lại được")
        mark = exchange.world.mark(HER_OTHER)
        say(HER_OTHER, "có")
        await exchange.is_killed()
        assert people(exchange) == left
        named = exchange.rows("SELECT person_id FROM chat ORDER BY id")
        assert named == ([(1,), (2,)] if left > 1 else [(1,), (1,)])

        await exchange.start_bot()
        await exchange.hears(HER_OTHER, "Đã nối xong", mark)
        assert people(exchange) == 1
        assert exchange.rows("SELECT id, person_id FROM initiative ORDER BY id") == [(1, 1), (2, 1)]
        await exchange.does(HER_OTHER, lambda: say(HER_OTHER, "của tôi"), "SK-TH-000001")
        await check(exchange)
        await exchange.stop_bot()
