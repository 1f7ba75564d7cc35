"""Both databases' histories, and the three things one does with them: read a revision, upgrade, compare.

Reading the revision at start-up is one SQL statement; Alembic is imported only when there is work to do.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.database import Database

HEADS = {"app": "0002", "tips": "0001"}
"""The newest revision of each history; a test compares it with the files."""


class History(StrEnum):
    """Which of the two databases."""

    APP = "app"
    TIPS = "tips"


class Standing(StrEnum):
    """Where a database stands against this program."""

    EMPTY = "empty"
    OLD = "old"
    PRESENT = "present"
    NEWER = "newer"


async def standing(database: Database, history: History) -> Standing:
    """Return whether the database needs an upgrade, fits, or was made by a newer program."""
    revision = await _revision(database)
    if revision is None:
        return Standing.EMPTY
    if revision == HEADS[history]:
        return Standing.PRESENT
    return Standing.OLD if revision < HEADS[history] else Standing.NEWER


async def _revision(database: Database) -> str | None:
    async with database.read() as connection:
        has_table = await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version"))
        if not has_table:
            return None
        return (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one_or_none()


async def upgrade(database: Database, history: History) -> None:
    """Bring the database to this program's newest revision, in one transaction."""
    async with database.write() as connection:
        await connection.run_sync(_upgrade, history)


def _upgrade(connection: Connection, history: History) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / history))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
