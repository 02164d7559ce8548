"""The shapes of look-ups: by a column, several at once, lists, whole tables; one query each, whatever the keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar, get_args

from sqlalchemy import Column, ColumnElement, Row, Select, select

from storage.models import table_of
from storage.records import Record
from storage.transaction import Statements

R = TypeVar("R")
Loader = Callable[[Statements, Collection[Any]], Awaitable[Mapping[Any, Any]]]
_COLUMNS: Mapping[type[Any], tuple[Column[Any], ...]] = {
    record: tuple(table_of(record.table).c[field.name] for field in fields(record))
    for record in get_args(Record)
}


def column(table: str, name: str) -> Any:
    """A column, to ask or to order by."""
    return table_of(table).c[name]


def columns_of(record: type[Any]) -> tuple[Column[Any], ...]:
    """The columns a record is made of, in the order of its fields."""
    return _COLUMNS[record]


def select_of(record: type[Any], *where: ColumnElement[bool]) -> Select[Any]:
    """The query for records."""
    return select(*columns_of(record)).where(*where)


def _record(record: type[R], row: Row[Any]) -> R:
    return record(**row._mapping)  # noqa: SLF001  # a Row's own documented mapping


async def rows_of(connection: Statements, record: type[R], statement: Select[Any]) -> list[R]:
    """What a query by `select_of` finds."""
    return [_record(record, row) for row in await connection.execute(statement)]


def _grouped(rows: Iterable[R], keys: Collection[Any], key: Callable[[R], Any]) -> dict[Any, Sequence[R]]:
    found: dict[Any, list[R]] = {each: [] for each in keys}
    for row in rows:
        found[key(row)].append(row)
    return {each: tuple(group) for each, group in found.items()}


def by(record: type[Any], name: str) -> Loader:
    """The loader of single records by one unique column."""

    async def load(connection: Statements, keys: Collection[Any]) -> Mapping[Any, Any]:
        where = table_of(record.table).c[name].in_(keys)
        rows = await rows_of(connection, record, select_of(record, where))
        return dict.fromkeys(keys) | {getattr(row, name): row for row in rows}

    return load


def by_ids(record: type[Any]) -> Loader:
    """The loader of several records at once, by their ids."""

    async def load(connection: Statements, keys: Collection[tuple[int, ...]]) -> Mapping[Any, Any]:
        wanted = table_of(record.table).c.id.in_({each for key in keys for each in key})
        found = {row.id: row for row in await rows_of(connection, record, select_of(record, wanted))}
        return {key: {each: found[each] for each in key if each in found} for key in keys}

    return load


def lists(
    record: type[Any],
    name: str,
    *where: ColumnElement[bool],
    order: Sequence[Any] = (),
    limit: int | None = None,
) -> Loader:
    """The loader of lists of records that share one column."""

    async def load(connection: Statements, keys: Collection[Any]) -> Mapping[Any, Any]:
        shared = table_of(record.table).c[name]
        statement = select_of(record, shared.in_(keys), *where).order_by(*order)
        grouped = _grouped(await rows_of(connection, record, statement), keys, lambda row: getattr(row, name))
        return {key: rows[:limit] for key, rows in grouped.items()}

    return load


def whole(record: type[Any], *where: ColumnElement[bool], order: Sequence[Any] = ()) -> Loader:
    """The loader of a short table as a whole."""

    async def load(connection: Statements, keys: Collection[Any]) -> Mapping[Any, Any]:
        rows = tuple(await rows_of(connection, record, select_of(record, *where).order_by(*order)))
        return dict.fromkeys(keys, rows)

    return load


def in_units(record: type[Any], *where: ColumnElement[bool]) -> Loader:
    """The loader of open rows of sets of units, oldest first."""

    async def load(connection: Statements, keys: Collection[tuple[str, ...]]) -> Mapping[Any, Any]:
        table = table_of(record.table)
        units = sorted({unit for key in keys for unit in key})
        statement = select_of(record, table.c.unit.in_(units), *where).order_by(table.c.id)
        rows = await rows_of(connection, record, statement)
        return {key: tuple(row for row in rows if row.unit in key) for key in keys}

    return load


def through(record: type[Any], name: str, parent: str) -> Loader:
    """The loader of lists of records by the person behind their parent (a draft, an initiative), oldest first."""
    owner, table = table_of(parent), table_of(record.table)
    joined = table.join(owner, table.c[name] == owner.c.id)

    async def load(connection: Statements, keys: Collection[int]) -> Mapping[Any, Any]:
        statement = select(owner.c.person_id, *columns_of(record)).select_from(joined)
        found: dict[int, list[Any]] = {key: [] for key in keys}
        columns = [field.name for field in fields(record)]
        rows = await connection.execute(statement.where(owner.c.person_id.in_(keys)).order_by(table.c.id))
        for person, *values in rows:
            found[person].append(record(**dict(zip(columns, values, strict=True))))
        return {key: tuple(rows) for key, rows in found.items()}

    return load
