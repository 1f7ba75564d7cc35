"""The few words in which SQLite and PostgreSQL differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Table, func
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

Upsert: TypeAlias = "sqlite.Insert | postgresql.Insert"


def insert_into(connection: AsyncConnection | Connection, table: Table) -> Upsert:
    """Return an INSERT that knows ON CONFLICT."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    # Its 20 modules are loaded where PostgreSQL is used, and only there: 2 MiB.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def larger(connection: AsyncConnection, one: Any, other: Any) -> ColumnElement[float]:
    """Return the larger of two numbers."""
    if connection.dialect.name == "sqlite":
        return func.max(one, other)
    return func.greatest(one, other)


def new_id(connection: AsyncConnection) -> ColumnElement[bytes]:
    """Return 16 random bytes, other ones for every row."""
    if connection.dialect.name == "sqlite":
        return func.randomblob(16)
    return func.uuid_send(func.gen_random_uuid())
