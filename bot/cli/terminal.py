"""What the commands share: running to the end or to Ctrl-C, and what is said at the terminal."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot import interrupt

if TYPE_CHECKING:
    from bot.settings import Settings

T = TypeVar("T")
Folder = Annotated[
    Path, typer.Argument(help="The campaign's folder: campaign.toml, units.csv and what goes with them.")
]


def fail(reason: str, code: int = 1) -> typer.Exit:
    """What is raised to end with this reason in red."""
    typer.secho(f"nuocrut: {reason}", err=True, fg=typer.colors.RED)
    return typer.Exit(code)


def run_to_end(work: Coroutine[Any, Any, T]) -> T | None:
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
            say(interrupt.farewell())
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


def ask(work: Coroutine[Any, Any, T]) -> T:
    """Run what gives an answer; Ctrl-C leaves it undone."""
    answer = run_to_end(work)
    if answer is None:
        raise typer.Exit(interrupt.CODE)
    return answer


def say(line: str) -> None:
    """Print a line at once, also where the output is a file."""
    print(line, flush=True)


def read_settings() -> Settings:
    """The settings of the environment and `.env`; a mistake in them ends the program with its reason."""
    from pydantic import ValidationError

    from bot.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise fail(f"The setting {name} cannot be used: {reason}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise fail(f"The file .env cannot be read: {error}.") from error


def agrees(question: str) -> bool:
    """Whether somebody at the terminal says yes; no answer at all is no."""
    try:
        return typer.confirm(question, default=False)
    except typer.Abort:
        return False


def show_progress() -> Callable[[int, int], None]:
    """A line on a terminal that counts up; nothing where the output is a file."""
    if not sys.stderr.isatty():
        return lambda _done, _of: None
    return lambda done, of: typer.echo(f"\r{done} / {of}{' ' if done < of else chr(10)}", nl=False, err=True)
