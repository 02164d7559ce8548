"""The campaign's files after an import: units.csv with what changed, successions.csv with what was added."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from campaign.definition import Succession
from campaign.file.problems import Findings
from campaign.file.sheet import Sheet
from campaign.importing.planning import Plan, merged_successions

_ORDER = ("code", "name", "parent", "kind", "cluster", "block", "members", "aliases", "since", "until")
_SUCCESSION = ("old", "kind", "on", "new", "name")


def rows_of(source: str) -> tuple[tuple[str, ...], dict[str, dict[str, str]]]:
    """The columns of units.csv and its lines by code, as they are written."""
    sheet = Sheet("units.csv", source, Findings())
    return sheet.columns, {row.cells["code"]: row.cells for row in sheet.rows}


def units_after(source: str, plan: Plan, root: str) -> str:
    """units.csv with the plan's cells: every line and column that is there stays, new ones are put behind."""
    columns, rows = rows_of(source)
    added = {column for cells in plan.cells.values() for column in cells if column not in columns}
    after = (*columns, *sorted(added, key=_place))
    lines = {code: dict(cells) for code, cells in rows.items()}
    if "parent" in added:
        for code, cells in lines.items():
            cells["parent"] = "" if code == root else root
    for code, changed in plan.cells.items():
        lines.setdefault(code, {}).update(changed)
    return _csv(after, lines.values())


def successions_after(former: Iterable[Succession], plan: Plan) -> str:
    """successions.csv with what the plan adds; empty where there is nothing to be written."""
    every = merged_successions(former, plan.successions)
    told = [
        {
            "old": each.old,
            "kind": each.kind,
            "on": each.on.isoformat(),
            "new": each.new or "",
            "name": each.name,
        }
        for each in sorted(every, key=lambda one: one.on)
    ]
    return _csv(_SUCCESSION, told) if told else ""


def _csv(columns: Sequence[str], lines: Iterable[Mapping[str, str]]) -> str:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([line.get(column, "") for column in columns] for line in lines)
    return made.getvalue()


def _place(column: str) -> tuple[int, str]:
    return (_ORDER.index(column) if column in _ORDER else len(_ORDER), column)
