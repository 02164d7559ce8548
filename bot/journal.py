"""The log: structured lines on stderr, without tokens, telephone numbers or what people wrote."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, TextIO, cast

import structlog

_TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{7,}")  # also right after "bot", as in addresses
_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)")
_HIDDEN = {"text", "body", "message_text", "token"}


def place_of(failure: BaseException) -> str:
    """Where a failure came about, file, line and function, without its words: a person may have typed them."""
    frames = traceback.extract_tb(failure.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else ""


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Take out whatever looks like a token or a telephone number, and every field that holds a text."""
    return {key: "…" if key in _HIDDEN else _clean(value) for key, value in event.items()}


def _clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return _PHONE.sub("<phone>", _TOKEN.sub("<token>", value))


class _Redacting(logging.Formatter):
    """For what libraries log by themselves."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, its traceback included."""
        return str(_clean(super().format(record)))


class _Stderr:
    """The error output as it is when a line is written: another may have taken its place since."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


def set_up(level: str, *, as_json: bool) -> None:
    """Configure once, at the start of a command."""
    stderr = cast("TextIO", _Stderr())
    shown = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.ERROR, stream=stderr)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_Redacting())
