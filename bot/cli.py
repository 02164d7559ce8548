"""The command line: `nuocrut demo | run | check | migrate | rehearse | invite | export | form | import | …`."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast

import typer

from bot import interrupt

T = TypeVar("T")
app = typer.Typer(
    help="Nước Rút: the chatbot that carries a trade union through an emulation sprint.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Folder = Annotated[
    Path, typer.Argument(help="The campaign's folder: campaign.toml, units.csv and what goes with them.")
]


class Platform(StrEnum):
    """Where people talk with the bot."""

    TELEGRAM = "telegram"
    ZALO = "zalo"


def _fail(reason: str, code: int = 1) -> typer.Exit:
    typer.secho(f"nuocrut: {reason}", err=True, fg=typer.colors.RED)
    return typer.Exit(code)


def _run(work: Coroutine[Any, Any, T]) -> T | None:
    """Run to the end; None when Ctrl-C or SIGTERM came: then it is cancelled and has put everything away."""

    def stop_once(task: asyncio.Task[T]) -> None:
        if not task.cancelling():
            task.cancel()

    async def until_stopped() -> T | None:
        task = asyncio.create_task(work)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop_once, task)
        try:
            return await task
        except asyncio.CancelledError:
            _print(interrupt.farewell())
            return None

    try:
        import uvloop

        factory = uvloop.new_event_loop
    except ImportError:
        factory = None
    before = signal.getsignal(signal.SIGINT)
    try:
        with asyncio.Runner(loop_factory=factory) as runner:
            return runner.run(until_stopped())
    finally:
        signal.signal(signal.SIGINT, before)  # the loop leaves Python's own behind


def _ask(work: Coroutine[Any, Any, T]) -> T:
    """Run what gives an answer; Ctrl-C leaves it undone."""
    answer = _run(work)
    if answer is None:
        raise typer.Exit(interrupt.CODE)
    return answer


@app.command()
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
        raise typer.Exit(_run(Demo(options, _print).run()) or 0)
    except CampaignFileError as error:
        raise _fail(f"The campaign has mistakes:\n{error}") from error
    except (DemoError, DatabaseUnusableError) as error:
        raise _fail(str(error)) from error


def _print(line: str) -> None:
    print(line, flush=True)


@app.command()
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
    from bot.service import ServiceError, serve
    from bot.zalo.connecting import ZaloUnusableError
    from campaign.file import CampaignFileError
    from storage.campaigns import WrongCampaignError
    from storage.database import DatabaseUnusableError

    settings = _settings()
    set_up(settings.log_level, as_json=settings.log_json)
    try:
        raise typer.Exit(_run(serve(settings, folder)) or 0)
    except CampaignFileError as error:
        raise _fail(f"The campaign has mistakes (nuocrut check {folder} names them all):\n{error}") from error
    except (ServiceError, ZaloUnusableError, WrongCampaignError, DatabaseUnusableError) as error:
        raise _fail(str(error)) from error
    except (TelegramUnauthorizedError, TelegramNotFound, TokenValidationError) as error:
        raise _fail("Telegram refuses the token. Look at TELEGRAM_BOT_TOKEN.") from error
    except TelegramBadRequest as error:
        raise _fail(
            f"Telegram refuses the webhook ({error.message}). Look at PUBLIC_URL and TELEGRAM_WEBHOOK_SECRET."
        ) from error
    except AiogramError as error:
        raise _fail(
            "The Bot API server cannot be reached. Look at TELEGRAM_API_URL and the network."
        ) from error


@app.command()
def check(folder: Folder) -> None:
    """Name every mistake in a campaign's files, with file, line and reason; without mistakes, say what it holds.

    With ZALO_BOT_TOKENS it also reports how Zalo answers.
    """
    from campaign.file import check_campaign, describe, read_campaign

    problems = check_campaign(folder)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise _fail(f"{len(problems)} mistake{'s' if len(problems) > 1 else ''}")
    for line in describe(read_campaign(folder)):
        typer.echo(line)
    settings = _settings()
    if not settings.zalo_tokens:
        return
    from bot.zalo.examining import examine

    if not _ask(examine(settings, typer.echo)):
        raise _fail("Zalo did not answer as expected; the report says where.")


@app.command()
def rehearse(folder: Folder) -> None:
    """Print every day of the sprint before anything goes live: what would be posted where, or why nothing is."""
    from campaign.file import CampaignFileError, read_campaign
    from campaign.texts import Texts
    from scheduler.rehearsal import SampleFigures, default_parties, print_days
    from scheduler.rehearsal import rehearse as rehearse_sprint

    try:
        campaign = read_campaign(folder)
    except CampaignFileError as error:
        raise _fail(str(error)) from error
    texts = Texts(campaign.texts)
    for sprint in campaign.sprints:
        unit = next((each.code for each in campaign.units if each.cluster is not None), campaign.root)
        parties = default_parties(campaign, sprint, unit)
        figures = SampleFigures(campaign, sprint, "@bot")
        days = rehearse_sprint(campaign, sprint, parties, figures, texts)
        for line in print_days(days, campaign, sprint, texts):
            typer.echo(line)


@app.command()
def migrate() -> None:
    """Bring the database's schema up to date. `run` does it too."""
    from storage.database import DatabaseUnusableError
    from storage.migrating import migrate as migrate_database

    try:
        before, after = _ask(migrate_database(_settings().database_url))
    except DatabaseUnusableError as error:
        raise _fail(str(error)) from error
    typer.echo(
        f"The schema is at {after}." if before == after else f"The schema went from {before} to {after}."
    )


