"""Settings from the environment and `.env`; `.env.example` is written from this class."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from campaign.quota import Plan
from storage.place import trouble_with

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{8,256}", re.ASCII)
_ZALO_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+", re.ASCII)


def _address(said: str) -> str:
    parts = urlsplit(said)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("it has to be an http or https address without ? and #")
    return said.rstrip("/")


def _zalo_secret(said: SecretStr) -> SecretStr:
    if not _WEBHOOK_SECRET.fullmatch(said.get_secret_value()):
        raise ValueError("it has to be 8 to 256 letters, digits, _ or -")
    return said


def _zalo_tokens(said: SecretStr) -> SecretStr:
    tokens = _parts(said.get_secret_value())
    if not tokens or not all(_ZALO_TOKEN.fullmatch(token) for token in tokens):
        raise ValueError(
            "a token is digits, a colon, and letters, digits, _ or -; several are parted by commas"
        )
    if len(set(tokens)) < len(tokens):
        raise ValueError("the same token stands there twice")
    return said


def _parts(listed: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in listed.split(",") if part.strip())


class Settings(BaseSettings):
    """Everything an operator can set. Names in the environment are the same in capitals."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    telegram_bot_token: SecretStr | None = Field(
        default=None, description="The token @BotFather gave for the bot. Without it Telegram is off."
    )
    telegram_api_url: str = Field(
        default="https://api.telegram.org", description="The Bot API server; another one for a local server."
    )
    telegram_webhook_secret: SecretStr | None = Field(
        default=None,
        description="With PUBLIC_URL: updates come by webhook and carry this secret (letters, digits, _ and -).",
    )
    zalo_bot_tokens: Annotated[SecretStr, AfterValidator(_zalo_tokens)] | None = Field(
        default=None,
        description="The token that Zalo Bot Creator sent; several bots are parted by commas. Without it Zalo is off.",
    )
    zalo_bot_names: str = Field(
        default="",
        description="What the Zalo bots are called, in the tokens' order; needed only where Zalo does not tell it.",
    )
    zalo_api_url: Annotated[str, AfterValidator(_address)] = Field(
        default="https://bot-api.zaloplatforms.com",
        description="The server of the Zalo Bot Platform; another one for a stand-in.",
    )
    zalo_webhook_secret: Annotated[SecretStr, AfterValidator(_zalo_secret)] | None = Field(
        default=None,
        description="With PUBLIC_URL: Zalo's events come by webhook with this secret (8-256 letters, digits, _ and -).",
    )
    zalo_messages_per_second: float = Field(
        default=5.0,
        gt=0,
        description="How many messages a Zalo bot sends in a second; Zalo's own limit is not known.",
    )
    zalo_monthly_messages: int = Field(
        default=3000,
        ge=0,
        description="How many messages Zalo allows a bot in a calendar month; 0: no limit.",
    )
    zalo_count_inbound: bool = Field(
        default=True,
        description="Whether what people say to a Zalo bot counts as well; nobody outside Zalo knows.",
    )
    zalo_reserve_percent: int = Field(
        default=10,
        ge=0,
        le=50,
        description="How many percent of them are kept for the groups' posts, as far as those need it.",
    )
    zalo_max_users: int = Field(
        default=50, ge=0, description="How many people Zalo allows a bot; 0: no limit."
    )
    zalo_max_groups: int = Field(
        default=3, ge=0, description="How many groups Zalo allows a bot; 0: no limit."
    )
    public_url: str | None = Field(
        default=None,
        description="The https address of this server, for webhooks and for files on Zalo, e.g. https://bot.example.org",
    )
    listen_host: str = Field(
        default="127.0.0.1", description="Where the web server listens (webhooks, health)."
    )
    listen_port: int = Field(default=8081, ge=0, le=65535, description="The web server's port.")
    database_url: str = Field(
        default="sqlite+aiosqlite:///data/nuocrut.sqlite3",
        description="Where the data are. SQLite by default.",
    )
    files_folder: Path = Field(default=Path("data/files"), description="Where photos and documents are kept.")
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    log_json: bool = Field(default=False, description="true: one JSON object a line, for log collectors.")

    @field_validator("log_level")
    @classmethod
    def _is_a_level(cls, level: str) -> str:
        if level.upper() not in logging.getLevelNamesMapping():
            raise ValueError("write DEBUG, INFO, WARNING or ERROR")
        return level.upper()

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: str) -> str:
        if trouble := trouble_with(url):
            raise ValueError(trouble)
        return url

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _is_a_secret_telegram_takes(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and _SECRET.fullmatch(secret.get_secret_value()) is None:
            raise ValueError("Telegram takes 1 to 256 letters, digits, _ and -")
        return secret

    @field_validator("public_url", "telegram_api_url")
    @classmethod
    def _is_an_address(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("https://", "http://")):
            raise ValueError("an address begins with https://")
        return url

    @property
    def zalo_tokens(self) -> tuple[str, ...]:
        """The tokens of the Zalo bots, in the order they were given."""
        return _parts(self.zalo_bot_tokens.get_secret_value()) if self.zalo_bot_tokens is not None else ()

    @property
    def zalo_names(self) -> tuple[str, ...]:
        """What the Zalo bots are called, as far as it was said."""
        return _parts(self.zalo_bot_names)

    @property
    def zalo_plan(self) -> Plan:
        """What Zalo allows each of the bots."""
        return Plan(
            self.zalo_monthly_messages,
            self.zalo_max_users,
            self.zalo_max_groups,
            self.zalo_reserve_percent,
            self.zalo_count_inbound,
        )

    @property
    def has_channel(self) -> bool:
        """Whether there is any platform to talk on."""
        return self.telegram_bot_token is not None or bool(self.zalo_tokens)


def example() -> str:
    """The text of `.env.example`."""
    lines = ["# Copy to .env and fill in. Every line is optional unless it says otherwise.", ""]
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = "" if default is None else str(default).lower() if isinstance(default, bool) else str(default)
        lines += [f"# {field.description}", f"{'# ' if shown else ''}{name.upper()}={shown}", ""]
    return "\n".join(lines)
