"""`nuocrut new`: a folder with a new campaign's first files."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from campaign.file import check_campaign
from campaign.file.founding import Founding, code_of, files_of, is_code
from campaign.texts import Texts
from campaign.vietnamese.dates import parse_date

_YEAR = re.compile(r"\d{4}", re.ASCII)
_SOME_DAY = date(2000, 1, 1)  # no day without its year gets as far


class FoundingError(Exception):
    """Nothing was made; the message is a plain sentence for the operator."""


def found(
    folder: Path, union: str, days: tuple[str, str], *, name: str = "", code: str = "", contact: str = ""
) -> tuple[str, ...]:
    """Make the folder; what to do next, line by line. FoundingError, and then there is no folder."""
    union = " ".join(union.split())
    if not union:
        raise FoundingError("A campaign needs the name of the union that runs it.")
    first, last = _day(days[0]), _day(days[1])
    if last < first:
        raise FoundingError(f"The last day, {last}, is before the first, {first}.")
    code = code.strip() or code_of(union)
    if not is_code(code):
        raise FoundingError(f"{code} is no code: it has 1 to 8 capital letters or digits.")
    texts = Texts()
    made = Founding(
        union=union,
        name=" ".join(name.split()) or texts("new-name", unit=union),
        code=code,
        contact=" ".join(contact.split()) or texts("new-contact", unit=union),
        first=first,
        last=last,
    )
    _write(folder, made)
    return (
        f"{folder}/ holds campaign.toml and units.csv for {made.name} ({first} to {last}).",
        f"Next: nuocrut check {folder}, then nuocrut run {folder} and nuocrut invite owner.",
        "Then send the bot your units as an Excel file; it shows what would change before anything does.",
    )


def _day(told: str) -> date:
    found = parse_date(told, today=_SOME_DAY) if _YEAR.search(told) else None
    if not isinstance(found, date):
        raise FoundingError(f"“{told}” is no day with its year, such as 1/12/2026 or 2026-12-01.")
    return found


def _write(folder: Path, made: Founding) -> None:
    try:
        folder.mkdir(parents=True)
    except FileExistsError as error:
        raise FoundingError(f"{folder} is there already; nothing was changed.") from error
    except OSError as error:
        raise FoundingError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    for file, content in files_of(made).items():
        (folder / file).write_text(content, "utf-8")
    if problems := check_campaign(folder):
        shutil.rmtree(folder)
        raise FoundingError("; ".join(map(str, problems)))
