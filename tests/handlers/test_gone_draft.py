"""A question about a draft that is there no more: forgotten after a month, while the talk stood where it was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from storage.retention import forget_drafts
from tests.handlers.stage import Phone, Stage

WAYS: dict[str, Callable[[Phone], Awaitable[str]]] = {
    "opens the chat": lambda phone: phone.start(),
    "follows a link that is over": lambda phone: phone.start("khongco"),
    "presses an old button": lambda phone: phone.press("Điền một lần", of=phone.all[-2]),
    "says an unknown command": lambda phone: phone.say("/khongco"),
    "says the command again": lambda phone: phone.say("đăng ký"),
    "answers": lambda phone: phone.say("Kỹ thuật"),
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_forgotten_draft_that_failed_the_next_turn(stage: Stage, worker: Phone, way: str) -> None:
    """Whoever comes back after a month is told that the draft is gone, and can begin anew."""
    await worker.say("đăng ký")
    await worker.say("Kệ khuôn sơn màu cho tổ lắp ráp")
    stage.later(days=31)
    async with stage.database.write() as connection:
        await forget_drafts(connection, stage.clock.now())
    assert "Bản nháp này không còn nữa" in await WAYS[way](worker)
    assert "1/12" in await worker.press("Đăng ký sáng kiến")
