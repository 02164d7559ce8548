"""The Zalo Bot Platform's wire on loopback, as strict as Zalo or stricter."""

from sandbox.zalo import sending
from sandbox.zalo.faults import Fault
from sandbox.zalo.wire import PREFIX, Zalo

METHOD_MODULES = (sending,)
"""The modules whose import fills the table of methods."""

__all__ = ["METHOD_MODULES", "PREFIX", "Fault", "Zalo"]
