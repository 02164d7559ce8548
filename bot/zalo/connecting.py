"""One Zalo bot of the program: who it is by its token, how it is spoken of, and how its events come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.zalo.answers import UNAUTHORIZED, Answer, ApiError, Failure, Ok
from bot.zalo.api import Hook, Me, ZaloApi
from bot.zalo.reading import CHANNEL
from handlers.turn import Channel

_log = structlog.get_logger(__name__)
_NONE_SET = {400, 404}


class ZaloUnusableError(Exception):
    """A Zalo bot cannot be used as it is set up; the message is a plain sentence for the operator."""


@dataclass(frozen=True, slots=True)
class ZaloBot:
    """A bot that Zalo knows."""

    api: ZaloApi
    me: Me
    name: str

    @property
    def names(self) -> Sequence[str]:
        """What it may be called in a group."""
        return (self.name, self.me.name, self.me.account)

    @property
    def address(self) -> str:
        """What opens the private chat with it; Zalo has no payload there."""
        return f"https://zalo.me/{self.me.id}"

    @property
    def channel(self) -> Channel:
        """What conversations may know of it."""
        return Channel(
            CHANNEL,
            self.name,
            address=self.address,
            buttons=False,
            frugal=True,
            mention=True,
            files=False,
            known_in_groups=False,
        )


async def connect(api: ZaloApi, name: str, number: int) -> ZaloBot:
    """Ask Zalo whose token this is; ZaloUnusableError when it is refused. `number`: its place among the tokens."""
    answer = await api.get_me()
    if isinstance(answer, Ok):
        me = answer.result
        return ZaloBot(api, me, name or me.name or me.account)
    if isinstance(answer, ApiError) and answer.code == UNAUTHORIZED:
        raise ZaloUnusableError(f"Zalo refuses token {number} of ZALO_BOT_TOKENS.")
    raise ZaloUnusableError(
        f"Zalo cannot be asked who the bot is ({answer.reason}). Look at ZALO_API_URL and the network."
    )


async def by_webhook(bot: ZaloBot, address: str, secret: str) -> None:
    """Have the events posted to this address; ZaloUnusableError when Zalo refuses it."""
    answer = await bot.api.set_webhook(address, secret)
    if not isinstance(answer, Ok):
        raise ZaloUnusableError(
            f"Zalo does not take the webhook ({answer.reason}). PUBLIC_URL has to be an https address."
        )
    _log.info("Zalo webhook set", bot=bot.me.id)
    if answer.result.trouble:
        _log.warning("Zalo could not reach the webhook", bot=bot.me.id, trouble=answer.result.trouble)


async def by_polling(bot: ZaloBot) -> None:
    """Make sure that events can be fetched; a webhook that somebody set is not removed behind his back."""
    answer = await bot.api.get_webhook_info()
    if isinstance(answer, Ok) and answer.result.url:
        raise ZaloUnusableError(
            f"Events of the Zalo bot {bot.name} go to a webhook. Set PUBLIC_URL and ZALO_WEBHOOK_SECRET to take "
            "them, or remove it: nuocrut unhook."
        )


async def unhook(bot: ZaloBot) -> bool:
    """Remove the webhook; whether there was one. ZaloUnusableError when it could not be removed."""
    set_before = await bot.api.get_webhook_info()
    if not (isinstance(set_before, Ok) and set_before.result.url):
        return False
    answer: Answer[Hook] = await bot.api.delete_webhook()
    if not isinstance(answer, Ok) and not _is_none_set(answer):
        raise ZaloUnusableError(f"Zalo does not remove the webhook ({answer.reason}).")
    return True


def _is_none_set(failure: Failure) -> bool:
    return isinstance(failure, ApiError) and failure.code in _NONE_SET
