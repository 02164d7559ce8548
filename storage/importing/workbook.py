"""A spreadsheet file as grids of cells. Whatever it is, it cannot take this process down with it.

An Excel file is a zip of XML. It is measured here (its size, what it says it unpacks to, what it really unpacks to)
and then read by a child process with little memory: a file of 5 KB with one cell in the last corner of a sheet makes
any reader ask for the whole sheet at once.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

from campaign.importing.faults import Fault
from campaign.importing.grid import Grid

MOST_BYTES = 10 << 20
MOST_UNPACKED = 120 << 20
_PATIENCE = 60.0
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel before 2007, and any Excel with a password
_ZIP = b"PK"
_MB = 1 << 20
_CSV_SHEET = "CSV"
_UNREADABLE = {"heavy": "import-file-heavy", "broken": "import-file-broken"}


class UnreadableFileError(Exception):
    """The file holds no table that can be read; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        """Keep why."""
        super().__init__(fault.text_id)
        self.fault = fault


def read_file(path: Path) -> tuple[Grid, ...]:
    """The sheets of this file; UnreadableFileError when it is too large, broken, or no table at all.

    It takes up to a minute and blocks: not on the loop.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _refusal("import-file-too-big", most=str(MOST_BYTES // _MB))
        content = path.read_bytes()
    except OSError as error:
        raise _refusal("import-file-missing") from error
    return read_content(content)


def read_content(content: bytes) -> tuple[Grid, ...]:
    """`read_file` of a file that is in memory."""
    if len(content) > MOST_BYTES:
        raise _refusal("import-file-too-big", most=str(MOST_BYTES // _MB))
    if content.startswith(_OLE):
        raise _refusal("import-file-old")
    if not content.startswith(_ZIP):
        return (_read_csv(content),)
    _measure(content)
    return _read_apart(content)


def _measure(content: bytes) -> None:
    """Refuse what is no workbook, has macros, or would unpack to too much, whatever its directory says."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename.casefold() for entry in entries}
            if "xl/workbook.xml" not in names:
                raise _refusal("import-file-no-table")
            if any(name.endswith("vbaproject.bin") for name in names):
                raise _refusal("import-file-macro")
            if len(names) < len(entries):
                raise _refusal("import-file-broken")
            _measure_entries(archive, entries)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError) as error:
        raise _refusal("import-file-broken") from error
    except RuntimeError as error:  # a part with a password
        raise _refusal("import-file-old") from error


def _measure_entries(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _refusal("import-file-too-wide", most=str(MOST_UNPACKED // _MB))
    for entry in entries:  # the directory may lie: zipfile stops at the size it names and compares the sum
        with archive.open(entry) as part:
            while part.read(_CHUNK):
                pass


def _read_apart(content: bytes) -> tuple[Grid, ...]:
    command = [sys.executable, "-m", "storage.importing.opening"]
    try:
        done = subprocess.run(  # noqa: S603  # this program's own module; the file goes in as data
            command, input=content, capture_output=True, timeout=_PATIENCE, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired as error:
        raise _refusal("import-file-heavy") from error
    if done.returncode != 0:
        raise _refusal("import-file-heavy")
    told = json.loads(done.stdout)
    if (why := told.get("refused")) is not None:
        raise _refusal(_UNREADABLE[why])
    return tuple(
        Grid(
            each["sheet"],
            tuple((row, tuple(cells)) for row, cells in each["rows"]),
            tuple((a, b, c, d) for a, b, c, d in each["merged"]),
            each["hidden"],
        )
        for each in told["sheets"]
    )


def _environment() -> dict[str, str]:
    """Nothing of ours but where our modules are: no token, no address of a database."""
    return {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"}


def _read_csv(content: bytes) -> Grid:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        known = "import-file-no-table" if b"\0" in content[:4096] else "import-file-encoding"
        raise _refusal(known) from error
    if "\0" in text:
        raise _refusal("import-file-no-table")
    delimiter = max(",;\t", key="\n".join(text.splitlines()[:30]).count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [(number, tuple(cell.strip() for cell in cells)) for number, cells in enumerate(reader, 1)]
    except csv.Error as error:
        raise _refusal("import-file-broken") from error
    return Grid(_CSV_SHEET, tuple((number, cells) for number, cells in rows if any(cells)))


def _refusal(text_id: str, **variables: str) -> UnreadableFileError:
    return UnreadableFileError(Fault(text_id, variables))
