"""How events come in: by webhook and by polling, each once, in order, none lost; wrong ones harm nobody."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.health import UnwellError, look
from storage.parties import beat
from tests.bot.zalo.test_reading import event
from tests.bot.zalo.wire import (
    BINH,
    EXAMPLE,
    GROUP,
    LAN,
    NAME,
    OTHER,
    PATIENCE,
    SECRET,
    TOKEN,
    House,
    Stand,
    open_house,
    open_stand,
    settings_for,
)


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    async with open_stand() as opened:
        yield opened


@pytest.fixture
async def hook(stand: Stand, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(stand, tmp_path, webhook=True) as opened:
        yield opened


# By webhook


@pytest.mark.parametrize("body", ["wrapped", "flat"])
async def test_an_event_comes_by_webhook_and_is_answered(body: str, tmp_path: Path) -> None:
    """Stored, acknowledged, worked off; nothing of what was said is left over."""
    async with open_stand(webhook_body=body) as stand, open_house(stand, tmp_path, webhook=True) as house:
        await stand.says(LAN, "xin chào", "Chào anh/chị!")
        await house.worked_off()
        assert [(state, kept) for _, state, kept in await house.inbox()] == [("done", "")]
        assert stand.world.unheard == []


async def test_three_times_the_same_is_once(tmp_path: Path) -> None:
    """Every event comes three times: it is stored once and answered once."""
    async with open_stand(repeats=2) as stand, open_house(stand, tmp_path, webhook=True) as house:
        await stand.says(LAN, "xin chào", "Chào anh/chị!")
        await stand.says(LAN, "có", "Họ và tên")
        await stand.world.wait_quiet()
        await house.worked_off()
        assert len(await house.inbox()) == 2
        assert len(stand.world.sent) == 2


async def test_out_of_order_is_no_matter(stand: Stand, hook: House) -> None:
    """The newest comes first: each is answered, none is lost, nothing is set aside."""
    stand.world.bot.queue.hold()
    for words in ("một", "hai", "ba"):
        stand.world.people.say(LAN, words)
    stand.world.bot.queue.release(reverse=True)
    await stand.world.wait_quiet()
    await hook.worked_off()
    assert [state for _, state, _ in await hook.inbox()] == ["done"] * 3


@pytest.mark.parametrize(
    ("body", "secret", "status"),
    [
        (json.dumps(event()), "falsch", 403),
        (json.dumps(event()), "", 403),
        (json.dumps(event()), None, 403),
        ("no json", "falsch", 403),
        ("no json", SECRET, 400),
        ("", SECRET, 400),
        (b"\xff\xfe", SECRET, 400),
        ("[" * 100_000, SECRET, 400),
        ("[]", SECRET, 400),
        ('{"message": {}}', SECRET, 400),
        (json.dumps({"ok": False, "result": event()}), SECRET, 400),
        (json.dumps({"ok": False, "error_code": 401}), SECRET, 400),
        (b"x" * 2_000_000, SECRET, 413),
        (json.dumps({"event_name": "webhook.test"}), SECRET, 200),
        (json.dumps(event(**{"from": {"id": "b", "is_bot": True}})), SECRET, 200),
    ],
)
async def test_what_is_no_event_is_refused_and_stored_nowhere(
    stand: Stand, hook: House, body: Any, secret: str | None, status: int
) -> None:
    """Wrong secret, wrong size, wrong content: an answer, and nothing else happens; the bot goes on."""
    assert await hook.post(stand.world.bot.id, body, secret) == status
    assert await hook.inbox() == []
    await stand.says(LAN, "xin chào", "Chào anh/chị!")


async def test_a_secret_in_other_letters_is_only_wrong(stand: Stand, hook: House) -> None:
    """What is not ASCII is compared like anything else."""
    assert await hook.post(stand.world.bot.id, event(), "mật") == 403


async def test_what_cannot_be_read_is_set_aside(stand: Stand, hook: House) -> None:
    """An event without a chat: acknowledged, kept with its body, and in nobody's way."""
    assert await hook.post(stand.world.bot.id, event(chat={"chat_type": "PRIVATE"})) == 200
    await stand.says(LAN, "xin chào", "Chào anh/chị!")
    await hook.worked_off()
    assert [state for _, state, _ in await hook.inbox()] == ["set_aside", "done"]


