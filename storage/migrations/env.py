"""Alembic's environment: run by `storage.migrating`, which hands its connection over."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import storage.models  # noqa: F401  # the tables must exist to be compared
from storage.instants import Instant


def plain_type(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Write plain SQL types into migrations, so that they stand without the models."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
