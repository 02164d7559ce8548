"""Settings that cannot be: each was a traceback, or taken in silence; each is one plain sentence now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from bot.cli import app
from bot.owning import ServiceError
from bot.service import serve
from bot.settings import Settings
from tests.bot.wire import TOKEN, open_wire

EXAMPLE = Path(__file__).parents[2] / "examples" / "dong-anh"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "LOUD"),
        ("DATABASE_URL", "nuocrut.sqlite3"),
        ("DATABASE_URL", "sqlite:///data/nuocrut.sqlite3"),
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:"),
        ("DATABASE_URL", "postgresql+asyncpg://localhost/nuocrut"),
        ("TELEGRAM_WEBHOOK_SECRET", "bí mật"),
        ("PUBLIC_URL", "bot.example.org"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("LISTEN_PORT", "99999"),
    ],
)
@pytest.mark.parametrize("command", ["migrate", "health"])
def test_a_setting_that_cannot_be_was_a_traceback(
    command: str, name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name and what to write instead, exit 1, whatever the command."""
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(app, [command], env={name: value})
    [line] = shown.output.splitlines()
    assert (shown.exit_code, line.startswith(f"nuocrut: The setting {name} cannot be used: ")) == (1, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"LOG_LEVEL=\xff\xfe", None], ids=["no text", "a folder"])
def test_an_env_file_that_cannot_be_read_is_a_sentence(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes that are no UTF-8 are named; a folder of that name is no file of settings and is passed over."""
    monkeypatch.chdir(tmp_path)
    if content is None:
        (tmp_path / ".env").mkdir()
    else:
        (tmp_path / ".env").write_bytes(content)
    shown = CliRunner().invoke(app, ["health"])
    [line] = shown.output.splitlines()
    assert shown.exit_code == 1
    assert (".env" in line) is (content is not None)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"zalo_webhook_secret": SecretStr("mot-tu-bi-mat")}, "PUBLIC_URL"),
        ({"telegram_webhook_secret": SecretStr("abc")}, "PUBLIC_URL"),
        ({"files_folder": Path("/dev/null/files")}, "FILES_FOLDER"),
        ({"listen_host": "192.0.2.1"}, "LISTEN_HOST"),
        ({"database_url": f"sqlite+aiosqlite:///{'dai' * 40}/x.sqlite3"}, "DATABASE_URL"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_is_found_out_at_the_start_is_a_sentence(
    settings: dict[str, Any], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a webhook, a folder for files that cannot be, an address of another machine, a socket's path too long."""
    monkeypatch.chdir(tmp_path)
    async with open_wire() as wire:
        usual = {
            "telegram_bot_token": SecretStr(TOKEN),
            "telegram_api_url": wire.bot.session.api.base.split("/bot")[0],
            "listen_port": 0,
        }
        with pytest.raises(ServiceError, match=named):
            await serve(Settings(_env_file=None, **{**usual, **settings}), EXAMPLE)
