"""Spreadsheet files as people send them, good ones and bad ones, and what a list does to a campaign's folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from campaign.file import check_campaign, read_campaign
from campaign.importing import Grid
from storage.importing import folder as files
from storage.importing.workbook import MOST_BYTES, UnreadableFileError, read_content, read_file
from tests.campaign.folder import UNITS, write

TODAY = date(2022, 5, 5)
NOW = datetime(2022, 5, 5, 3, tzinfo=UTC)


def book(fill: Callable[[xlsxwriter.Workbook, Worksheet], object]) -> bytes:
    made = io.BytesIO()
    workbook = xlsxwriter.Workbook(made, {"in_memory": True})
    fill(workbook, workbook.add_worksheet("Đơn vị"))
    workbook.close()
    return made.getvalue()


def plain() -> bytes:
    return book(lambda _, sheet: sheet.write_row(0, 0, ["Mã", "Tên"]))


def with_part(name: str, content: bytes) -> bytes:
    """A good workbook with one more part in its zip."""
    made = io.BytesIO(plain())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def lying(content: bytes, size: int) -> bytes:
    """The same zip, whose directory names another unpacked size for its last part."""
    place = content.rindex(b"PK\x01\x02") + 24
    return content[:place] + size.to_bytes(4, "little") + content[place + 4 :]


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        read_content(content)
    return refused.value.fault.text_id


def test_cells_are_what_excel_shows() -> None:
    """Whole numbers, fractions, days, the value of a formula, merged ranges, and which sheet is hidden."""

    def fill(workbook: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.merge_range("B2:C2", "Tên")
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row("B4", [101, 1.5])
        sheet.write_datetime("D4", datetime(2022, 5, 31), day)  # noqa: DTZ001  # Excel knows no zones
        sheet.write_formula("E4", "=1+1", None, 2)
        workbook.add_worksheet("Nháp").hide()

    shown, hidden = read_content(book(fill))
    assert shown == Grid("Đơn vị", ((2, ("", "Tên", "", "", "")), (4, ("", "101", 1.5, "2022-05-31", "2"))),
                         ((2, 2, 2, 3),))  # fmt: skip
    assert (hidden.sheet, hidden.hidden) == ("Nháp", True)


def test_a_million_empty_rows_are_no_rows() -> None:
    """A sheet formatted to its end is read like any other."""

    def fill(workbook: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        bold = workbook.add_format({"bold": True})
        sheet.write(0, 0, "Mã")
        for row in range(1, 100_000):
            sheet.write_blank(row, 0, None, bold)
        sheet.write(999_999, 0, "CUOI")

    (grid,) = read_content(book(fill))
    assert grid.rows == ((1, ("Mã",)), (1_000_000, ("CUOI",)))


def test_a_cell_in_the_last_corner_took_the_program_down() -> None:
    """Two cells at both ends of a sheet make a reader ask for 17 billion: refused, and this process lives."""
    corner = book(lambda _, sheet: (sheet.write(0, 0, "Mã"), sheet.write(1_048_575, 16_383, "x")))
    assert refusal(corner) == "import-file-heavy"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "import-file-old"),
        (lambda: with_part("xl/vbaProject.bin", b"macro"), "import-file-macro"),
        (lambda: with_part("xl/media/image1.png", b"\0" * (130 << 20)), "import-file-too-wide"),
        (lambda: lying(with_part("xl/worksheets/sheet9.xml", b"\0" * (130 << 20)), 100), "import-file-broken"),
        (lambda: plain()[: len(plain()) // 2], "import-file-broken"),
        (lambda: b"PK\x03\x04 and no more", "import-file-broken"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "import-file-no-table"),
        (lambda: "Mã;Tên".encode("cp1258", "replace") + b"\xff", "import-file-encoding"),
        (lambda: b"a" * (MOST_BYTES + 1), "import-file-too-big"),
    ],
    ids=["old", "macro", "bomb", "a bomb that lies", "cut off", "no zip", "picture", "encoding", "too big"],
)  # fmt: skip
def test_a_bad_file_is_refused_for_what_it_is(content: Callable[[], bytes], why: str) -> None:
    """Each is answered with its own reason, before anything of it is used."""
    assert refusal(content()) == why


def test_a_file_of_60_megabytes_is_not_even_read(tmp_path: Path) -> None:
    """Its size is looked at first: a sparse file of 60 MB is refused for that, a missing one for being missing."""
    with (tmp_path / "big.xlsx").open("wb") as file:
        file.truncate(60 << 20)
    for name, why in (("big.xlsx", "import-file-too-big"), ("none.xlsx", "import-file-missing")):
        with pytest.raises(UnreadableFileError, match=why):
            read_file(tmp_path / name)


def test_csv_of_any_excel_is_read() -> None:
    """Comma, semicolon or tab; UTF-8 with a mark or Excel's Unicode Text; rows keep their numbers."""
    for delimiter in ",;\t":
        text = delimiter.join(("Mã", "Tên")) + "\r\n\r\n" + delimiter.join(("A", '"Tổ ""A"""')) + "\r\n"
        for content in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
            (grid,) = read_content(content)
            assert grid.rows == ((1, ("Mã", "Tên")), (3, ("A", 'Tổ "A"')))


