"""Keyboards: what is refused, what is dropped silently, what reaches the telephone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.stage import GROUP, SANG, Stage

INLINE = "Bad Request: can't parse inline keyboard button: "


def button(**fields: Any) -> dict[str, Any]:
    return {"text": "Gửi", **fields}


@pytest.mark.parametrize(
    ("markup", "error"),
    [
        ("{", "Bad Request: can't parse reply keyboard markup JSON object"),
        ([], "Bad Request: object expected as reply markup"),
        ({"inline_keyboard": None}, 'Bad Request: field "inline_keyboard" must be of type Array'),
        ({"keyboard": 5}, 'Bad Request: field "keyboard" must be of type Array'),
        (
            {"inline_keyboard": [button(callback_data="a")]},
            'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"keyboard": ["a"]}, 'Bad Request: field "keyboard" must be an Array of Arrays'),
        ({"inline_keyboard": [[button()]]}, INLINE + "Text buttons are unallowed in the inline keyboard"),
        (
            {"inline_keyboard": [[button(callback_data="")]]},
            INLINE + "Text buttons are unallowed in the inline keyboard",
        ),
        ({"inline_keyboard": [["a"]]}, INLINE + "Object expected"),
        ({"inline_keyboard": [[{"callback_data": "a"}]]}, INLINE + 'Can\'t find field "text"'),
        (
            {"inline_keyboard": [[button(callback_data="a", style="loud")]]},
            INLINE + "invalid button style specified",
        ),
        ({"inline_keyboard": [[button(callback_data="đ" * 33)]]}, "Bad Request: BUTTON_DATA_INVALID"),
        (
            {"inline_keyboard": [[button(url="không phải")]]},
            "Bad Request: inline keyboard button URL 'không phải' is invalid: Wrong HTTP URL",
        ),
        (
            {"keyboard": [[{"style": "primary"}]]},
            "Bad Request: can't parse keyboard button: Can't find field \"text\"",
        ),
    ],
)
async def test_broken_keyboards_get_the_real_sentences(stage: Stage, markup: Any, error: str) -> None:
    """Each mistake in a keyboard has its own sentence."""
    assert (await stage.text(reply_markup=markup)).error == error
    assert stage.world.messages(SANG)[-1].bot_id == 0


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"request_contact": True}, "Bad Request: phone number can be requested in private chats only"),
        ({"request_location": True}, "Bad Request: location can be requested in private chats only"),
        (
            {"web_app": {"url": "https://a.vn/"}},
            "Bad Request: web App buttons can be used in private chats only",
        ),
    ],
)
async def test_some_reply_buttons_are_for_private_chats(
    stage: Stage, fields: dict[str, Any], error: str
) -> None:
    """A button that asks for something personal is refused in a group and shown in a private chat."""
    markup = {"keyboard": [[button(**fields)]]}
    assert (await stage.text(GROUP, reply_markup=markup)).error == error
    assert (await stage.text(SANG, reply_markup=markup)).body["ok"]
    assert stage.world.chat(SANG).keyboard == markup


async def test_web_app_inline_button_is_for_private_chats(stage: Stage) -> None:
    """The data centre refuses a web app button in a group by its code."""
    markup = {"inline_keyboard": [[button(web_app={"url": "https://a.vn/"})]]}
    assert (await stage.text(GROUP, reply_markup=markup)).error == "Bad Request: BUTTON_TYPE_INVALID"


async def test_what_telegram_drops_silently_is_dropped(lifted: Stage) -> None:
    """Empty keyboards and labels, the 13th button of a row and the 301st in all vanish without an error."""
    empty = await lifted.text(reply_markup={"inline_keyboard": [[], []]})
    assert "reply_markup" not in empty.result
    some = await lifted.text(
        reply_markup={"inline_keyboard": [[button(callback_data="a"), {"text": "", "url": "a.vn"}]]}
    )
    assert some.result["reply_markup"] == {"inline_keyboard": [[button(callback_data="a")]]}
    wide = [[button(callback_data=str(i)) for i in range(13)] for _ in range(30)]
    shown = (await lifted.text(reply_markup={"inline_keyboard": wide})).result["reply_markup"][
        "inline_keyboard"
    ]
    assert [len(row) for row in shown] == [12] * 25


async def test_the_first_of_two_actions_wins(stage: Stage) -> None:
    """Of several actions the button keeps the first of Telegram's order; its style stays."""
    markup = {"inline_keyboard": [[button(callback_data="a", url="a.vn", style="success")]]}
    shown = (await stage.text(reply_markup=markup)).result["reply_markup"]["inline_keyboard"]
    assert shown == [[{"text": "Gửi", "url": "http://a.vn", "style": "success"}]]


async def test_64_bytes_of_data_fit(stage: Stage) -> None:
    """Exactly 64 bytes pass."""
    assert (await stage.text(reply_markup={"inline_keyboard": [[button(callback_data="đ" * 32)]]})).body["ok"]
