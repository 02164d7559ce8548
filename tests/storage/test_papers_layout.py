"""What offices print: paper of their size, dates as they are written here, columns as wide as what stands in them."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from docx import Document
from docx.shared import Cm

from campaign.file import read_campaign
from campaign.papers.application import Application, Item
from campaign.papers.certificate import Commended, commendation
from campaign.reports import Facts, sheets
from campaign.reports.table import Column, Table
from campaign.texts import Texts
from campaign.tree import UnitTree
from storage.exporting.excel import Workbook
from storage.papers.word import write_application

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2022, 6, 2, 9, 0, tzinfo=ZONE)
PEOPLE = ("Số TT", "Họ và tên", "Ngày sinh", "Nơi công tác", "Chức danh", "Trình độ", "Tỷ lệ")


def _form() -> Application:
    return Application(
        state="CỘNG HÒA", motto="Độc lập", title="ĐƠN", addressee="Kính gửi", opening="Tôi",
        author_columns=PEOPLE, authors=(("1", "Đỗ Đình Đức", "", "Trường A", "", "", "100%"),),
        items=(Item("Chủ đầu tư", ()), Item("Lĩnh vực", ("Y tế",))), helpers="Danh sách", helper_columns=PEOPLE,
        pledge="Tôi xin cam đoan", place_and_day="……", applicant="Người nộp đơn", signature="(Ký)",
        number="SK-DA-000001",
    )  # fmt: skip


def test_a_printed_sheet_was_letter_and_its_dates_had_noughts(tmp_path: Path) -> None:
    """A sheet is A4, and a day in it is written 2/6/2022."""
    book = Workbook(tmp_path / "a.xlsx", ZONE)
    book.add(Table("Ngày", "Ngày", (), (Column("Ngày", "day"),), [(date(2022, 6, 2),)]))
    book.close()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as made:
        sheet, styles = made.read("xl/worksheets/sheet1.xml").decode(), made.read("xl/styles.xml").decode()
    assert 'paperSize="9"' in sheet
    assert 'formatCode="d/m/yyyy"' in styles


def test_the_columns_of_a_word_table_were_all_alike() -> None:
    """The grid of the table says the widths too: programs that go by it gave "Số TT" as much as the workplace."""
    page = Document(BytesIO(write_application(_form(), NOW)))
    widths = [column.width for column in page.tables[0].columns]
    assert widths[0] is not None
    assert widths[3] is not None
    assert widths[0] < Cm(1.5) < Cm(3) < widths[3]


def test_what_is_left_to_be_written_has_lines_from_margin_to_margin() -> None:
    """The question stays with its dotted lines, which are as long as the page is wide."""
    page = Document(BytesIO(write_application(_form(), NOW)))
    place = next(n for n, each in enumerate(page.paragraphs) if each.text.startswith("- Chủ đầu tư"))
    asked, *lines = page.paragraphs[place : place + 3]
    assert asked.paragraph_format.keep_with_next
    ends = [round(stop.position.cm, 2) for line in lines for stop in line.paragraph_format.tab_stops]
    assert ends == [16.0, 16.0]


def test_the_reason_on_a_commendation_is_one_sentence() -> None:
    """The campaign's name stands inside it: "trong chương trình …", not "trong Chương trình …"."""
    campaign = read_campaign(Path(__file__).parents[2] / "examples" / "dong-anh")
    made = Commended(1, "Xã Đông Hội", "", "Giấy khen", "15/QĐ", date(2022, 6, 20))
    reason = commendation(campaign, Texts(), made).reason
    assert reason == "Đã có thành tích trong chương trình “1 triệu sáng kiến” – huyện Đông Anh"


def test_the_longest_kind_of_member_was_cut_off_in_its_column() -> None:
    """A column of names is as wide as the longest of them."""
    campaign = read_campaign(Path(__file__).parents[2] / "examples" / "dong-anh")
    view = UnitTree(campaign.units).at(NOW.date())
    facts = Facts(campaign, view, NOW.date(), view.root, campaign.phases, NOW, {})
    shown = {table.name: table.columns[0].width for table in sheets(facts, Texts())}
    assert shown["Theo nhóm người gửi"] > max(len(kind.name) for kind in campaign.member_kinds)
    assert shown["Theo khối"] > max(len(block.name) for block in campaign.blocks)
