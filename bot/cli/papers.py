"""Commands that write files: reports, forms, certificates, codes for the walls."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from bot.cli.terminal import Folder, ask, fail, read_settings, show_progress


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
        raise fail(f"A report is for inside, portal or public, not for {reader}.", 2)
    order = Order(path, phase, unit, tree.date() if tree else None, cast("Any", reader))
    try:
        typer.echo(ask(write(read_settings(), order, show_progress())))
    except (ExportError, DatabaseUnusableError) as error:
        raise fail(str(error)) from error


def form(
    number: Annotated[str, typer.Argument(help="The initiative's number, e.g. SK-DA-000123 or 123.")],
    path: Annotated[Path, typer.Argument(help="The file to be written: don.docx or don.pdf.")],
) -> None:
    """Write the application of Circular 18/2013 for one initiative, filled in as far as the bot knows."""
    from bot.papers import PaperError, print_form
    from storage.database import DatabaseUnusableError

    try:
        typer.echo(ask(print_form(read_settings(), number, path)))
    except (PaperError, DatabaseUnusableError) as error:
        raise fail(str(error)) from error


def qr(
    folder: Folder,
    path: Annotated[Path, typer.Argument(help="The PDF to be written, e.g. ma-qr.pdf.")],
    unit: Annotated[str, typer.Option(help="The code of a unit: it and all below it.")] = "",
) -> None:
    """Write a sheet of QR codes to hang on walls, by which the workers of each unit find the bot."""
    from bot.codes import print_codes
    from bot.owning import ServiceError
    from bot.papers import PaperError
    from bot.zalo.connecting import ZaloUnusableError
    from storage.database import DatabaseUnusableError

    try:
        typer.echo(ask(print_codes(read_settings(), folder, path, unit)))
    except (PaperError, ServiceError, ZaloUnusableError, DatabaseUnusableError) as error:
        raise fail(str(error)) from error


def certificates(
    folder: Folder,
    out: Annotated[Path, typer.Argument(help="The folder they are written to.")],
) -> None:
    """Write a PDF and a picture for every decision to commend and every valid initiative, by your own templates."""
    from bot.certificates import print_certificates
    from bot.papers import PaperError
    from storage.database import DatabaseUnusableError

    try:
        typer.echo(ask(print_certificates(read_settings(), folder, out, typer.echo)))
    except (PaperError, DatabaseUnusableError) as error:
        raise fail(str(error)) from error
