"""The folders on disk: made once, checked at every start, held by one process at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import DoorBusy, FolderWrong, TooLittleDisk
from bot.settings import Settings

_LEAST_FREE_BYTES = 500 * 1024 * 1024


def prepare(settings: Settings) -> None:
    """Make missing folders (0700) and refuse to start without room.

    From here on the process makes files that only its owner can read.

    Raises `FolderWrong` when a folder cannot be made, `TooLittleDisk` under 500 MB free.
    """
    os.umask(0o077)
    for name, folder in (("DATA_DIR", settings.data_dir), ("KEY_DIR", settings.key_dir)):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.chmod(0o700)
        except OSError as error:
            raise FolderWrong(f"{name}: cannot use the folder {folder} ({error.strerror})") from None
        free = shutil.disk_usage(folder).free
        if free < _LEAST_FREE_BYTES:
            raise TooLittleDisk(
                f"{name}: only {free // 1024**2} MB free on the disk of {folder}; 500 MB are needed. "
                "Free some room and start again."
            )


def refuse_new_keys_over_old_data(settings: Settings, *, keys_complete: bool) -> None:
    """Raise `FolderWrong` when databases exist whose keys are gone: new keys would lose everything quietly."""
    databases = [name for name in ("app.db", "tips.db") if (settings.data_dir / name).exists()]
    if databases and not keys_complete:
        raise FolderWrong(
            f"KEY_DIR: {settings.data_dir} holds {' and '.join(databases)}, but {settings.key_dir} lacks their keys. "
            "Put the key folder back (or restore a backup with its keys); new keys are never made over old data."
        )


@contextmanager
def door_lock(data_dir: Path) -> Iterator[None]:
    """Hold tips.db for this process. Raises `DoorBusy` when another process has it."""
    descriptor = os.open(data_dir / "door.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DoorBusy(
                f"DATA_DIR: another phaodai already works with {data_dir}; stop it first (Ctrl-C where it runs)"
            ) from None
        yield
    finally:
        os.close(descriptor)