async def test_what_cannot_be_stored_is_not_acknowledged(stand: Stand, hook: House) -> None:
    """While the database takes nothing Zalo hears 500 and brings it again; then it is answered."""
    await hook.app.database.close()
    stand.world.people.say(LAN, "xin chào")
    assert await hook.post(stand.world.bot.id, event()) == 500
    await hook.app.database.open()
    await stand.hears(LAN, "Chào anh/chị!", 0)


@pytest.mark.parametrize("missing", ["date", "display_name", "message_id"])
async def test_a_missing_field_is_no_matter(missing: str, tmp_path: Path) -> None:
    """Without a date it is now, without a name it is asked for, without an id its content is its key."""
    async with open_stand(missing=[missing]) as stand, open_house(stand, tmp_path, webhook=True) as house:
        await stand.says(LAN, "xin chào", "Chào anh/chị!")
        await stand.says(LAN, "có", "Họ và tên")
        await stand.says(LAN, "Nguyễn Thị Lan", "công đoàn cơ sở")
        await house.worked_off()
        assert [state for _, state, _ in await house.inbox()] == ["done"] * 3


# By polling


async def test_polling_gets_everything_once_and_in_order(stand: Stand, tmp_path: Path) -> None:
    """One call at a time; what waited before the start is got as well."""
    stand.world.people.say(LAN, "xin chào")
    async with open_house(stand, tmp_path) as house:
        await stand.hears(LAN, "Chào anh/chị!", 0)
        await stand.says(LAN, "có", "Họ và tên")
        await house.worked_off()
        assert [state for _, state, _ in await house.inbox()] == ["done", "done"]
    assert stand.world.violations == []


@pytest.mark.parametrize(
    "fault", [{"status": 502}, {"drop": "before"}, {"code": 403}, {"truncated": True, "code": 500}]
)
async def test_polling_goes_on_after_trouble(stand: Stand, tmp_path: Path, fault: dict[str, Any]) -> None:
    """A broken proxy, a cut line, a server fault: a pause, and then the next call."""
    trouble = stand.fault(method="getUpdates", **fault)
    async with open_house(stand, tmp_path):
        async with asyncio.timeout(PATIENCE):
            while not trouble.seen:  # noqa: ASYNC110  # the fault has no event
                await asyncio.sleep(0.01)
        await stand.says(LAN, "xin chào", "Chào anh/chị!")