LIST = (Grid("CSV", ((1, ("Mã", "Tên", "Chỉ tiêu giai đoạn 1")), (2, ("DHOI", "Tên mới", "31")),
                     (3, ("MOI", "Trường Mới", "")))),)  # fmt: skip


def test_a_list_goes_into_the_folder_and_back(tmp_path: Path) -> None:
    """units.csv is rewritten, the former one kept, the campaign is in order; undo restores it to the letter, once."""
    folder = write(tmp_path, units="\ufeff" + UNITS)
    files.put(folder, files.prepare(folder, LIST, TODAY), NOW)
    assert check_campaign(folder) == ()
    later = read_campaign(folder)
    assert [unit.code for unit in later.units] == ["LDLD", "DHOI", "UYNO", "MOI"]
    assert [each.name for each in later.successions] == ["Tên mới"]
    assert (folder / "units.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (folder / "units.csv.2022-05-05-030000.bak").read_text("utf-8") == "\ufeff" + UNITS
    files.restore(folder)
    assert (folder / "units.csv").read_text("utf-8") == "\ufeff" + UNITS
    assert not (folder / "successions.csv").exists()
    with pytest.raises(files.NothingToUndoError):
        files.restore(folder)


def test_undo_does_not_take_away_what_was_written_by_hand(tmp_path: Path) -> None:
    """Once somebody has edited units.csv after an import, undo refuses and leaves every file as it is."""
    folder = write(tmp_path)
    files.put(folder, files.prepare(folder, LIST, TODAY), NOW)
    edited = (folder / "units.csv").read_text("utf-8").replace("Trường Mới", "Trường Mới A")
    (folder / "units.csv").write_text(edited, "utf-8")
    with pytest.raises(files.FolderChangedError):
        files.restore(folder)
    assert (folder / "units.csv").read_text("utf-8") == edited


def test_what_changed_since_the_preview_is_not_overwritten(tmp_path: Path) -> None:
    """A preview of an older units.csv is refused when it is agreed to, and nothing is written."""
    folder = write(tmp_path)
    prepared = files.prepare(folder, LIST, TODAY)
    (folder / "units.csv").write_text(UNITS.replace(",30", ",33"), "utf-8")
    with pytest.raises(files.FolderChangedError):
        files.put(folder, prepared, NOW)
    assert not list(folder.glob("*.bak"))


def test_two_imports_in_one_second_keep_both_former_files(tmp_path: Path) -> None:
    """The second gets a name of its own."""
    folder = write(tmp_path)
    for value in ("31", "32"):
        again = (Grid("CSV", ((1, ("Mã", "gd1")), (2, ("DHOI", value)))),)
        files.put(folder, files.prepare(folder, again, TODAY), NOW)
    assert len(list(folder.glob("units.csv.*.bak"))) == 2


def test_what_only_the_whole_campaign_knows_is_refused_as_well(tmp_path: Path) -> None:
    """A raised target below a floor is found by the check of the whole folder; nothing would be written."""
    toml = (folder := write(tmp_path)) / "campaign.toml"
    raised = '\n[[targets]]\nphase = "gd1"\nkind = "raised"\nunit = "DHOI"\nvalue = 30\n'
    toml.write_text(toml.read_text("utf-8") + raised, "utf-8")
    lower = (Grid("CSV", ((1, ("Mã", "gd1")), (2, ("DHOI", "35")))),)
    prepared = files.prepare(folder, lower, TODAY)
    assert [fault.text_id for fault in prepared.plan.faults] == ["import-folder-mistake"]
    assert prepared.texts == {}
