"""Passphrases that nobody has to invent: random syllables, stretched with Argon2id and the pepper.

Six syllables are 66 bits, twelve are 132. Every guess costs 64 MiB and three passes, and without the
pepper of KEY_DIR none can be tried at all.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw

from storage.keys import syllables

SALT_BYTES = 16
_HALF = 32
_PASSPHRASE_WORDS = 6
_RECOVERY_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, lanes. Tests pass a small one."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretched:
    """64 bytes of Argon2id in two halves: one proves the passphrase, the other opens what it protects."""

    verifier: bytes = field(repr=False)
    key: bytes = field(repr=False)


def new_passphrase() -> str:
    """Return six random syllables (66 bits)."""
    return _draw(_PASSPHRASE_WORDS)


def new_recovery_words() -> str:
    """Return twelve random syllables (132 bits)."""
    return _draw(_RECOVERY_WORDS)


def new_salt() -> bytes:
    """Return 16 random bytes."""
    return secrets.token_bytes(SALT_BYTES)


def normalise(typed: str) -> str:
    """Return what counts of a typed secret: lower case, without marks, one space between words.

    Spaces, dashes, dots and line ends are all the same, as a paper or a phone keyboard makes them.
    """
    folded = unicodedata.normalize("NFD", typed.casefold().replace("đ", "d"))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in folded if not _is_mark(letter)).split())


def stretch(secret: str, salt: bytes, pepper: bytes, cost: Cost | None = None) -> Stretched:
    """Return both halves for a typed secret. Takes about 0.2 s and 64 MiB: call it off the loop."""
    peppered = hmac.new(pepper, normalise(secret).encode(), hashlib.sha256).digest()
    cost = cost or Cost()
    raw = hash_secret_raw(peppered, salt, cost.passes, cost.memory, cost.lanes, 2 * _HALF, Type.ID)
    return Stretched(verifier=raw[:_HALF], key=raw[_HALF:])


def stored_verifier(verifier: bytes) -> bytes:
    """Return what may be stored of a verifier: 32 bytes of BLAKE2b."""
    return hashlib.blake2b(verifier, digest_size=32, person=b"phaodai.verify").digest()


def proves(stretched: Stretched, stored: bytes) -> bool:
    """Say in constant time whether a stretched secret is the one whose verifier was stored."""
    return hmac.compare_digest(stored_verifier(stretched.verifier), stored)


def _draw(words: int) -> str:
    known = syllables.load()
    return " ".join(secrets.choice(known) for _ in range(words))


def _is_mark(letter: str) -> bool:
    return unicodedata.combining(letter) != 0
