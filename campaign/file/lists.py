"""What an import of lists asks of a folder beside the campaign: the columns of targets, what successions.csv holds."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from campaign.file.document import open_document
from campaign.file.goals import target_columns
from campaign.file.problems import Findings
from campaign.file.sheet import Sheet
from campaign.file.source import read_text
from campaign.file.successions import read_listed

if TYPE_CHECKING:
    from pathlib import Path

    from campaign.definition import Succession


def target_columns_of(folder: Path) -> tuple[str, ...]:
    """The columns of units.csv that hold targets; none where campaign.toml cannot be read."""
    findings = Findings()
    source = read_text(folder, "campaign.toml", findings, required=True)
    document = None if source is None else open_document("campaign.toml", source, findings)
    return () if document is None else target_columns(document)


def successions_of(folder: Path) -> tuple[Succession, ...]:
    """What successions.csv says; nothing where there is none. Not what campaign.toml says."""
    source = read_text(folder, "successions.csv", Findings(), required=False)
    if not (source or "").strip():
        return ()
    return read_listed(Sheet("successions.csv", source or "", Findings()), None, ZoneInfo("UTC"))
