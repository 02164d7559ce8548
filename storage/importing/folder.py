"""A campaign's folder changed by a list: checked as a whole before, written atomically, restored by undo.

The former units.csv stays beside it as units.csv.<stamp>.bak (successions.csv likewise), and a small file remembers
what the last import wrote, so that undo never takes away what somebody wrote by hand after it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from campaign.definition import Campaign
from campaign.file import CampaignFileError, read_campaign
from campaign.file.lists import successions_of, target_columns_of
from campaign.file.problems import FILES
from campaign.importing.faults import Fault
from campaign.importing.files import rows_of, successions_after, units_after
from campaign.importing.grid import Grid
from campaign.importing.heading import meanings_of
from campaign.importing.lines import read_listing
from campaign.importing.planning import Plan, make_plan

UNITS, SUCCESSIONS = "units.csv", "successions.csv"
_REMEMBERED = ".last-import.json"
_MOST_PROBLEMS = 10


class FolderChangedError(Exception):
    """The files are not what they were when this was prepared; nothing was written."""


class NothingToUndoError(Exception):
    """No import is remembered in this folder."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be written into the folder, and the state of the folder it was made from."""

    plan: Plan
    texts: Mapping[str, str]
    made_from: str


def prepare(folder: Path, grids: Sequence[Grid], today: date) -> Prepared:
    """What these sheets would change today; CampaignFileError when the folder has mistakes already. Writes nothing."""
    made_from = _state(folder)
    campaign = read_campaign(folder)
    source = _text(folder / UNITS)
    _, rows = rows_of(source)
    listing = read_listing(grids, meanings_of(campaign, target_columns_of(folder)))
    plan = make_plan(campaign, rows, listing, today)
    if plan.faults or not plan.changes:
        return Prepared(plan, {}, made_from)
    texts = {UNITS: units_after(source, plan, campaign.root)}
    if plan.successions:
        texts[SUCCESSIONS] = successions_after(successions_of(folder), plan)
    try:
        _read_with(folder, texts)
    except CampaignFileError as error:
        told = tuple(Fault("import-folder-mistake", {"problem": str(each)}) for each in error.problems)
        return Prepared(Plan(listing, faults=told[:_MOST_PROBLEMS]), {}, made_from)
    return Prepared(plan, texts, made_from)


def put(folder: Path, prepared: Prepared, now: datetime) -> None:
    """Write what was prepared, each file whole, the former ones kept. FolderChangedError when it is out of date."""
    if _state(folder) != prepared.made_from:
        raise FolderChangedError
    stamp = _free_stamp(folder, now)
    for name in (UNITS, SUCCESSIONS):
        if (folder / name).exists():
            shutil.copy2(folder / name, _backup(folder, name, stamp))
    _write(folder / _REMEMBERED, json.dumps({"stamp": stamp, "wrote": _state_of(folder, prepared.texts)}))
    for name, text in prepared.texts.items():
        mark = "\ufeff" if (folder / name).exists() and _has_mark(folder / name) else ""
        _write(folder / name, mark + text)


def former(folder: Path) -> Mapping[str, str | None]:
    """The files before the last import (None: there was none); NothingToUndoError, FolderChangedError."""
    try:
        told = json.loads((folder / _REMEMBERED).read_text("utf-8"))
        stamp, wrote = str(told["stamp"]), str(told["wrote"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NothingToUndoError from error
    if not _backup(folder, UNITS, stamp).exists():
        raise NothingToUndoError
    if _state(folder) != wrote:
        raise FolderChangedError
    kept = {name: _backup(folder, name, stamp) for name in (UNITS, SUCCESSIONS)}
    return {name: path.read_text("utf-8") if path.exists() else None for name, path in kept.items()}


def check_former(folder: Path) -> Campaign:
    """The campaign as it would be after `restore`; CampaignFileError when other files changed so that it cannot be."""
    return _read_with(folder, former(folder))


def restore(folder: Path) -> None:
    """Put the files back as they were before the last import. Exceptions as `former`; done once."""
    put_back(folder, former(folder))
    forget(folder)


def forget(folder: Path) -> None:
    """The last import is undone, there is nothing more to be undone."""
    (folder / _REMEMBERED).unlink(missing_ok=True)


def put_back(folder: Path, texts: Mapping[str, str | None]) -> None:
    """Make these files say this again; None: there was no such file."""
    for name, text in texts.items():
        if text is not None:
            _write(folder / name, text)
        else:
            (folder / name).unlink(missing_ok=True)


def texts_of(folder: Path) -> Mapping[str, str | None]:
    """Both files as they are now; None: there is no such file."""
    found = {name: folder / name for name in (UNITS, SUCCESSIONS)}
    return {name: path.read_text("utf-8") if path.exists() else None for name, path in found.items()}


def _read_with(folder: Path, texts: Mapping[str, str | None]) -> Campaign:
    with TemporaryDirectory() as made:
        copy = Path(made)
        for name in FILES:
            if name in texts:
                if (text := texts[name]) is not None:
                    (copy / name).write_text(text, "utf-8")
            elif (folder / name).exists():
                shutil.copyfile(folder / name, copy / name)
        return read_campaign(copy)


def _state(folder: Path) -> str:
    """What both files say, whatever their marks and line ends."""
    return _state_of(folder, {})


def _state_of(folder: Path, texts: Mapping[str, str]) -> str:
    told = [texts[name] if name in texts else _text(folder / name) for name in (UNITS, SUCCESSIONS)]
    return sha256("\0".join(told).encode()).hexdigest()


def _text(path: Path) -> str:
    """The text without its mark, line ends as Python reads them; empty where there is no file or no UTF-8."""
    with suppress(OSError, UnicodeDecodeError):
        return path.read_text("utf-8-sig")
    return ""


def _has_mark(path: Path) -> bool:
    return path.read_bytes().startswith(b"\xef\xbb\xbf")


def _write(path: Path, text: str) -> None:
    """Whole or not at all, also when the power goes."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, part)
    part.replace(path)


def _backup(folder: Path, name: str, stamp: str) -> Path:
    return folder / f"{name}.{stamp}.bak"


def _free_stamp(folder: Path, now: datetime) -> str:
    stamp, number = f"{now:%Y-%m-%d-%H%M%S}", 1
    while _backup(folder, UNITS, stamp if number == 1 else f"{stamp}-{number}").exists():
        number += 1
    return stamp if number == 1 else f"{stamp}-{number}"
