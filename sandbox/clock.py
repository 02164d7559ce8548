from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Civil time of the stand-in. Everything civil reads it; long polls and HTTP timeouts never do.

    Frozen, it stands at the last instant set. Running, it goes on from there at the speed of real time.
    """

    def __init__(self, start: datetime | None = None) -> None:
        """`start` None: real time, running. An aware instant: frozen there."""
        self._base = (start or datetime.now(UTC)).timestamp()
        self._started: float | None = time.monotonic() if start is None else None
        self._listeners: list[Callable[[], None]] = []

    @property
    def frozen(self) -> bool:
        """Whether it stands still until the next `set`."""
        return self._started is None

    def timestamp(self) -> float:
        """Seconds since 1970 UTC."""
        if self._started is None:
            return self._base
        return self._base + time.monotonic() - self._started

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.fromtimestamp(self.timestamp(), UTC)

    def set(self, moment: datetime) -> None:
        """Jump to an aware instant; the mode stays. Raises ValueError when it is naive or in the past."""
        if moment.tzinfo is None:
            raise ValueError("the clock takes aware instants only")
        target = moment.timestamp()
        if target < self.timestamp():
            raise ValueError(f"the clock never goes backwards: {moment.isoformat()} is before now")
        self._base = target
        if self._started is not None:
            self._started = time.monotonic()
        for listener in tuple(self._listeners):
            listener()

    def freeze(self) -> None:
        """Stop at the present instant."""
        self._base, self._started = self.timestamp(), None

    def run(self) -> None:
        """Go on from the present instant at the speed of real time."""
        self._base, self._started = self.timestamp(), time.monotonic()

    def on_jump(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every `set`, at the new instant."""
        self._listeners.append(listener)
