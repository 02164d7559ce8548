"""`python -m sandbox` as a process of its own."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from sandbox.server import TELEGRAM, WORLD, build
from tests.sandbox.stage import TOKEN, scenario

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def scenario_file(tmp_path: Path) -> Path:
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps({"bots": [{"token": TOKEN, "username": "nuocrut_bot", "name": "Nước Rút"}]}))
    return path


def start(scenario_file: Path, port: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--scenario", str(scenario_file)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_when_it_is_ready_and_ends_cleanly(scenario_file: Path, number: signal.Signals) -> None:
    """One line tells the address, the wire answers there, and either signal ends it with 0."""
    with start(scenario_file) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("ready: http://127.0.0.1:")
        port = int(line.rstrip("/\n").rpartition(":")[2])
        wire = HTTPConnection("127.0.0.1", port, timeout=5)
        wire.request("GET", f"/bot{TOKEN}/getMe")
        assert json.load(wire.getresponse())["result"]["username"] == "nuocrut_bot"
        wire.close()
        process.send_signal(number)
        rest, errors = process.communicate(timeout=10)
    assert (process.returncode, rest, errors) == (0, "", "")


def test_a_waiting_poll_is_ended_in_peace(scenario_file: Path) -> None:
    """A long poll does not hold the end up: it is answered with nothing."""
    with start(scenario_file) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().rstrip("/\n").rpartition(":")[2])
        wire = HTTPConnection("127.0.0.1", port, timeout=5)
        wire.request("GET", f"/bot{TOKEN}/getMe")
        wire.getresponse().read()
        wire.request("GET", f"/bot{TOKEN}/getUpdates?timeout=50&allowed_updates=[]")
        time.sleep(0.2)
        process.terminate()
        assert json.load(wire.getresponse()) == {"ok": True, "result": []}
        wire.close()
        process.communicate(timeout=5)
    assert process.returncode == 0


def test_a_taken_port_is_one_plain_sentence(scenario_file: Path) -> None:
    """A busy port ends it with a code of its own (1 is Python's, for any crash) and without a traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with start(scenario_file, port) as process:
            _, errors = process.communicate(timeout=10)
    assert process.returncode == 3
    assert errors.startswith(f"sandbox: cannot serve on port {port}: ")
    assert len(errors.splitlines()) == 1


def test_a_broken_scenario_is_named(scenario_file: Path) -> None:
    """A scenario that cannot be read ends it with 2 and names the mistake."""
    for broken, named in (('{"bots": [{"token": "x"}]}', "bots.0.token"), ('{"nonsense": 1}', "nonsense")):
        scenario_file.write_text(broken)
        with start(scenario_file) as process:
            _, errors = process.communicate(timeout=10)
        assert process.returncode == 2
        assert named in errors
        assert "Traceback" not in errors


def test_scenario_makes_the_world() -> None:
    """Bots, people, groups, limits and a local `now` become the world behind the application."""
    app = build(scenario(now="2022-04-27T08:00:00", limits="lifted"))
    world = app[WORLD]
    assert world.clock.now().isoformat() == "2022-04-27T01:00:00+00:00"
    assert sorted(world.users) == [1001, 1002, 1003]
    assert world.chat(-4001).members[1001].status == "creator"
    assert world.chat(-1002000000777).type == "supergroup"
    assert app[TELEGRAM].lifted
