"""The judge: the published schema of Bot API 10.3 decides over every field, in both directions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Check = Callable[[Any], str]
"""Looks at a JSON value and returns what is wrong with it, "" for nothing."""


@dataclass(frozen=True, slots=True)
class Argument:
    """How an argument is judged: as text when it came in a form, as a JSON value, and whether it may be a file.

    `as_text` None: the text of a form's field must be JSON and is judged as that.
    """

    as_text: Check | None
    as_json: Check
    takes_file: bool


def _spelt(pattern: str, name: str) -> Check:
    matches = re.compile(pattern).fullmatch
    return lambda text: "" if matches(text) else f"expected {name}"


def _anything(_: Any) -> str:
    return ""


TEXTS: dict[str, Check] = {
    "String": _anything,
    "Integer or String": _anything,
    "InputFile or String": _anything,
    "InputFile": _spelt(r"attach://.+", "InputFile"),
    "Integer": _spelt(r"-?\d{1,19}", "Integer"),
    "Float": _spelt(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", "Float"),
    "Boolean": _spelt(r"(?i:true|false)", "Boolean"),
}
"""Types whose arguments are not JSON in a form."""

DISCRIMINATORS: dict[str, tuple[str, dict[str, str]]] = {
    "ChatMember": (
        "status",
        {
            "creator": "ChatMemberOwner",
            "administrator": "ChatMemberAdministrator",
            "member": "ChatMemberMember",
            "restricted": "ChatMemberRestricted",
            "left": "ChatMemberLeft",
            "kicked": "ChatMemberBanned",
        },
    ),
    "MessageOrigin": (
        "type",
        {
            "user": "MessageOriginUser",
            "hidden_user": "MessageOriginHiddenUser",
            "chat": "MessageOriginChat",
            "channel": "MessageOriginChannel",
        },
    ),
    "BotCommandScope": (
        "type",
        {
            "default": "BotCommandScopeDefault",
            "all_private_chats": "BotCommandScopeAllPrivateChats",
            "all_group_chats": "BotCommandScopeAllGroupChats",
            "all_chat_administrators": "BotCommandScopeAllChatAdministrators",
            "chat": "BotCommandScopeChat",
            "chat_administrators": "BotCommandScopeChatAdministrators",
            "chat_member": "BotCommandScopeChatMember",
        },
    ),
}
"""Unions whose member is named by the value of one field. Of other unions any member may fit."""


class Judge:
    """Checks compiled once per type and method. Stateless: one for the whole process (`judge()`)."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.version: str = schema["version"]
        self._types: dict[str, Any] = schema["types"]
        self._methods: dict[str, Any] = schema["methods"]
        self._names = {name.lower(): name for name in self._methods}
        self._checks: dict[str, Check] = {
            "Integer": lambda v: "" if type(v) is int else "expected Integer",
            "String": lambda v: "" if type(v) is str else "expected String",
            "Boolean": lambda v: "" if type(v) is bool else "expected Boolean",
            "True": lambda v: "" if v is True else "expected True",
            "Float": lambda v: "" if type(v) in {int, float} else "expected Float",
        }
        self._arguments: dict[str, dict[str, Argument]] = {}
        self._results: dict[str, Check] = {}

    def method(self, lowered: str) -> str | None:
        """The method's name as it is spelt in the schema."""
        return self._names.get(lowered)

    def type(self, name: str) -> Check:
        """The check of a type as the schema writes it: `Message`, `Array of Update`, `Integer or String`."""
        known = self._checks.get(name)
        if known is None:

            def later(value: Any) -> str:  # a type may contain itself
                return self._checks[name](value)

            self._checks[name] = later
            known = self._checks[name] = self._compile(name)
        return known

    def arguments(self, method: str) -> dict[str, Argument]:
        """How each argument of a method is judged."""
        known = self._arguments.get(method)
        if known is None:
            fields = self._methods[method]["fields"]
            known = self._arguments[method] = {
                name: Argument(
                    TEXTS.get(field["type"]), self.type(field["type"]), "InputFile" in field["type"]
                )
                for name, field in fields.items()
            }
        return known

    def result(self, method: str, value: Any) -> str:
        """What is wrong with the result of a method."""
        check = self._results.get(method)
        if check is None:
            returns = self._methods[method].get("returns") or []
            check = self._results[method] = self.type(" or ".join(returns)) if returns else _anything
        return check(value)

    def update(self, value: Any) -> str:
        """What is wrong with an update."""
        return self.type("Update")(value) or _one_kind(value)

    def _compile(self, name: str) -> Check:
        if name.startswith("Array of "):
            return _array(name, self.type(name.removeprefix("Array of ")))
        if " or " in name or ", " in name:
            parts = [part for part in re.split(r", | or | and ", name) if part]
            return _union(name, [self.type(part) for part in parts])
        if name in DISCRIMINATORS:
            field, members = DISCRIMINATORS[name]
            return _tagged(name, field, {tag: self.type(member) for tag, member in members.items()})
        described = self._types[name]
        if subtypes := described.get("subtypes"):
            return _union(name, [self.type(part) for part in subtypes])
        fields = {key: self.type(value["type"]) for key, value in described["fields"].items()}
        required = frozenset(key for key, value in described["fields"].items() if value["required"])
        return _object(name, fields, required)


def _array(name: str, item: Check) -> Check:
    def check(value: Any) -> str:
        if type(value) is not list:
            return f"expected {name}"
        for number, each in enumerate(value):
            if wrong := item(each):
                return f"[{number}].{wrong}"
        return ""

    return check


def _object(name: str, fields: dict[str, Check], required: frozenset[str]) -> Check:
    expected = f"expected {name}"

    def check(value: Any) -> str:
        if type(value) is not dict:
            return expected
        for key, each in value.items():
            field = fields.get(key)
            if field is None:
                return f"{key}: unknown field of {name}"
            if wrong := field(each):
                return f"{key}.{wrong}" if wrong[0] != "[" else f"{key}{wrong}"
        if not required <= value.keys():
            return f"{min(required - value.keys())}: required field of {name} is missing"
        return ""

    return check


def _union(name: str, members: list[Check]) -> Check:
    def check(value: Any) -> str:
        wrongs = []
        for member in members:
            wrong = member(value)
            if not wrong:
                return ""
            wrongs.append(wrong)
        return f"fits no {name} ({'; '.join(wrongs[:3])})"

    return check


def _tagged(name: str, field: str, members: dict[str, Check]) -> Check:
    def check(value: Any) -> str:
        if type(value) is not dict or type(value.get(field)) is not str:
            return f"expected {name}"
        member = members.get(value[field])
        return member(value) if member else f"{field}: unknown {name} {value[field]!r}"

    return check


def _one_kind(update: dict[str, Any]) -> str:
    kinds = sorted(update.keys() - {"update_id"})
    return "" if len(kinds) == 1 else f"an update is of exactly one kind, not {kinds}"


@cache
def judge() -> Judge:
    """The judge over Bot API 10.3."""
    return Judge(json.loads(files("sandbox").joinpath("data/bot_api_10_3.json").read_bytes()))