async def test_a_bot_that_zalo_never_answered_was_called_well(
    stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With Zalo alone, too, readiness and the sign of life say that nobody's words come in; "nothing new" is a word."""
    settings = settings_for(stand, tmp_path)
    app = App(settings, EXAMPLE)
    await app.start()
    try:
        await app.tick()
        assert (await app._unwell(), await look(settings)) == ("", "The bot is well.")
        monkeypatch.setattr("bot.intakes._DEAF_AFTER", -1.0)
        assert await app._unwell() == f"Zalo ({NAME}) does not answer"
        async with app.database.write() as connection:
            await beat(connection, "heard", datetime.now(UTC) - timedelta(minutes=5))
        with pytest.raises(UnwellError, match="does not answer"):
            await look(settings)
    finally:
        await app.close()


async def test_a_poll_of_zalo_that_failed_was_taken_for_a_sign_of_life(stand: Stand, tmp_path: Path) -> None:
    """Only what lets messages in counts: an event, "nothing new", and that the month is used up."""
    trouble = stand.fault(method="getUpdates", code=403, times=1000)
    async with open_house(stand, tmp_path) as house:
        async with asyncio.timeout(PATIENCE):
            while trouble.seen < 2:  # noqa: ASYNC110  # the fault has no event
                await asyncio.sleep(0.01)
        ((_, poller),) = house.app.intakes.listening
        assert poller.silent_for() > 0.5  # the pause between the two


async def test_a_server_that_has_nothing_at_once_was_asked_in_a_circle(stand: Stand, tmp_path: Path) -> None:
    """Between two such answers there is a second, and what comes then is got."""
    nothing = stand.fault(method="getUpdates", code=408, times=2)
    async with open_house(stand, tmp_path):
        began = asyncio.get_running_loop().time()
        async with asyncio.timeout(PATIENCE):
            while nothing.seen < 2:  # noqa: ASYNC110  # the fault has no event
                await asyncio.sleep(0.01)
        assert asyncio.get_running_loop().time() - began > 0.5
        await stand.says(LAN, "xin chào", "Chào anh/chị!")


async def test_a_token_reset_in_the_middle_stops_that_bot_only(stand: Stand, tmp_path: Path) -> None:
    """Its channel stops and says so; the other bot goes on, and what was stored stays."""
    async with open_house(stand, tmp_path, TOKEN, OTHER) as house:
        await stand.says(LAN, "xin chào", "Chào anh/chị!")
        stand.world.reset_token(stand.world.bot, "99999:moi-tinh-moi-me")
        stand.world.people.say(LAN, "có")  # ends the poll of the old token
        async with asyncio.timeout(PATIENCE):
            while not house.app.delivery.stopped:  # noqa: ASYNC110  # no event tells it
                await asyncio.sleep(0.01)
        assert house.app.delivery.stopped == {("zalo", stand.world.bot.id)}
        await house.app.tick()
        assert f"sending is stopped: zalo {stand.world.bot.id}" in await house.app._unwell()
        await stand.says(BINH, "xin chào", "Chào anh/chị!", stand.second)
        await house.worked_off()


async def test_two_bots_keep_their_chats_apart(stand: Stand, tmp_path: Path) -> None:
    """The same person with two bots is in two talks; each bot answers in its own."""
    async with open_house(stand, tmp_path, TOKEN, OTHER):
        await stand.says(LAN, "xin chào", "Chào anh/chị!")
        await stand.says(LAN, "có", "Họ và tên")
        await stand.says(LAN, "alo", "Chào anh/chị!", stand.second)
        await stand.says(LAN, "Nguyễn Thị Lan", "công đoàn cơ sở")


async def test_a_restart_forgets_nothing(stand: Stand, tmp_path: Path) -> None:
    """What is said while the bot is stopped waits, and the talk goes on where it stood."""
    async with open_house(stand, tmp_path):
        await stand.says(LAN, "xin chào", "Chào anh/chị!")
        await stand.says(LAN, "có", "Họ và tên")
    since = stand.world.mark(LAN)
    stand.world.people.say(LAN, "Nguyễn Thị Lan")
    async with open_house(stand, tmp_path):
        await stand.hears(LAN, "công đoàn cơ sở", since)


# What Zalo keeps back, and groups


@pytest.mark.parametrize("what", ["file", "contact", "location"])
async def test_what_zalo_keeps_back_gets_a_way_to_a_human(stand: Stand, hook: House, what: str) -> None:
    """Polite, with the contact, and not again and again; the talk stands where it stood."""
    await stand.says(LAN, "xin chào", "Chào anh/chị!")
    await stand.says(LAN, "có", "Họ và tên")
    since = stand.world.mark(LAN)
    stand.world.people.unsupported(LAN, what)
    said = await stand.hears(LAN, "không nhận được nội dung", since)
    assert hook.app.campaign.owner.contact in said.text
    stand.world.people.unsupported(LAN, what)
    await stand.says(LAN, "Nguyễn Thị Lan", "công đoàn cơ sở")
    assert sum("không nhận được" in each.text for each in stand.world.sent) == 1


async def test_a_group_is_answered_with_one_line_and_the_way_to_the_private_chat(
    stand: Stand, hook: House
) -> None:
    """Only when the bot is mentioned."""
    stand.world.people.say_in(GROUP, LAN, "bot ơi")
    since = stand.world.mark(GROUP)
    stand.world.people.say_in(GROUP, LAN, "em muốn gửi sáng kiến", mention=True)
    said = await stand.hears(GROUP, "nhắn riêng", since)
    assert f"https://zalo.me/{stand.world.bot.id}" in said.text
    assert len(stand.world.sent_to(GROUP)) == 1
