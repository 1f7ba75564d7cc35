"""A short question that comes with many messages, put to SQLite by the shortest way.

Taking a connection, building a statement, a cursor and a rollback cost ten times what the row does
(docs/PERFORMANCE.md). Here one connection that only reads is kept for such questions; each is a statement of its own
and sees what any process has committed before it.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy.engine import Dialect

from storage.one_hop import OneHopConnection


class Question:
    """A query for a few rows, written out once."""

    def __init__(self, query: Select[Any], dialect: Dialect) -> None:
        """Take a query with named parameters, and the dialect of the database it is for."""
        self.query = query
        written = query.compile(dialect=dialect)
        self.sql, self.names = str(written), tuple(written.positiontup or ())
        self.given = written.params


class Glances:
    """The connection for questions, opened with the first one."""

    def __init__(self, connect: Callable[[], Awaitable[OneHopConnection]], busy_milliseconds: int) -> None:
        self._connect = connect
        self._busy_milliseconds = busy_milliseconds
        self._opening = asyncio.Lock()
        self._connection: OneHopConnection | None = None

    async def find_all(self, question: Question, values: dict[str, Any]) -> Sequence[Sequence[Any]]:
        """Return the rows."""
        connection = self._connection or await self._open()
        given = {**question.given, **values}
        return await connection.in_thread(_all, question.sql, [given[name] for name in question.names])

    async def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    async def _open(self) -> OneHopConnection:
        async with self._opening:
            if self._connection is None:
                connection = await self._connect()
                await connection.in_thread(_prepare, self._busy_milliseconds)
                self._connection = connection
            return self._connection


def _prepare(connection: sqlite3.Connection, busy_milliseconds: int) -> None:
    connection.execute("PRAGMA query_only=ON").close()
    connection.execute(f"PRAGMA busy_timeout={busy_milliseconds}").close()


def _all(connection: sqlite3.Connection, sql: str, values: Sequence[Any]) -> Sequence[Sequence[Any]]:
    cursor = connection.execute(sql, values)
    try:
        found: Sequence[Sequence[Any]] = cursor.fetchall()
        return found
    finally:
        # An open cursor would hold the database as it was, for this connection and for whoever tidies up behind it.
        cursor.close()
