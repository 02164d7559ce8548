"""The Bot API's wire on loopback, as strict as Telegram or stricter."""

from sandbox.telegram import editing, media, passing, profile, reading, sending
from sandbox.telegram.faults import Fault
from sandbox.telegram.flood import Flood
from sandbox.telegram.wire import Telegram

METHOD_MODULES = (editing, media, passing, profile, reading, sending)
"""The modules whose import fills the table of methods."""

__all__ = ["METHOD_MODULES", "Fault", "Flood", "Telegram"]
