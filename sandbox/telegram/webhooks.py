"""Webhooks: updates pushed over HTTP, one at a time a queue, repeated until they are taken or too old."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from sandbox.telegram.arguments import Arguments, read_body
from sandbox.telegram.calls import Described
from sandbox.telegram.polling import TERMINATED_BY_WEBHOOK, allowed_kinds
from sandbox.telegram.refusals import FloodError, RefusalError

if TYPE_CHECKING:
    from aiohttp import ClientResponse

    from sandbox.telegram.calls import Call
    from sandbox.world import Bot, Update, World

PORTS = frozenset({443, 80, 88, 8443})
PATIENCE = 60.0
"""Monotonic seconds the bot has to answer a delivery."""
DELAYS = (0.0, 2.0, 4.0, 8.0, 16.0, 32.0)
"""Monotonic seconds before each repetition; after these 60 to 120, at random."""
RETRY_AFTER_LIMIT = 3600.0
GONE = 23 * 3600.0
NEVER_IN_A_REPLY = frozenset({"setwebhook", "deletewebhook", "close", "logout"})
_SECRET = re.compile(r"[A-Za-z0-9_-]*")

Reply = Callable[[str, Arguments], Awaitable[None]]
"""Does the call a webhook answer contains."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where updates go and how many at once."""

    url: str
    secret: str = ""
    connections: int = 40


