"""Phases and sprints: half-open, in order, apart from each other, each sprint inside its phase."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from campaign.definition import WHOLE, Phase, Sprint
from campaign.file.tables import PhaseTable, SprintTable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from campaign.file.document import Document
    from campaign.file.lines import Path

REVIEW_TIME = timedelta(days=7)  # what a phase has between its end and its close unless the file says


def read_phases(document: Document, zone: ZoneInfo) -> dict[Path, Phase]:
    """The phases that are in order, by their path; every mistake is noted."""
    phases: dict[Path, Phase] = {}
    for path, raw in document.tables("phases"):
        table = document.read(PhaseTable, raw, path, zone)
        if table is not None and _is_phase(document, path, table):
            closes = table.closes or table.until + REVIEW_TIME
            phases[path] = Phase(
                code=table.code, name=table.name, starts_at=table.from_, ends_at=table.until, closes_at=closes
            )
    if not document.data.get("phases"):
        document.refuse(("phases",), "there is no phase: write [[phases]] with code, name, from and until")
    _refuse_overlaps(document, phases.items())
    refuse_repeats(document, "phases")
    return phases


def read_sprints(
    document: Document, phases: Iterable[Phase], units: Collection[str] | None, root: str, zone: ZoneInfo
) -> dict[Path, Sprint]:
    """The sprints that lie in order inside a phase, by their path; every mistake is noted.

    `units`: the codes that exist, None when they are not known; `root`: whose a sprint is that does not say.
    """
    known, codes = tuple(phases), codes_of(document, "phases")
    sprints: dict[Path, Sprint] = {}
    for path, raw in document.tables("sprints"):
        document.refuse_stranger((*path, "phase"), "phase", raw.get("phase"), codes)
        document.refuse_stranger((*path, "unit"), "unit", raw.get("unit"), units)
        table = document.read(SprintTable, raw, path, zone)
        if table is None or not _runs_forward(document, path, table.from_, table.until):
            continue
        phase = _phase_of(document, path, table, known, codes)
        if phase is not None:
            sprints[path] = Sprint(
                code=table.code,
                name=table.name,
                unit=table.unit or root,
                phase=phase.code,
                starts_at=table.from_,
                ends_at=table.until,
            )
    _refuse_overlaps(document, sprints.items())
    refuse_repeats(document, "sprints")
    return sprints


def codes_of(document: Document, key: str) -> tuple[str, ...]:
    """The codes of all [[key]], also of those with other mistakes, so that one mistake is not told twice."""
    tables = document.data.get(key)
    raw = [one for one in tables if isinstance(one, dict)] if isinstance(tables, list) else []
    return tuple(one["code"] for one in raw if isinstance(one.get("code"), str))


def refuse_repeats(document: Document, key: str) -> None:
    """Note every code that an earlier [[key]] has."""
    seen: set[str] = set()
    tables = document.data.get(key)
    for index, one in enumerate(tables if isinstance(tables, list) else ()):
        code = one.get("code") if isinstance(one, dict) else None
        if isinstance(code, str) and code.casefold() in seen:
            document.refuse((key, index, "code"), f"the code “{code}” is used twice")
        elif isinstance(code, str):
            seen.add(code.casefold())


def _is_phase(document: Document, path: Path, table: PhaseTable) -> bool:
    if table.code == WHOLE:
        document.refuse((*path, "code"), f"“{WHOLE}” means the whole programme, give the phase another code")
    if table.closes is not None and table.closes < table.until:
        document.refuse((*path, "closes"), "the phase closes before it ends")
    return _runs_forward(document, path, table.from_, table.until)


def _runs_forward(document: Document, path: Path, start: datetime, end: datetime) -> bool:
    if end <= start:
        document.refuse((*path, "until"), "it ends before it starts")
    return end > start


def _phase_of(
    document: Document, path: Path, table: SprintTable, phases: Collection[Phase], codes: Collection[str]
) -> Phase | None:
    """The phase the sprint lies in; None after noting that there is none (or where the phase itself is wrong)."""
    if table.phase is None:
        found = next((phase for phase in phases if _holds(phase, table)), None)
        if found is None and len(phases) == len(codes):
            document.refuse((*path, "from"), "the sprint does not lie inside any phase")
        return found
    phase = next((phase for phase in phases if phase.code == table.phase), None)
    if phase is not None and not _holds(phase, table):
        late = table.from_ >= phase.starts_at
        reason = f"the sprint does not lie inside its phase “{phase.code}” ({span(phase)})"
        document.refuse((*path, "until" if late else "from"), reason)
        return None
    return phase


def span(period: Phase | Sprint) -> str:
    """First and last day of a phase or a sprint: 2022-01-08 to 2022-05-31."""
    return f"{period.starts_at:%Y-%m-%d} to {period.ends_at - timedelta(microseconds=1):%Y-%m-%d}"


def _holds(phase: Phase, table: SprintTable) -> bool:
    return phase.starts_at <= table.from_ and table.until <= phase.ends_at


def _refuse_overlaps(document: Document, periods: Iterable[tuple[Path, Phase | Sprint]]) -> None:
    ordered = sorted(periods, key=lambda item: item[1].starts_at)
    for (_, first), (path, second) in combinations(ordered, 2):
        if second.starts_at < first.ends_at and _share_a_unit(first, second):
            document.refuse((*path, "from"), f"it overlaps “{first.code}” ({span(first)})")


def _share_a_unit(first: Phase | Sprint, second: Phase | Sprint) -> bool:
    return not (isinstance(first, Sprint) and isinstance(second, Sprint) and first.unit != second.unit)
