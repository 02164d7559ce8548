"""The state behind Zalo's stand-in: who is there, what was said, and what people do on their telephones."""

from sandbox.zalo.world.bots import Bot, Plan
from sandbox.zalo.world.chats import Chat, Person
from sandbox.zalo.world.messages import Message
from sandbox.zalo.world.records import Event, Sent, Unheard, Violation
from sandbox.zalo.world.state import ZaloWorld
from sandbox.zalo.world.switches import Switches
from sandbox.zalo.world.updates import Update

__all__ = [
    "Bot",
    "Chat",
    "Event",
    "Message",
    "Person",
    "Plan",
    "Sent",
    "Switches",
    "Unheard",
    "Update",
    "Violation",
    "ZaloWorld",
]
