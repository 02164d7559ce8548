"""The state behind the stand-ins: who is there, what was said, and what people do on their telephones."""

from sandbox.world.bots import Bot
from sandbox.world.chats import Chat
from sandbox.world.files import StoredFile, flat_png
from sandbox.world.members import Member, User
from sandbox.world.messages import CallbackQuery, Message
from sandbox.world.people import ImpossibleError
from sandbox.world.records import Entry, Event, Violation
from sandbox.world.state import World
from sandbox.world.updates import Update

__all__ = [
    "Bot",
    "CallbackQuery",
    "Chat",
    "Entry",
    "Event",
    "ImpossibleError",
    "Member",
    "Message",
    "StoredFile",
    "Update",
    "User",
    "Violation",
    "World",
    "flat_png",
]
