"""The report of a whole province: the printed blocks, what no block names, and the printed shares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from python_calamine import CalamineWorkbook

from campaign.definition import Campaign
from campaign.file import read_campaign, revision_hash
from storage.campaigns import apply
from storage.database import Database
from storage.exporting.report import write_report
from storage.records import Count
from storage.writing import write

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FOLDER = Path(__file__).parents[2] / "examples" / "thanh-hoa"
SUBMITTED = {"gd1": 170_263, "gd2": 600_175 - 170_263}


def _counts(campaign: Campaign) -> Iterator[Count]:
    """Each phase's entries, shared out by members: the last union takes what is left."""
    unions = [unit for unit in campaign.units if unit.kind == "grassroots"]
    members = sum(unit.members or 0 for unit in unions)
    for phase, whole in SUBMITTED.items():
        parts = [whole * (unit.members or 0) // members for unit in unions]
        parts[-1] += whole - sum(parts)
        for unit, part in zip(unions, parts, strict=True):
            yield Count(unit.code, phase, date(2022, 5, 20), submitted=part)


async def _report(database: Database, path: Path) -> dict[str, list[list[Any]]]:
    campaign, now = read_campaign(FOLDER), datetime(2023, 10, 1, 9, 0, tzinfo=ZONE)
    codes = {unit.code: f"lnk{number:07d}" for number, unit in enumerate(campaign.units)}
    await apply(database, campaign, revision_hash(campaign), now, codes)
    async with database.write() as connection:
        await write(connection, list(_counts(campaign)))
    await write_report(
        database, campaign, path, phases=campaign.phases, scope="TINH", now=now, tree_day=now.date()
    )
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


async def test_the_sheets_of_a_province_have_the_printed_figures(database: Database, tmp_path: Path) -> None:
    """G4 and G5: the blocks with their unions and members, the gap as a row of its own, 600.175 and 514,6%."""
    found = await _report(database, tmp_path / "bc.xlsx")
    blocks = found["Theo khối"]
    head = next(row for row in blocks if "Đoàn viên" in row)
    units, members, submitted = (head.index(name) for name in ("Số đơn vị", "Đoàn viên", "Đã gửi"))
    rows = {row[0]: row for row in blocks[blocks.index(head) + 1 :]}
    assert {name: (row[units], row[members]) for name, row in rows.items()} == {
        "Xã, phường, thị trấn": (559, 15_609),
        "Trường học": (1_974, 52_356),
        "Doanh nghiệp": (736, 206_100),
        "Khác/chưa phân loại": (386, 34_533),
        "Tổng cộng": (3_655, 308_598),
    }
    assert rows["Tổng cộng"][submitted] == 600_175 == sum(row[submitted] for row in rows.values()) // 2
    summary = found["Tổng hợp"]
    head = next(row for row in summary if "Được tính" in row)
    counted, share = head.index("Được tính"), head.index("Tỷ lệ so với chỉ tiêu")
    first, _, whole = summary[summary.index(head) + 1 :][:3]
    assert (first[counted], first[share]) == (170_263, 3.514)
    assert (whole[counted], whole[share]) == (600_175, 5.146)
    clusters = [row[0] for row in found["Theo cụm"]]
    assert (clusters[-1], "Cụm huyện Hoằng Hóa" in clusters) == ("Tổng cộng", True)
