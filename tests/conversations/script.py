"""Reading a story: lines into what is done, what is heard, and what happens around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who speaks or acts ("" for what happens around them), how, and the words; `only` on this platform."""

    number: int
    who: str
    how: str
    words: str
    only: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What a file proves, and its lines; `only`: the one platform it is about, empty for every platform."""

    name: str
    proves: str
    only: str
    lines: tuple[Line, ...]

    def on(self, platform: str) -> Story:
        """The story with the lines that this platform plays."""
        return replace(self, lines=tuple(line for line in self.lines if line.only in {"", platform}))


_ONLY_ABOUT = re.compile(r"# Chỉ trên (?P<platform>\w+): (?P<reason>.+)")
_ONLY_LINE = re.compile(r"\[(?P<platform>Telegram|Zalo)\] (?P<text>.+)")
_AROUND = re.compile(r"\((?P<words>.+)\)")
_GROUP = re.compile(r"(?P<who>\w+) trong nhóm (?P<group>[^:]+): (?P<words>.+)")
_WORDY = re.compile(
    r"(?P<who>\w+) (?P<how>bấm hai lần|bấm nút cũ|bấm|nhắn liền|nhắn dài|gửi ảnh|gửi album|gửi tệp): (?P<words>.+)"
)
_BOT = re.compile(r"Bot (?P<how>\[nút\]|\[cả tin\]|không nói|nhắn (?P<whom>[^:]+)): (?P<words>.+)")
_SAID = re.compile(r"(?P<who>\w+): (?P<words>.+)")
_OPENED = re.compile(
    r"(?P<who>\w+) (?P<how>mở đường dẫn của|thêm bot vào nhóm|đưa bot khỏi nhóm) (?P<words>.+)"
)
_FOLLOWED = re.compile(r"(?P<who>\w+) mở đường dẫn (?P<words>\w+) nhận được")
_LINKED = re.compile(r"(?P<who>\w+) liên kết nhóm (?P<words>.+) bằng mã nhận được")
_DONE = re.compile(
    r"(?P<who>\w+) (?P<how>mở bot|mở đường dẫn mời người điều hành|gửi ảnh|gửi album|gửi tệp|gửi nhãn dán"
    r"|gửi tin thoại|gửi vị trí|gửi danh bạ|chặn bot|bỏ chặn bot|im lặng)"
)


def read_story(path: Path) -> Story:
    """The story of a file. ValueError names a line that says nothing the stage can play."""
    proves, *rest = path.read_text("utf-8").splitlines()
    if not proves.startswith("# "):
        raise ValueError(f"{path.name}: the first line says what the story proves, after a #")
    lines = [
        _read(path, number, text.strip())
        for number, text in enumerate(rest, 2)
        if text.strip() and not text.startswith("#")
    ]
    about = _ONLY_ABOUT.fullmatch(rest[0]) if rest else None
    return Story(path.stem, proves[2:], about["platform"] if about else "", tuple(lines))


def _read(path: Path, number: int, text: str) -> Line:
    if found := _ONLY_LINE.fullmatch(text):
        return replace(_read(path, number, found["text"]), only=found["platform"])
    if found := _AROUND.fullmatch(text):
        return Line(number, "", "", found["words"])
    if found := _BOT.fullmatch(text):
        how = "nhắn" if found["whom"] else found["how"]
        return Line(number, "Bot", f"{how} {found['whom']}" if found["whom"] else how, found["words"])
    if found := _GROUP.fullmatch(text):
        return Line(number, found["who"], f"trong nhóm {found['group']}", found["words"])
    if found := _WORDY.fullmatch(text) or _OPENED.fullmatch(text):
        return Line(number, found["who"], found["how"], found["words"])
    if found := _FOLLOWED.fullmatch(text):
        return Line(number, found["who"], "mở đường dẫn nhận được", found["words"])
    if found := _LINKED.fullmatch(text):
        return Line(number, found["who"], "liên kết nhóm", found["words"])
    if found := _SAID.fullmatch(text):
        return Line(number, found["who"], "nói", found["words"])
    if found := _DONE.fullmatch(text):
        return Line(number, found["who"], found["how"], "")
    raise ValueError(f"{path.name}:{number}: {text!r} is no line of a story")


def fragments(words: str) -> list[str]:
    """The parts of an abbreviated text, in order, with white space made single."""
    return [plain(part) for part in words.split("…") if part.strip()]


def plain(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
