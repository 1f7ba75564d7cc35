"""Backup and restore: everything comes back, into empty folders only; a broken archive is one line."""

from __future__ import annotations

import os
import tarfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.backup import read_backup, read_key_backup, write_backup, write_key_backup
from bot.errors import CommandRefused
from storage.backup import dump
from storage.database import Database, app_database, tips_database
from storage.keys.folder import KeyFolder
from storage.metadata import app, tips
from storage.migrations import History, upgrade
from storage.residents.address import AddressCipher
from storage.residents.repository import ResidentRepository
from storage.residents.types import Language, Topic
from storage.tips.tables import anchor
from storage.types import SystemClock, UnitCode

_NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


class _Pair:
    """Both databases, migrated."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.app: Database = app_database(f"sqlite+aiosqlite:///{folder / 'app.db'}")
        self.tips: Database = tips_database(folder / "tips.db")

    async def make(self) -> None:
        await upgrade(self.app, History.APP)
        await upgrade(self.tips, History.TIPS)

    async def lines(self) -> list[bytes]:
        return [line async for line in dump(self.app, app)] + [line async for line in dump(self.tips, tips)]

    async def close(self) -> None:
        await self.app.close()
        await self.tips.close()


@pytest.fixture
async def pairs(tmp_path: Path) -> AsyncIterator[tuple[_Pair, _Pair]]:
    """A pair with a subscriber, and an empty one."""
    full, empty = _Pair(tmp_path / "full"), _Pair(tmp_path / "empty")
    await full.make()
    await empty.make()
    residents = ResidentRepository(full.app, AddressCipher(b"k" * 32), SystemClock())
    anchor_day = _NOW.date()
    async with full.tips.write() as connection:
        await connection.execute(insert(anchor).values(day=anchor_day, digest=b"d" * 32))
    await residents.subscribe(
        "telegram", "1234567890", unit=UnitCode("19432"), topics=frozenset(Topic), language=Language.VIETNAMESE
    )
    yield full, empty
    await full.close()
    await empty.close()


async def test_every_row_comes_back(pairs: tuple[_Pair, _Pair], tmp_path: Path) -> None:
    full, empty = pairs
    archive = await write_backup(tmp_path / "backups", app_database=full.app, tips_database=full.tips, now=_NOW)
    assert archive.stat().st_mode & 0o777 == 0o600
    counts = await read_backup(archive, app_database=empty.app, tips_database=empty.tips)
    assert counts == {"app": 1 + len(Topic), "tips": 1}
    assert await empty.lines() == await full.lines()


async def test_nothing_is_restored_over_data(pairs: tuple[_Pair, _Pair], tmp_path: Path) -> None:
    full, _empty = pairs
    archive = await write_backup(tmp_path / "backups", app_database=full.app, tips_database=full.tips, now=_NOW)
    before = await full.lines()
    with pytest.raises(CommandRefused, match="holds data"):
        await read_backup(archive, app_database=full.app, tips_database=full.tips)
    assert await full.lines() == before


async def test_a_broken_archive_is_one_line_and_leaves_nothing(pairs: tuple[_Pair, _Pair], tmp_path: Path) -> None:
    full, empty = pairs
    archive = await write_backup(tmp_path / "backups", app_database=full.app, tips_database=full.tips, now=_NOW)
    archive.write_bytes(archive.read_bytes()[:200])
    with pytest.raises(CommandRefused, match="not a whole backup"):
        await read_backup(archive, app_database=empty.app, tips_database=empty.tips)
    assert await empty.lines() == []


async def test_archives_older_than_fourteen_days_go(pairs: tuple[_Pair, _Pair], tmp_path: Path) -> None:
    full, _empty = pairs
    folder = tmp_path / "backups"
    old = await write_backup(folder, app_database=full.app, tips_database=full.tips, now=_NOW - timedelta(days=15))
    then = (_NOW - timedelta(days=15)).timestamp()
    cut_short = old.with_suffix(".unfinished")
    cut_short.write_bytes(old.read_bytes())
    for path in (old, cut_short):
        os.utime(path, (then, then))
    new = await write_backup(folder, app_database=full.app, tips_database=full.tips, now=_NOW)
    assert list(folder.iterdir()) == [new]


def test_keys_come_back_into_an_empty_folder_only(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path / "keys")
    keys.make_missing()
    archive = write_key_backup(tmp_path / "keys", tmp_path / "keys.tar.gz")
    assert archive.stat().st_mode & 0o777 == 0o600
    read_key_backup(archive, tmp_path / "other")
    assert KeyFolder(tmp_path / "other").pepper == keys.pepper
    with pytest.raises(CommandRefused, match="holds keys"):
        read_key_backup(archive, tmp_path / "other")
    with pytest.raises(CommandRefused, match="exists"):
        write_key_backup(tmp_path / "keys", archive)


def test_a_key_archive_cannot_write_outside_its_folder(tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar.gz"
    with tarfile.open(evil, "w:gz") as archive:
        entry = tarfile.TarInfo("../outside")
        entry.size = 0
        archive.addfile(entry)
    with pytest.raises(CommandRefused, match="not a backup of keys"):
        read_key_backup(evil, tmp_path / "other")
    assert not (tmp_path / "outside").exists()
