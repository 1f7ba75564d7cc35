"""How private keys are kept: locked under a passphrase, or sealed to an officer, always for one purpose.

Every ciphertext is bound to a context (whose key, which version), so that a row moved to another place
does not open there. XChaCha20-Poly1305 for what a passphrase locks, X25519 sealed boxes for what one
officer hands to another, Ed25519 for the signature under a unit's public key.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from nacl import bindings
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

from storage.staff.secrets import ALPHABET
from storage.types import StaffId, UnitCode
from tips.staff_errors import KeyDamaged

_NONCE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_BINDING = 16
_FINGERPRINT_SIGNS = 24
_GROUP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """32 bytes each; X25519, or Ed25519 with the seed as its private part."""

    public: bytes
    private: bytes = field(repr=False)


def new_key_pair() -> KeyPair:
    """Return a fresh X25519 pair, for an officer or a unit."""
    made = PrivateKey.generate()
    return KeyPair(public=bytes(made.public_key), private=bytes(made))


def new_signing_pair() -> KeyPair:
    """Return a fresh Ed25519 pair, for PC04."""
    made = SigningKey.generate()
    return KeyPair(public=bytes(made.verify_key), private=bytes(made))


def lock(secret: bytes, key: bytes, context: str) -> bytes:
    """Encrypt under a 32-byte key. Returns nonce and ciphertext."""
    nonce = secrets.token_bytes(_NONCE)
    sealed: bytes = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(secret, context.encode(), nonce, key)
    return nonce + sealed


def unlock(blob: bytes, key: bytes, context: str) -> bytes:
    """Undo `lock`. Raises `KeyDamaged` for another key, another context or an altered blob."""
    try:
        opened: bytes = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            blob[_NONCE:], context.encode(), blob[:_NONCE], key
        )
    except (CryptoError, ValueError) as error:
        raise KeyDamaged from error
    return opened


def seal_to(public_key: bytes, secret: bytes, context: str) -> bytes:
    """Encrypt to somebody's X25519 key; only the holder of its private part opens it."""
    return SealedBox(PublicKey(public_key)).encrypt(_binding(context) + secret)


def open_sealed(private_key: bytes, blob: bytes, context: str) -> bytes:
    """Undo `seal_to`. Raises `KeyDamaged` for another key, another context or an altered blob."""
    try:
        opened = SealedBox(PrivateKey(private_key)).decrypt(blob)
    except (CryptoError, ValueError) as error:
        raise KeyDamaged from error
    if not hmac.compare_digest(opened[:_BINDING], _binding(context)):
        raise KeyDamaged
    return opened[_BINDING:]


def sign_unit_key(signing_private: bytes, unit: UnitCode, version: int, public_key: bytes) -> bytes:
    """Return PC04's signature (64 bytes) under one version of a unit's public key."""
    return SigningKey(signing_private).sign(_statement(unit, version, public_key)).signature


def is_signed(signing_public: bytes, signature: bytes, unit: UnitCode, version: int, public_key: bytes) -> bool:
    """Say whether PC04 signed exactly this key for exactly this unit and version."""
    try:
        VerifyKey(signing_public).verify(_statement(unit, version, public_key), signature)
    except (BadSignatureError, CryptoError, ValueError):
        return False
    return True


def fingerprint(signing_public: bytes) -> str:
    """Return PC04's fingerprint: 120 bits in six groups of four signs, to be read aloud and printed."""
    digest = hashlib.blake2b(signing_public, digest_size=15, person=b"phaodai.finger").digest()
    number = int.from_bytes(digest, "big")
    signs = [ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(_FINGERPRINT_SIGNS))]
    return "-".join("".join(signs[start : start + _GROUP]) for start in range(0, _FINGERPRINT_SIGNS, _GROUP))


def same_fingerprint(typed: str, true: str) -> bool:
    """Compare fingerprints as people type them: case, spaces and dashes do not count."""
    return hmac.compare_digest(_signs(typed).encode(), _signs(true).encode())


def officer_context(staff: StaffId) -> str:
    """Name the place of an officer's private key."""
    return f"officer key:{staff}"


def unit_context(unit: UnitCode, version: int, staff: StaffId) -> str:
    """Name the place of a unit's private key as sealed to one officer."""
    return f"unit key:{unit}:{version}:{staff}"


def signing_context(of: str, staff: StaffId) -> str:
    """Name the place of PC04's signing key as sealed to one officer."""
    return f"signing key:{of}:{staff}"


def recovery_context(unit: UnitCode, version: int) -> str:
    """Name the place of PC04's keys under the recovery words."""
    return f"recovery:{unit}:{version}"


def _binding(context: str) -> bytes:
    return hashlib.blake2b(context.encode(), digest_size=_BINDING, person=b"phaodai.context").digest()


def _statement(unit: UnitCode, version: int, public_key: bytes) -> bytes:
    return b"phaodai unit key\x00" + f"{unit}\x00{version}\x00".encode() + public_key


def _signs(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum())
