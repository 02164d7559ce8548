"""Settings: what an operator leaves empty is not set, what cannot be used is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zalo_bot_tokens", "no token"),
        ("zalo_bot_tokens", "123:abc,no token"),
        ("zalo_bot_tokens", "123:abc, 123:abc"),
        ("zalo_bot_tokens", " , "),
        ("zalo_webhook_secret", "seven77"),
        ("zalo_webhook_secret", "x" * 257),
        ("zalo_webhook_secret", "có dấu và trống"),
        ("zalo_api_url", "bot-api.zaloplatforms.com"),
        ("zalo_api_url", "https://bot-api.zaloplatforms.com/?a=b"),
        ("zalo_messages_per_second", "0"),
    ],
)
def test_what_zalo_would_not_take_is_refused(name: str, value: str) -> None:
    """Before anything is started, and the setting is named."""
    with pytest.raises(ValidationError) as refused:
        Settings(_env_file=None, **{name: value})  # type: ignore[arg-type]  # a setting by its name
    assert refused.value.errors()[0]["loc"] == (name,)


def test_several_zalo_bots_are_parted_by_commas() -> None:
    """With blanks and an empty end; the address loses its last slash."""
    settings = Settings(
        _env_file=None,
        zalo_bot_tokens=SecretStr("123:abc, 456:def,"),
        zalo_bot_names="Bot Một, Bot Hai",
        zalo_api_url="http://127.0.0.1:8080/zalo/",
    )
    assert settings.zalo_tokens == ("123:abc", "456:def")
    assert settings.zalo_names == ("Bot Một", "Bot Hai")
    assert settings.zalo_api_url == "http://127.0.0.1:8080/zalo"
    assert settings.has_channel


def test_a_port_that_is_none_is_refused() -> None:
    """What cannot be used raises, naming the setting."""
    with pytest.raises(ValidationError, match="listen_port"):
        Settings(_env_file=None, listen_port=70000)