@app.command()
def invite(
    who: Annotated[str, typer.Argument(help="owner: the person who runs the campaign in the chat.")],
) -> None:
    """Print a one-time link that makes whoever opens it first an owner of the campaign."""
    from bot.service import ServiceError, invite_owner
    from bot.zalo.connecting import ZaloUnusableError
    from storage.database import DatabaseUnusableError

    if who != "owner":
        raise _fail(
            "Only owners are invited from here: nuocrut invite owner. Owners invite cadres in the chat.", 2
        )
    try:
        typer.echo(_ask(invite_owner(_settings())))
    except (ServiceError, ZaloUnusableError, DatabaseUnusableError) as error:
        raise _fail(str(error)) from error


@app.command()
def unhook() -> None:
    """Remove the webhooks of the Zalo bots, so that their events can be fetched by polling."""
    from bot.service import ServiceError
    from bot.service import unhook as remove_webhooks
    from bot.zalo.connecting import ZaloUnusableError

    try:
        typer.echo(_ask(remove_webhooks(_settings())))
    except (ServiceError, ZaloUnusableError) as error:
        raise _fail(str(error)) from error


@app.command()
def export(
    path: Annotated[Path, typer.Argument(help="The Excel file to be written, e.g. bao-cao.xlsx.")],
    phase: Annotated[str, typer.Option(help="The code of one phase; all of them when left out.")] = "",
    unit: Annotated[str, typer.Option(help="The code of a unit: it and all below it.")] = "",
    tree: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Arrange the units by the tree of this day; today's by default."
        ),
    ] = None,
    reader: Annotated[
        str,
        typer.Option(
            "--for",
            help="Who reads it. inside: the union's own desk. portal: without who refused to be passed on. "
            "public: without the names of those who did not agree to be named.",
        ),
    ] = "inside",
) -> None:
    """Write the report in Excel: figures by unit, block, cluster, kind, field and day, and the list of initiatives."""
    from bot.exporting import ExportError, Order
    from bot.exporting import export as write
    from storage.database import DatabaseUnusableError

    if reader not in {"inside", "portal", "public"}:
        raise _fail(f"A report is for inside, portal or public, not for {reader}.", 2)
    order = Order(path, phase, unit, tree.date() if tree else None, cast("Any", reader))
    try:
        typer.echo(_ask(write(_settings(), order, _show_progress())))
    except (ExportError, DatabaseUnusableError) as error:
        raise _fail(str(error)) from error


def _agrees(question: str) -> bool:
    """Whether somebody at the terminal says yes; no answer at all is no."""
    try:
        return typer.confirm(question, default=False)
    except typer.Abort:
        return False


