"""Reply markup: read in the order of the real server, with what strictness adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.telegram.refusals import RefusalError

if TYPE_CHECKING:
    from sandbox.telegram.arguments import Arguments
    from sandbox.world import Chat

ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "login_url",
    "web_app",
    "copy_text",
    "disabled",
)
"""What an inline button may do; of several the first wins."""
STYLES = frozenset({"danger", "success", "primary", "default"})
ONLY_PRIVATE = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "web App buttons can be used in private chats only",
}
ROW_LIMIT, TOTAL_LIMIT = 12, 300
"""Beyond these the real server drops buttons silently."""
STRICT_ROW, STRICT_TOTAL = 8, 100
DATA_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Markup:
    """`inline`: the keyboard of the message itself. `reply`: a reply keyboard, its removal, or a forced reply."""

    inline: dict[str, Any] | None = None
    reply: dict[str, Any] | None = None
    raw_rows: tuple[Any, ...] = ()


NOTHING = Markup()


def read_markup(
    arguments: Arguments, complain: Callable[[str], None], *, only_inline: bool = False
) -> Markup:
    """The `reply_markup` of a call. Raises RefusalError with the sentence of the real server."""
    if not arguments.texts.get("reply_markup"):
        return NOTHING
    try:
        value = arguments.value("reply_markup")
    except ValueError as broken:
        raise RefusalError("can't parse reply keyboard markup JSON object") from broken
    if not isinstance(value, dict):
        raise RefusalError("object expected as reply markup")
    if "inline_keyboard" in value:
        return _inline(value["inline_keyboard"], complain)
    if only_inline and value:
        raise RefusalError("inline keyboard expected")
    if "keyboard" in value:
        return _reply(value)
    if value.get("remove_keyboard") or value.get("force_reply"):
        return Markup(reply=value)
    return NOTHING


def check_meaning(markup: Markup, chat: Chat) -> None:
    """What a keyboard may ask for in this kind of chat."""
    if markup.inline is None and markup.reply is None:
        return
    if chat.private:
        return
    for row in markup.raw_rows:
        for button in row:
            if markup.inline is not None and "web_app" in button:
                raise RefusalError("BUTTON_TYPE_INVALID")
            for field, sentence in ONLY_PRIVATE.items():
                if markup.reply is not None and isinstance(button, dict) and button.get(field):
                    raise RefusalError(sentence)


def check_data(markup: Markup) -> None:
    """Callback data of at most 64 bytes; the data centre's own check."""
    if markup.inline is None:
        return
    for row in markup.inline["inline_keyboard"]:
        for button in row:
            data = button.get("callback_data")
            if data is not None and len(data) > DATA_LIMIT // 4 and len(data.encode()) > DATA_LIMIT:
                raise RefusalError("BUTTON_DATA_INVALID")


def _inline(rows: Any, complain: Callable[[str], None]) -> Markup:
    if not isinstance(rows, list):
        raise RefusalError('field "inline_keyboard" must be of type Array')
    kept: list[list[dict[str, Any]]] = []
    total = 0
    for row in rows:
        if not isinstance(row, list):
            raise RefusalError(
                'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            )
        buttons = [
            button for button in (_inline_button(each, complain) for each in row) if button is not None
        ]
        if len(buttons) > STRICT_ROW:
            complain(f"more than {STRICT_ROW} buttons in a row")
        buttons = buttons[: min(ROW_LIMIT, TOTAL_LIMIT - total)]
        total += len(buttons)
        if buttons:
            kept.append(buttons)
    if total > STRICT_TOTAL:
        complain(f"more than {STRICT_TOTAL} buttons")
    return Markup(inline={"inline_keyboard": kept}, raw_rows=tuple(kept)) if kept else NOTHING


def _inline_button(button: Any, complain: Callable[[str], None]) -> dict[str, Any] | None:
    if not isinstance(button, dict):
        raise _wrong_inline("Object expected")
    text = button.get("text")
    if not isinstance(text, str):
        raise _wrong_inline('Can\'t find field "text"')
    actions = [action for action in ACTIONS if action in button and _acts(action, button[action])]
    if len(actions) > 1:
        complain(f"a button with two actions: {', '.join(actions)}")
    if not actions:
        raise _wrong_inline("Text buttons are unallowed in the inline keyboard")
    _check_style(button, _wrong_inline)
    action = actions[0]
    shown: dict[str, Any] = {"text": text, action: button[action]}
    if action == "url":
        shown["url"] = _checked_url(button["url"])
    if button.get("style", "default") != "default":
        shown["style"] = button["style"]
    return shown if text else None


def _acts(action: str, value: Any) -> bool:
    """An empty inline query is a query and an empty object an action; every other empty value is none."""
    return isinstance(value, dict) or bool(value) or (value == "" and action.startswith("switch_inline"))


def _reply(value: dict[str, Any]) -> Markup:
    rows = value["keyboard"]
    if not isinstance(rows, list):
        raise RefusalError('field "keyboard" must be of type Array')
    kept: list[list[Any]] = []
    for row in rows:
        if not isinstance(row, list):
            raise RefusalError('field "keyboard" must be an Array of Arrays')
        kept.append([_reply_button(button) for button in row])
    kept = [buttons for row in kept if (buttons := [button for button in row if button["text"]])]
    return Markup(reply={**value, "keyboard": kept}, raw_rows=tuple(kept)) if kept else NOTHING


def _reply_button(button: Any) -> dict[str, Any]:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict):
        raise _wrong_reply("Object or String expected")
    if not isinstance(button.get("text"), str):
        raise _wrong_reply('Can\'t find field "text"')
    _check_style(button, _wrong_reply)
    return button


def _check_style(button: dict[str, Any], wrong: Callable[[str], RefusalError]) -> None:
    if button.get("style") is not None and button["style"] not in STYLES:
        raise wrong("invalid button style specified")


def _checked_url(url: Any) -> str:
    text = url if isinstance(url, str) else ""
    scheme, found, rest = text.partition("://")
    if not found and "." in text and " " not in text:
        return f"http://{text}"
    if scheme.lower() not in {"http", "https", "tg", "ton"} or not rest or " " in rest:
        raise RefusalError(f"inline keyboard button URL '{text}' is invalid: Wrong HTTP URL")
    if scheme.lower() != "tg" and "." not in rest.partition("/")[0] and ":" not in rest:
        raise RefusalError(f"inline keyboard button URL '{text}' is invalid: Wrong HTTP URL")
    return text


def _wrong_inline(reason: str) -> RefusalError:
    return RefusalError(f"can't parse inline keyboard button: {reason}")


def _wrong_reply(reason: str) -> RefusalError:
    return RefusalError(f"can't parse keyboard button: {reason}")
