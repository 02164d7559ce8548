"""Settings: what an operator leaves empty is not set, what cannot be used is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, example

ROOT = Path(__file__).parents[2]


def test_the_example_is_written_from_the_settings() -> None:
    """`.env.example` has every setting with its meaning, and nothing else."""
    assert (ROOT / ".env.example").read_text("utf-8") == example()


def test_the_example_as_it_is_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copied to .env and not filled in yet, every setting keeps its default; empty is not set."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    place = tmp_path / ".env"
    place.write_text(example(), "utf-8")
    assert Settings(_env_file=place) == Settings(_env_file=None)


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable set outside is the one that counts."""
    place = tmp_path / ".env"
    place.write_text("LISTEN_PORT=9000\nLOG_JSON=true\n", "utf-8")
    monkeypatch.setenv("LISTEN_PORT", "9001")
    settings = Settings(_env_file=place)
    assert (settings.listen_port, settings.log_json) == (9001, True)


def test_secrets_are_not_shown() -> None:
    """Printed by mistake, a token is stars."""
    shown = repr(Settings(_env_file=None, telegram_bot_token="123456:ABC"))
    assert "ABC" not in shown


def test_a_port_that_is_none_is_refused() -> None:
    """What cannot be used raises, naming the setting."""
    with pytest.raises(ValidationError, match="listen_port"):
        Settings(_env_file=None, listen_port=70000)
