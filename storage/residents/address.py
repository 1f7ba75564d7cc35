"""Where a person can be reached, kept so that a stolen disk without its key folder tells nobody's address.

Every sealed address has the same length whatever the platform, and is found again by a keyed hash only.
"""

from __future__ import annotations

import hashlib
import secrets

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError

_KEY_BYTES = 32
_PADDED_BYTES = 160
_NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_PURPOSE = b"phaodai.address.1"
_SEPARATOR = "\x00"


class AddressUnreadable(Exception):
    """A stored address does not open: it was changed, or KEY_DIR belongs to another database."""


class AddressTooLong(Exception):
    """A platform's chat id is longer than any we know; the channel has to be looked at."""


class AddressCipher:
    """Seals addresses (XChaCha20-Poly1305) and makes their lookup hashes (keyed BLAKE2b), from one key of KEY_DIR."""

    __slots__ = ("__lookup_key", "__seal_key")

    def __init__(self, key: bytes) -> None:
        """`key`: 32 random bytes; two independent keys are derived from it."""
        if len(key) != _KEY_BYTES:
            raise ValueError("the address key has 32 bytes")
        self.__seal_key = _derived(key, b"seal")
        self.__lookup_key = _derived(key, b"lookup")

    def seal(self, channel: str, value: str) -> bytes:
        """Return the encrypted address; every result has the same length. Raises `AddressTooLong`."""
        plain = f"{channel}{_SEPARATOR}{value}".encode()
        if len(plain) >= _PADDED_BYTES:
            raise AddressTooLong
        padded = bytes([len(plain)]) + plain.ljust(_PADDED_BYTES - 1, b"\x00")
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(padded, _PURPOSE, nonce, self.__seal_key)

    def open(self, blob: bytes) -> tuple[str, str]:
        """Return (channel, chat id). Raises `AddressUnreadable`."""
        try:
            padded = crypto_aead_xchacha20poly1305_ietf_decrypt(
                blob[_NONCE_BYTES:], _PURPOSE, blob[:_NONCE_BYTES], self.__seal_key
            )
        except (CryptoError, ValueError, TypeError):
            # Not the library's words: they may hold what was given.
            raise AddressUnreadable from None
        channel, _, value = padded[1 : 1 + padded[0]].decode().partition(_SEPARATOR)
        return channel, value

    def lookup(self, channel: str, value: str, context: str = "resident") -> bytes:
        """Return 32 bytes by which an address is found again; another `context` makes an unrelated hash."""
        told = _SEPARATOR.join((context, channel, value)).encode()
        return hashlib.blake2b(told, digest_size=32, key=self.__lookup_key).digest()

    def __repr__(self) -> str:
        return "AddressCipher()"


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hashlib.blake2b(key=key, digest_size=_KEY_BYTES, person=purpose.ljust(16, b"\x00")).digest()
