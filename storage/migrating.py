"""Bringing the schema up to date: Alembic's migrations are the only way a table comes about, in tests too."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Lock

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

import storage.models  # noqa: F401  # the tables must exist to be compared
from storage.database import DatabaseUnusableError, begin_by_ourselves, make_place
from storage.lanes import open_lane
from storage.place import is_made

_ONE_AT_A_TIME = Lock()  # what migrations call is Alembic's one global context
_FOLDER = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config


async def migrate(url: str) -> tuple[str | None, str | None]:
    """Apply what is missing, all or (when it is cut off) nothing; the revision before and after."""
    make_place(url)
    try:
        lane = await open_lane(make_url(url), _prepare)
        try:
            return await lane.run(_upgraded)
        finally:
            await lane.close()
    except DatabaseError as error:
        raise DatabaseUnusableError(f"The database cannot be opened: {error.orig}") from error
    except sqlite3.Error as error:
        raise DatabaseUnusableError(f"The database cannot be opened: {error}") from error


def _prepare(engine: Engine) -> None:
    begin_by_ourselves(engine, "BEGIN IMMEDIATE")


def _upgraded(connection: Connection) -> tuple[str | None, str | None]:
    """The whole of it in one go: cut off between two statements, Alembic's own tidying would hide that it was."""
    before = _revision(connection)
    _upgrade(connection)
    connection.commit()
    return before, _revision(connection)


async def current(url: str) -> str | None:
    """The revision the database is at; None for an empty or missing one."""
    if not is_made(url):
        return None
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_revision)
    except DatabaseError:
        return None
    finally:
        await engine.dispose()


def newest() -> str | None:
    """The revision this program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


async def differences(url: str) -> list[object]:
    """What the migrated database has otherwise than the models say (none, or a migration is missing)."""
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(
                lambda sync: list(compare_metadata(MigrationContext.configure(sync), SQLModel.metadata))
            )
    finally:
        await engine.dispose()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, "head")


def write_revision(connection: Connection, message: str) -> None:
    """Draw up the next migration from what the models changed (for developers)."""
    config = _config()
    config.attributes["connection"] = connection
    command.revision(config, message=message, autogenerate=True)
