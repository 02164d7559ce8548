"""The report in Excel: its figures are the printed ones; nothing in it is a formula, or a name that was not given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from campaign.definition import Campaign
from campaign.file import read_campaign, revision_hash
from storage.campaigns import apply
from storage.database import Database
from storage.exporting.report import write_report
from storage.records import Change, Chat, Consent, Count, Initiative, Person
from storage.tallies import recount
from storage.writing import write

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AFTER_ALL = datetime(2023, 10, 1, 9, 0, tzinfo=ZONE)
FIRST, SECOND = datetime(2022, 5, 20, 9, 0, tzinfo=ZONE), datetime(2022, 9, 1, 9, 0, tzinfo=ZONE)


@cache
def _campaign() -> Campaign:
    return read_campaign(Path(__file__).parents[2] / "examples" / "dong-anh")


def _made(number: int, unit: str, phase: str, at: datetime, **more: Any) -> Iterator[Change]:
    fields: dict[str, Any] = {
        "title": f"Sáng kiến số {number}", "title_folded": f"sang kien so {number}", "field": "education",
        "solution_kind": "technical", "member_kind": "public_service", "benefit_vnd": None, "confidential": False,
        "answers": json.dumps({"effect": "Nhanh hơn."}), "authors": "[]", "status": "submitted",
        "person_id": None, "draft_id": None, "source_key": None, "channel": "telegram",
    } | more  # fmt: skip
    yield Initiative(id=number, unit=unit, phase=phase, submitted_at=at, **fields)
    states = {fields["status"]: 1} if fields["status"] != "submitted" else {}
    yield Count(unit, phase, at.astimezone(ZONE).date(), submitted=1, **states)


@pytest.fixture
async def dong_anh(database: Database) -> Database:
    """Đông Anh as printed: 1.008 in phase 1, 3.716 in all."""
    campaign = _campaign()
    codes = {unit.code: f"lnk{number:07d}" for number, unit in enumerate(campaign.units)}
    await apply(database, campaign, revision_hash(campaign), FIRST, codes)
    units = [unit.code for unit in campaign.units if unit.code != campaign.root]
    first = 1008 - len(campaign.entered)
    changes: list[Change] = []
    for number in range(10_001, 10_001 + first):
        changes += _made(number, units[number % len(units)], "gd1", FIRST)
    for number in range(20_001, 20_001 + 2708):
        changes += _made(number, units[number % len(units)], "gd2", SECOND)
    async with database.write() as connection:
        await write(connection, changes)
    return database


async def _report(database: Database, path: Path, **more: Any) -> dict[str, list[list[Any]]]:
    options: dict[str, Any] = {
        "phases": _campaign().phases, "scope": "LDLD", "now": AFTER_ALL, "tree_day": date(2023, 10, 1),
    } | more  # fmt: skip
    await write_report(database, _campaign(), path, **options)
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def _column(sheet: list[list[Any]], label: str) -> tuple[int, int]:
    """Where the head of the table is, and in which column this label stands."""
    head = next(number for number, row in enumerate(sheet) if label in row)
    return head, sheet[head].index(label)


async def test_the_printed_figures_are_the_report(dong_anh: Database, tmp_path: Path) -> None:
    """1.008 and 86 % in phase 1, 3.716 and 126,6 % in all; what is measured against is named (F1, F4)."""
    summary = (await _report(dong_anh, tmp_path / "bc.xlsx"))["Tổng hợp"]
    head, counted = _column(summary, "Được tính")
    percent, kind = _column(summary, "Tỷ lệ so với chỉ tiêu")[1], _column(summary, "Loại chỉ tiêu")[1]
    first, whole = summary[head + 1], summary[head + 3]
    assert (first[counted], first[percent], first[kind]) == (1008, 0.86, "phân bổ")
    assert (whole[0], whole[counted], whole[percent]) == ("Toàn chương trình", 3716, 1.266)
    assert summary[0][0] == "LĐLĐ huyện Đông Anh – Chương trình “1 triệu sáng kiến” – huyện Đông Anh"
    assert summary[1][0] == "Số liệu tính đến 9h00 ngày 1/10/2023, đã khóa"


async def test_every_sheet_adds_up_to_the_same_whole(dong_anh: Database, tmp_path: Path) -> None:
    """By unit, block, cluster, kind and field: each sheet's rows make its total, and the totals are the same."""
    found = await _report(dong_anh, tmp_path / "bc.xlsx")
    for name in ("Theo đơn vị", "Theo khối", "Theo cụm", "Theo nhóm người gửi", "Theo lĩnh vực"):
        head, column = _column(found[name], "Đã gửi")
        rows = [row[column] for row in found[name][head + 1 :]]
        assert sum(rows[:-1]) == rows[-1] == 3716, name
    head, column = _column(found["Theo ngày"], "Được tính, cộng dồn")
    assert found["Theo ngày"][-1][column] == 3716
    assert len(found["Danh sách sáng kiến"]) == 7 + 3716
    async with dong_anh.read() as connection:
        assert await recount(connection) == []


async def test_what_has_no_kind_or_field_is_said_to_have_none(dong_anh: Database, tmp_path: Path) -> None:
    """What came from the portal without either is "khác/chưa phân loại", never left out."""
    found = await _report(dong_anh, tmp_path / "bc.xlsx")
    unsorted = [row for row in found["Theo nhóm người gửi"] if row[0] == "Khác/chưa phân loại"]
    without = sum(entry.member_kind is None for entry in _campaign().entered)
    assert sum(row[1] for row in unsorted) == without


