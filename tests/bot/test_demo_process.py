"""The demo as a process: it stops cleanly whatever happens, and says in a sentence why it cannot start."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.bot import small_campaign

COMMAND = (sys.executable, "-m", "bot", "demo")
ROOT = Path(__file__).parents[2]


@contextmanager
def demo(*options: str) -> Iterator[tuple[subprocess.Popen[str], list[psutil.Process]]]:
    """A running demo and the processes it has started."""
    process = subprocess.Popen([*COMMAND, "--port", "0", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, cwd=ROOT)  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Nước Rút: http://127.0.0.1:")
        yield process, psutil.Process(process.pid).children(recursive=True)
    finally:
        process.kill()
        process.communicate()


def gone(processes: list[psutil.Process], within: float) -> bool:
    return not psutil.wait_procs(processes, timeout=within)[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_cleanly_and_leaves_nothing(number: signal.Signals) -> None:
    """Exit code 0 within seconds, not a word on the error output, no process and no folder left behind."""
    with demo() as (process, started):
        assert started, "the sandbox is a process of its own"
        folder = Path(started[0].cmdline()[started[0].cmdline().index("--scenario") + 1]).parent
        began = time.monotonic()
        process.send_signal(number)
        _, error = process.communicate(timeout=20)
        assert (process.returncode, error) == (0, "")
        assert time.monotonic() - began < 10
        assert gone(started, within=1)
        assert not folder.exists()


def test_ctrl_c_in_the_middle_of_a_play_ends_it_cleanly(tmp_path: Path) -> None:
    """While time runs at full speed as well."""
    with demo(str(small_campaign.make(tmp_path)), "--play", "--exit") as (process, started):
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=20)
        assert (process.returncode, error) == (0, "")
        assert gone(started, within=1)


def test_nothing_is_left_when_it_is_killed() -> None:
    """After kill -9 the sandbox ends by itself."""
    with demo() as (process, started):
        process.kill()
        assert gone(started, within=10)


def test_a_taken_port_is_one_sentence() -> None:
    """It names the port and what to do, with exit code 1 and no traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert (
            failing("--port", port) == f"nuocrut: The port {port} is taken. Choose another one with --port.\n"
        )


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / "file").touch()
    place = tmp_path / "file" / "data"
    assert (
        failing("--keep", str(place))
        == f"nuocrut: The folder {place} cannot be written to: Not a directory.\n"
    )


def test_the_data_of_another_demo_are_not_mixed_in(tmp_path: Path) -> None:
    """A kept folder is for one demo: it is left as it is, and the sentence says why and what to do."""
    (tmp_path / "demo.sqlite3").touch()
    said = failing("--keep", str(tmp_path))
    assert said.startswith(
        f"nuocrut: The folder {tmp_path} has the data of an earlier demo. A demo always begins"
    )
    assert said.endswith("name another folder with --keep, or delete this one.\n")
    assert [each.name for each in tmp_path.iterdir()] == ["demo.sqlite3"]


def test_a_broken_campaign_is_named_with_its_line(tmp_path: Path) -> None:
    """A mistake in the campaign's file ends the demo before anything starts."""
    campaign = small_campaign.make(tmp_path)
    file = campaign / "campaign.toml"
    file.write_text(file.read_text("utf-8").replace('root = "LDLD"', 'root = "NOBODY"'), "utf-8")
    said = failing(str(campaign), "--port", "0")
    assert said.startswith("nuocrut: The campaign has mistakes:\n")
    assert "NOBODY" in said
    assert "Traceback" not in said


def test_a_day_out_of_the_sprint_is_refused_before_the_play() -> None:
    """`--days 3/9` is no day of it; nothing is played for nothing."""
    said = failing("--play", "--exit", "--port", "0", "--days", "3/9")
    assert said == "nuocrut: '3/9' is no day of the sprint. Write days like 27/4 or like 8.\n"


def failing(*options: str) -> str:
    """What a demo that ends with 1 writes to the error output; nothing else."""
    done = CliRunner().invoke(app, ["demo", *options])
    assert (done.exit_code, done.stdout) == (1, ""), done.output
    return done.stderr
