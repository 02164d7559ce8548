from __future__ import annotations

from typing import Any

from pydantic_core import to_json

PREFIXES = {
    400: "Bad Request: ",
    403: "Forbidden: ",
    409: "Conflict: ",
    421: "Misdirected Request: ",
    500: "Internal Server Error: ",
}

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content"
    " and reply markup of the message"
)

REWRITES: dict[str, tuple[int, str]] = {
    "MESSAGE_NOT_MODIFIED": (400, NOT_MODIFIED),
    "USER_IS_BLOCKED": (403, "bot was blocked by the user"),
    "INPUT_USER_DEACTIVATED": (403, "user is deactivated"),
    "PEER_ID_INVALID": (403, "bot can't initiate conversation with a user"),
    "USER_IS_BOT": (403, "the bot can't send messages to the bot"),
    "QUERY_ID_INVALID": (400, "query is too old and response timeout expired or query ID is invalid"),
    "MESSAGE_DELETE_FORBIDDEN": (400, "message can't be deleted"),
    "REPLY_MARKUP_TOO_LONG": (400, "reply markup is too long"),
    "MESSAGE_TOO_LONG": (400, "message is too long"),
    "MEDIA_CAPTION_TOO_LONG": (400, "message caption is too long"),
}
"""Codes of the data centre and what the Bot API server makes of them."""


class RefusalError(Exception):
    """An `ok: false` answer. `description` is the whole sentence, prefix included."""

    def __init__(self, sentence: str, code: int = 400, **parameters: int) -> None:
        """`sentence` without prefix, or one of the codes in REWRITES."""
        if sentence in REWRITES:
            code, sentence = REWRITES[sentence]
        if sentence and not (len(sentence) > 1 and (sentence[1] == "_" or sentence[1].isupper())):
            sentence = sentence[0].lower() + sentence[1:]
        self.code = code
        self.sentence = sentence
        self.description = PREFIXES.get(code, "") + sentence
        self.parameters = parameters
        super().__init__(self.description)

    def body(self) -> bytes:
        """The envelope as it goes over the wire."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return to_json(answer)


class FloodError(RefusalError):
    """429 with the whole seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("", 429, retry_after=retry_after)
        self.retry_after = retry_after
        self.sentence = self.description = f"Too Many Requests: retry after {retry_after}"


class PlainError(RefusalError):
    """An answer whose description is fixed as a whole: 401, 404."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__("", code)
        self.sentence = self.description = description
