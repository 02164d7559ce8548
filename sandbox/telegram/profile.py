"""The bot's commands by scope and language, its name and descriptions."""

from __future__ import annotations

import re
from typing import Any

from sandbox.telegram.calls import Call, method
from sandbox.telegram.refusals import RefusalError

SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)
COMMANDS_LIMIT = 100
TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}
_LANGUAGE = re.compile(r"[a-z]{2}")
_COMMAND = re.compile(r"[a-z0-9_]+")


@method("setMyCommands")
def set_my_commands(call: Call) -> bool:
    """Set the menu of a scope and language."""
    try:
        commands = call.arguments.value("commands")
    except (KeyError, ValueError) as broken:
        raise RefusalError("can't parse commands JSON object") from broken
    if not isinstance(commands, list):
        raise RefusalError("expected an Array of BotCommand")
    if len(commands) > COMMANDS_LIMIT:
        raise RefusalError("there can be at most 100 commands")
    call.bot.commands[_scope(call), _language(call)] = [_command(command) for command in commands]
    return True


@method("getMyCommands")
def get_my_commands(call: Call) -> list[dict[str, Any]]:
    """The menu of exactly this scope and language."""
    return call.bot.commands.get((_scope(call), _language(call)), [])


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    """Forget the menu of this scope and language."""
    call.bot.commands.pop((_scope(call), _language(call)), None)
    return True


def _command(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RefusalError("expected an Object as BotCommand")
    command = str(value.get("command", "")).removeprefix("/")
    description = str(value.get("description", ""))
    if not command:
        raise RefusalError("command must be non-empty")
    if len(command) > 32:
        raise RefusalError("command length must not exceed 32")
    if not description:
        raise RefusalError("command description must be non-empty")
    if len(description) > 256:
        raise RefusalError("command description length must not exceed 256")
    if _COMMAND.fullmatch(command) is None:
        raise RefusalError("BOT_COMMAND_INVALID")
    return {**value, "command": command, "description": description}


def _scope(call: Call) -> str:
    """The scope as a key: its type, and the chat and user it names."""
    if not call.arguments.texts.get("scope"):
        return "default"
    try:
        scope = call.arguments.value("scope")
    except ValueError as broken:
        raise RefusalError("can't parse BotCommandScope JSON object") from broken
    if not isinstance(scope, dict):
        raise RefusalError("can't parse BotCommandScope: expected an Object")
    if scope.get("type") not in SCOPES:
        raise RefusalError("can't parse BotCommandScope: Unsupported type specified")
    parts = [str(scope["type"])]
    for field, kinds in (
        ("chat_id", {"chat", "chat_administrators", "chat_member"}),
        ("user_id", {"chat_member"}),
    ):
        if scope["type"] in kinds:
            if not scope.get(field):
                raise RefusalError(f"can't parse BotCommandScope: Can't find field \"{field}\"")
            parts.append(str(scope[field]))
    return ":".join(parts)


def _language(call: Call) -> str:
    language = call.arguments.text("language_code")
    if language and _LANGUAGE.fullmatch(language) is None:
        raise RefusalError("invalid language code specified")
    return language


def _set_text(field: str) -> None:
    camel = "".join(part.title() for part in field.split("_"))

    @method(f"setMy{camel}")
    def set_text(call: Call) -> bool:
        text = call.arguments.text(field)
        if len(text) > TEXT_LIMITS[field]:
            raise RefusalError(f"{field.replace('_', ' ')} length must not exceed {TEXT_LIMITS[field]}")
        call.bot.texts[field, _language(call)] = text
        return True

    @method(f"getMy{camel}")
    def get_text(call: Call) -> dict[str, str]:
        texts = call.bot.texts
        fallback = call.bot.user.first_name if field == "name" else ""
        return {field: texts.get((field, _language(call))) or texts.get((field, "")) or fallback}


for _field in TEXT_LIMITS:
    _set_text(_field)
