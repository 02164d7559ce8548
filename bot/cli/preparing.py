"""Commands that look at a campaign before it goes live, and take lists into it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.terminal import Folder, agrees, ask, fail, read_settings


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to be made.")],
    union: Annotated[
        str,
        typer.Option(
            prompt="The union that runs it, e.g. Công đoàn xã Thư Lâm", help="The union that runs it."
        ),
    ],
    first: Annotated[
        str,
        typer.Option(
            "--from", prompt="First day of the sprint, e.g. 1/12/2026", help="First day of the sprint."
        ),
    ],
    last: Annotated[
        str,
        typer.Option(
            "--until", prompt="Last day of the sprint, e.g. 10/12/2026", help="Last day of the sprint."
        ),
    ],
    name: Annotated[str, typer.Option(help="The programme's name (left out: made from the union's).")] = "",
    code: Annotated[
        str, typer.Option(help="1 to 8 capital letters or digits (left out: the union's initials).")
    ] = "",
    contact: Annotated[str, typer.Option(help="Whom people may ask (left out: the union's office).")] = "",
) -> None:
    """Make a new campaign's folder with the least it needs; units, targets and cadres come from Excel afterwards."""
    from bot.founding import FoundingError, found

    try:
        for line in found(folder, union, (first, last), name=name, code=code, contact=contact):
            typer.echo(line)
    except FoundingError as error:
        raise fail(str(error)) from error


def check(folder: Folder) -> None:
    """Name every mistake in a campaign's files, with file, line and reason; without mistakes, say what it holds.

    With ZALO_BOT_TOKENS it also reports how Zalo answers.
    """
    from campaign.file import check_campaign, describe, read_campaign

    problems = check_campaign(folder)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise fail(f"{len(problems)} mistake{'s' if len(problems) > 1 else ''}")
    for line in describe(read_campaign(folder)):
        typer.echo(line)
    settings = read_settings()
    if not settings.zalo_tokens:
        return
    from bot.zalo.examining import examine

    if not ask(examine(settings, typer.echo)):
        raise fail("Zalo did not answer as expected; the report says where.")


def rehearse(folder: Folder) -> None:
    """Print every day of the sprint before anything goes live: what would be posted where, or why nothing is."""
    from campaign.file import CampaignFileError, read_campaign
    from campaign.texts import Texts
    from scheduler.rehearsal import SampleFigures, default_parties, print_days
    from scheduler.rehearsal import rehearse as rehearse_sprint

    try:
        campaign = read_campaign(folder)
    except CampaignFileError as error:
        raise fail(str(error)) from error
    texts = Texts(campaign.texts)
    for sprint in campaign.sprints:
        unit = next((each.code for each in campaign.units if each.cluster is not None), campaign.root)
        parties = default_parties(campaign, sprint, unit)
        figures = SampleFigures(campaign, sprint, "@bot")
        days = rehearse_sprint(campaign, sprint, parties, figures, texts)
        for line in print_days(days, campaign, sprint, texts):
            typer.echo(line)


def import_(
    path: Annotated[
        Path,
        typer.Argument(
            help="The list of units, or of who is in charge of them: .xlsx or .csv. With --undo: the campaign's folder."
        ),
    ],
    folder: Annotated[
        Path | None, typer.Argument(help="The campaign's folder, whose units.csv it goes into.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask after the preview.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last list of units back.")] = False,
    links: Annotated[
        Path | None,
        typer.Option(
            help="Where the invitations of a list of cadres go (left out: beside it, as <name>-links.xlsx)."
        ),
    ] = None,
    ends_from: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="From which day cadres who are not in the list are no more in charge."
        ),
    ] = None,
) -> None:
    """Take a list of units or cadres from Excel: preview what would change, then all of it or nothing.

    The bot may be running.
    """
    from bot import appointing, importing
    from storage.database import DatabaseUnusableError

    if undo is (folder is not None):
        raise fail("nuocrut import <list> <campaign folder>, or nuocrut import --undo <campaign folder>.", 2)

    try:
        if folder is None:
            typer.echo(ask(importing.undo(read_settings(), path)))
            return
        if ask(appointing.is_for_cadres(path, folder)):
            _appoint(path, links or path.with_name(f"{path.stem}-links.xlsx"), ends_from, yes=yes)
            return
        preview, prepared = ask(importing.look_at(path, folder))
        typer.echo(preview)
        if not prepared.plan.changes:
            return
        if not yes and not agrees("Import this list?"):
            raise fail("Nothing was changed.")
        typer.echo(ask(importing.put(read_settings(), folder, prepared)))
    except (importing.ImportRefusedError, DatabaseUnusableError) as error:
        raise fail(str(error)) from error


def _appoint(path: Path, links: Path, ends_from: datetime | None, *, yes: bool) -> None:
    """A list of cadres: preview, ask, put in."""
    from bot import appointing

    settings = read_settings()
    shown = ask(appointing.look_at(settings, path))
    typer.echo(shown.text)
    if not shown.changes and not (shown.absent and ends_from):
        return
    if not yes and not agrees("Import this list?"):
        raise fail("Nothing was changed.")
    day = None if ends_from is None else ends_from.date()
    typer.echo(ask(appointing.put(settings, path, shown, links, day)))
