from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.control.platforms.platform import Key, Platform

KEY = re.compile(r"(?P<sign>[a-z]*)(?P<number>-?\d{1,18})")


class Platforms:
    """All platforms of a sandbox; the first one is meant where none is named."""

    def __init__(self, *platforms: Platform) -> None:
        self._by_sign = {platform.sign: platform for platform in platforms}

    def __iter__(self) -> Iterator[Platform]:
        return iter(self._by_sign.values())

    def of(self, key: Key) -> tuple[Platform, int]:
        """Whose person or chat this is, and its number there.

        Raises ValueError for what is no key, KeyError for one of a platform that is not there.
        """
        found = KEY.fullmatch(str(key))
        if found is None:
            raise ValueError(f"{key!r} is nobody's key")
        return self._by_sign[found["sign"]], int(found["number"])

    def pair(self, person: Key, chat: Key | None) -> tuple[Platform, int, int | None]:
        """A person and a chat of one platform. Raises ValueError when they are of two."""
        platform, number = self.of(person)
        if chat is None:
            return platform, number, None
        other, place = self.of(chat)
        if other is not platform:
            raise ValueError("the person and the chat are of two platforms")
        return platform, number, place

    def named(self, name: str) -> Platform:
        """The platform of this name, the first one for "". Raises KeyError."""
        for platform in self:
            if name in {"", platform.name}:
                return platform
        raise KeyError(name)
