"""Both databases' histories, and the three things one does with them: read a revision, make, upgrade.

Reading the revision at start-up is one SQL statement; Alembic is imported only when there are rows to carry over.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert, inspect, text

from storage.database import Database
from storage.metadata import app, tips
from storage.tables import SUBJECTS

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


async def make(database: Database, history: History) -> None:
    """Make an empty database in this program's form, in one transaction.

    On SQLite from the tables, which a test compares with the migrations to the letter: a first start needs 10 MiB
    and some 0.3 s less than by Alembic, which is left to older databases and to PostgreSQL.
    """
    if not database.is_sqlite:
        await upgrade(database, history)
        return
    async with database.write() as connection:
        await connection.run_sync(_make, history)


def _make(connection: Connection, history: History) -> None:
    if not SUBJECTS:
        raise RuntimeError("no tables")
    {History.APP: app, History.TIPS: tips}[history].create_all(connection)
    # Alembic's own table, as it makes it.
    name = "alembic_version"
    version = Table(
        name,
        MetaData(),
        Column("version_num", String(32), nullable=False),
        PrimaryKeyConstraint("version_num", name=f"{name}_pkc"),
    )
    version.create(connection)
    connection.execute(insert(version).values(version_num=HEADS[history]))


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
