"""The demo's line to its sandbox: what goes wrong there is one plain sentence here."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bot.demo.options import DemoError
from bot.demo.sandbox import Controls, Sandbox


async def test_a_sandbox_that_was_gone_was_a_traceback() -> None:
    """Nobody listens there any more: the play ends with a sentence."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controls = Controls(f"http://127.0.0.1:{port}/")
    try:
        with pytest.raises(DemoError, match="does not answer"):
            await controls.get("state")
        with pytest.raises(DemoError, match="does not answer"):
            await controls.post("clock/run")
    finally:
        await controls.close()


async def test_a_sandbox_that_could_not_start_was_blamed_on_its_port(tmp_path: Path) -> None:
    """Only a taken port is called taken; a scenario it cannot read is named."""
    sandbox = Sandbox(tmp_path, 0)
    try:
        with pytest.raises(DemoError, match="could not start"):
            await sandbox.open({"bots": "none"})
    finally:
        await sandbox.close()
