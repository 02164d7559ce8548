"""Commands that serve a campaign, and what is needed to begin with it and to watch it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.terminal import Folder, ask, fail, read_settings, run_to_end, say


class Platform(StrEnum):
    """Where people talk with the bot."""

    TELEGRAM = "telegram"
    ZALO = "zalo"


def demo(
    folder: Annotated[
        Path | None, typer.Argument(help="A campaign's folder; the Đông Anh example by default.")
    ] = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The page's port on this machine; 0 takes any free one.")
    ] = 8080,
    play: Annotated[
        bool,
        typer.Option("--play", help="Nobody is needed: the whole sprint is played with a crowd of workers."),
    ] = False,
    leave: Annotated[
        bool, typer.Option("--exit", help="After the play end, with 0 if everything was right and 1 if not.")
    ] = False,
    days: Annotated[
        str, typer.Option(help="The days the play's transcript tells of, e.g. 27/4,16/5; five by default.")
    ] = "",
    only: Annotated[
        Platform | None, typer.Option(help="The one platform it is on; without it, half of it on each.")
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(
            help="A new folder where the demo's data stay, to be looked into; else they go with it."
        ),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show the bot's log.")] = False,
) -> None:
    """Show everything without any token: a page with telephones, Zalo's and Telegram's stand-ins, the bot, a clock."""
    from bot.demo import EXAMPLE, Demo, DemoError, Options
    from bot.journal import set_up
    from campaign.file import CampaignFileError
    from storage.database import DatabaseUnusableError

    set_up("INFO" if verbose else "ERROR", as_json=False)
    options = Options(
        folder or EXAMPLE,
        port,
        play=play,
        leave=play and leave,
        days=days,
        only=only.value if only is not None else "",
        keep=keep,
    )
    try:
        raise typer.Exit(run_to_end(Demo(options, say).run()) or 0)
    except CampaignFileError as error:
        raise fail(f"The campaign has mistakes:\n{error}") from error
    except (DemoError, DatabaseUnusableError) as error:
        raise fail(str(error)) from error


def run(
    folder: Folder,
) -> None:
    """Serve a campaign for real, with the settings of the environment and `.env`, until stopped."""
    from aiogram.exceptions import (
        AiogramError,
        TelegramBadRequest,
        TelegramNotFound,
        TelegramUnauthorizedError,
    )
    from aiogram.utils.token import TokenValidationError

    from bot.journal import set_up
    from bot.owning import ServiceError
    from bot.service import serve
    from bot.zalo.connecting import ZaloUnusableError
    from campaign.file import CampaignFileError
    from storage.campaigns import WrongCampaignError
    from storage.database import DatabaseUnusableError

    settings = read_settings()
    set_up(settings.log_level, as_json=settings.log_json)
    try:
        raise typer.Exit(run_to_end(serve(settings, folder)) or 0)
    except CampaignFileError as error:
        raise fail(f"The campaign has mistakes (nuocrut check {folder} names them all):\n{error}") from error
    except (ServiceError, ZaloUnusableError, WrongCampaignError, DatabaseUnusableError) as error:
        raise fail(str(error)) from error
    except (TelegramUnauthorizedError, TelegramNotFound, TokenValidationError) as error:
        raise fail("Telegram refuses the token. Look at TELEGRAM_BOT_TOKEN.") from error
    except TelegramBadRequest as error:
        raise fail(
            f"Telegram refuses the webhook ({error.message}). Look at PUBLIC_URL and TELEGRAM_WEBHOOK_SECRET."
        ) from error
    except AiogramError as error:
        raise fail(
            "The Bot API server cannot be reached. Look at TELEGRAM_API_URL and the network."
        ) from error


def migrate() -> None:
    """Bring the database's schema up to date. `run` does it too."""
    from storage.database import DatabaseUnusableError
    from storage.migrating import migrate as migrate_database

    try:
        before, after = ask(migrate_database(read_settings().database_url))
    except DatabaseUnusableError as error:
        raise fail(str(error)) from error
    typer.echo(
        f"The schema is at {after}." if before == after else f"The schema went from {before} to {after}."
    )


def invite(
    who: Annotated[str, typer.Argument(help="owner: the person who runs the campaign in the chat.")],
) -> None:
    """Print a one-time link that makes whoever opens it first an owner of the campaign."""
    from bot.inviting import invite_owner
    from bot.owning import ServiceError
    from bot.zalo.connecting import ZaloUnusableError
    from storage.database import DatabaseUnusableError

    if who != "owner":
        raise fail(
            "Only owners are invited from here: nuocrut invite owner. Owners invite cadres in the chat.", 2
        )
    try:
        typer.echo(ask(invite_owner(read_settings())))
    except (ServiceError, ZaloUnusableError, DatabaseUnusableError) as error:
        raise fail(str(error)) from error


def unhook() -> None:
    """Remove the webhooks of the Zalo bots, so that their events can be fetched by polling."""
    from bot.bots import unhook as remove_webhooks
    from bot.owning import ServiceError
    from bot.zalo.connecting import ZaloUnusableError

    try:
        typer.echo(ask(remove_webhooks(read_settings())))
    except (ServiceError, ZaloUnusableError) as error:
        raise fail(str(error)) from error


def health() -> None:
    """Say whether the running bot is well: 0 when it is, 1 when it is not or does not run."""
    from bot.health import UnwellError, look
    from storage.database import DatabaseUnusableError

    try:
        typer.echo(ask(look(read_settings())))
    except (UnwellError, DatabaseUnusableError) as error:
        raise fail(str(error)) from error
