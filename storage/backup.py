"""Carry a database's rows out and in as lines of JSON: the same form for SQLite and PostgreSQL.

A backup holds what the database holds, ciphertext as it is. Rows leave in key order, and keys are random,
so a backup tells no order of arrival.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Iterable
from datetime import date
from typing import Any

import orjson
from sqlalchemy import MetaData, func, insert, select

from storage.database import Database

_PAGE = 500


class BackupBroken(Exception):
    """A line of the backup names a table or column this program does not have, or cannot be read."""


async def dump(database: Database, metadata: MetaData) -> AsyncIterator[bytes]:
    """Yield one line a row, `{"table": …, "row": {…}}`, all from one moment."""
    async with database.read() as connection:
        if not database.is_sqlite:
            await connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for table in metadata.sorted_tables:
            rows = await connection.stream(select(table).order_by(*table.primary_key.columns))
            async for row in rows.mappings():
                line = {"table": table.name, "row": {f"{name}": _packed(value) for name, value in row.items()}}
                yield orjson.dumps(line) + b"\n"


async def load(database: Database, metadata: MetaData, lines: Iterable[bytes]) -> int:
    """Insert the rows of a backup in one transaction; returns how many. Raises `BackupBroken`."""
    count = 0
    waiting: list[dict[str, Any]] = []
    present = ""
    async with database.write() as connection:

        async def flush() -> None:
            if waiting:
                await connection.execute(insert(metadata.tables[present]), waiting)
                waiting.clear()

        for line in lines:
            table, row = _unpacked(metadata, line)
            if table != present or len(waiting) >= _PAGE:
                await flush()
            present = table
            waiting.append(row)
            count += 1
        await flush()
    return count


async def is_empty(database: Database, metadata: MetaData) -> bool:
    """Return whether no table holds a row."""
    async with database.read() as connection:
        for table in metadata.sorted_tables:
            if (await connection.execute(select(func.count()).select_from(table))).scalar_one():
                return False
    return True


def _packed(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"bytes": b64encode(value).decode()}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _unpack(value: Any) -> Any:
    match value:
        case {"bytes": str(text)}:
            return b64decode(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case _:
            return value


def _unpacked(metadata: MetaData, line: bytes) -> tuple[str, dict[str, Any]]:
    try:
        parsed = orjson.loads(line)
        table = metadata.tables[parsed["table"]]
        row = {table.columns[name].name: _unpack(value) for name, value in parsed["row"].items()}
    except (KeyError, TypeError, ValueError):
        raise BackupBroken from None
    return table.name, row
