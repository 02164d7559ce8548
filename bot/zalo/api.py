"""The Zalo Bot Platform's eleven methods, typed: POST and JSON always, one attempt, never an exception (zalo.md 1, 2).

The token is part of every address, so no address is logged and no exception of the client leaves this module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    TCPConnector,
)

from bot.zalo.answers import Ambiguous, Answer, Transport, judge

T = TypeVar("T")
_CONNECT = 10.0
_READ = 30.0
_POLL_MARGIN = 10.0
_PHOTO = 150.0  # Zalo fetches the picture before it answers
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself; `name` is what people see and mention, as far as Zalo tells."""

    id: str
    account: str
    kind: str
    name: str
    can_join_groups: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A message that was accepted."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Hook:
    """Where updates go, empty when they are fetched; `trouble`: why Zalo's own try of the address failed."""

    url: str
    trouble: str = ""


class ZaloApi:
    """One bot. `close` it in the end."""

    def __init__(self, token: str, server: str) -> None:
        """`server`: the base address, without a trailing slash."""
        self._base = f"{server}/bot{token}/"
        self._session: ClientSession | None = None

    async def close(self) -> None:
        """Let the connections go."""
        if self._session is not None:
            await self._session.close()

    # About the bot

    async def get_me(self) -> Answer[Me]:
        """Who this token is."""
        return await self._call("getMe", {}, _me)

    async def get_updates(self, timeout: int) -> Answer[Sequence[Mapping[str, Any]]]:  # noqa: ASYNC109  # Zalo's
        """What is new, after at most so many seconds; error 408 is "nothing". What is given here is not given again."""
        return await self._call("getUpdates", {"timeout": timeout}, _updates, timeout + _POLL_MARGIN)

    async def set_webhook(self, url: str, secret: str) -> Answer[Hook]:
        """Have updates posted to this address; it is kept even where `trouble` says that Zalo could not reach it."""
        return await self._call("setWebhook", {"url": url, "secret_token": secret}, _hook)

    async def delete_webhook(self) -> Answer[Hook]:
        """Have updates kept for fetching; error 400 when no webhook was ever set."""
        return await self._call("deleteWebhook", {}, _hook)

    async def get_webhook_info(self) -> Answer[Hook]:
        """Where updates go; error 404 when no webhook is set."""
        return await self._call("getWebhookInfo", {}, _hook)

    async def test_webhook(self) -> Answer[Hook]:
        """Have Zalo try the webhook; a few times a day only (error 426)."""
        return await self._call("testWebhook", {}, _tested)

    # Sending

    async def send_message(self, chat: str, text: str) -> Answer[Placed]:
        """A plain text of 1 to 2,000 UTF-16 units. No markup: nothing a person typed can be taken for it."""
        return await self._call("sendMessage", {"chat_id": chat, "text": text}, _placed)

    async def send_photo(self, chat: str, photo: str, caption: str = "") -> Answer[Placed]:
        """A picture at a public address, which Zalo fetches before it answers."""
        told = {"chat_id": chat, "photo": photo} | ({"caption": caption} if caption else {})
        return await self._call("sendPhoto", told, _placed, _PHOTO)

    async def send_sticker(self, chat: str, sticker: str) -> Answer[Placed]:
        """A sticker by its id."""
        return await self._call("sendSticker", {"chat_id": chat, "sticker": sticker}, _placed)

    async def send_voice(self, chat: str, voice: str) -> Answer[Placed]:
        """A recording at a public address that ends in .aac; to private chats only: in groups it arrives nowhere."""
        return await self._call("sendVoice", {"chat_id": chat, "voice_url": voice}, _placed)

    async def send_chat_action(self, chat: str, action: Literal["typing"] = "typing") -> Answer[None]:
        """Show that an answer is on its way. Whether it costs quota is not known."""
        return await self._call("sendChatAction", {"chat_id": chat, "action": action}, _nothing)

    # The one call

    async def _call(
        self, method: str, told: Mapping[str, Any], shape: Callable[[Any], T], patience: float = _READ
    ) -> Answer[T]:
        limits = ClientTimeout(total=None, sock_connect=_CONNECT, sock_read=patience)
        try:
            async with self._connected().post(
                self._base + method, json=told, timeout=limits, allow_redirects=False
            ) as response:
                return judge(response.status, await response.read(), shape)
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            return Transport(type(error).__name__)
        except (ClientError, TimeoutError, OSError) as error:
            return Ambiguous(type(error).__name__)

    def _connected(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(connector=TCPConnector(limit=_AT_ONCE))
        return self._session


# Shapes of results; ValueError for anything else


def _object(result: Any) -> Mapping[str, Any]:
    if not isinstance(result, dict):
        raise ValueError("no object")  # noqa: TRY004  # what comes over the wire is a wrong value
    return result


def _word(result: Mapping[str, Any], key: str) -> str:
    """A text that must be there; numbers are taken as such."""
    found = result.get(key)
    if isinstance(found, bool) or not isinstance(found, str | int) or found == "":
        raise ValueError(key)
    return str(found)


def _me(result: Any) -> Me:
    told = _object(result)
    return Me(
        id=_word(told, "id"),
        account=str(told.get("account_name") or ""),
        kind=str(told.get("account_type") or ""),
        name=str(told.get("display_name") or ""),
        can_join_groups=told.get("can_join_groups") is True,
    )


def _updates(result: Any) -> Sequence[Mapping[str, Any]]:
    """One object by the documents; a list does no harm."""
    return [_object(each) for each in (result if isinstance(result, list) else [result])]


def _placed(result: Any) -> Placed:
    return Placed(_word(_object(result), "message_id"))


def _hook(result: Any) -> Hook:
    told = _object(result)
    tried = told.get("verification")
    return Hook(str(told.get("url") or ""), _trouble(tried) if isinstance(tried, dict) else "")


def _tested(result: Any) -> Hook:
    told = _object(result)
    return Hook(str(told.get("url") or ""), _trouble(told))


def _trouble(tried: Mapping[str, Any]) -> str:
    """Why Zalo's own try failed; empty when it went well."""
    if tried.get("ok") is True:
        return ""
    said = [str(tried[key]) for key in ("outcome", "hint") if tried.get(key)]
    return ", ".join(said) or "not verified"


def _nothing(result: Any) -> None:
    del result
