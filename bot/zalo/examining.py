"""The pre-flight as a command: every Zalo bot of the settings is examined, without disturbing one that runs."""

from __future__ import annotations

import fcntl
from collections.abc import Callable

from bot.owning import LOCK
from bot.settings import Settings
from bot.zalo.preflight import UNEXPECTED, report
from storage.place import beside


async def examine(settings: Settings, say: Callable[[str], None]) -> bool:
    """Say how Zalo answers its bots' calls, line by line; whether every answer is one that was expected.

    While a process serves the database, events are not asked for: Zalo gives each only once.
    """
    as_expected = True
    polls = not _is_served(settings.database_url)
    async for line in report(settings.zalo_tokens, settings.zalo_api_url, polls=polls):
        as_expected = as_expected and UNEXPECTED not in line
        say(line)
    return as_expected


def _is_served(url: str) -> bool:
    """Whether a process holds the lock of the database; nothing is made where there is none."""
    try:
        with beside(url, LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
