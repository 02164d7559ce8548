"""Commands by scope and language, name and descriptions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.stage import GROUP, HANH, SANG, Stage

COMMANDS = [{"command": "dangky", "description": "Đăng ký sáng kiến"}]


async def test_commands_are_kept_by_scope_and_language(stage: Stage) -> None:
    """Each scope and language has its own menu; deleting one leaves the others."""
    chat = {"type": "chat", "chat_id": GROUP}
    await stage.call("setMyCommands", commands=COMMANDS)
    await stage.call("setMyCommands", commands=[{"command": "/tiendo", "description": "Tiến độ"}], scope=chat)
    await stage.call("setMyCommands", commands=[], language_code="en")
    assert (await stage.call("getMyCommands")).result == COMMANDS
    assert (await stage.call("getMyCommands", scope=chat)).result[0]["command"] == "tiendo"
    assert (await stage.call("getMyCommands", scope=chat, language_code="vi")).result == []
    assert (await stage.call("deleteMyCommands")).result is True
    assert (await stage.call("getMyCommands")).result == []
    assert len((await stage.call("getMyCommands", scope=chat)).result) == 1


async def test_the_narrowest_menu_is_shown(stage: Stage) -> None:
    """A scope nearer to the person wins over a wider one, a language over none."""
    bot, group, private = stage.world.bot, stage.world.chat(GROUP), stage.world.chat(HANH)

    def shown() -> list[str]:
        menus = [
            bot.menu(group, SANG),
            bot.menu(group, HANH),
            bot.menu(private, HANH),
            bot.menu(private, HANH, "vi"),
        ]
        return [menu[0]["command"] if menu else "" for menu in menus]

    seen: list[list[str]] = []
    for scope, language in (
        ({"type": "default"}, ""),
        ({"type": "all_group_chats"}, ""),
        ({"type": "all_chat_administrators"}, ""),
        ({"type": "all_private_chats"}, "vi"),
        ({"type": "chat", "chat_id": GROUP}, ""),
        ({"type": "chat_administrators", "chat_id": GROUP}, ""),
        ({"type": "chat_member", "chat_id": GROUP, "user_id": HANH}, ""),
    ):
        menu = [{"command": f"x{len(seen)}", "description": "a"}]
        await stage.call("setMyCommands", commands=menu, scope=scope, language_code=language)
        seen.append(shown())
    assert seen == [
        ["x0", "x0", "x0", "x0"],
        ["x1", "x1", "x0", "x0"],
        ["x2", "x1", "x0", "x0"],
        ["x2", "x1", "x0", "x3"],
        ["x4", "x4", "x0", "x3"],
        ["x5", "x4", "x0", "x3"],
        ["x5", "x6", "x0", "x3"],
    ]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"commands": [{"command": "/", "description": "a"}]}, "command must be non-empty"),
        ({"commands": [{"command": "a" * 33, "description": "a"}]}, "command length must not exceed 32"),
        ({"commands": [{"command": "a", "description": ""}]}, "command description must be non-empty"),
        (
            {"commands": [{"command": "a", "description": "a" * 257}]},
            "command description length must not exceed 256",
        ),
        ({"commands": [{"command": "đăngký", "description": "a"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": COMMANDS, "language_code": "vie"}, "invalid language code specified"),
        (
            {"commands": COMMANDS, "scope": {"type": "planet"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        (
            {"commands": COMMANDS, "scope": {"type": "chat"}},
            "can't parse BotCommandScope: Can't find field \"chat_id\"",
        ),
    ],
)
async def test_wrong_commands_get_the_real_sentences(
    stage: Stage, arguments: dict[str, Any], error: str
) -> None:
    """Names, descriptions, scopes and languages are checked."""
    assert (await stage.call("setMyCommands", **arguments)).error == f"Bad Request: {error}"


@pytest.mark.parametrize(("what", "limit"), [("Name", 64), ("Description", 512), ("ShortDescription", 120)])
async def test_texts_about_the_bot(stage: Stage, what: str, limit: int) -> None:
    """Name and descriptions are kept by language, fall back to the default one, and have their limits."""
    field = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[what]
    assert (await stage.call(f"setMy{what}", **{field: "đ" * limit})).result is True
    assert (await stage.call(f"getMy{what}", language_code="vi")).result == {field: "đ" * limit}
    assert (await stage.call(f"setMy{what}", **{field: "đ" * (limit + 1)})).status == 400
