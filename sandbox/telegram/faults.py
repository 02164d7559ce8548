from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(slots=True)
class Fault:
    """Something that goes wrong on purpose, the next `times` times a call matches.

    `method` and `chat_id` None match all. With `status` the call is answered by that error instead of being done
    (`description` whole, prefix included; `retry_after`, `migrate_to` go into its parameters); `html` answers as a
    broken proxy does. `truncated` cuts the true answer in half. `delay` waits so many monotonic seconds first. `drop`
    closes the connection without an answer, "before" or "after" the call was done: for the bot the two look alike.
    """

    method: str | None = None
    chat_id: int | None = None
    times: int = 1
    status: int = 0
    description: str = ""
    retry_after: int | None = None
    migrate_to: int | None = None
    html: bool = False
    truncated: bool = False
    delay: float = 0.0
    drop: Literal["", "before", "after"] = ""
    seen: int = field(default=0, init=False)

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Whether it strikes this call."""
        return (
            self.seen < self.times
            and (self.method is None or self.method.lower() == method.lower())
            and (self.chat_id is None or self.chat_id == chat_id)
        )

    def error(self) -> dict[str, object]:
        """The envelope of its error."""
        parameters = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to}
        known = {name: value for name, value in parameters.items() if value is not None}
        text = self.description or f"Internal Server Error: fault {self.status}"
        envelope: dict[str, object] = {"ok": False, "error_code": self.status, "description": text}
        return {**envelope, "parameters": known} if known else envelope
