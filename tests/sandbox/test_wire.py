"""Addressing, encodings, the envelope, the order of checks, strictness."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest

from tests.sandbox.stage import GROUP, SANG, TOKEN, Stage

BROKEN_MARKUP = {"inline_keyboard": None}


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        (f"bot{TOKEN}/getNothing", 404, "Not Found: method not found"),
        ("bot0123:AA/getMe", 401, "Unauthorized: invalid token specified"),
        (f"bot1:{'A' * 80}/getMe", 401, "Unauthorized: invalid token specified"),
        ("botAA/getMe", 401, "Unauthorized: invalid token specified"),
        ("botAA:BB/getMe", 421, "Misdirected Request: unallowed token specified"),
        ("bot123:BB/getMe", 401, "Unauthorized"),
    ],
)
async def test_addresses_are_refused_like_the_real_server(
    stage: Stage, path: str, status: int, description: str
) -> None:
    """Tokens and methods that are wrong get their exact status and sentence."""
    async with stage.http.post(f"{stage.url}/{path}") as response:
        assert response.status == status
        assert await response.json() == {"ok": False, "error_code": status, "description": description}


async def test_method_names_are_read_in_any_case_and_from_the_arguments(stage: Stage) -> None:
    """`/SENDMESSAGE`, any verb, the test data centre's path and an argument `method` all reach the method."""
    for path in (
        f"bot{TOKEN}/GETME",
        f"bot{TOKEN}/test/getMe",
        f"bot{TOKEN}/?method=getMe",
        f"bot{TOKEN}?method=getme",
    ):
        async with stage.http.get(f"{stage.url}/{path}") as response:
            assert (await response.json())["result"]["username"] == "nuocrut_bot"
    assert stage.violations == []


async def test_every_encoding_says_the_same(lifted: Stage) -> None:
    """Query string, form, multipart and JSON bring the same message about."""
    keyboard = {"inline_keyboard": [[{"text": "Gửi", "callback_data": "n:1"}]]}
    url = f"{lifted.url}/bot{TOKEN}/sendMessage"
    query = {"chat_id": str(SANG), "text": "Sáng kiến + 100% & hơn", "reply_markup": json.dumps(keyboard)}
    async with lifted.http.get(url, params=query) as response:
        by_query = (await response.json())["result"]
    answers = [
        by_query,
        (await lifted.call("sendMessage", **query)).result,
        (await lifted.call("sendMessage", **query, files={"unused": ("a.txt", b"a")})).result,
        (
            await lifted.call_json("sendMessage", chat_id=SANG, text=query["text"], reply_markup=keyboard)
        ).result,
    ]
    shown = [{k: v for k, v in answer.items() if k != "message_id"} for answer in answers]
    assert shown == [shown[0]] * 4
    assert shown[0]["text"] == "Sáng kiến + 100% & hơn"
    assert shown[0]["reply_markup"] == keyboard
    assert lifted.violations == ["sendMessage: unknown file unused"]


async def test_bytes_that_are_no_utf8_are_refused(stage: Stage) -> None:
    """Invalid UTF-8 in a form gets the real server's sentence; the replacement character itself passes."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    url = f"{stage.url}/bot{TOKEN}/sendMessage"
    async with stage.http.post(url, data=b"chat_id=1001&text=%ff%fe", headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: strings must be encoded in UTF-8"
    assert (await stage.text(text="\ufffd")).result["text"] == "\ufffd"


async def test_checks_come_in_the_order_of_the_real_server(stage: Stage) -> None:
    """With everything wrong at once, each repair uncovers the next error of the list."""
    wrong: dict[str, Any] = {
        "chat_id": 5,
        "text": "<b>",
        "parse_mode": "HTML",
        "reply_parameters": "[",
        "reply_markup": BROKEN_MARKUP,
    }
    seen = []
    for repair in (
        {},
        {"text": " " * 5 + "đ" * 4097, "parse_mode": ""},
        {"reply_parameters": {"message_id": 99}},
        {"reply_markup": {"keyboard": [[{"text": "Số của tôi", "request_contact": True}]]}},
        {"chat_id": GROUP},
        {"reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}},
        {"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "đ" * 33}]]}},
        {"text": "đủ"},
    ):
        wrong |= repair
        seen.append((await stage.call("sendMessage", **wrong)).error)
    assert seen == [
        "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        "Bad Request: can't parse reply parameters JSON object",
        'Bad Request: field "inline_keyboard" must be of type Array',
        "Bad Request: chat not found",
        "Bad Request: message to be replied not found",
        "Bad Request: phone number can be requested in private chats only",
        "Bad Request: message is too long",
        "Bad Request: BUTTON_DATA_INVALID",
    ]


async def test_numbers_and_flags_are_read_leniently_but_reported(stage: Stage) -> None:
    """What the real server bends into shape passes, and strictness writes it down."""
    answer = await stage.call(
        "sendMessage", chat_id=SANG, text="a", protect_content="perhaps", message_thread_id="abc"
    )
    assert "has_protected_content" not in answer.result
    assert stage.violations == [
        "sendMessage: argument protect_content: expected Boolean",
        "sendMessage: argument message_thread_id: expected Integer",
    ]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"disable_web_page_preview": True}, "unknown argument disable_web_page_preview"),
        ({"text": unicodedata.normalize("NFD", "Nguyễn")}, "text is not in NFC"),
        ({"text": "😀" * 2049}, "text is over 4096 UTF-16 units"),
        (
            {
                "reply_markup": {
                    "inline_keyboard": [[{"text": "a", "url": "https://a.vn/", "callback_data": "b"}]]
                }
            },
            "a button with two actions: url, callback_data",
        ),
        (
            {
                "reply_markup": {
                    "inline_keyboard": [[{"text": "a", "callback_data": str(i)} for i in range(9)]]
                }
            },
            "more than 8 buttons in a row",
        ),
        (
            {
                "reply_markup": {
                    "inline_keyboard": [[{"text": "a", "callback_data": str(i)}] for i in range(101)]
                }
            },
            "more than 100 buttons",
        ),
    ],
)
async def test_strictness_records_what_telegram_lets_pass(
    stage: Stage, arguments: dict[str, Any], reason: str
) -> None:
    """The message is sent, and the violation names method, reason and chat."""
    assert (await stage.call("sendMessage", **{"chat_id": SANG, "text": "a", **arguments})).body["ok"]
    assert [(v.method, v.reason, v.chat_id) for v in stage.world.violations] == [
        ("sendMessage", reason, SANG)
    ]


async def test_wrong_json_types_are_violations(stage: Stage) -> None:
    """In a JSON body the types themselves are judged."""
    await stage.call_json("sendMessage", chat_id=SANG, text=5)
    assert stage.violations == ["sendMessage: argument text: expected String"]


async def test_methods_not_done_are_said_plainly(stage: Stage) -> None:
    """A method of the schema the stand-in does not do gets a plain 400 and a violation."""
    answer = await stage.call("sendDice", chat_id=SANG)
    assert answer.error == "Bad Request: the stand-in does not do sendDice"
    assert stage.violations == ["sendDice: the stand-in does not do this method"]
