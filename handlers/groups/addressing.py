"""How one speaks to the bot in a group: its commands as the platform has them, and what words behind its name mean."""

from __future__ import annotations

import re
from collections.abc import Mapping

from campaign.vietnamese.text import fold, matches_command
from handlers.turn import Turn

WORDS: Mapping[str, str] = {
    "tien do": "tiendo",
    "xep hang": "xephang",
    "bang xep hang": "xephang",
    "tam dung": "tamdung",
    "tiep tuc": "tieptuc",
    "lien ket": "lienket",
    "huy lien ket": "huylienket",
    "gio": "gio",
    "doi gio": "gio",
    "tro giup": "trogiup",
    "huong dan": "trogiup",
}
_BY_CADRES = _WITH_MORE = {"lienket", "huylienket", "tamdung", "tieptuc", "gio"}
_LONGEST_HEAD, _MOST_WORDS_BEHIND = 3, 4
_CODE = re.compile(r"[a-z0-9]{10}")


def said(turn: Turn, name: str, argument: str = "") -> str:
    """How a command is said here: "/lienket@bot abc", or in words behind a mention: "@Bot Tên liên kết abc".

    What only a cadre may do ends with a code where a code has to prove that he wants it.
    """
    channel = turn.channel
    if not channel.known_in_groups and name in _BY_CADRES and not is_code(argument):
        argument = f"{argument} {turn.t('said-code')}".lstrip()
    spoken = (
        f"@{channel.bot_name} {turn.t(f'said-{name}')}" if channel.mention else f"/{name}@{channel.bot_name}"
    )
    return f"{spoken} {argument}".rstrip()


def meant(turn: Turn) -> tuple[str, str]:
    """The command and its argument in what was said to the bot; ("", "") when it is none. A bare code wants linking."""
    incoming = turn.incoming
    if incoming.command:
        return incoming.command, incoming.argument
    text = incoming.text.strip() if incoming.kind == "text" else ""
    if name := matches_command(text, WORDS):
        return name, ""
    if turn.channel.mention and is_code(text):
        return "lienket", text
    parts = text.split()
    for length in range(min(_LONGEST_HEAD, len(parts) - 1), 0, -1):
        head = fold(" ".join(parts[:length])).lstrip("/")
        name = WORDS.get(head, head)
        if name in _WITH_MORE and len(parts) - length <= _MOST_WORDS_BEHIND:
            return name, " ".join(parts[length:])
    return "", ""


def is_code(word: str) -> bool:
    """Whether it can be a one-time code."""
    return _CODE.fullmatch(word.lower()) is not None


def without_code(turn: Turn) -> str:
    """What was said with a command, without the code at its end."""
    words, code = with_code(turn)
    return words if code else turn.incoming.argument


def with_code(turn: Turn) -> tuple[str, str]:
    """(what was said with a command, the code at its end); the code is empty where none was said."""
    words, _, last = turn.incoming.argument.strip().rpartition(" ")
    return (words, last) if is_code(last) else (turn.incoming.argument, "")
