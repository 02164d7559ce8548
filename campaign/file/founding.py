"""The first files of a new campaign: as little as it needs, to be checked, and to be filled by lists from Excel."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from campaign.importing.codes import made_code
from campaign.vietnamese.text import nfc

_TEMPLATE = Path(__file__).parent / "new.toml"
_UNITS = "code,name,parent,kind,cluster,block,members,aliases,d1"
_CODE = re.compile(r"[A-Z0-9]{1,8}", re.ASCII)
LONGEST_CODE = 8


@dataclass(frozen=True, slots=True)
class Founding:
    """What only the union knows: who it is, what the programme is called, and its sprint (both days included)."""

    union: str
    name: str
    code: str
    contact: str
    first: date
    last: date


def code_of(union: str) -> str:
    """A short code for a union, from the initials of its name."""
    return "".join(re.findall(r"[A-Z0-9]", made_code(union, ())))[:LONGEST_CODE] or "CD"


def is_code(told: str) -> bool:
    """Whether a campaign can have this code: 1 to 8 capital letters or digits."""
    return _CODE.fullmatch(told) is not None


def files_of(founding: Founding) -> Mapping[str, str]:
    """The files of the folder by name. Texts are quoted as TOML wants them."""
    quoted = {
        "code": founding.code,
        "name": founding.name,
        "union": founding.union,
        "contact": founding.contact,
        "phase": f"Đợt {founding.first.year}",
    }
    told = {key: json.dumps(nfc(value), ensure_ascii=False) for key, value in quoted.items()}
    days = {"first": founding.first.isoformat(), "last": founding.last.isoformat()}
    year = {"year": str(founding.first.year), "days": str((founding.last - founding.first).days + 1)}
    units = f"{_UNITS}\n{founding.code},{_cell(founding.union)},,upper_union,,,,,\n"
    template = _TEMPLATE.read_text("utf-8")
    return {"campaign.toml": template.format_map(told | days | year), "units.csv": units}


def _cell(text: str) -> str:
    doubled = nfc(text).replace('"', '""')
    return f'"{doubled}"'
