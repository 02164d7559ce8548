"""The files of a campaign's folder as text: UTF-8, NFC, line feeds; what editors add or change does not matter."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from campaign.file.problems import Findings

_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")  # how UTF-16 begins, which Excel calls "Unicode Text"


def read_text(folder: Path, name: str, findings: Findings, *, required: bool) -> str | None:
    """The text of one file; None when it is not there or cannot be read (a mistake, unless it is optional)."""
    path = folder / name
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        if required:
            findings.add(name, None, "", f"there is no such file in {folder}")
        return None
    except OSError as error:
        findings.add(name, None, "", f"the file cannot be opened ({error.strerror})")
        return None
    return _decode(raw, name, findings)


def _decode(raw: bytes, name: str, findings: Findings) -> str | None:
    if raw.startswith(_OTHER_MARKS):
        findings.add(name, None, "", "the file is saved as UTF-16; save it as UTF-8 (Excel: “CSV UTF-8”)")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        findings.add(name, line, "", "the file is not saved as UTF-8; save it again as UTF-8")
        return None
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
