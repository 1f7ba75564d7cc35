"""A real PostgreSQL from a wheel, reached over its unix socket."""

from __future__ import annotations

from typing import Protocol


class _Server(Protocol):
    def psql(self, command: str) -> str:
        """Run SQL."""

    def get_uri(self, database: str) -> str:
        """Return the address of a database."""


class PostgresServer:
    """One server; each program gets a database of its own."""

    def __init__(self, server: _Server) -> None:
        self._server = server

    def fresh_database(self, name: str) -> str:
        """Make an empty database and return its `DATABASE_URL`."""
        self._server.psql(f"CREATE DATABASE {name};")
        return str(self._server.get_uri(database=name))
