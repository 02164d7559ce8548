"""The sandbox as a process of its own: started, watched, ended; and the control API by which a play acts."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp

from bot.demo.options import DemoError

_READY_SECONDS = 30
_END_SECONDS = 5
_PORT_TAKEN = 3  # its exit code
_NO_LIMIT = aiohttp.ClientTimeout(total=None)


class Sandbox:
    """`python -m sandbox` on a leash: when this process is gone, however, it goes too."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._port = port
        self._process: asyncio.subprocess.Process | None = None

    async def open(self, stands: dict[str, Any]) -> str:
        """Start it with this scenario; the page's address. DemoError when it cannot start."""
        plan = self._folder / "scenario.json"
        plan.write_text(json.dumps(stands, ensure_ascii=False), "utf-8")
        with self._log().open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "sandbox", "--port", str(self._port), "--scenario", str(plan), "--leash"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        return await self._ready(self._process)

    async def _ready(self, process: asyncio.subprocess.Process) -> str:
        assert process.stdout is not None, "piped"
        try:
            line = await asyncio.wait_for(process.stdout.readline(), _READY_SECONDS)
        except TimeoutError as error:
            raise DemoError("The sandbox did not start in time.") from error
        said = line.decode().strip()
        if said.startswith("ready: "):
            return said.removeprefix("ready: ")
        if await process.wait() == _PORT_TAKEN:
            raise DemoError(f"The port {self._port} is taken. Choose another one with --port.")
        raise DemoError(f"The sandbox could not start: {self._last_words()}")

    async def ended(self) -> str:
        """Wait until it has ended by itself, which it should not; its last words."""
        assert self._process is not None, "not open"
        await self._process.wait()
        return f"The sandbox has ended: {self._last_words() or 'nobody knows why'}"

    async def close(self) -> None:
        """End it."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), _END_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def _log(self) -> Path:
        return self._folder / "sandbox.log"

    def _last_words(self) -> str:
        lines = self._log().read_text("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""


class Controls:
    """The sandbox's control API: what people do on their telephones, the clock, and looking on."""

    def __init__(self, address: str) -> None:
        self._session = aiohttp.ClientSession(
            base_url=f"{address.rstrip('/')}/sandbox/api/", timeout=_NO_LIMIT
        )

    async def close(self) -> None:
        """Hang up."""
        await self._session.close()

    async def get(self, path: str, **query: Any) -> Any:
        """The answer to a question. DemoError when it is refused."""
        with _listening():
            async with self._session.get(path, params=query) as answer:
                return await _read(answer)

    async def post(self, path: str, **body: Any) -> Any:
        """Do something; what came of it. DemoError when it is refused."""
        with _listening():
            async with self._session.post(path, json=body) as answer:
                return await _read(answer)


@contextmanager
def _listening() -> Iterator[None]:
    """A sandbox that is gone is a plain sentence."""
    try:
        yield
    except aiohttp.ClientError as error:
        raise DemoError("The sandbox does not answer any more.") from error


async def _read(answer: aiohttp.ClientResponse) -> Any:
    body = await answer.json()
    if answer.status != 200:
        raise DemoError(f"The sandbox refused {answer.url.path}: {body.get('error')}")
    return body
