"""Faults on schedule: what goes wrong on purpose, and when."""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar


class Striking(Protocol):
    """Something that goes wrong the next `times` times a call matches; `seen`: how often it has."""

    times: int
    seen: int

    def matches(self, method: str, chat_id: Any) -> bool:
        """Whether it strikes this call."""


Fault = TypeVar("Fault", bound=Striking)


class Faults(Generic[Fault]):
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
