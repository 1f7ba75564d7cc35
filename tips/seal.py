"""Seal one piece of a tip so that only the units meant for it can open it: pure functions over bytes.

Each piece (content, photo, addition, question, note) has its own random key. The piece is padded and
encrypted under it (XChaCha20-Poly1305) with its place as associated data; the key is sealed once to each
unit (X25519 sealed box). A sealed box knows no associated data, so its inside repeats version, tip, piece,
unit and key version, and is compared after opening: what was moved elsewhere does not open.
Source: facts/tip-line.md 4.3, 4.7, I-9.
"""

from __future__ import annotations

import hmac
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead
from nacl.utils import random

from storage.tips.key_types import UnitKey
from storage.tips.types import PartKind, SealedPart, TipId, Wrap
from storage.types import Instant, UnitCode
from tips.errors import SealBroken

VERSION = 1
TEXT_STEP = 256
PHOTO_STEP = 64 * 1024
_UNIT_BYTES = 16
_KEY_BYTES = 32
_PLACE = struct.Struct(f">B16sI{_UNIT_BYTES}sI")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One sealed piece and its key, wrapped once for each recipient."""

    part: SealedPart
    wraps: tuple[Wrap, ...]


def seal_part(
    *, tip: TipId, number: int, kind: PartKind, hour: Instant, plaintext: bytes, recipients: Sequence[UnitKey]
) -> Sealed:
    """Return `plaintext` sealed to every recipient under a fresh key; text padded to 256 bytes, photos to 64 KB.

    The keys must have been verified against PC04's signature before. Raises `ValueError` without recipients:
    nobody could ever open the piece.
    """
    if not recipients:
        raise ValueError("a piece needs at least one recipient")
    key = random(_KEY_BYTES)
    padded: bytes = bindings.sodium_pad(plaintext, _step(kind))
    ciphertext = bytes(Aead(key).encrypt(padded, _place_of_part(tip, number, kind)))
    return Sealed(
        part=SealedPart(number=number, kind=kind, hour=hour, ciphertext=ciphertext),
        wraps=tuple(_wrap(key, tip, number, recipient) for recipient in recipients),
    )


def open_part(*, private_key: bytes, tip: TipId, wrap: Wrap, part: SealedPart) -> bytes:
    """Return the plaintext of a piece. Raises `SealBroken` for a wrong key and for anything altered or moved."""
    try:
        inside = SealedBox(PrivateKey(private_key)).decrypt(wrap.blob)
        place, key = inside[: _PLACE.size], inside[_PLACE.size :]
        expected = _place_of_wrap(tip, wrap.number, wrap.unit, wrap.key_version)
        if wrap.number != part.number or not hmac.compare_digest(place, expected):
            raise SealBroken
        padded = Aead(key).decrypt(part.ciphertext, _place_of_part(tip, part.number, part.kind))
        opened: bytes = bindings.sodium_unpad(padded, _step(part.kind))
    except (CryptoError, ValueError, TypeError) as error:
        raise SealBroken from error
    return opened


def _wrap(key: bytes, tip: TipId, number: int, recipient: UnitKey) -> Wrap:
    inside = _place_of_wrap(tip, number, recipient.unit, recipient.version) + key
    return Wrap(
        unit=recipient.unit,
        key_version=recipient.version,
        number=number,
        blob=SealedBox(PublicKey(recipient.public_key)).encrypt(inside),
    )


def _place_of_part(tip: TipId, number: int, kind: PartKind) -> bytes:
    return b"phaodai part\x00" + struct.pack(">B16sI", VERSION, tip, number) + kind.encode()


def _place_of_wrap(tip: TipId, number: int, unit: UnitCode, key_version: int) -> bytes:
    return _PLACE.pack(VERSION, tip, number, unit.encode(), key_version)


def _step(kind: PartKind) -> int:
    return PHOTO_STEP if kind is PartKind.PHOTO else TEXT_STEP
