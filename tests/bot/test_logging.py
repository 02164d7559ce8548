"""The log: lines without tokens, telephone numbers or what people wrote."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from bot.journal import redact, set_up

TOKEN = "5000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """The log of the other tests stays as it was."""
    handlers = list(logging.getLogger().handlers)
    yield
    structlog.reset_defaults()
    logging.getLogger().handlers[:] = handlers


@pytest.mark.parametrize("shape", ["https://api.telegram.org/bot{}/getMe", "{}", "token={} refused"])
def test_a_token_is_never_logged(shape: str) -> None:
    """Wherever in a value it stands."""
    line = redact(None, "info", {"event": shape.format(TOKEN), "url": shape.format(TOKEN)})
    assert TOKEN not in json.dumps(line)
    assert "AAHdq" not in json.dumps(line)


def test_the_token_of_a_zalo_bot_was_logged() -> None:
    """Longer digits and fewer letters than Telegram's are a token all the same."""
    for token in ("12345689:abc-xyz", "1459232241454765289:abc-xyz_" + "Z" * 40):
        line = json.dumps(
            redact(None, "info", {"event": f"https://bot-api.zaloplatforms.com/bot{token}/getMe"})
        )
        assert token.partition(":")[2] not in line


@pytest.mark.parametrize(
    "phone",
    [
        *("0912345678", "+84912345678", "84912345678", "02438821234"),
        *("0912 345 678", "0912.345.678", "+84 912-345-678"),
    ],
)
def test_a_telephone_number_is_never_logged(phone: str) -> None:
    """As people write it in Việt Nam, inside a sentence too."""
    assert phone not in json.dumps(redact(None, "info", {"event": f"gọi {phone} nhé"}))


@pytest.mark.parametrize("key", ["text", "body", "token", "message_text"])
def test_what_people_wrote_is_never_logged(key: str) -> None:
    """Fields that hold a text are emptied."""
    assert redact(None, "info", {"event": "x", key: "Mỗi ca mất 20 phút"})[key] == "…"


def test_numbers_and_keys_stay() -> None:
    """An update's key and a count are what one looks for in a log."""
    line = {"event": "turn set aside", "key": "885441014", "updates": 12}
    assert redact(None, "error", dict(line)) == line


def test_a_traceback_shows_no_token(capsys: pytest.CaptureFixture[str]) -> None:
    """Not even when an exception carries one: redaction comes after the traceback is made text."""
    set_up("INFO", as_json=True)
    address = f"https://api.telegram.org/bot{TOKEN}/sendMessage"
    log = structlog.get_logger("test")
    try:
        int(address)
    except ValueError:
        log.exception("failed")
    shown = capsys.readouterr().err
    assert "failed" in shown
    assert "ValueError" in shown
    assert TOKEN not in shown


def test_json_lines_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    """One object a line, with the level and an instant in UTC; below the level nothing."""
    set_up("WARNING", as_json=True)
    log = structlog.get_logger("test")
    log.info("quiet")
    log.warning("loud", n=1)
    [line] = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["event"], said["level"], said["n"]) == ("loud", "warning", 1)
    assert said["timestamp"].endswith("Z")


def test_what_libraries_log_is_redacted_too() -> None:
    """A line of asyncio or aiohttp goes through the same hands, its traceback included."""
    logging.getLogger().handlers.clear()
    set_up("INFO", as_json=False)
    [handler] = logging.getLogger().handlers
    try:
        int(f"bot{TOKEN}")
    except ValueError as error:
        record = logging.LogRecord(
            "asyncio", logging.ERROR, "x", 1, "Task exception %s", (TOKEN,), (type(error), error, None)
        )
    line = handler.format(record)
    assert "Task exception" in line
    assert "ValueError" in line
    assert TOKEN not in line


def test_a_log_whose_error_output_had_been_closed_ended_what_was_going_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A line goes to the error output of its moment, not to the one there was when the log was set up."""
    first, second = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", first)
    set_up("INFO", as_json=True)
    log = structlog.get_logger("test")
    log.info("before")
    monkeypatch.setattr(sys, "stderr", second)
    first.close()
    log.info("after")
    assert json.loads(second.getvalue())["event"] == "after"
