"""`phaodai restore`: keys first, then both databases, into empty folders only."""

from __future__ import annotations

from pathlib import Path

from bot.backup import read_backup, read_key_backup
from bot.folders import door_lock, prepare
from bot.settings import Settings
from storage.database import app_database, tips_database
from storage.migrations import History, upgrade


async def restore_all(settings: Settings, archive: Path, keys: Path | None) -> dict[str, int]:
    """Fill empty folders from backups; returns the rows restored of each database.

    Raises `CommandRefused` when something is in the way or a file is not a backup.
    """
    prepare(settings)
    with door_lock(settings.data_dir):
        key_files = read_key_backup(keys, settings.key_dir) if keys is not None else 0
        app = app_database(settings.app_database_url)
        tips = tips_database(settings.data_dir / "tips.db")
        try:
            await upgrade(app, History.APP)
            await upgrade(tips, History.TIPS)
            rows = await read_backup(archive, app_database=app, tips_database=tips)
        finally:
            await app.close()
            await tips.close()
    return {**rows, "keys": key_files}
