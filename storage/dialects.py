"""The few words in which SQLite and PostgreSQL differ."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, func, literal, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

_Row = TypeVar("_Row", bound=tuple[Any, ...])
Upsert: TypeAlias = "sqlite.Insert | postgresql.Insert"


def insert_into(connection: AsyncConnection | Connection, table: Table) -> Upsert:
    """Return an INSERT that knows ON CONFLICT."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    # Its 20 modules are loaded where PostgreSQL is used, and only there: 2 MiB.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def larger(connection: AsyncConnection | Connection, one: Any, other: Any) -> ColumnElement[float]:
    """Return the larger of two numbers."""
    if connection.dialect.name == "sqlite":
        return func.max(one, other)
    return func.greatest(one, other)


def new_id(connection: AsyncConnection) -> ColumnElement[bytes]:
    """Return 16 random bytes, other ones for every row."""
    if connection.dialect.name == "sqlite":
        return func.randomblob(16)
    return func.uuid_send(func.gen_random_uuid())


def held(connection: AsyncConnection | Connection, query: Select[_Row], by: ColumnElement[Any]) -> Select[_Row]:
    """Return a query that holds its rows, in one order so that no two wait for each other in a circle.

    SQLite has one writer and holds nothing; asked for the order, it would walk the whole run to get it.
    """
    return query if connection.dialect.name == "sqlite" else query.order_by(by).with_for_update()


def one_of(
    connection: AsyncConnection | Connection, column: ColumnElement[Any], values: Select[Any]
) -> ColumnElement[bool]:
    """Say that a column is one of the few values that a query finds.

    PostgreSQL is handed them as an array, to look each up in the index: with IN it joins, and as long as it has no
    statistics of a new run it compares every row of the run with every value.
    """
    if connection.dialect.name == "sqlite":
        return column.in_(values)
    return column == func.any(func.array(values.scalar_subquery()))


def is_one_of(column: ColumnElement[Any], states: Sequence[StrEnum]) -> ColumnElement[bool]:
    """Say the states in the statement's own words: only so do both databases see that a partial index fits."""
    return column.in_([literal(state.value, literal_execute=True) for state in states])


async def count_anew(connection: AsyncConnection, table: Table) -> None:
    """Let PostgreSQL look at a table that has just been filled.

    It does so by itself a minute later; until then it plans as for a handful of rows, and sorts all that are due for
    every batch. SQLite takes the index either way.
    """
    if connection.dialect.name != "sqlite":
        await connection.execute(text(f"ANALYZE {table.name}"))
