"""`nuocrut demo`: the whole program without any token, on loopback, with time that can be turned."""

from bot.demo.options import EXAMPLE, DemoError, Options
from bot.demo.stage import Demo

__all__ = ["EXAMPLE", "Demo", "DemoError", "Options"]
