from __future__ import annotations

from pydantic_core import to_json

DESCRIPTIONS = {
    400: "Bad request",
    401: "Unauthorized",
    403: "Internal server error",
    404: "Not found",
    408: "Request timeout",
    426: "Too many tests today",
    429: "Quota exceeded",
}
"""Only those of 401 and 429 are known; a client branches on the code."""


class RefusalError(Exception):
    """An `ok: false` answer. Zalo sends it with HTTP 200; `status` is another one where a switch says so."""

    def __init__(self, code: int, *, status: int = 200) -> None:
        super().__init__(DESCRIPTIONS.get(code, ""))
        self.code, self.status = code, status

    def body(self) -> bytes:
        """The envelope as it goes over the wire."""
        description = DESCRIPTIONS.get(self.code, "Error")
        return to_json({"ok": False, "description": description, "error_code": self.code})
