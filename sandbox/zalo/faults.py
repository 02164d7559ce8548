from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(slots=True)
class Fault:
    """Something that goes wrong on purpose, the next `times` times a call matches.

    `method` and `chat_id` (the wire's) None match all. `code` answers with that `error_code` and HTTP 200, without
    doing the call, or after it when it is `done` all the same. `status` answers with that HTTP status and a broken
    proxy's page. `truncated` cuts the true answer in half. `delay` waits so many monotonic seconds first. `drop`
    closes the connection without an answer, "before" or "after" the call was done: for the bot the two look alike.
    """

    method: str | None = None
    chat_id: str | None = None
    times: int = 1
    code: int = 0
    done: bool = False
    status: int = 0
    truncated: bool = False
    delay: float = 0.0
    drop: Literal["", "before", "after"] = ""
    seen: int = field(default=0, init=False)

    def matches(self, method: str, chat_id: object) -> bool:
        """Whether it strikes this call."""
        return (
            self.seen < self.times
            and (self.method is None or self.method == method)
            and (self.chat_id is None or self.chat_id == chat_id)
        )
