"""Folders: private, held by one process, never new keys over old data."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from bot.errors import DoorBusy, FolderWrong, TooLittleDisk
from bot.folders import door_lock, prepare, refuse_new_keys_over_old_data
from bot.settings import Settings, load


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Folders that do not exist yet."""
    return load(data_dir=tmp_path / "data", key_dir=tmp_path / "keys")


def test_missing_folders_are_made_private(settings: Settings) -> None:
    prepare(settings)
    assert settings.data_dir.stat().st_mode & 0o777 == 0o700
    assert settings.key_dir.stat().st_mode & 0o777 == 0o700


def test_a_file_in_the_way_is_one_line(settings: Settings) -> None:
    settings.data_dir.write_text("not a folder")
    with pytest.raises(FolderWrong, match="DATA_DIR: cannot use the folder"):
        prepare(settings)


def test_a_full_disk_stops_the_start(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def little(_path: object) -> object:
        return shutil._ntuple_diskusage(10**12, 10**12, 400 * 1024 * 1024)

    monkeypatch.setattr(shutil, "disk_usage", little)
    with pytest.raises(TooLittleDisk, match="only 400 MB free"):
        prepare(settings)


def test_the_door_is_held_once(tmp_path: Path) -> None:
    with door_lock(tmp_path), pytest.raises(DoorBusy, match="another phaodai"), door_lock(tmp_path):
        pass
    with door_lock(tmp_path):
        pass


def test_old_data_without_keys_is_refused(settings: Settings) -> None:
    prepare(settings)
    refuse_new_keys_over_old_data(settings, keys_complete=False)
    (settings.data_dir / "tips.db").write_bytes(b"x")
    refuse_new_keys_over_old_data(settings, keys_complete=True)
    with pytest.raises(FolderWrong, match="lacks their keys"):
        refuse_new_keys_over_old_data(settings, keys_complete=False)


def test_files_made_afterwards_are_private(settings: Settings) -> None:
    before = os.umask(0o022)
    try:
        prepare(settings)
        (settings.data_dir / "app.db").write_bytes(b"")
        assert (settings.data_dir / "app.db").stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)
