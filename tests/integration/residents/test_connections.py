"""Nobody is handed a connection to PostgreSQL that has ended, though a living one is not asked each time."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import Connection, literal, select, text

from storage.database import Database
from tests.integration.broadcasts.databases import created

_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
async def postgresql(postgres: Callable[[], str]) -> AsyncIterator[Database]:
    """Yield a database of PostgreSQL with one connection in its pool."""
    async with created(postgres()) as made:
        yield made


async def _driver(database: Database) -> Any:
    async with database.read() as connection:
        return (await connection.get_raw_connection()).driver_connection


async def _answer(database: Database) -> int:
    async with database.read() as connection:
        return int((await connection.execute(select(literal(1)))).scalar_one())


async def test_a_connection_that_the_server_closed_is_replaced(postgresql: Database) -> None:
    old, has_ended = await _driver(postgresql), asyncio.Event()
    old.add_termination_listener(lambda _connection: has_ended.set())
    url = postgresql.engine.url.render_as_string(hide_password=False)
    async with created(url) as other, other.read() as connection:
        await connection.execute(_OTHERS)
    await has_ended.wait()
    assert await _answer(postgresql) == 1
    assert await _driver(postgresql) is not old


async def test_a_silent_connection_is_asked_and_replaced(postgresql: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    old = await _driver(postgresql)
    monkeypatch.setattr("storage.database._SILENCE", 0.0)
    assert await _driver(postgresql) is old
    end = old._transport.get_extra_info("socket")
    with socket.socket(fileno=os.dup(end.fileno())) as same:
        # As a network loses it: the driver has not heard of it.
        same.shutdown(socket.SHUT_RDWR)
    assert not old.is_closed()
    assert await _answer(postgresql) == 1
    assert await _driver(postgresql) is not old


async def test_one_statement_is_committed_by_itself(database: Database) -> None:
    def begin(connection: Connection) -> str:
        connection.execute(text("INSERT INTO send_account (account, bulk_arrival, halted_until) VALUES ('a', 0, 0)"))
        return "begun"

    assert await database.write_alone(begin) == "begun"
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT account FROM send_account"))).scalars().all() == ["a"]
