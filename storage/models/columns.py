"""The kinds of columns the tables are made of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Text
from sqlmodel import Field

from storage.instants import Instant

# In SQLite only an INTEGER key is the row's own address; it is 64-bit all the same.
BIG = BigInteger().with_variant(Integer(), "sqlite")


def row_id() -> Any:
    """A table's own 64-bit id; it is handed out by `storage.workspace.Ids`, not by the database."""
    return Field(sa_column=Column(BIG, primary_key=True, autoincrement=False))


def points_to(target: str, *, nullable: bool = False, index: bool = False) -> Any:
    """The id of a row of another table, "person.id"."""
    return Field(
        default=None if nullable else ...,
        sa_column=Column(BigInteger, ForeignKey(target), nullable=nullable, index=index),
    )


def instant(*, nullable: bool = False, index: bool = False) -> Any:
    """A moment, stored as integer microseconds of UTC."""
    return Field(default=None if nullable else ..., sa_column=Column(Instant, nullable=nullable, index=index))


def long_text(default: str = "") -> Any:
    """A text of any length; never NULL."""
    return Field(default=default, sa_column=Column(Text, nullable=False))
