"""Webhooks: events pushed over HTTP, in order within a chat, repeated a few times and then lost."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorSSLError,
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
)

from sandbox.zalo.refusals import RefusalError
from sandbox.zalo.world.state import VIETNAM

if TYPE_CHECKING:
    from datetime import date

    from sandbox.zalo.calls import Call
    from sandbox.zalo.world import Bot, Update, ZaloWorld

AGENT = "Java/1.8.0_192"
SHORTEST_SECRET, LONGEST_SECRET = 8, 256
TEST_EVENT = b'{"event_name":"webhook.test"}'
"""What an address is tried with; what Zalo sends then is unknown. An event without a message is ignored."""

Receive = Callable[["Call", str], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Address:
    """Where events go. `origin` is the stand-in's own address, `updated_at` in civil milliseconds."""

    url: str
    secret: str
    origin: str
    updated_at: int


class Webhook:
    """The pushing side of one bot. Without an address it sleeps and the bot may poll."""

    def __init__(self, world: ZaloWorld, bot: Bot, *, plain: bool) -> None:
        """`plain`: http and private hosts are allowed."""
        self.address: Address | None = None
        self.methods: dict[str, Receive] = {
            "setWebhook": self.set,
            "deleteWebhook": self.delete,
            "getWebhookInfo": self.info,
            "testWebhook": self.test,
        }
        self._world, self._bot, self._plain = world, bot, plain
        self._session: ClientSession | None = None
        self._lanes: dict[str, deque[Update]] = defaultdict(deque)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._tests: Counter[date] = Counter()
        self._was_set = False

    # --- the four methods ----------------------------------------------------------------------------------

    async def set(self, call: Call, origin: str) -> dict[str, Any]:
        """Begin or change pushing; saved even when the address does not answer as it should."""
        url, secret = call.text("url"), call.text("secret_token")
        self._check(call, url, secret)
        address = self.address = Address(url, secret, origin, self._millis())
        self._was_set = True
        queue = self._bot.queue
        queue.sink = self._take
        queue.end_polls()
        for update in queue.drain():
            queue.put(update)
        result: dict[str, Any] = {"url": url, "updated_at": address.updated_at}
        if self._world.switches.verify_webhooks:
            tried = await self._try(address)
            result["verification"] = {key: value for key, value in tried.items() if key != "url"}
        return result

    async def delete(self, _call: Call, _origin: str) -> dict[str, Any]:
        """End pushing; what was not delivered waits for getUpdates."""
        if not self._was_set and self._world.switches.delete_unset_webhook:
            raise RefusalError(self._world.switches.delete_unset_webhook)
        self.address = self._bot.queue.sink = None
        self._give_back()
        return {"url": "", "updated_at": self._millis()}

    async def info(self, _call: Call, _origin: str) -> dict[str, Any]:
        """Where events go; never the secret."""
        if self.address is not None:
            return {"url": self.address.url, "updated_at": self.address.updated_at}
        if self._world.switches.no_webhook == "refused":
            raise RefusalError(404)
        return {"url": "", "updated_at": self._millis()}

    async def test(self, _call: Call, _origin: str) -> dict[str, Any]:
        """Try the address, a few times a day."""
        if self.address is None:
            raise RefusalError(404)
        today = self._world.clock.now().astimezone(VIETNAM).date()
        if self._tests[today] >= self._world.switches.tests_a_day:
            raise RefusalError(426)
        self._tests[today] += 1
        return await self._try(self.address)

    async def close(self) -> None:
        """Stop all deliveries."""
        self.address = self._bot.queue.sink = None
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _check(self, call: Call, url: str, secret: str) -> None:
        if not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET:
            call.refuse("secret_token has 8 to 256 characters")
        parts = urlsplit(url)
        if not parts.hostname or parts.scheme not in ({"http", "https"} if self._plain else {"https"}):
            call.refuse("url is no https address")
        if not self._plain and _private(parts.hostname):
            call.refuse("url is an address of a private network")

    def _millis(self) -> int:
        return int(self._world.clock.timestamp() * 1000)

    # --- pushing -------------------------------------------------------------------------------------------

    def _take(self, update: Update) -> None:
        lane = self._lanes[update.lane]
        lane.append(update)
        if update.lane not in self._tasks:
            task = asyncio.get_running_loop().create_task(self._work(update.lane, lane))
            self._tasks[update.lane] = task

    async def _work(self, key: str, lane: deque[Update]) -> None:
        """Deliver one lane in order until it is empty."""
        try:
            while lane and self.address is not None:
                update = lane[0]
                await self._deliver(update)
                if lane and lane[0] is update:
                    lane.popleft()
                    self._bot.queue.settle()
        finally:
            self._tasks.pop(key, None)
            if not lane:
                self._lanes.pop(key, None)

    async def _deliver(self, update: Update) -> None:
        """Push until it is taken, has been tried often enough, or the webhook is gone."""
        failures = 0
        while self.address is not None:
            if await self._push(update, self.address):
                return
            if failures >= self._world.switches.redeliveries:
                self._world.lose(self._bot, update, "redeliveries")
                return
            waits = self._world.switches.redelivery_waits
            await asyncio.sleep(waits[min(failures, len(waits) - 1)])
            failures += 1

    async def _push(self, update: Update, address: Address) -> bool:
        """One attempt; whether it was taken."""
        body = update.body(address.origin)
        status, _ = await self._post(address, body)
        return 200 <= status < 300

    async def _try(self, address: Address) -> dict[str, Any]:
        """How an address answers a test event."""
        began = time.monotonic()
        status, outcome = await self._post(address, TEST_EVENT)
        return {
            "ok": outcome == "webhook.ok",
            "url": address.url,
            "status_code": status,
            "outcome": outcome,
            "latency_ms": int((time.monotonic() - began) * 1000),
            "hint": "",
        }

    async def _post(self, address: Address, event: bytes) -> tuple[int, str]:
        """One request: its HTTP status (0 without an answer) and the outcome in Zalo's words."""
        wrapped = self._world.switches.webhook_body == "wrapped"
        body = b'{"ok":true,"result":' + event + b"}" if wrapped else event
        headers = {
            "Content-Type": "application/json",
            "User-Agent": AGENT,
            "X-Bot-Api-Secret-Token": address.secret,
        }
        limit = ClientTimeout(self._world.switches.patience)
        if self._session is None:
            self._session = ClientSession(cookie_jar=DummyCookieJar())
        try:
            async with self._session.post(
                address.url, data=body, headers=headers, timeout=limit, allow_redirects=False
            ) as answer:
                await answer.read()
                return answer.status, _outcome(answer.status)
        except TimeoutError:
            return 0, "webhook.err.timeout"
        except ClientConnectorDNSError:
            return 0, "webhook.err.dns"
        except (ClientConnectorCertificateError, ClientConnectorSSLError):
            return 0, "webhook.err.tls"
        except (ClientError, OSError):
            return 0, "webhook.err.blocked"

    def _give_back(self) -> None:
        waiting = sorted((update for lane in self._lanes.values() for update in lane), key=lambda u: u.born)
        for lane in self._lanes.values():
            lane.clear()
        for update in waiting:
            self._bot.queue.put(update)
            self._bot.queue.settle()


def _outcome(status: int) -> str:
    if 200 <= status < 300:
        return "webhook.ok"
    return "webhook.http.5xx" if status >= 500 else f"webhook.http.{status}"


def _private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost"
