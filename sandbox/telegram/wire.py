from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from aiohttp import web
from pydantic_core import to_json

from sandbox.faulting import Faults
from sandbox.judge import judge
from sandbox.telegram.arguments import Arguments, read_request
from sandbox.telegram.calls import METHODS, Call, Described, chat_number
from sandbox.telegram.faults import Fault
from sandbox.telegram.flood import Flood
from sandbox.telegram.polling import WEBHOOK_ACTIVE, Poller
from sandbox.telegram.refusals import FloodError, PlainError, RefusalError
from sandbox.telegram.webhooks import Webhook

if TYPE_CHECKING:
    from sandbox.world import Bot, World

JSON = {"Content-Type": "application/json"}
POLLING = {"getupdates", "setwebhook", "deletewebhook", "getwebhookinfo"}
PROXY_PAGE = "<html><head><title>{0} Bad Gateway</title></head><body><h1>{0} Bad Gateway</h1></body></html>"


class Telegram:
    """The Bot API's wire over a world: `/bot<token>/<method>` and `/file/bot<token>/<path>`.

    `lifted` takes the flood windows away, `judge_results` holds everything that goes out against the schema (what
    is wrong becomes a violation), `plain_webhooks` allows http and any port, `webhook_pace` shortens their waits.
    """

    def __init__(
        self,
        world: World,
        *,
        lifted: bool = False,
        judge_results: bool = False,
        plain_webhooks: bool = True,
        webhook_pace: float = 1.0,
    ) -> None:
        self.world = world
        self.faults = Faults[Fault]()
        self.lifted = lifted
        self._judge = judge()
        self._judge_results = judge_results
        self._plain_webhooks, self._webhook_pace = plain_webhooks, webhook_pace
        self._floods: dict[int, Flood] = {}
        self._pollers: dict[int, Poller] = {}
        self._webhooks: dict[int, Webhook] = {}
        if judge_results:
            world.inspect = self._inspect

    def mount(self, app: web.Application) -> None:
        """Add the routes; webhooks end with the application."""
        app.router.add_route("*", "/bot{token:[^/]*}/{method:[^/]*}", self.handle)
        app.router.add_route("*", "/bot{token:[^/]*}/test/{method:[^/]*}", self.handle)
        app.router.add_get("/file/bot{token:[^/]*}/{path:.+}", self.download)
        app.router.add_route("*", "/bot{token:[^/]*}", self.handle)
        app.on_shutdown.append(self._end_polls)
        app.on_cleanup.append(self._close_webhooks)

    def flood(self, bot: Bot) -> Flood:
        """The flood windows of a bot."""
        return self._floods.setdefault(bot.id, Flood(self.world, bot))

    def webhook(self, bot: Bot) -> Webhook:
        """The webhook of a bot, set or not."""
        known = self._webhooks.get(bot.id)
        if known is None:

            async def reply(method: str, arguments: Arguments) -> None:
                try:
                    await self.call(bot, method, arguments)
                except RefusalError:
                    return

            known = self._webhooks[bot.id] = Webhook(
                self.world, bot, reply, plain=self._plain_webhooks, pace=self._webhook_pace
            )
        return known

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One request, errors and faults included."""
        try:
            bot = self._authorize(request.match_info["token"])
            arguments = await read_request(request)
            name = request.match_info.get("method") or arguments.text("method")
            number = chat_number(arguments.texts.get("chat_id"))
            if (fault := self.faults.strike(name, number)) is not None:
                return await self._faulty(fault, request, bot, name, arguments)
            return web.Response(body=await self.call(bot, name, arguments), headers=JSON)
        except RefusalError as refused:
            return _refused(refused)

    async def call(self, bot: Bot, name: str, arguments: Arguments) -> bytes:
        """Do one call; the body of its answer. Raises RefusalError."""
        lowered = name.lower()
        spelt = self._judge.method(lowered)
        if spelt is None:
            self.world.violate(name, "unknown method")
            raise PlainError(404, "Not Found: method not found")
        number = chat_number(arguments.texts.get("chat_id"))
        call = Call(self.world, bot, None if self.lifted else self.flood(bot), spelt, arguments, number)
        for wrong in arguments.faults(spelt, self._judge):
            call.complain(wrong)
        if lowered in POLLING:
            return await self._receive(call, lowered)
        known = METHODS.get(lowered)
        if known is None:
            call.complain("the stand-in does not do this method")
            raise RefusalError(f"the stand-in does not do {spelt}")
        if known.counted and call.flood is not None and number is not None:
            call.flood.check(spelt, number)
        return self._envelope(spelt, known.run(call))

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file the bot has received."""
        try:
            bot = self._authorize(request.match_info["token"])
        except RefusalError as refused:
            return _refused(refused)
        stored = self.world.files.at_path(request.match_info["path"], bot.id)
        if stored is None:
            return _refused(PlainError(404, "Not Found"))
        return web.Response(body=stored.content, content_type=stored.mime or "application/octet-stream")

    def _authorize(self, token: str) -> Bot:
        bot = self.world.tokens.get(token)
        if bot is not None:
            return bot
        if not token or token.startswith("0") or len(token) > 80 or ":" not in token:
            raise PlainError(401, "Unauthorized: invalid token specified")
        if not token.partition(":")[0].isdigit():
            raise RefusalError("unallowed token specified", 421)
        raise PlainError(401, "Unauthorized")

    async def _receive(self, call: Call, lowered: str) -> bytes:
        webhook = self.webhook(call.bot)
        if lowered == "getupdates":
            if webhook.address is not None:
                raise RefusalError(WEBHOOK_ACTIVE, 409)
            poller = self._pollers.setdefault(call.bot.id, Poller(call.bot))
            return b'{"ok":true,"result":' + await poller.poll(call) + b"}"
        if lowered == "getwebhookinfo":
            return self._envelope(call.method, webhook.info())
        return self._envelope(
            call.method, webhook.set(call) if lowered == "setwebhook" else webhook.delete(call)
        )

    def _inspect(self, kind: str, body: dict[str, Any]) -> None:
        if wrong := self._judge.update({"update_id": 1, kind: body}):
            self.world.violate(kind, f"the stand-in's own update is wrong: {wrong}")

    def _envelope(self, method: str, result: Any) -> bytes:
        description = b""
        if isinstance(result, Described):
            description = b',"description":' + to_json(result.description)
            result = result.result
        if self._judge_results and (wrong := self._judge.result(method, result)):
            self.world.violate(method, f"the stand-in's own result is wrong: {wrong}")
        return b'{"ok":true,"result":' + to_json(result) + description + b"}"

    async def _faulty(
        self, fault: Fault, request: web.Request, bot: Bot, name: str, arguments: Arguments
    ) -> web.StreamResponse:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.html:
            page = PROXY_PAGE.format(fault.status or 502)
            return web.Response(status=fault.status or 502, text=page, content_type="text/html")
        if fault.status:
            return self._planned_error(fault, bot, arguments)
        if fault.drop == "before":
            return _dropped(request)
        body = await self.call(bot, name, arguments)
        if fault.drop == "after":
            return _dropped(request)
        return web.Response(body=body[: len(body) // 2] if fault.truncated else body, headers=JSON)

    def _planned_error(self, fault: Fault, bot: Bot, arguments: Arguments) -> web.Response:
        number = chat_number(arguments.texts.get("chat_id"))
        if fault.retry_after and number is not None and not self.lifted:
            self.flood(bot).tell(number, fault.retry_after)
        headers = {**JSON, **({"Retry-After": str(fault.retry_after)} if fault.retry_after else {})}
        return web.Response(status=fault.status, body=to_json(fault.error()), headers=headers)

    async def _end_polls(self, _: web.Application) -> None:
        """Waiting polls get an empty answer, so that nobody waits for them to end."""
        for poller in self._pollers.values():
            poller.bot.queue.interrupt("")

    async def _close_webhooks(self, _: web.Application) -> None:
        for webhook in self._webhooks.values():
            await webhook.close()


def _refused(refused: RefusalError) -> web.Response:
    headers = {**JSON, "Retry-After": str(refused.retry_after)} if isinstance(refused, FloodError) else JSON
    return web.Response(status=refused.code, body=refused.body(), headers=headers)


def _dropped(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
