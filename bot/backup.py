"""`backup` and `restore`: both databases in one archive, the keys in another that somebody else keeps."""

from __future__ import annotations

import io
import os
import tarfile
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import orjson

from bot.errors import CommandRefused
from storage.backup import BackupBroken, dump, is_empty, load
from storage.database import Database
from storage.metadata import app, tips
from storage.migrations import HEADS

_UNREADABLE = (tarfile.TarError, OSError, EOFError, zlib.error, KeyError)
_KEPT = timedelta(days=14)
"""Deleted means gone from backups too after this long; the promise stands on /cam-ket."""


async def write_backup(folder: Path, *, app_database: Database, tips_database: Database, now: datetime) -> Path:
    """Write the archive (mode 0600), drop archives older than 14 days, return the new one's path."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"phaodai-{now:%Y%m%d-%H%M%S}.tar.gz"
    unfinished = target.with_suffix(".unfinished")
    with _private(unfinished) as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
        _add(archive, "manifest.json", orjson.dumps(HEADS))
        _add(archive, "app.jsonl", b"".join([line async for line in dump(app_database, app)]))
        _add(archive, "tips.jsonl", b"".join([line async for line in dump(tips_database, tips)]))
    unfinished.rename(target)
    # Unfinished ones, too, which a crash left behind.
    for old in folder.glob("phaodai-*.tar.*"):
        if datetime.fromtimestamp(old.stat().st_mtime, now.tzinfo) < now - _KEPT:
            old.unlink()
    return target


async def read_backup(archive: Path, *, app_database: Database, tips_database: Database) -> dict[str, int]:
    """Fill two migrated, empty databases from an archive. Raises `CommandRefused` with what to do."""
    if not (await is_empty(app_database, app) and await is_empty(tips_database, tips)):
        raise CommandRefused("the data folder holds data; point DATA_DIR at an empty folder and restore there")
    try:
        with tarfile.open(archive, "r:gz") as opened:
            if orjson.loads(_member(opened, "manifest.json")) != HEADS:
                raise CommandRefused("the backup was made by another version; restore it with that version")
            return {
                "app": await load(app_database, app, _member(opened, "app.jsonl").splitlines()),
                "tips": await load(tips_database, tips, _member(opened, "tips.jsonl").splitlines()),
            }
    except (*_UNREADABLE, BackupBroken, orjson.JSONDecodeError):
        raise CommandRefused(f"{archive} is not a whole backup of Pháo Đài; choose another file") from None


def write_key_backup(keys: Path, target: Path) -> Path:
    """Copy the key folder into one archive (mode 0600). Raises `CommandRefused` if the file exists."""
    if target.exists():
        raise CommandRefused(f"{target} exists; name a new file")
    with _private(target) as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
        for path in sorted(keys.iterdir()):
            if path.is_file():
                _add(archive, path.name, path.read_bytes())
    return target


def read_key_backup(archive: Path, keys: Path) -> int:
    """Put the keys of an archive into an empty key folder; returns how many files."""
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(keys.iterdir()):
        raise CommandRefused(f"{keys} holds keys; move them away first, nothing is overwritten")
    try:
        with tarfile.open(archive, "r:gz") as opened:
            files = list(_key_files(opened))
    except _UNREADABLE:
        raise CommandRefused(f"{archive} is not a backup of keys; choose another file") from None
    for name, content in files:
        with _private(keys / name) as raw:
            raw.write(content)
    return len(files)


def _key_files(archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for member in archive.getmembers():
        # Names come from a file somebody handed us: only plain names, never a path.
        if not member.isfile() or Path(member.name).name != member.name:
            raise KeyError(member.name)
        yield member.name, _member(archive, member.name)


def _private(path: Path) -> io.BufferedWriter:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    entry.mode = 0o600
    archive.addfile(entry, io.BytesIO(content))


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    reader = archive.extractfile(name)
    if reader is None:
        raise KeyError(name)
    return reader.read()
