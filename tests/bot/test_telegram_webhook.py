"""Updates by webhook, over real HTTP both ways: stored before they are acknowledged, worked off once, in order."""

from __future__ import annotations

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr
from sqlalchemy import select

from bot.app import App
from bot.settings import Settings
from bot.telegram.webhook import SECRET_HEADER
from sandbox.server import WORLD, build
from sandbox.world import World
from scheduler.civil import TurnedClock
from storage.loading import table_of
from tests.bot.wire import GROUP, LAN, NOW, TOKEN, scenario

EXAMPLE = Path(__file__).parents[2] / "examples" / "dong-anh"
SECRET = "mot-tu-bi-mat_dai"
_PATIENCE = 15


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Hook:
    """A bot that takes its updates by webhook from the stand-in."""

    def __init__(self, world: World, app: App, address: str) -> None:
        self.world = world
        self.app = app
        self.address = address

    async def post(self, body: str, secret: str = SECRET) -> int:
        """Post to the webhook as somebody on the network."""
        async with (
            aiohttp.ClientSession(headers={SECRET_HEADER: secret}) as session,
            session.post(
                f"{self.address}/telegram/{TOKEN.partition(':')[0]}", data=io.BytesIO(body.encode())
            ) as answer,
        ):
            return answer.status

    async def post_bytes(self, body: bytes) -> int:
        """Post what is not even text."""
        address = f"{self.address}/telegram/{TOKEN.partition(':')[0]}"
        async with (
            aiohttp.ClientSession(headers={SECRET_HEADER: SECRET}) as session,
            session.post(address, data=body) as answer,
        ):
            return answer.status

    async def inbox(self) -> list[tuple[str, str, str]]:
        """(key, state, body) of everything stored."""
        table = table_of("inbox")
        async with self.app.database.read() as connection:
            rows = await connection.execute(
                select(table.c.key, table.c.state, table.c.body).order_by(table.c.id)
            )
            return [tuple(row) for row in rows]


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Hook]:
    """The stand-in and the bot, each on a port of its own."""
    stand = build(scenario())
    runner = web.AppRunner(stand, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = Settings(
        _env_file=None,
        telegram_bot_token=SecretStr(TOKEN),
        telegram_api_url=f"http://127.0.0.1:{runner.addresses[0][1]}",
        telegram_webhook_secret=SecretStr(SECRET),
        public_url=address,
        listen_port=port,
        database_url=f"sqlite+aiosqlite:///{folder / 'hook.sqlite3'}",
        files_folder=folder / "files",
    )
    app = App(settings, EXAMPLE, clock=TurnedClock(NOW))
    try:
        await app.start()
        yield Hook(stand[WORLD], app, address)
    finally:
        await app.close()
        await runner.cleanup()


async def worked_off(hook: Hook) -> None:
    """Wait until nothing that was stored waits any more."""
    async with asyncio.timeout(_PATIENCE):
        while "new" in [state for _, state, _ in await hook.inbox()]:  # noqa: ASYNC110  # the database tells, no event
            await asyncio.sleep(0.01)


@pytest.fixture
async def hook(tmp_path: Path) -> AsyncIterator[Hook]:
    """A bot with a webhook, nobody has spoken yet."""
    async with opened(tmp_path) as made:
        yield made


async def test_an_update_comes_by_webhook_and_is_answered(hook: Hook) -> None:
    """The stand-in posts it, the bot stores it, answers 200 and greets; nothing is left over."""
    hook.world.people.start(LAN)
    answers = await hook.world.wait_reply(LAN, 0, timeout=_PATIENCE)
    assert answers[0].text.startswith("Chào anh/chị!")
    await worked_off(hook)
    assert [body for _, _, body in await hook.inbox()] == [""]


async def test_the_same_update_twice_is_one(hook: Hook) -> None:
    """A repeat is acknowledged and changes nothing."""
    hook.world.people.start(LAN)
    await hook.world.wait_reply(LAN, 0, timeout=_PATIENCE)
    key = (await hook.inbox())[0][0]
    before = len(hook.world.messages(LAN))
    assert await hook.post(json.dumps({"update_id": int(key)})) == 200
    await asyncio.sleep(0.2)
    assert len(hook.world.messages(LAN)) == before
    assert len(await hook.inbox()) == 1


@pytest.mark.parametrize(
    ("body", "secret", "status"),
    [
        ('{"update_id": 5}', "falsch", 401),
        ('{"update_id": 5}', "", 401),
        ('{"update_id": 5}', "mật", 401),
        ("no json", SECRET, 400),
        ("[]", SECRET, 400),
        ('{"update_id": "x"}', SECRET, 400),
        ("", SECRET, 400),
        ("x" * (2 * 1024 * 1024), SECRET, 413),
    ],
)
async def test_what_is_no_update_of_ours_is_refused_and_not_stored(
    hook: Hook, body: str, secret: str, status: int
) -> None:
    """A wrong secret, no JSON, no number, two megabytes: an error each, and an empty inbox."""
    assert await hook.post(body, secret) == status
    assert await hook.inbox() == []


async def test_what_is_not_even_text_is_refused(hook: Hook) -> None:
    """Bytes that are no UTF-8 are no update: 400, as for what is no JSON."""
    assert await hook.post_bytes(b'{"update_id": 5, "x": "\xff"}') == 400
    assert await hook.inbox() == []


@pytest.mark.parametrize("kind", ["message", "callback_query"])
async def test_an_update_the_models_refuse_holds_nobody_up(hook: Hook, kind: str) -> None:
    """It is stored, acknowledged and set aside as it came, and the next one is answered."""
    body = f'{{"update_id":7,"{kind}":{{"date":"never"}}}}'
    assert await hook.post(body) == 200
    hook.world.people.start(LAN)
    assert await hook.world.wait_reply(LAN, 0, timeout=_PATIENCE)
    await worked_off(hook)
    assert ("7", "set_aside", body) in await hook.inbox()


async def test_talk_of_a_group_that_is_not_for_the_bot_was_stored(hook: Hook) -> None:
    """An administrator bot gets everything said in a group: it is acknowledged, and nothing of it is kept."""
    hook.world.groups.add_bot(GROUP)
    hook.world.groups.promote(GROUP)
    await hook.world.wait_quiet()  # both updates have been posted
    await worked_off(hook)
    before = await hook.inbox()
    hook.world.people.say(LAN, "Chiều nay ai trực?", chat_id=GROUP)
    await hook.world.wait_quiet()
    assert await hook.inbox() == before


async def test_who_posts_while_it_stops_was_left_hanging(hook: Hook) -> None:
    """From the moment it takes no more: 503, so that the platform sends it to the next process."""
    hook.app.stop.set()
    await asyncio.wait(hook.app._tasks, timeout=_PATIENCE)
    assert await asyncio.wait_for(hook.post('{"update_id": 5, "message": {}}'), _PATIENCE) == 503
    assert await hook.inbox() == []


async def test_what_was_acknowledged_is_worked_off_after_a_restart(tmp_path: Path) -> None:
    """An update stored by a process that ended is answered by the next one."""
    body: dict[str, Any] = {}
    async with opened(tmp_path) as first:
        first.world.people.start(LAN)
        await first.world.wait_reply(LAN, 0, timeout=_PATIENCE)
        sent = first.world.messages(LAN)[0].payload
        body = {
            "update_id": 900_001,
            "message": {**sent, "message_id": 50, "text": "trợ giúp", "entities": []},
        }
        table = table_of("inbox")
        async with first.app.database.write() as connection:
            values = {
                "id": 999,
                "channel": "telegram",
                "bot": TOKEN.partition(":")[0],
                "key": "900001",
                "body": json.dumps(body),
                "state": "new",
                "received_at": NOW,
                "error": "",
            }
            await connection.execute(table.insert(), [values])
    async with opened(tmp_path) as second:
        second.world.people.start(LAN)
        await worked_off(second)
        assert ("900001", "done", "") in await second.inbox()


async def test_health_is_answered_beside_the_webhook(hook: Hook) -> None:
    """Alive at once; the figures are for this machine only."""
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{hook.address}/healthz") as alive:
            assert (alive.status, await alive.json()) == (200, {"status": "alive"})
        async with session.get(f"{hook.address}/metrics") as metrics:
            assert metrics.status == 200
