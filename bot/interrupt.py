"""Ctrl-C while there is nothing to put away: in the seconds of importing, and after the loop has ended.

Libraries that build classes in C swallow a KeyboardInterrupt or make another error of it, so none is raised.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

CODE = 130


def leave_at_once() -> None:
    """From now on Ctrl-C ends the process with one line, until a loop takes the signal over."""
    signal.signal(signal.SIGINT, _leave)


def farewell() -> str:
    """The one line; on a terminal it takes the place of the ^C."""
    return f"{chr(13) if sys.stdout.isatty() else ''}Stopped."


def _leave(_number: int, _frame: FrameType | None) -> None:
    os.write(1, f"{farewell()}\n".encode())
    os._exit(CODE)
