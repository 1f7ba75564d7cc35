"""Open a database so that the rest of the house sees two verbs: `read` and `write`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, Select, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, StaticPool

from storage.errand import Errands
from storage.glance import Glances, Question
from storage.one_hop import one_hop_connector

_T = TypeVar("_T")
_BUSY_MILLISECONDS = 10_000
_PATIENCE_MILLISECONDS = 250
_CONNECTIONS = 15
_SILENCE = 30.0
"""Seconds after which a connection that nobody used is asked whether it still is one."""


class Database:
    """One database. `write` holds the only writer's place on SQLite; both end with commit or rollback."""

    def __init__(self, engine: AsyncEngine, glances: Glances | None = None, errands: Errands | None = None) -> None:
        """Take the engine, and on SQLite the connections for short questions and for transactions in one way."""
        self.engine = engine
        self._glances = glances
        self._errands = errands
        self.is_sqlite = engine.dialect.name == "sqlite"
        # Where each statement is a transaction of its own, with no way for BEGIN and none for COMMIT.
        self._alone = engine if self.is_sqlite else engine.execution_options(isolation_level="AUTOCOMMIT")
        self._turn = asyncio.Lock()

    @property
    def engines(self) -> tuple[Engine, ...]:
        """Every engine that runs statements, for who listens to them."""
        return (self.engine.sync_engine,) if self._errands is None else (self.engine.sync_engine, self._errands.engine)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection in a transaction that only reads."""
        async with self.engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection in a transaction that commits at the end of the block, or rolls back on error."""
        if not self.is_sqlite:
            async with self.engine.begin() as connection:
                yield connection
            return
        # Who waits here is woken when it is his turn; SQLite itself would let him sleep and look again, up to a
        # second beside busy writers, with the last come served first.
        async with self._turn, self.engine.connect() as connection:
            # A deferred transaction that turns writer half-way fails at once when another process writes;
            # taking the place first waits for it instead.
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                await connection.rollback()
                raise
            await connection.commit()

    async def write_at_once(self, work: Callable[[Connection], _T]) -> _T:
        """Run `work` in a transaction as `write` does, and return what it returns: for what comes with many messages.

        On SQLite it is one way to a thread however many statements it has; so `work` takes a plain connection, does
        nothing but SQL, and touches nothing that the event loop may be using.
        """
        if self._errands is None:
            async with self.write() as connection:
                return await connection.run_sync(work)
        async with self._turn:
            return await self._errands.run(work)

    async def write_alone(self, work: Callable[[Connection], _T]) -> _T:
        """Run `work` of one statement as `write_at_once` does: PostgreSQL commits that by itself, in one way."""
        if self.is_sqlite:
            return await self.write_at_once(work)
        async with self._alone.connect() as connection:
            return await connection.run_sync(work)

    def question(self, query: Select[Any]) -> Question:
        """Return a query with named parameters, ready for `find` and `find_all`."""
        return Question(query, self.engine.dialect)

    async def find(self, question: Question, **values: Any) -> Sequence[Any] | None:
        """Return the row that `question` finds, None without one: for what is asked with many messages."""
        rows = await self.find_all(question, **values)
        return rows[0] if rows else None

    async def find_all(self, question: Question, **values: Any) -> Sequence[Sequence[Any]]:
        """Return the few rows that `question` finds."""
        if self._glances is not None:
            return await self._glances.find_all(question, values)
        async with self._alone.connect() as connection:
            found: Sequence[Row[Any]] = (await connection.execute(question.query, values)).all()
            return found

    async def empty_log(self) -> bool:
        """Empty SQLite's write-ahead log, which holds what was written, and deleted, in its order.

        False while somebody reads from it: whoever writes meanwhile waits, so this waits for readers a quarter second
        only. PostgreSQL keeps its log by rules of its own; there is nothing to do and the answer is True.
        """
        if not self.is_sqlite:
            return True
        async with self.read() as connection:
            usual = (await connection.exec_driver_sql("PRAGMA busy_timeout")).scalar_one()
            await connection.exec_driver_sql(f"PRAGMA busy_timeout={_PATIENCE_MILLISECONDS}")
            try:
                outcome = (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).one()
            finally:
                await connection.exec_driver_sql(f"PRAGMA busy_timeout={usual}")
        return bool(outcome[0] == 0)

    async def close(self) -> None:
        """Close every connection."""
        if self._glances is not None:
            await self._glances.close()
        if self._errands is not None:
            self._errands.close()
        await self.engine.dispose()


def app_database(url: str) -> Database:
    """Open the app database: `sqlite+aiosqlite:///path` or `postgresql+asyncpg://…`."""
    if url.startswith("sqlite"):
        return _sqlite(url)
    engine = create_async_engine(url, hide_parameters=True, pool_size=10, max_overflow=10)
    _replace_dead_connections(engine.sync_engine)
    return Database(engine)


def tips_database(path: Path) -> Database:
    """Open tips.db: always SQLite."""
    return _sqlite(f"sqlite+aiosqlite:///{path}")


def _sqlite(url: str) -> Database:
    # hide_parameters: a failing statement must not print what a person wrote or where he can be reached.
    # A connection is a thread, so those that came for a rush are kept instead of being made anew.
    path = make_url(url).database or ":memory:"
    connect = one_hop_connector(path)
    engine = create_async_engine(url, hide_parameters=True, async_creator=connect, pool_size=_CONNECTIONS)

    event.listen(engine.sync_engine, "connect", _prepare)
    if path == ":memory:":
        return Database(engine)
    return Database(engine, Glances(connect, _BUSY_MILLISECONDS), Errands(_plain_engine(path)))


def _plain_engine(path: str) -> Engine:
    """Return a synchronous engine of one connection whose transactions take the writer's place first."""
    engine = create_engine(
        f"sqlite:///{path}",
        hide_parameters=True,
        poolclass=StaticPool,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _replace_dead_connections(engine: Engine) -> None:
    """See to it that nobody is handed a connection that has ended.

    A server that goes closes its connections, and the driver knows at once. What a network lost shows only when it
    is used, so a connection that was long silent is asked. Asking always, as `pool_pre_ping` does, is three ways to
    the server for every transaction: as many as the transaction itself.
    """

    @event.listens_for(engine, "checkin")
    def note(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        entry.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def look(connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        driver: Any = entry.driver_connection
        if driver.is_closed():
            raise DisconnectionError
        now = time.monotonic()
        if now - entry.info.get("used", now) < _SILENCE:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # FULL: a power cut must not undo a committed `sending`, or a person gets the message twice.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
    # What is deleted is overwritten: a tip that is over, the address of somebody who left.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()
