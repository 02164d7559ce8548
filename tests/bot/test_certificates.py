"""`nuocrut certificates`: a page and a picture each, by a template one can change, with no name that was not given."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.certificates import print_certificates
from bot.papers import PaperError
from bot.settings import Settings
from storage.database import Database
from storage.records import Award, Consent
from storage.writing import write
from tests.bot import test_papers
from tests.storage.rows import chat, initiative, person

settings = test_papers.settings  # a database with the campaign of Đông Anh
EXAMPLE, NOW = test_papers.EXAMPLE, datetime(2022, 5, 20, 2, 0, tzinfo=UTC)
NAMED, UNNAMED = 71, 72
LONG = "Giải pháp ứng dụng mã QR trong quản lý, theo dõi việc mượn trả đồ dùng dạy học tối thiểu " * 3


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A campaign's folder of the test's own."""
    made = tmp_path / "chien-dich"
    made.mkdir()
    (made / "campaign.toml").write_bytes((EXAMPLE / "campaign.toml").read_bytes())
    return made


@pytest.fixture(autouse=True)
async def valid(settings: Settings) -> None:
    """A valid initiative of each of two people, one of whom agreed to be named; four decisions, one revoked."""
    database = Database(settings.database_url)
    await database.open()
    people = [person(NAMED, name="Nguyễn Thị Ánh Nguyệt"), person(UNNAMED, name="Đỗ Đình Đức")]
    agreed = Consent(id=1, person_id=NAMED, purpose="P3_publish_name", granted=True, text_version="1", text_hash="",
                     chat_id=1, update_key="", given_at=NOW)  # fmt: skip
    authors = json.dumps(
        [{"name": "Nguyễn Thị Ánh Nguyệt", "share": 60}, {"name": "Lê Thị Đào", "share": 40}]
    )
    done = {"status": "valid", "validated_at": NOW, "unit": "DHOI"}
    made = [
        initiative(900_201, person_id=NAMED, title="#emph[Sổ] mượn $5", authors=authors, **done),
        initiative(900_202, person_id=UNNAMED, title=LONG[:250], confidential=True, **done),
        initiative(900_203, person_id=NAMED, unit="DHOI"),
    ]
    awards = [
        Award(id=number, unit="DHOI", person_id=who, form="Giấy khen", number=f"{number}/QĐ",
              decided_on=date(2022, 6, 1), entered_by=None, entered_at=NOW, revoked_at=gone)
        for number, who, gone in ((1, None, None), (2, NAMED, None), (3, UNNAMED, None), (4, None, NOW))
    ]  # fmt: skip
    async with database.write() as connection:
        await write(connection, [*people, chat(1), agreed, *made, *awards])
    await database.close()


def _said(path: Path) -> str:
    read = PdfReader(path)
    assert len(read.pages) == 1
    return " ".join(read.pages[0].extract_text().split())


async def test_each_decision_and_each_valid_initiative_gets_a_page_and_a_picture(
    settings: Settings, folder: Path, tmp_path: Path
) -> None:
    """Three that stand and two that are valid: what was revoked or only submitted gets none; nobody else reads them."""
    out = tmp_path / "out"
    assert await print_certificates(settings, folder, out) == f"{out}: 3 commendations, 2 cards of thanks."
    names = ["cam-on-SK-DA-900201", "cam-on-SK-DA-900202", "khen-0001", "khen-0002", "khen-0003"]
    assert sorted(path.name for path in out.iterdir()) == sorted(
        f"{name}.{kind}" for name in names for kind in ("pdf", "png")
    )
    assert all(path.read_bytes()[:4] == b"\x89PNG" for path in out.glob("*.png"))
    assert all(path.stat().st_mode & 0o077 == 0 for path in [out, *out.iterdir()])
    assert "Quyết định số 1/QĐ ngày 1/6/2022" in _said(out / "khen-0001.pdf")


async def test_names_stand_there_only_with_consent(settings: Settings, folder: Path, tmp_path: Path) -> None:
    """P3 given: the name; not given, or a co-author who was never asked: "một đoàn viên", "và các đồng tác giả"."""
    out = tmp_path / "out"
    await print_certificates(settings, folder, out)
    assert "Nguyễn Thị Ánh Nguyệt" in _said(out / "khen-0002.pdf")
    thanked = _said(out / "cam-on-SK-DA-900201.pdf")
    assert "Nguyễn Thị Ánh Nguyệt và các đồng tác giả" in thanked
    assert "“#emph[Sổ] mượn $5”" in thanked
    every = " ".join(_said(path) for path in out.glob("*.pdf"))
    assert "Đỗ Đình Đức" not in every
    assert "Lê Thị Đào" not in every
    assert "một đoàn viên Xã Đông Hội" in _said(out / "khen-0003.pdf")


async def test_a_union_s_own_template_is_used_with_its_picture(
    settings: Settings, folder: Path, tmp_path: Path
) -> None:
    """`templates/thanks.typ` takes the place of the shipped one; the other stays as it is."""
    (folder / "templates").mkdir()
    (folder / "templates" / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    (folder / "templates" / "thanks.typ").write_text(
        '#set text(font: "Be Vietnam Pro")\n#image("logo.svg")\nMẫu của đơn vị: #json(bytes(sys.inputs.data)).title'
    )
    out = tmp_path / "out"
    await print_certificates(settings, folder, out)
    assert _said(out / "cam-on-SK-DA-900201.pdf") == "Mẫu của đơn vị: THƯ CẢM ƠN"
    assert "GIẤY KHEN" in _said(out / "khen-0001.pdf")


@pytest.mark.parametrize(
    ("name", "words", "reason"),
    [
        ("thanks.typ", "#let x = ", "thanks.typ cannot be set"),
        ("commendation.typ", '#read("/../campaign.toml")', "commendation.typ cannot be set"),
        ("commendation.typ", b"\xff\xfe", "commendation.typ"),
    ],
)
async def test_a_template_with_a_mistake_is_named(
    settings: Settings, folder: Path, tmp_path: Path, name: str, words: str | bytes, reason: str
) -> None:
    """Which one and why; it reads nothing outside its folder."""
    (folder / "templates").mkdir()
    (folder / "templates" / name).write_bytes(words if isinstance(words, bytes) else words.encode())
    with pytest.raises(PaperError, match=reason):
        await print_certificates(settings, folder, tmp_path / "out")


async def test_a_folder_that_is_no_campaign_s_or_cannot_be_made_is_said(
    settings: Settings, folder: Path, tmp_path: Path
) -> None:
    """One sentence each."""
    with pytest.raises(PaperError, match="no campaign's folder"):
        await print_certificates(settings, tmp_path / "nowhere", tmp_path / "out")
    (tmp_path / "file").write_text("")
    with pytest.raises(PaperError, match="cannot be made"):
        await print_certificates(settings, folder, tmp_path / "file")