class Webhook:
    """The pushing side of one bot. Without an address it sleeps and the bot may poll."""

    def __init__(self, world: World, bot: Bot, reply: Reply, *, plain: bool, pace: float = 1.0) -> None:
        """`plain`: http and any port and address are allowed. `pace` shortens the waits between repetitions."""
        self.address: Address | None = None
        self.last_error = ""
        self.last_error_at = 0.0
        self._world, self._bot, self._reply = world, bot, reply
        self._plain, self._pace = plain, pace
        self._session: ClientSession | None = None
        self._queues: dict[int, deque[Update]] = defaultdict(deque)
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(40)
        self._last_set = -60.0
        self._gone_since: float | None = None

    def set(self, call: Call) -> Described:
        """Begin, change or (with an empty url) end pushing."""
        arguments = call.arguments
        url, secret = arguments.text("url"), arguments.text("secret_token")
        if not url:
            return self.delete(call)
        self._check(url, secret)
        now = time.monotonic()
        if now - self._last_set < self._pace:
            raise FloodError(1)
        self._last_set = now
        if "allowed_updates" in arguments.texts:
            self._bot.allowed = allowed_kinds(call, self._bot.allowed)
        if arguments.flag("drop_pending_updates"):
            self._drop()
        address = Address(url, secret, arguments.integer("max_connections", 40, 1, 100))
        if address == self.address:
            return Described(result=True, description="Webhook is already set")
        self._bot.queue.interrupt(TERMINATED_BY_WEBHOOK)
        self.address, self._slots = address, asyncio.Semaphore(address.connections)
        self._bot.queue.sink = self._take
        for update in self._bot.queue.drain():
            self._bot.queue.put(update)
        return Described(result=True, description="Webhook was set")

    def delete(self, call: Call) -> Described:
        """End pushing; what was not delivered waits for getUpdates."""
        was_set = self.address is not None
        self.address = self._bot.queue.sink = None
        if call.arguments.flag("drop_pending_updates"):
            self._drop()
        self._give_back()
        return Described(
            result=True, description="Webhook was deleted" if was_set else "Webhook is already deleted"
        )

    def info(self) -> dict[str, Any]:
        """The WebhookInfo object."""
        shown: dict[str, Any] = {
            "url": self.address.url if self.address else "",
            "has_custom_certificate": False,
            "pending_update_count": self._bot.queue.pending,
        }
        if self.address is not None:
            shown["max_connections"] = self.address.connections
            host = urlsplit(self.address.url).hostname or ""
            if re.fullmatch(r"[0-9.]+", host):
                shown["ip_address"] = host
        if self.last_error:
            shown |= {"last_error_date": int(self.last_error_at), "last_error_message": self.last_error}
        if self._bot.allowed is not None:
            shown["allowed_updates"] = sorted(self._bot.allowed)
        return shown

    async def close(self) -> None:
        """Stop all deliveries."""
        self.address = self._bot.queue.sink = None
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _check(self, url: str, secret: str) -> None:
        if len(secret) > 256:
            raise RefusalError("secret token is too long")
        if _SECRET.fullmatch(secret) is None:
            raise RefusalError("secret token contains unallowed characters")
        parts = urlsplit(url)
        if not parts.hostname or parts.scheme not in {"http", "https"}:
            raise RefusalError("bad webhook: Invalid URL specified")
        if self._plain:
            return
        if parts.scheme != "https":
            raise RefusalError("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in PORTS:
            raise RefusalError("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if _reserved(parts.hostname):
            raise RefusalError(f"bad webhook: IP address {parts.hostname} is reserved")

    def _take(self, update: Update) -> None:
        queue = self._queues[update.key]
        queue.append(update)
        if update.key not in self._tasks:
            task = asyncio.get_running_loop().create_task(self._work(update.key, queue))
            self._tasks[update.key] = task

    async def _work(self, key: int, queue: deque[Update]) -> None:
        """Deliver one queue in order until it is empty."""
        try:
            while queue and self.address is not None:
                update = queue[0]
                await self._deliver(update)
                if queue and queue[0] is update and self.address is not None:
                    queue.popleft()
                    self._bot.queue.settle()
        finally:
            self._tasks.pop(key, None)
            if not queue:
                self._queues.pop(key, None)

    async def _deliver(self, update: Update) -> None:
        """Push until it is taken, has expired, or the webhook is gone."""
        failures = 0
        while self.address is not None and update.expires > self._world.clock.timestamp():
            async with self._slots:
                wait = await self._push(update, self.address)
            if wait is None:
                return
            await asyncio.sleep(max(self._delay(failures), wait) * self._pace)
            failures += 1

    def _delay(self, failures: int) -> float:
        return DELAYS[failures] if failures < len(DELAYS) else self._world.random.uniform(60, 120)

    async def _push(self, update: Update, address: Address) -> float | None:
        """One attempt. None: taken. Otherwise the seconds the bot asks to wait by Retry-After."""
        if self._session is None:
            connector = TCPConnector(limit=100)
            self._session = ClientSession(timeout=ClientTimeout(PATIENCE), connector=connector)
        headers = {"Content-Type": "application/json"}
        if address.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = address.secret
        update.deliver(self._world.clock.timestamp())
        try:
            async with self._session.post(address.url, data=update.body, headers=headers) as response:
                if 200 <= response.status < 300:
                    self._gone_since = None
                    await self._obey(response)
                    return None
                self._note_gone(response.status)
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                return _retry_after(response)
        except TimeoutError:
            self._failed("Read timeout expired")
        except (ClientError, OSError):
            self._failed("Connection refused")
        return 0.0

    async def _obey(self, response: ClientResponse) -> None:
        """Do the call in the answer, if there is one. The bot never hears of its result."""
        is_multipart = response.content_type.startswith("multipart/")
        body = b"" if is_multipart else await response.read()
        try:
            arguments = await read_body(response.headers, body, response.content)
        except (RefusalError, ValueError):
            return
        method = arguments.texts.pop("method", "")
        arguments.native.pop("method", None)
        if method and method.lower() not in NEVER_IN_A_REPLY and not method.lower().startswith("get"):
            await self._reply(method, arguments)

    def _note_gone(self, status: int) -> None:
        """An address that answers 410 for 23 civil hours is forgotten."""
        now = self._world.clock.timestamp()
        if status != 410:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = now
        elif now - self._gone_since >= GONE:
            self.address = self._bot.queue.sink = None
            self._give_back()

    def _failed(self, reason: str) -> None:
        self.last_error, self.last_error_at = reason, self._world.clock.timestamp()

    def _drop(self) -> None:
        self._bot.queue.clear()
        for queue in self._queues.values():
            while queue:
                queue.popleft()
                self._bot.queue.settle()

    def _give_back(self) -> None:
        waiting = sorted((update for queue in self._queues.values() for update in queue), key=lambda u: u.id)
        for queue in self._queues.values():
            queue.clear()
        for update in waiting:
            self._bot.queue.put(update)
            self._bot.queue.settle()


def _retry_after(response: ClientResponse) -> float:
    text = response.headers.get("Retry-After", "")
    return min(float(text), RETRY_AFTER_LIMIT) if text.isdigit() else 0.0


def _reserved(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost"
