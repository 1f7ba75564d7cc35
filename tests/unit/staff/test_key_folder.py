"""The key folder: made once, readable by us alone, and honest about what is missing."""

from __future__ import annotations

from pathlib import Path

from storage.keys.folder import KeyFolder


def test_making_keys_twice_changes_nothing(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path / "keys")
    assert not folder.is_complete()
    assert folder.make_missing()
    before = folder.pepper, folder.address_key
    assert before[0] != before[1]
    assert {len(key) for key in before} == {32}
    assert not folder.make_missing()
    assert (folder.pepper, folder.address_key) == before
    assert folder.is_complete()


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path / "keys")
    folder.make_missing()
    folder.pin("AAAA-BBBB")
    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.path.iterdir()} == {0o600}
    assert folder.is_private()
    (folder.path / "pepper").chmod(0o640)
    assert not folder.is_private()


def test_a_lost_or_cut_key_is_noticed(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path / "keys")
    folder.make_missing()
    (folder.path / "pepper").write_bytes(b"short")
    assert not folder.is_complete()
    (folder.path / "pepper").unlink()
    assert not folder.is_complete()


def test_pin_is_kept_and_replaced(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path / "keys")
    folder.make_missing()
    assert folder.pinned_fingerprint() is None
    folder.pin("AAAA-BBBB")
    folder.pin("CCCC-DDDD")
    assert folder.pinned_fingerprint() == "CCCC-DDDD"
    assert sorted(file.name for file in folder.path.iterdir()) == ["address.key", "pc04.pin", "pepper"]
