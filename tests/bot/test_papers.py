"""`nuocrut form`: a file for whoever runs the bot, or one plain sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.papers import PaperError, print_form
from bot.settings import Settings
from campaign.file import read_campaign, revision_hash
from storage.campaigns import apply
from storage.database import Database
from storage.migrating import migrate
from storage.writing import write
from tests.storage.rows import initiative

EXAMPLE = Path(__file__).parents[2] / "examples" / "dong-anh"
NOW = datetime(2022, 5, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
async def settings(tmp_path: Path) -> Settings:
    """A database with the campaign of Đông Anh and one initiative of a bot, 900123."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'nuocrut.sqlite3'}"
    await migrate(url)
    database = Database(url)
    await database.open()
    campaign = read_campaign(EXAMPLE)
    codes = {unit.code: f"lnk{number:07d}" for number, unit in enumerate(campaign.units)}
    await apply(database, campaign, revision_hash(campaign), NOW, codes)
    async with database.write() as connection:
        await write(connection, [initiative(900_123, unit="DHOI", title="Sổ mượn thiết bị bằng mã QR")])
    await database.close()
    return Settings(database_url=url, _env_file=None)


@pytest.mark.parametrize(("number", "name"), [("SK-DA-900123", "don.pdf"), ("900123", "DON.DOCX")])
async def test_a_form_is_written_for_its_owner_alone(
    settings: Settings, tmp_path: Path, number: str, name: str
) -> None:
    """By its number, long or short; the file is there, named in the answer, and nobody else may read it."""
    path = tmp_path / name
    said = await print_form(settings, number, path)
    assert said.startswith(f"{path}: SK-DA-900123, ")
    assert path.read_bytes()[:2] in {b"%P", b"PK"}
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("number", "name", "reason"),
    [
        ("900124", "don.pdf", "no initiative"),
        ("bốn", "don.pdf", "no number"),
        ("900123", "don.xls", r"\.docx or a \.pdf"),
        ("900123", "khong/co/don.pdf", "cannot be written"),
    ],
)
async def test_what_cannot_be_written_is_said_in_one_sentence(
    settings: Settings, tmp_path: Path, number: str, name: str, reason: str
) -> None:
    """A wrong number, another kind of file, a folder that is not there: nothing is left behind."""
    before = sorted(tmp_path.iterdir())
    with pytest.raises(PaperError, match=reason):
        await print_form(settings, number, tmp_path / name)
    assert sorted(tmp_path.iterdir()) == before
