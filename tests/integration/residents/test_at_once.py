"""A transaction as one errand: whole or not at all, in turn with the other writers, on both databases."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select, update

from storage.campaigns.tables import send_account
from storage.database import Database
from tests.integration.broadcasts.databases import created

_COUNT = update(send_account).values(bulk_arrival=send_account.c.bulk_arrival + 1)


def _begin(connection: Connection) -> str:
    connection.execute(insert(send_account).values(account="a", bulk_arrival=0.0, halted_until=0.0))
    return "begun"


def _count(connection: Connection) -> None:
    connection.execute(_COUNT)


async def _counted(database: Database) -> float:
    async with database.read() as connection:
        return float((await connection.execute(select(func.sum(send_account.c.bulk_arrival)))).scalar_one())


async def test_what_it_returns_is_committed(database: Database) -> None:
    assert await database.write_at_once(_begin) == "begun"
    await database.write_at_once(_count)
    assert await _counted(database) == 1


async def test_an_error_takes_everything_back_and_leaves_the_place_free(database: Database) -> None:
    await database.write_at_once(_begin)

    def break_down(connection: Connection) -> None:
        _count(connection)
        raise LookupError

    with pytest.raises(LookupError):
        await database.write_at_once(break_down)
    assert await _counted(database) == 0
    await database.write_at_once(_count)
    assert await _counted(database) == 1


async def test_errands_and_other_writers_take_turns(database: Database) -> None:
    await database.write_at_once(_begin)

    async def count_slowly() -> None:
        async with database.write() as connection:
            await connection.execute(_COUNT)

    await asyncio.gather(*[one for _ in range(15) for one in (count_slowly(), database.write_at_once(_count))])
    assert await _counted(database) == 30


async def test_who_gives_up_waits_for_the_end_so_that_the_next_finds_the_place_free(tmp_path: Path) -> None:
    async with created(f"sqlite+aiosqlite:///{tmp_path / 'app.db'}") as database:
        await database.write_at_once(_begin)
        has_begun, may_end = asyncio.Event(), threading.Event()
        loop = asyncio.get_running_loop()

        def wait_in_the_middle(connection: Connection) -> None:
            _count(connection)
            loop.call_soon_threadsafe(has_begun.set)
            may_end.wait()

        errand = asyncio.create_task(database.write_at_once(wait_in_the_middle))
        await has_begun.wait()
        errand.cancel()
        after = asyncio.create_task(database.write_at_once(_count))
        await asyncio.sleep(0)
        assert not errand.done(), "the thread is still in the middle"
        may_end.set()
        with pytest.raises(asyncio.CancelledError):
            await errand
        await after
        assert await _counted(database) == 2
