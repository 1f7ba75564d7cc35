"""SQLite's connection with one way to its thread and back for a statement, where the driver takes four.

aiosqlite makes a cursor, executes, fetches and closes in its thread one by one. Each way waits for its turn in a busy
event loop, and a writer holds the only writer's place all that time. Here a statement and its rows are one way, and a
rollback where nothing was begun is none (docs/PERFORMANCE.md).
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeVar

import aiosqlite

_T = TypeVar("_T")
_AT_ONCE = 1_000
"""Rows that one way brings; nearly every answer is smaller."""


class OneHopCursor:
    """What SQLAlchemy asks of a cursor: the first rows come with the statement, the rest as they are asked for."""

    def __init__(self, connection: OneHopConnection) -> None:
        self._connection = connection
        self._rows: deque[Any] = deque()
        self._rest: sqlite3.Cursor | None = None
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> OneHopCursor:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> OneHopCursor:
        """Run a statement and fetch its first rows."""
        await self._connection.in_thread(self._run, sqlite3.Cursor.execute, statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> OneHopCursor:
        """Run a statement once for each of `parameters`."""
        await self._connection.in_thread(self._run, sqlite3.Cursor.executemany, statement, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """Return all rows not yet returned."""
        while self._rest is not None:
            await self._connection.in_thread(self._fetch)
        rows = list(self._rows)
        self._rows.clear()
        return rows

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """Return up to `size` rows not yet returned."""
        wanted = self.arraysize if size is None else size
        while self._rest is not None and len(self._rows) < wanted:
            await self._connection.in_thread(self._fetch)
        return [self._rows.popleft() for _ in range(min(wanted, len(self._rows)))]

    async def fetchone(self) -> Any:
        """Return the next row, None after the last."""
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def close(self) -> None:
        """Let the rows go."""
        self._rows.clear()
        if self._rest is not None:
            await self._connection.in_thread(self._end)

    # In the thread

    def _run(self, connection: sqlite3.Connection, run: Callable[..., object], statement: str, given: Any) -> None:
        self._rest = cursor = connection.cursor()
        try:
            run(cursor, statement, given)
        except sqlite3.Error:
            self._end(connection)
            raise
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
        if cursor.description:
            self._fetch(connection)
        else:
            self._end(connection)

    def _fetch(self, connection: sqlite3.Connection) -> None:
        if self._rest is not None:
            rows = self._rest.fetchmany(_AT_ONCE)
            self._rows.extend(rows)
            if len(rows) < _AT_ONCE:
                self._end(connection)

    def _end(self, _connection: sqlite3.Connection) -> None:
        if self._rest is not None:
            self._rest.close()
            self._rest = None


class OneHopConnection(aiosqlite.Connection):
    """A connection in its own thread, as aiosqlite's, with cursors of ours."""

    _left_behind = False
    """A statement was given up on while it waited or ran: what it began shows only after it."""

    def cursor(self) -> Any:
        """Return a cursor; costs no way to the thread."""
        return OneHopCursor(self)

    async def in_thread(self, work: Callable[..., _T], *arguments: Any) -> _T:
        """Run `work(connection, …)` in the thread, after all that was asked for before."""
        result: _T = await self._execute(work, self._conn, *arguments)
        return result

    async def rollback(self) -> None:
        """Undo what was begun; where nothing was, there is nothing to do."""
        if self._left_behind or self._conn.in_transaction:
            await super().rollback()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            result = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]  # the driver's own
        except asyncio.CancelledError:
            self._left_behind = True
            raise
        except Exception:
            self._left_behind = False
            raise
        self._left_behind = False
        return result


def one_hop_connector(path: str) -> Callable[[], Awaitable[OneHopConnection]]:
    """Return what opens connections to the database at `path`, for SQLAlchemy's `async_creator`."""

    async def connect() -> OneHopConnection:
        connection = OneHopConnection(lambda: sqlite3.connect(path, isolation_level=None), 64)
        # A program that ends without closing must not wait for its threads.
        connection._thread.daemon = True
        _same = await connection
        return connection

    return connect
