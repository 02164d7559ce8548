from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.world.chats import Chat


@dataclass(slots=True, eq=False)
class Message:
    """One message of one chat. `payload` is the Message object of the Bot API; an edit replaces it by a new one.

    `bot_id` is the bot that sent it, 0 for people and service messages. `keyboard` is a reply keyboard, a removal
    or a forced reply sent with it, which the wire never echoes.
    """

    chat: Chat
    id: int
    payload: dict[str, Any]
    bot_id: int = 0
    keyboard: dict[str, Any] | None = None
    deleted: bool = False
    protected: bool = False

    @property
    def author_id(self) -> int:
        """The user the message is from (a bot has a user id too)."""
        author: int = self.payload["from"]["id"]
        return author

    @property
    def date(self) -> int:
        """Civil seconds since 1970 UTC."""
        sent: int = self.payload["date"]
        return sent

    @property
    def edited_at(self) -> int | None:
        """Civil seconds of the last edit."""
        return self.payload.get("edit_date")

    @property
    def text(self) -> str:
        """The text, or the caption of a picture or file; empty when there is none."""
        shown: str = self.payload.get("text") or self.payload.get("caption") or ""
        return shown

    @property
    def entities(self) -> list[dict[str, Any]]:
        """Formatting of `text`: offsets and lengths in UTF-16 units."""
        return self.payload.get("entities") or self.payload.get("caption_entities") or []

    @property
    def buttons(self) -> list[list[dict[str, Any]]]:
        """Rows of inline buttons as they stand now."""
        markup = self.payload.get("reply_markup")
        return markup["inline_keyboard"] if markup else []

    @property
    def photo(self) -> str | None:
        """The file id of the largest size of its picture."""
        sizes = self.payload.get("photo")
        return sizes[-1]["file_id"] if sizes else None

    @property
    def document(self) -> dict[str, Any] | None:
        """The Document object of its file (file_id, file_name, mime_type, file_size)."""
        return self.payload.get("document")

    @property
    def is_service(self) -> bool:
        """Whether it tells of something that happened (pinned, joined, migrated) instead of saying something."""
        return not SERVICE_FIELDS.isdisjoint(self.payload)

    def shown_inside(self) -> dict[str, Any]:
        """The message as it is shown inside another one: replies and pins do not nest."""
        return {
            key: value
            for key, value in self.payload.items()
            if key not in {"reply_to_message", "pinned_message"}
        }

    def button(self, *, label: str | None = None, data: str | None = None) -> dict[str, Any] | None:
        """The first button with this label or callback data."""
        for row in self.buttons:
            for button in row:
                if button["text"] == label or (data is not None and button.get("callback_data") == data):
                    return button
        return None


SERVICE_FIELDS = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "group_chat_created",
        "new_chat_title",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
    }
)


@dataclass(slots=True, eq=False)
class CallbackQuery:
    """A press of an inline button. `text` and `show_alert` are what the bot answered, once `answered`."""

    id: str
    user_id: int
    chat: Chat
    message_id: int
    data: str
    pressed_at: float
    bot_id: int
    delivered_at: float | None = None
    answered: bool = False
    text: str = ""
    show_alert: bool = False
