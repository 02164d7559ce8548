"""Where the database is, and beside it the lock and the control socket of its owner."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError


def beside(url: str, name: str) -> Path:
    """A file beside the SQLite file; in the working folder for a database that is not a file."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite" and place.database:
        return Path(place.database).resolve().with_name(name)
    return Path(name).resolve()


def is_made(url: str) -> bool:
    """Whether there is a database at all, as far as a file tells."""
    place = make_url(url)
    return place.get_backend_name() != "sqlite" or Path(place.database or "").is_file()


def trouble_with(url: str) -> str:
    """What is wrong with the address of a database, for the operator; empty when it can be used."""
    wanted = "write sqlite+aiosqlite:/// and a file, e.g. sqlite+aiosqlite:///data/nuocrut.sqlite3"
    try:
        place = make_url(url)
    except ArgumentError:
        return f"it is no address of a database; {wanted}"
    if place.drivername != "sqlite+aiosqlite":
        return f"only SQLite works for now; {wanted}"
    return f"it names no file; {wanted}" if place.database in {None, "", ":memory:"} else ""
