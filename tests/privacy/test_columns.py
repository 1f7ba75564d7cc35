"""Every column says what it tells a thief, and the tip line's tables can keep nothing that tells who or when.

Walks the tables themselves (storage.metadata) and the schema that the migrations make: a column added
tomorrow without a declared class turns this red.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

import storage
from storage.metadata import app, tips
from storage.types import Privacy
from tests.privacy.scenario import Ready

for _module in pkgutil.walk_packages(storage.__path__, "storage."):
    if _module.name.endswith("tables"):
        importlib.import_module(_module.name)

_IN_TIPS = {
    Privacy.RANDOM_ID,
    Privacy.ENUM,
    Privacy.UNIT,
    Privacy.STAFF,
    Privacy.HOUR,
    Privacy.STAFF_TIME,
    Privacy.PLAN_TIME,
    Privacy.CIPHERTEXT,
    Privacy.KEYED_HASH,
    Privacy.PUBLIC_KEY,
    Privacy.COUNTER,
    Privacy.FLAG,
    Privacy.HASH_OF_PUBLIC,
}
"""What may stand in tips.db: no name of anybody, no text anybody wrote."""

_HOLDS = {
    Privacy.CIPHERTEXT: sa.LargeBinary,
    Privacy.KEYED_HASH: sa.LargeBinary,
    Privacy.COUNTER: sa.Integer,
}
"""What a class can only be kept as: a declared ciphertext that is a text column is a lie."""

_PERSONAL = re.compile(
    r"chat|address|handle|user|sender|reporter|phone|name|message_id|file_id|channel|forward|language|"
    r"last_seen|created|(^|_)ip(_|$)|agent|session",
)


def _columns(metadata: sa.MetaData) -> Iterator[sa.Column[object]]:
    for table in metadata.sorted_tables:
        yield from table.columns


def test_i16_every_column_declares_what_it_tells_a_thief() -> None:
    columns = [*_columns(app), *_columns(tips)]
    assert len(columns) > 50, "the tables were not found"
    undeclared = [str(column) for column in columns if not isinstance(column.info.get("privacy"), Privacy)]
    assert undeclared == []


def test_i16_the_tip_line_keeps_no_class_that_points_at_a_person() -> None:
    wrong = [
        f"{column}: {column.info['privacy']}" for column in _columns(tips) if column.info["privacy"] not in _IN_TIPS
    ]
    assert wrong == []


def test_i16_no_column_of_the_tip_line_is_named_for_a_sender() -> None:
    assert [str(column) for column in _columns(tips) if _PERSONAL.search(column.name)] == []


def test_i16_what_is_called_sealed_or_hashed_is_kept_as_bytes() -> None:
    wrong = [
        str(column)
        for column in [*_columns(app), *_columns(tips)]
        if (kind := _HOLDS.get(column.info["privacy"])) is not None and not isinstance(column.type, kind)
    ]
    assert wrong == []


def test_i16_free_text_stands_only_where_staff_or_organizers_wrote_it() -> None:
    texts = {Privacy.STAFF_NAME, Privacy.PUBLIC_TEXT, Privacy.PUBLIC_KEY, Privacy.UNIT, Privacy.ENUM}
    wrong = [
        str(column)
        for column in [*_columns(app), *_columns(tips)]
        if isinstance(column.type, sa.Text) and column.info["privacy"] not in texts
    ]
    assert wrong == []


def test_i17_subscribers_carry_no_time_finer_than_a_month() -> None:
    times = {Privacy.HOUR, Privacy.STAFF_TIME, Privacy.PLAN_TIME}
    tables = [table for table in app.sorted_tables if re.search(r"resident|subscri", table.name)]
    assert tables, "the subscribers' tables were not found"
    wrong = [
        str(column)
        for table in tables
        for column in table.columns
        if column.info["privacy"] in times or isinstance(column.type, sa.Date | sa.DateTime | sa.Time)
    ]
    assert wrong == []


def test_i18_no_table_of_the_tip_line_keeps_a_hidden_order(ready: Ready) -> None:
    """A hidden rowid grows by one a row: it would tell which tip came first."""
    with closing(sqlite3.connect(ready.data_dir / "tips.db")) as tips_db:
        names = [row[0] for row in tips_db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert {table.name for table in tips.sorted_tables} <= set(names)
        assert "sqlite_sequence" not in names
        for name in names:
            if name in {"sqlite_stat1", "sqlite_stat4", "alembic_version"}:
                continue  # No row of these belongs to a tip.
            with pytest.raises(sqlite3.OperationalError, match="no such column"):
                tips_db.execute(f'SELECT rowid FROM "{name}"')


def test_i18_no_key_of_the_tip_line_counts_up(ready: Ready) -> None:
    assert [str(column) for column in _columns(tips) if column.autoincrement is True] == []
    for column in _columns(tips):
        if column.primary_key and len(column.table.primary_key.columns) == 1:
            assert not isinstance(column.type, sa.Integer), f"{column} as only key would be an order"


def test_i16_the_databases_on_disk_hold_the_declared_columns_and_no_other(ready: Ready) -> None:
    for name, metadata in (("app.db", app), ("tips.db", tips)):
        declared = {(column.table.name, column.name) for column in _columns(metadata)}
        assert _on_disk(ready.data_dir / name) == declared


def _on_disk(path: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            (table, row[1])
            for table in tables
            if table != "alembic_version" and not table.startswith("sqlite_")
            for row in database.execute(f'PRAGMA table_info("{table}")')
        }
