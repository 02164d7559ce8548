from __future__ import annotations

from typing import Any

import pytest

from sandbox.judge import judge

USER = {"id": 1001, "is_bot": False, "first_name": "Sáng"}
MESSAGE = {"message_id": 5, "date": 1, "chat": {"id": 1001, "type": "private"}, "from": USER, "text": "a"}


def test_judge_accepts_the_smallest_genuine_objects() -> None:
    """Objects with the required fields alone satisfy the judge."""
    assert judge().version == "10.3"
    assert judge().type("Message")(MESSAGE) == ""
    assert judge().update({"update_id": 7, "message": MESSAGE}) == ""
    assert judge().type("ChatMember")({"status": "left", "user": USER}) == ""
    assert (
        judge().type("MaybeInaccessibleMessage")({"chat": MESSAGE["chat"], "message_id": 5, "date": 0}) == ""
    )


@pytest.mark.parametrize(
    ("type_name", "value", "wrong"),
    [
        ("Message", {**MESSAGE, "colour": 1}, "colour: unknown field of Message"),
        ("Message", {**MESSAGE, "date": "1"}, "date.expected Integer"),
        ("Message", {**MESSAGE, "date": True}, "date.expected Integer"),
        (
            "Message",
            {k: v for k, v in MESSAGE.items() if k != "chat"},
            "chat: required field of Message is missing",
        ),
        ("Message", {**MESSAGE, "entities": [{"type": "bold", "offset": 0}]}, "entities[0].length: required"),
        ("Message", {**MESSAGE, "from": {**USER, "is_premium": False}}, "from.is_premium.expected True"),
        ("ChatMember", {"status": "king", "user": USER}, "status: unknown ChatMember 'king'"),
        ("ChatMember", {"status": "kicked", "user": USER}, "until_date: required field of ChatMemberBanned"),
        ("Array of Array of PhotoSize", [[1]], "[0].[0].expected PhotoSize"),
        ("Integer or String", 1.5, "fits no Integer or String"),
        ("InlineKeyboardMarkup or ReplyKeyboardMarkup", {"keyboards": []}, "fits no InlineKeyboardMarkup"),
    ],
)
def test_judge_names_what_is_wrong(type_name: str, value: Any, wrong: str) -> None:
    """Unknown fields, wrong types and missing fields are named with their path."""
    assert judge().type(type_name)(value).startswith(wrong)


def test_judge_wants_exactly_one_kind_in_an_update() -> None:
    """An update of two kinds, or of none, is wrong."""
    assert "exactly one kind" in judge().update({"update_id": 7})
    assert "exactly one kind" in judge().update(
        {"update_id": 7, "message": MESSAGE, "edited_message": MESSAGE}
    )


def test_judge_checks_results_by_method() -> None:
    """A result of the wrong type is recognised by the method's return type."""
    assert judge().result("sendMessage", MESSAGE) == ""
    assert judge().result("sendMessage", True) != ""
    assert judge().result("editMessageText", True) == ""
    assert judge().result("getUpdates", [{"update_id": "7"}]) != ""
