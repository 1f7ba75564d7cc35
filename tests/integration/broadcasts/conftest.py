"""A world of its own for every test: database, clock, platform, planner, sender."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.integration.broadcasts.databases import created, postgres_server
from tests.integration.broadcasts.world import World


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Start one PostgreSQL for the session."""
    with postgres_server(tmp_path_factory.mktemp("postgres")) as make:
        yield make


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """Yield an empty app database of each kind."""
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path / 'app.db'}"
    else:
        url = request.getfixturevalue("postgres")()
    async with created(url) as made:
        yield made


@pytest.fixture
def world(database: Database) -> World:
    """Return a world over an empty database."""
    return World(database)
