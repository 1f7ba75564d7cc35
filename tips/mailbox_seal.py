"""Lock a sender's mailbox: anybody can seal an item to it, only what the receipt stretches to opens it.

The mailbox has its own X25519 pair. The private part lies encrypted under the receipt's key, bound to the
mailbox's lookup; each item repeats lookup, number and kind inside, so that it opens nowhere else.
Source: facts/tip-line.md 4.2, 4.5.
"""

from __future__ import annotations

import hmac
import struct
from dataclasses import dataclass, field

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead

from storage.tips.types import ItemKind, MailboxItem
from storage.types import Instant
from tips.errors import SealBroken

VERSION = 1
TEXT_STEP = 256
_KIND_BYTES = 16
_PLACE = struct.Struct(f">B16sI{_KIND_BYTES}s")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxKeys:
    """A fresh mailbox: its public key, and its private one under the receipt's key."""

    public_key: bytes
    private_ciphertext: bytes = field(repr=False)


def new_mailbox_keys(lookup: bytes, key: bytes) -> MailboxKeys:
    """Return a fresh pair; `key` is the 32 bytes that the receipt stretches to."""
    private = PrivateKey.generate()
    locked = bytes(Aead(key).encrypt(bytes(private), _place_of_key(lookup)))
    return MailboxKeys(public_key=bytes(private.public_key), private_ciphertext=locked)


def unlock_mailbox(lookup: bytes, key: bytes, private_ciphertext: bytes) -> bytes:
    """Return the mailbox's private key (32 bytes). Raises `SealBroken`."""
    try:
        return bytes(Aead(key).decrypt(private_ciphertext, _place_of_key(lookup)))
    except (CryptoError, ValueError) as error:
        raise SealBroken from error


def seal_item(
    *, public_key: bytes, lookup: bytes, number: int, kind: ItemKind, hour: Instant, text: str
) -> MailboxItem:
    """Return a text (an officer's question, a result) sealed to one mailbox, padded to 256 bytes."""
    padded: bytes = bindings.sodium_pad(text.encode(), TEXT_STEP)
    blob = SealedBox(PublicKey(public_key)).encrypt(_place_of_item(lookup, number, kind) + padded)
    return MailboxItem(number=number, kind=kind, hour=hour, blob=blob, answered=False)


def open_item(private_key: bytes, lookup: bytes, item: MailboxItem) -> str:
    """Return an item's text. Raises `SealBroken` for another mailbox's key and anything altered or moved."""
    try:
        inside = SealedBox(PrivateKey(private_key)).decrypt(item.blob)
        if not hmac.compare_digest(inside[: _PLACE.size], _place_of_item(lookup, item.number, item.kind)):
            raise SealBroken
        padded: bytes = bindings.sodium_unpad(inside[_PLACE.size :], TEXT_STEP)
    except (CryptoError, ValueError) as error:
        raise SealBroken from error
    return padded.decode()


def _place_of_key(lookup: bytes) -> bytes:
    return b"phaodai mailbox\x00" + bytes([VERSION]) + lookup


def _place_of_item(lookup: bytes, number: int, kind: ItemKind) -> bytes:
    return _PLACE.pack(VERSION, lookup, number, kind.encode())