async def test_no_cell_is_a_formula_and_a_confidential_one_shows_title_and_effect(
    dong_anh: Database, tmp_path: Path
) -> None:
    """What begins with = + - @ is text; of a confidential one nothing else of its content."""
    titles = ['=HYPERLINK("http://x")', "+84 cách làm mới", "-5 phút mỗi ca", "@mọi người cùng làm"]
    changes: list[Change] = []
    for number, title in enumerate(titles, 30_001):
        changes += _made(
            number, "DHOI", "gd2", SECOND, title=title, confidential=True, benefit_vnd=15_000_000
        )
    async with dong_anh.write() as connection:
        await write(connection, changes)
    sheet = (await _report(dong_anh, tmp_path / "bc.xlsx"))["Danh sách sáng kiến"]
    head, place = _column(sheet, "Tên sáng kiến")
    labels, rows = sheet[head], sheet[-4:]
    assert [row[place] for row in rows] == titles
    shown = {"Hiệu quả": "Nhanh hơn.", "Lĩnh vực": "", "Giá trị làm lợi (đồng)": "", "Bí mật": "có"}
    for label, cell in shown.items():
        assert {row[labels.index(label)] for row in rows} == {cell}


async def test_names_leave_the_desk_only_with_consent(dong_anh: Database, tmp_path: Path) -> None:
    """Inside all names; the public sees those who agreed (P3), the portal no initiative of who refused (P4)."""
    changes = [_chat()]
    for number, agrees in ((1, True), (2, False)):
        changes += _author(number, agrees=agrees)
        author = json.dumps([{"name": f"Người {number}", "share": 100}], ensure_ascii=False)
        changes += _made(40_000 + number, "DHOI", "gd2", SECOND, person_id=number, authors=author)
    assert await _authors_seen(dong_anh, tmp_path, changes) == {
        "inside": ["Người 1", "Người 2"],
        "public": ["Người 1", "một đoàn viên Xã Đông Hội"],
        "portal": ["Người 1"],
    }


async def test_co_authors_were_named_in_public_though_they_had_agreed_to_nothing(
    dong_anh: Database, tmp_path: Path
) -> None:
    """Who sent it and agreed is named, whatever names he typed; of a confidential one nobody is."""
    changes = [_chat(), *_author(1, agrees=True)]
    several = [{"name": "Người khác", "share": 60}, {"name": "Người 1", "share": 40}]
    one = [{"name": "Người khác", "share": 100}]
    made = ((several, False), (one, False), (several, True))
    for number, (authors, confidential) in enumerate(made, 40_001):
        stored = json.dumps(authors, ensure_ascii=False)
        more = {"person_id": 1, "authors": stored, "confidential": confidential}
        changes += _made(number, "DHOI", "gd2", SECOND, **more)
    assert (await _authors_seen(dong_anh, tmp_path, changes))["public"] == [
        "Người 1 và các đồng tác giả",
        "Người 1",
        "một đoàn viên Xã Đông Hội",
    ]


async def _authors_seen(database: Database, place: Path, changes: list[Change]) -> dict[str, list[str]]:
    """Who stands as author of what these changes bring, in the list for each reader."""
    async with database.write() as connection:
        await write(connection, changes)
    seen: dict[str, list[str]] = {}
    for reader in ("inside", "public", "portal"):
        rows = (await _report(database, place / "bc.xlsx", reader=reader))["Danh sách sáng kiến"]
        _, author_at = _column(rows, "Tác giả")
        seen[reader] = [row[author_at] for row in rows if str(row[0]).startswith("SK-DA-0400")]
    return seen


def _chat() -> Change:
    return Chat(
        id=1, channel="telegram", bot="1", address="1", kind="private", title="", state="active", person_id=None,
        created_at=FIRST,
    )  # fmt: skip


def _author(number: int, *, agrees: bool) -> Iterator[Change]:
    """Somebody who changed his mind about P3 and P4: the newest answer is the one that counts."""
    yield Person(
        id=number, name=f"Người {number}", unit="DHOI", member_kind=None, reminders=True, joined_at=FIRST
    )
    for place, purpose in enumerate(("P3_publish_name", "P4_forward")):
        yield _consent(100 * number + 10 * place, number, purpose, granted=not agrees)
        yield _consent(100 * number + 10 * place + 1, number, purpose, granted=agrees)


def _consent(number: int, person: int, purpose: str, *, granted: bool) -> Consent:
    return Consent(
        id=number, person_id=person, purpose=purpose, granted=granted, text_version="1", text_hash="",
        chat_id=1, update_key="", given_at=FIRST + timedelta(seconds=number),
    )  # fmt: skip


async def test_a_stopped_report_leaves_no_file(dong_anh: Database, tmp_path: Path) -> None:
    """What was begun is taken away, and what stood there before stays."""
    path = tmp_path / "bc.xlsx"
    path.write_text("báo cáo cũ", "utf-8")

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await _report(dong_anh, path, progress=stop)
    assert [each.name for each in tmp_path.iterdir() if "bc" in each.name] == ["bc.xlsx"]
    assert path.read_text("utf-8") == "báo cáo cũ"
