"""From 80 % of the month on nothing is said out of mere courtesy, and everything else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.handlers.stage import BOT, CHANNEL, Phone, Stage


def spare(stage: Stage) -> None:
    """From now on few messages are left of the month."""
    known = stage.turns._setting.channels[CHANNEL, BOT]
    stage.turns._setting = replace(
        stage.turns._setting, channels={(CHANNEL, BOT): replace(known, terse=True)}
    )


@pytest.fixture
async def worker(stage: Stage) -> Phone:
    """Somebody who has joined."""
    phone = stage.phone("Nguyễn Thị Lan")
    await phone.joins("DHOI")
    return phone


@pytest.mark.parametrize("words", ["Cảm ơn bot nhé!", "ok", "Dạ vâng ạ.", "👍", "Thanks", "Dạ, vâng"])
async def test_thanks_are_not_answered_when_messages_are_few(stage: Stage, worker: Phone, words: str) -> None:
    """While there are plenty it is, with what can be done here."""
    assert await worker.say(words)
    spare(stage)
    assert await worker.say(words) == ""


@pytest.mark.parametrize(
    "words",
    ["??", "của tôi", "đăng ký", "bao giờ có kết quả", "cảm ơn bot, cho tôi hỏi bao giờ thì có kết quả ạ"],
)
async def test_whoever_wants_something_is_answered(stage: Stage, worker: Phone, words: str) -> None:
    """Commands, questions, and thanks with something behind them."""
    spare(stage)
    assert await worker.say(words)


async def test_an_answer_inside_a_form_is_never_taken_for_a_courtesy(stage: Stage, worker: Phone) -> None:
    """A nod to a question is its answer."""
    spare(stage)
    await worker.say("đăng ký")
    assert await worker.say("ok")
