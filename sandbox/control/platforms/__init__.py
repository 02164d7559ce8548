"""The platforms as the page and its control see them: one interface, whatever stands behind it."""

from sandbox.control.platforms.platform import Bringing, Key, Platform, Saying, Upload, Watch
from sandbox.control.platforms.registry import Platforms
from sandbox.control.platforms.telegram import TelegramPlatform
from sandbox.control.platforms.zalo import ZaloPlatform

__all__ = [
    "Bringing",
    "Key",
    "Platform",
    "Platforms",
    "Saying",
    "TelegramPlatform",
    "Upload",
    "Watch",
    "ZaloPlatform",
]
