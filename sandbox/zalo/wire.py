from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from aiohttp import web
from pydantic_core import to_json

from sandbox.faulting import Faults
from sandbox.zalo.arguments import read_arguments
from sandbox.zalo.calls import METHODS, Call
from sandbox.zalo.faults import Fault
from sandbox.zalo.polling import poll
from sandbox.zalo.refusals import RefusalError
from sandbox.zalo.webhooks import Webhook
from sandbox.zalo.world.media import FOLDER

if TYPE_CHECKING:
    from sandbox.zalo.world import Bot, ZaloWorld

PREFIX = "/zalo"
"""Where the stand-in stands beside Telegram's."""
JSON = {"Content-Type": "application/json"}
PROXY_PAGE = "<html><head><title>{0} Bad Gateway</title></head><body><h1>{0} Bad Gateway</h1></body></html>"


class Zalo:
    """The Zalo Bot Platform's wire over a world: `/zalo/bot<token>/<method>`.

    `lifted`: nobody minds how fast the bots send. `plain_webhooks` allows http and private hosts.
    """

    def __init__(self, world: ZaloWorld, *, lifted: bool = False, plain_webhooks: bool = True) -> None:
        self.world = world
        self.faults = Faults[Fault]()
        self.lifted = lifted
        self._plain_webhooks = plain_webhooks
        self._webhooks: dict[str, Webhook] = {}

    def mount(self, app: web.Application) -> None:
        """Add the routes; webhooks end with the application."""
        app.router.add_route("*", PREFIX + "/bot{token:[^/]*}/{method:.*}", self.handle)
        app.router.add_get(PREFIX + FOLDER + "{name}", self.download)
        app.on_shutdown.append(self._end_polls)
        app.on_cleanup.append(self._close_webhooks)

    def webhook(self, bot: Bot) -> Webhook:
        """The webhook of a bot, set or not."""
        known = self._webhooks.get(bot.id)
        if known is None:
            known = self._webhooks[bot.id] = Webhook(self.world, bot, plain=self._plain_webhooks)
        return known

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One request, errors and faults included."""
        try:
            bot = self._authorize(request.match_info["token"])
            arguments = await read_arguments(request)
            name = request.match_info["method"]
            fault = self.faults.strike(name, arguments.get("chat_id"))
            if fault is not None:
                return await self._faulty(fault, request, bot, name, arguments)
            return web.Response(body=await self._call(request, bot, name, arguments), headers=JSON)
        except RefusalError as refused:
            return _refused(refused)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a picture or voice message, while its address lives."""
        stored = self.world.media.find(request.match_info["name"], self.world.clock.timestamp())
        if stored is None:
            return web.Response(status=404)
        return web.Response(body=stored.content, content_type=stored.mime)

    def _authorize(self, token: str) -> Bot:
        bot = self.world.tokens.get(token)
        if bot is None:
            raise RefusalError(401)
        return bot

    async def _call(self, request: web.Request, bot: Bot, name: str, arguments: dict[str, Any]) -> bytes:
        """Do one call; the body of its answer. Raises RefusalError."""
        call = Call(self.world, bot, name, arguments, self.lifted)
        if name == "getUpdates":
            return await self._poll(call, request)
        known = METHODS.get(name)
        receiving = None if known is not None else self.webhook(bot).methods.get(name)
        if known is not None:
            for argument in arguments:
                if argument not in known.arguments:
                    call.complain(f"{name} documents no {argument}")
            result = await known.run(call)
        elif receiving is not None:
            result = await receiving(call, _origin(request))
        else:
            call.complain("no such method")
            raise RefusalError(400, status=self.world.switches.unknown_method_status)
        return b'{"ok":true}' if result is None else b'{"ok":true,"result":' + to_json(result) + b"}"

    async def _poll(self, call: Call, request: web.Request) -> bytes:
        def alive() -> bool:
            return request.transport is not None and not request.transport.is_closing()

        update = await poll(call, alive)
        return b'{"ok":true,"result":' + update.body(_origin(request)) + b"}"

    async def _faulty(
        self, fault: Fault, request: web.Request, bot: Bot, name: str, arguments: dict[str, Any]
    ) -> web.StreamResponse:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.status:
            page = PROXY_PAGE.format(fault.status)
            return web.Response(status=fault.status, text=page, content_type="text/html")
        if fault.drop == "before":
            return _dropped(request)
        if fault.code and not fault.done:
            raise RefusalError(fault.code)
        body = await self._call(request, bot, name, arguments)
        if fault.drop == "after":
            return _dropped(request)
        if fault.code:
            raise RefusalError(fault.code)
        return web.Response(body=body[: len(body) // 2] if fault.truncated else body, headers=JSON)

    async def _end_polls(self, _: web.Application) -> None:
        """Waiting polls end, so that nobody waits for them."""
        for bot in self.world.bots.values():
            bot.queue.end_polls()

    async def _close_webhooks(self, _: web.Application) -> None:
        for webhook in self._webhooks.values():
            await webhook.close()


def _origin(request: web.Request) -> str:
    """Where the stand-in is for who asks."""
    return f"{request.scheme}://{request.host}{PREFIX}"


def _refused(refused: RefusalError) -> web.Response:
    return web.Response(status=refused.status, body=refused.body(), headers=JSON)


def _dropped(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
