"""The child process that opens a workbook: the file comes by standard input, its sheets go out as JSON."""

from __future__ import annotations

import io
import json
import resource
import sys
from datetime import date, datetime
from typing import Any

_MEMORY = 1 << 30
_SECONDS = 50
_MOST_ROWS = 60_000  # rows that are not empty; the list itself is held to fewer, with words
_MOST_COLUMNS = 200


def main() -> None:
    """Read, and say what was read or why it could not be; a file that asks for too much ends this process."""
    content = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(_read(content)))


def _read(content: bytes) -> dict[str, Any]:
    from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum, load_workbook  # noqa: PLC0415  # under the limits

    try:
        book = load_workbook(io.BytesIO(content))
        sheets = [
            _sheet(book.get_sheet_by_index(place), hidden=told.visible != SheetVisibleEnum.Visible)
            for place, told in enumerate(book.sheets_metadata)
            if told.typ == SheetTypeEnum.WorkSheet
        ]
    except MemoryError:
        return {"refused": "heavy"}
    except (CalamineError, ValueError, OSError):
        return {"refused": "broken"}
    return {"sheets": sheets}


def _sheet(sheet: Any, *, hidden: bool) -> dict[str, Any]:
    _, left = sheet.start or (0, 0)
    rows: list[tuple[int, list[str | float]]] = []
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = [_cell(value) for value in values[:_MOST_COLUMNS]]
        if any(cell != "" for cell in cells):
            rows.append((number, [*[""] * left, *cells]))
        if len(rows) > _MOST_ROWS:
            break
    ranges = sheet.merged_cell_ranges or []
    merged = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in ranges[:_MOST_ROWS]]
    return {"sheet": sheet.name, "hidden": hidden, "rows": rows, "merged": merged}


def _cell(value: Any) -> str | float:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else value
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value).strip()


if __name__ == "__main__":
    main()