def _show_progress() -> Callable[[int, int], None]:
    """A line on a terminal that counts up; nothing where the output is a file."""
    if not sys.stderr.isatty():
        return lambda _done, _of: None
    return lambda done, of: typer.echo(f"\r{done} / {of}{' ' if done < of else chr(10)}", nl=False, err=True)


@app.command("import")
def import_(
    path: Annotated[
        Path, typer.Argument(help="The list of units: .xlsx or .csv. With --undo: the campaign's folder.")
    ],
    folder: Annotated[
        Path | None, typer.Argument(help="The campaign's folder, whose units.csv it goes into.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask after the preview.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last import back.")] = False,
) -> None:
    """Take a list of units from Excel: preview what would change, then all of it or nothing. The bot may be running."""
    from bot import importing
    from storage.database import DatabaseUnusableError

    if undo is (folder is not None):
        raise _fail("nuocrut import <list> <campaign folder>, or nuocrut import --undo <campaign folder>.", 2)

    try:
        if folder is None:
            typer.echo(_ask(importing.undo(_settings(), path)))
            return
        preview, prepared = _ask(importing.look_at(path, folder))
        typer.echo(preview)
        if not prepared.plan.changes:
            return
        if not yes and not _agrees("Import this list?"):
            raise _fail("Nothing was changed.")
        typer.echo(_ask(importing.put(_settings(), folder, prepared)))
    except (importing.ImportRefusedError, DatabaseUnusableError) as error:
        raise _fail(str(error)) from error


@app.command()
def form(
    number: Annotated[str, typer.Argument(help="The initiative's number, e.g. SK-DA-000123 or 123.")],
    path: Annotated[Path, typer.Argument(help="The file to be written: don.docx or don.pdf.")],
) -> None:
    """Write the application of Circular 18/2013 for one initiative, filled in as far as the bot knows."""
    from bot.papers import PaperError, print_form
    from storage.database import DatabaseUnusableError

    try:
        typer.echo(_ask(print_form(_settings(), number, path)))
    except (PaperError, DatabaseUnusableError) as error:
        raise _fail(str(error)) from error


@app.command()
def qr(
    folder: Folder,
    path: Annotated[Path, typer.Argument(help="The PDF to be written, e.g. ma-qr.pdf.")],
    unit: Annotated[str, typer.Option(help="The code of a unit: it and all below it.")] = "",
) -> None:
    """Write a sheet of QR codes to hang on walls, by which the workers of each unit find the bot."""
    from bot.codes import print_codes
    from bot.papers import PaperError
    from bot.service import ServiceError
    from bot.zalo.connecting import ZaloUnusableError
    from storage.database import DatabaseUnusableError

    try:
        typer.echo(_ask(print_codes(_settings(), folder, path, unit)))
    except (PaperError, ServiceError, ZaloUnusableError, DatabaseUnusableError) as error:
        raise _fail(str(error)) from error


@app.command()
def certificates(
    folder: Folder,
    out: Annotated[Path, typer.Argument(help="The folder they are written to.")],
) -> None:
    """Write a PDF and a picture for every decision to commend and every valid initiative, by your own templates."""
    from bot.certificates import print_certificates
    from bot.papers import PaperError
    from storage.database import DatabaseUnusableError

    try:
        typer.echo(_ask(print_certificates(_settings(), folder, out, typer.echo)))
    except (PaperError, DatabaseUnusableError) as error:
        raise _fail(str(error)) from error


@app.command()
def health() -> None:
    """Say whether the running bot is well: 0 when it is, 1 when it is not or does not run."""
    from bot.health import UnwellError, look
    from storage.database import DatabaseUnusableError

    try:
        typer.echo(_ask(look(_settings())))
    except (UnwellError, DatabaseUnusableError) as error:
        raise _fail(str(error)) from error


def _settings() -> Any:
    from pydantic import ValidationError

    from bot.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise _fail(f"The setting {name} cannot be used: {reason}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise _fail(f"The file .env cannot be read: {error}.") from error
