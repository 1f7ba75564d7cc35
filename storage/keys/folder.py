"""KEY_DIR: two random keys and the fingerprint of PC04, each a file that only we can read.

The folder stands outside DATA_DIR, so that a stolen database or its backup comes without it.

    pepper        32 bytes  makes receipts and passphrases worthless to guess without this folder
    address.key   32 bytes  opens the stored addresses of subscribers and staff
    pc04.pin      text      the fingerprint that the operator heard from PC04 and typed in
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

KEY_BYTES = 32
_PEPPER = "pepper"
_ADDRESS_KEY = "address.key"
_PIN = "pc04.pin"
_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600


class KeyFolder:
    """The key files. Keys are read anew at each call: they are few, and the folder may be mounted late."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def make_missing(self) -> bool:
        """Make the folder and the keys that are not there; returns whether anything was made.

        Whether new keys may be made beside existing databases is the caller's decision (`is_complete`).
        """
        self.path.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        missing = [name for name in (_PEPPER, _ADDRESS_KEY) if not (self.path / name).exists()]
        for name in missing:
            self._write_new(name, secrets.token_bytes(KEY_BYTES))
        return bool(missing)

    def is_complete(self) -> bool:
        """Say whether both keys are there, whole."""
        return all(self._size(name) == KEY_BYTES for name in (_PEPPER, _ADDRESS_KEY))

    def is_private(self) -> bool:
        """Say whether nobody but the owner may enter the folder or read a file of it."""
        entries = [self.path, *self.path.iterdir()] if self.path.is_dir() else []
        return all(entry.stat().st_mode & 0o077 == 0 for entry in entries)

    @property
    def pepper(self) -> bytes:
        """Return the 32 bytes that stand before every stretched secret. Raises `OSError` when missing."""
        return (self.path / _PEPPER).read_bytes()

    @property
    def address_key(self) -> bytes:
        """Return the 32 bytes of the address cipher. Raises `OSError` when missing."""
        return (self.path / _ADDRESS_KEY).read_bytes()

    def pinned_fingerprint(self) -> str | None:
        """Return the fingerprint pinned with `keys pin`, or None before that."""
        try:
            return (self.path / _PIN).read_text(encoding="ascii").strip() or None
        except FileNotFoundError:
            return None

    def pin(self, fingerprint: str) -> None:
        """Keep PC04's fingerprint; replaces an earlier one in one step."""
        draft = f"{_PIN}.new"
        (self.path / draft).unlink(missing_ok=True)
        self._write_new(draft, f"{fingerprint}\n".encode("ascii"))
        (self.path / draft).replace(self.path / _PIN)

    def __repr__(self) -> str:
        return "KeyFolder()"

    def _size(self, name: str) -> int:
        try:
            return (self.path / name).stat().st_size
        except FileNotFoundError:
            return 0

    def _write_new(self, name: str, data: bytes) -> None:
        descriptor = os.open(self.path / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
