"""The databases as a thief or a test reads them: all rows, all values, without our code."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

Value = int | float | str | bytes | None


def dump(path: Path) -> str:
    """Return every row of a database as SQL, in a fixed order."""
    with closing(sqlite3.connect(path)) as database:
        return "\n".join(sorted(database.iterdump()))


def rows(path: Path, table: str) -> list[dict[str, Value]]:
    """Return a table's rows by column name."""
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f'SELECT * FROM "{table}"')]


def tables(path: Path) -> list[str]:
    """Return the names of the tables that hold our rows."""
    with closing(sqlite3.connect(path)) as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return sorted(row[0] for row in found if row[0] != "alembic_version")


def values(path: Path) -> Iterator[tuple[str, str, Value]]:
    """Yield (table, column, value) for everything in a database."""
    for table in tables(path):
        for row in rows(path, table):
            for column, value in row.items():
                yield table, column, value


def execute(path: Path, statement: str, *parameters: Value) -> None:
    """Change a database behind the program's back, as somebody with the disk could."""
    with closing(sqlite3.connect(path, timeout=20)) as database, database:
        database.execute(statement, parameters)


def file_bytes(folder: Path, name: str) -> dict[str, bytes]:
    """Return the bytes of a database's files that hold rows: the main file and its log."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob(f"{name}*")) if not path.name.endswith("-shm")}
