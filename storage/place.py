"""Where the database's owner keeps its lock and its control socket: beside the SQLite file."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import make_url


def beside(url: str, name: str) -> Path:
    """A file beside the SQLite file; in the working folder for a database that is not a file."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite" and place.database:
        return Path(place.database).resolve().with_name(name)
    return Path(name).resolve()
