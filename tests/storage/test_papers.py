"""The application of Circular 18/2013: filled in from the record, blank where a hand has to write, safe to print."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from campaign.definition import Campaign
from campaign.file import read_campaign
from storage.database import Database
from storage.papers.making import Format, make_application
from storage.papers.reading import subject_of
from storage.papers.typesetting import TemplateError, typeset
from storage.writing import write
from tests.storage.rows import initiative, person

NOW = datetime(2022, 5, 20, 2, 0, tzinfo=UTC)
LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
ANSWERS = {
    "solution_kind": "management",
    "problem": "Mỗi tiết mất 10 phút tìm thiết bị.",
    "solution": "Dán mã QR lên từng thiết bị.\nQuét là mượn.",
    "effect": "Mỗi tuần tiết kiệm 3 giờ.",
    "first_applied_on": "2022-03-15",
}
AUTHORS = [{"name": "Nguyễn Thị Ánh Nguyệt", "share": 60}, {"name": "Đỗ Đình Đức", "share": 40}]


@cache
def _campaign() -> Campaign:
    return read_campaign(Path(__file__).parents[2] / "examples" / "dong-anh")


async def _form(database: Database, kind: Format, *, to: int | None = None, **more: Any) -> bytes:
    row: dict[str, Any] = {
        "unit": "DHOI", "title": "Lập sổ mượn thiết bị bằng mã QR", "field": "education",
        "authors": json.dumps(AUTHORS), "answers": json.dumps(ANSWERS), "benefit_vnd": 15_000_000,
    } | more  # fmt: skip
    async with database.write() as connection:
        await write(connection, [person(7), initiative(123, **row)])
    async with database.read() as connection:
        subject = await subject_of(connection, _campaign(), 123, day=date(2022, 5, 20), to=to)
    assert subject is not None
    return await make_application(_campaign(), subject, kind, NOW)


def _read(content: bytes, kind: Format) -> str:
    """All words of a file, with single spaces."""
    if kind == "pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
    with ZipFile(BytesIO(content)) as packed:
        parts = [packed.read(f"word/{name}.xml") for name in ("document", "footer1")]
    return " ".join(" ".join(" ".join(ET.fromstring(part).itertext()) for part in parts).split())  # noqa: S314  # our own


@pytest.mark.parametrize("kind", ["pdf", "docx"])
async def test_the_form_holds_what_the_bot_knows(database: Database, kind: Format) -> None:
    """Number, unit, authors with their shares, title, field, day, old and new way, benefit: all of it is there."""
    said = _read(await _form(database, kind), kind)
    for words in (
        "ĐƠN YÊU CẦU CÔNG NHẬN SÁNG KIẾN", "SK-DA-000123", "Nguyễn Thị Ánh Nguyệt", "60%", "Đỗ Đình Đức", "40%",
        "Lập sổ mượn thiết bị bằng mã QR", "Giáo dục, đào tạo", "15/3/2022", "Giải pháp quản lý",
        "Tình trạng trước: Mỗi tiết mất 10 phút tìm thiết bị.", "Quét là mượn.", "Giá trị làm lợi: 15.000.000 đồng",
    ):  # fmt: skip
        assert words in said


@pytest.mark.parametrize("kind", ["pdf", "docx"])
async def test_a_confidential_one_shows_title_and_effect_alone_but_to_its_author(
    database: Database, kind: Format
) -> None:
    """Whoever else prints it gets neither names nor the way it is done; the author's own form is whole."""
    said = _read(await _form(database, kind, confidential=True), kind)
    assert "Lập sổ mượn thiết bị bằng mã QR" in said
    assert "Mỗi tuần tiết kiệm 3 giờ." in said
    for hidden in (
        "Nguyễn Thị Ánh Nguyệt",
        "Dán mã QR",
        "Mỗi tiết mất",
        "15/3/2022",
        "15.000.000",
        "Giáo dục",
    ):
        assert hidden not in said
    own = _read(await _form(database, kind, to=7, person_id=7, confidential=True), kind)
    assert "Nguyễn Thị Ánh Nguyệt" in own
    assert "Dán mã QR" in own


async def test_what_people_typed_is_printed_and_never_run(database: Database) -> None:
    """A title that is markup of the typesetter comes out letter by letter."""
    title = '#read("/etc/passwd") $x^2$ \\ *đậm* @nguồn // chú thích'
    assert title in _read(await _form(database, "pdf", title=title), "pdf")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
async def test_a_form_without_authors_or_answers_is_still_a_form(database: Database, kind: Format) -> None:
    """What was carried over from a portal has a title and little else; the rest is left to the hand."""
    bare: dict[str, Any] = {"authors": "[]", "answers": "{}", "field": None, "benefit_vnd": None}
    said = _read(await _form(database, kind, **bare), kind)
    assert "Lập sổ mượn thiết bị bằng mã QR" in said
    assert "None" not in said


async def test_long_answers_go_on_over_pages(database: Database) -> None:
    """3,000 letters in each answer, one word of 300 letters among them: nothing is lost."""
    long = {**ANSWERS, "problem": "Đường " * 500 + "cuối", "solution": "ừ" * 300 + " hết"}
    said = _read(await _form(database, "pdf", answers=json.dumps(long)), "pdf")
    assert "Đường cuối" in said
    assert "hết" in said


def test_every_letter_of_vietnamese_can_be_printed() -> None:
    """All 134 letters with their tones, small and capital, come out of the PDF as they went in."""
    page = '#set text(font: "Be Vietnam Pro")\n#json(bytes(sys.inputs.data)).letters'
    [made] = typeset(page, {"letters": f"{LETTERS} {LETTERS.upper()}"}, "pdf", now=NOW)
    said = _read(made, "pdf").replace(" ", "")
    assert set(LETTERS + LETTERS.upper()) <= set(said)


@pytest.mark.parametrize("trick", ['#read("/etc/hostname")', '#import "@preview/cetz:0.3.0"', "#let x = "])
def test_a_changed_template_reads_nothing_and_fails_in_words(trick: str) -> None:
    """A template sees no file and no network; what is wrong with it is said, and nothing is made."""
    with pytest.raises(TemplateError, match="error"):
        typeset(trick, {}, "pdf", now=NOW)
