"""The client: how every kind of answer is judged, what goes over the wire, and that the token stays secret."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from bot.zalo.answers import Ambiguous, ApiError, Ok, Transport
from bot.zalo.api import Hook, Placed
from tests.bot.test_telegram_webhook import free_port
from tests.bot.zalo.wire import LAN, TOKEN, answering, open_api, open_stand


@pytest.mark.parametrize(
    ("status", "body", "judged"),
    [
        (200, b'{"ok":true,"result":{"message_id":"a1","date":1}}', Ok(Placed("a1"))),
        (200, b'{"ok":true,"result":{"message_id":17}}', Ok(Placed("17"))),
        (200, b'{"ok":false,"description":"Unauthorized","error_code":401}', ApiError(401)),
        (200, b'{"ok":false,"error_code":429,"description":"Quota exceeded"}', ApiError(429)),
        (502, b'{"ok":false,"error_code":400}', ApiError(400)),
        (404, b'{"ok":false}', ApiError(404)),
        (200, b'{"ok":false}', Ambiguous("HTTP 200, an error without a code")),
        (500, b'{"ok":false,"error_code":"x"}', Ambiguous("HTTP 500, an error without a code")),
        (502, b"<html>Bad Gateway</html>", Ambiguous("HTTP 502, no answer of the API")),
        (404, b"<html>Not Found</html>", ApiError(404)),
        (408, b"", Ambiguous("HTTP 408, no answer of the API")),
        (302, b"", Ambiguous("HTTP 302, no answer of the API")),
        (200, b'{"ok":"yes","result":{}}', Ambiguous("HTTP 200, no answer of the API")),
        (200, b"[]", Ambiguous("HTTP 200, no answer of the API")),
        (200, b'{"ok":true,"result":{"message_id":', Ambiguous("HTTP 200, no answer of the API")),
        (200, b"[" * 100_000, Ambiguous("HTTP 200, no answer of the API")),
        (502, b'{"ok":true,"result":{"message_id":"a1"}}', Ambiguous("ok with HTTP 502")),
        (200, b'{"ok":true}', Ambiguous("a result of another shape")),
        (200, b'{"ok":true,"result":{"message_id":""}}', Ambiguous("a result of another shape")),
    ],
)
async def test_ok_decides_and_not_the_status(status: int, body: bytes, judged: Any) -> None:
    """The envelope first, then its `ok`, then the code, then the status, then the result's shape."""
    async with answering(status, body) as url, open_api(url) as api:
        assert await api.send_message("6ede9afa66b88fe6d6a9", "chào") == judged


async def test_what_never_left_is_told_from_what_may_have_arrived() -> None:
    """Nobody listening: not sent. The connection cut after the request: nobody knows."""
    async with open_api(f"http://127.0.0.1:{free_port()}") as api:
        assert isinstance(await api.send_message("a", "chào"), Transport)
    async with open_stand() as stand, open_api(stand.url) as api:
        stand.world.people.say(LAN, "chào")
        address = stand.world.address(LAN)
        for cut, kept in (("before", 0), ("after", 1)):
            stand.fault(method="sendMessage", drop=cut)
            assert isinstance(await api.send_message(address, "chào"), Ambiguous)
            assert len(stand.world.sent) == kept
        stand.fault(method="sendMessage", truncated=True)
        assert isinstance(await api.send_message(address, "chào"), Ambiguous)


async def test_every_method_is_called_as_documented() -> None:
    """All eleven by POST with JSON, under their exact names, with nothing undocumented."""
    seen: list[Any] = []
    body = b'{"ok":true,"result":{"id":"1","message_id":"2","url":""}}'
    async with answering(200, body, seen) as url, open_api(url) as api:
        await api.get_me()
        await api.get_updates(30)
        await api.set_webhook("https://bot.example.org/zalo/1", "mot-bi-mat")
        await api.delete_webhook()
        await api.get_webhook_info()
        await api.test_webhook()
        await api.send_message("c", "chào")
        await api.send_photo("c", "https://bot.example.org/a.png", "bảng")
        await api.send_sticker("c", "0e078a2fb66a5f34067b")
        await api.send_voice("c", "https://bot.example.org/a.aac")
        await api.send_chat_action("c")
    assert {method for method, _, _ in seen} == {"POST"}
    assert [(path.removeprefix(f"/bot{TOKEN}/"), body) for _, path, body in seen] == [
        ("getMe", {}),
        ("getUpdates", {"timeout": 30}),
        ("setWebhook", {"url": "https://bot.example.org/zalo/1", "secret_token": "mot-bi-mat"}),
        ("deleteWebhook", {}),
        ("getWebhookInfo", {}),
        ("testWebhook", {}),
        ("sendMessage", {"chat_id": "c", "text": "chào"}),
        ("sendPhoto", {"chat_id": "c", "photo": "https://bot.example.org/a.png", "caption": "bảng"}),
        ("sendSticker", {"chat_id": "c", "sticker": "0e078a2fb66a5f34067b"}),
        ("sendVoice", {"chat_id": "c", "voice_url": "https://bot.example.org/a.aac"}),
        ("sendChatAction", {"chat_id": "c", "action": "typing"}),
    ]


async def test_the_stand_in_s_own_answers_are_understood() -> None:
    """Who the bot is, a refused token, no webhook, nothing new, an event, and an answer without a result."""
    async with open_stand() as stand, open_api(stand.url) as api:
        me = await api.get_me()
        assert isinstance(me, Ok)
        assert (me.result.id, me.result.account) == (stand.world.bot.id, stand.world.bot.account_name)
        async with open_api(stand.url, "99999:nobody") as stranger:
            assert await stranger.get_me() == ApiError(401)
        assert await api.get_webhook_info() == ApiError(404)
        assert await api.delete_webhook() == ApiError(400)
        assert await api.get_updates(0) == ApiError(408)
        stand.world.people.say(LAN, "chào")
        came = await api.get_updates(5)
        assert isinstance(came, Ok)
        assert [each["message"]["text"] for each in came.result] == ["chào"]
        assert await api.send_chat_action(stand.world.address(LAN)) == Ok(None)
        address = f"http://127.0.0.1:{free_port()}/zalo"
        hooked = await api.set_webhook(address, "mot-tu-bi-mat")
        assert isinstance(hooked, Ok)
        assert hooked.result.url == address
        assert hooked.result.trouble == "webhook.err.blocked"
        assert await api.get_webhook_info() == Ok(Hook(address))
        assert await api.get_updates(0) == ApiError(400)
        assert await api.delete_webhook() == Ok(Hook(""))
        assert stand.world.violations == []


async def test_no_token_in_what_is_logged_or_shown(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever goes wrong, the token is in no log line, in no result, and in no representation."""
    caplog.set_level("DEBUG")
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        for url in (f"http://127.0.0.1:{deaf.getsockname()[1]}", "http://nobody.invalid"):
            async with open_api(url) as api:
                failure = await api.send_message("c", "chào")
                assert TOKEN not in f"{failure!r} {api!r}"
    async with open_stand() as stand, open_api(stand.url) as api:
        stand.fault(status=502)
        assert TOKEN not in repr(await api.get_me())
    assert TOKEN not in caplog.text
    assert "ngay-mot" not in caplog.text
