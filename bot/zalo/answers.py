"""How a call of the Zalo Bot Platform came out, judged in the order of zalo.md 1.3: `ok` decides, not the status."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
UNAUTHORIZED, SERVER_FAULT, TIMEOUT, QUOTA = 401, 403, 408, 429
_SERVER_ERRORS = 500
_SUCCESS = range(200, 300)


@dataclass(frozen=True, slots=True)
class Ok(Generic[T]):
    """It was done; `result` is what came back."""

    result: T


@dataclass(frozen=True, slots=True)
class ApiError:
    """It was not done. Only the code is told: descriptions are not documented and nothing depends on them."""

    code: int

    @property
    def reason(self) -> str:
        """For logs and the outbox."""
        return f"error {self.code}"


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Nobody knows: the request left, and what came back (if anything did) is no answer."""

    reason: str


@dataclass(frozen=True, slots=True)
class Transport:
    """It never left this machine: no connection could be made."""

    reason: str


Failure = ApiError | Ambiguous | Transport
Answer = Ok[T] | ApiError | Ambiguous | Transport


def judge(status: int, body: bytes, shape: Callable[[Any], T]) -> Answer[T]:
    """What an HTTP answer says; `shape` makes of the result what is wanted, ValueError when it cannot."""
    envelope = _envelope(body)
    if envelope is None:
        return _by_status(status, "no answer of the API")
    if envelope["ok"] is not True:
        code = envelope.get("error_code")
        if isinstance(code, int) and not isinstance(code, bool):
            return ApiError(code)
        return _by_status(status, "an error without a code")
    if status not in _SUCCESS:
        return Ambiguous(f"ok with HTTP {status}")
    try:
        return Ok(shape(envelope.get("result")))
    except ValueError:
        return Ambiguous("a result of another shape")


def _envelope(body: bytes) -> Mapping[str, Any] | None:
    """The JSON object with its `ok`; None when this is something else (a gateway's page)."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) and isinstance(read.get("ok"), bool) else None


def _by_status(status: int, what: str) -> ApiError | Ambiguous:
    """Where the body says nothing: 4xx was refused, anything else may have been done."""
    if 400 <= status < _SERVER_ERRORS and status != TIMEOUT:
        return ApiError(status)
    return Ambiguous(f"HTTP {status}, {what}")
