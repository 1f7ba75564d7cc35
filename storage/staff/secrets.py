"""Staff ids and the two secrets of an invitation: a link for the browser, a code for the chat."""

from __future__ import annotations

import hashlib
import secrets

from storage.types import StaffId

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs that are read aloud and copied by hand without mistaking one for another."""

_STAFF_SIGNS = 6
_CODE_SIGNS = 12
_LINK_BYTES = 32


def new_staff_id() -> StaffId:
    """Return an id such as `S-7KQ2M4`."""
    return StaffId(f"S-{_draw(_STAFF_SIGNS)}")


def new_link_token() -> str:
    """Return 256 random bits as text for an address."""
    return secrets.token_urlsafe(_LINK_BYTES)


def new_code() -> str:
    """Return 60 random bits that a chat takes as `/start CODE`, in three groups of four."""
    signs = _draw(_CODE_SIGNS)
    return "-".join(signs[start : start + 4] for start in range(0, _CODE_SIGNS, 4))


def hash_of_link(token: str) -> bytes:
    """Return what is stored of a link's token."""
    return _digest("link", token.strip())


def hash_of_code(code: str) -> bytes:
    """Return what is stored of a code; case, spaces and dashes do not count."""
    return _digest("code", "".join(sign for sign in code.upper() if sign.isalnum()))


def _draw(signs: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(signs))


def _digest(kind: str, secret: str) -> bytes:
    return hashlib.blake2b(f"{kind}:{secret}".encode(), digest_size=32, person=b"phaodai.invite").digest()
