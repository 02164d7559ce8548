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


class Faults:
    """The schedule. The first fault that matches strikes."""

    def __init__(self) -> None:
        self._scheduled: list[Fault] = []

    def schedule(self, fault: Fault) -> Fault:
        """Add one; its `seen` tells how often it has struck."""
        self._scheduled.append(fault)
        return fault

    def clear(self) -> None:
        """No more faults."""
        self._scheduled.clear()

    def strike(self, method: str, chat_id: object) -> Fault | None:
        """The fault of this call, if there is one; it is used up once."""
        for fault in self._scheduled:
            if fault.matches(method, chat_id):
                fault.seen += 1
                if fault.seen == fault.times:
                    self._scheduled.remove(fault)
                return fault
        return None
