"""The content of a group's posts: what is said in a group and how, without any platform in it (DESIGN 5)."""

from campaign.boards.board import board
from campaign.boards.news import good_news, news_lines, news_part
from campaign.boards.occasions import end, last_call, launch, official
from campaign.boards.post import ROOM, Post, content_hash, utf16_length
from campaign.boards.snapshot import Progress, Snapshot

__all__ = [
    "ROOM",
    "Post",
    "Progress",
    "Snapshot",
    "board",
    "content_hash",
    "end",
    "good_news",
    "last_call",
    "launch",
    "news_lines",
    "news_part",
    "official",
    "utf16_length",
]
