"""From a folder to a campaign: every file is read, every mistake is named in one run."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from campaign.file.assembly import DEFAULT_ZONE, Assembly
from campaign.file.document import open_document
from campaign.file.entered import read_entered
from campaign.file.overrides import check_texts
from campaign.file.problems import FILES, CampaignFileError, Findings
from campaign.file.sheet import Sheet
from campaign.file.source import read_text
from campaign.file.units import read_units

if TYPE_CHECKING:
    from pathlib import Path

    from campaign.definition import Campaign
    from campaign.file.problems import Problem

_CAMPAIGN, _UNITS, _ENTERED, _TEXTS, _SUCCESSIONS = FILES


def read_campaign(folder: Path) -> Campaign:
    """The campaign in this folder, or CampaignFileError with every mistake in its files. Nothing is written."""
    campaign, problems = _read(folder)
    if campaign is None:
        raise CampaignFileError(problems)
    return campaign


def check_campaign(folder: Path) -> tuple[Problem, ...]:
    """Every mistake in the files of this folder, file by file and line by line; empty when it can be used."""
    return _read(folder)[1]


def campaign_hash(folder: Path) -> str:
    """The `revision_hash` of the campaign in this folder; CampaignFileError if it has mistakes."""
    return revision_hash(read_campaign(folder))


def revision_hash(campaign: Campaign) -> str:
    """SHA-256 in hexadecimal of everything the campaign says; comments, blanks and line ends do not count."""
    return hashlib.sha256(campaign.model_dump_json().encode()).hexdigest()


def _read(folder: Path) -> tuple[Campaign | None, tuple[Problem, ...]]:
    findings = Findings()
    if not folder.is_dir():
        findings.add(str(folder), None, "", "there is no such folder")
        return None, findings.in_order()
    source = read_text(folder, _CAMPAIGN, findings, required=True)
    document = None if source is None else open_document(_CAMPAIGN, source, findings)
    units, entered = _sheet(folder, _UNITS, findings), _sheet(folder, _ENTERED, findings)
    became = _sheet(folder, _SUCCESSIONS, findings)
    texts = read_text(folder, _TEXTS, findings, required=False) or ""
    check_texts(texts, findings)
    if document is None:
        _check_sheets(units, entered)
        return None, findings.in_order()
    campaign = Assembly(document, units, entered, became, texts).campaign(findings)
    return campaign, findings.in_order()


def _sheet(folder: Path, name: str, findings: Findings) -> Sheet | None:
    required = name == _UNITS
    source = read_text(folder, name, findings, required=required)
    if source is None or not (source.strip() or required):
        return None
    return Sheet(name, source, findings)


def _check_sheets(units: Sheet | None, entered: Sheet | None) -> None:
    """Check of the sheets what can be checked without a campaign.toml."""
    if units is not None:
        read_units(units, None, (), ZoneInfo(DEFAULT_ZONE))
    if entered is not None:
        read_entered(entered, ZoneInfo(DEFAULT_ZONE), {}, None)
