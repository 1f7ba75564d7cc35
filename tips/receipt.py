"""The sender's code: 16 random digits and two check digits, and what it stretches to.

Digits need no marks, fit a phone keypad, can be read aloud and hidden as a card number. The two check
digits (ISO 7064 MOD 97-10) catch every wrong digit and every swap of two neighbours, so a slip is told
from an unknown code without looking anything up. Source: facts/tip-line.md 4.5.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw

from storage.keys.passphrase import Cost
from tips.errors import ReceiptTypo

RANDOM_DIGITS = 16
DIGITS = RANDOM_DIGITS + 2
_LOOKUP_BYTES = 16
_KEY_BYTES = 32
_GROUP = 4
_MODULUS = 97
_LONGEST_INPUT = 100
_SALT = hashlib.blake2b(b"receipt codes of this program", digest_size=16, person=b"phaodai.receipt").digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What a code becomes: the 16 bytes under which its mailbox lies, and the 32 that open it."""

    lookup: bytes = field(repr=False)
    key: bytes = field(repr=False)


def new_receipt() -> str:
    """Return 18 fresh digits."""
    digits = "".join(secrets.choice("0123456789") for _ in range(RANDOM_DIGITS))
    return digits + _check_digits(digits)


def format_receipt(receipt: str) -> str:
    """Return the digits as people copy them: `dddd dddd dddd dddd dd`."""
    return " ".join(receipt[start : start + _GROUP] for start in range(0, DIGITS, _GROUP))


def parse_receipt(text: str) -> str:
    """Return the 18 digits of what somebody typed, with spaces, dots or dashes, or digits of another script.

    Raises `ReceiptTypo` for everything else, before anything is looked up or stretched.
    """
    if len(text) > _LONGEST_INPUT:
        raise ReceiptTypo
    receipt = "".join(_digit(sign) for sign in unicodedata.normalize("NFKC", text))
    if len(receipt) != DIGITS or int(receipt) % _MODULUS != 1:
        raise ReceiptTypo
    return receipt


def stretch_receipt(receipt: str, pepper: bytes, cost: Cost | None = None) -> Stretch:
    """Return lookup and key of 18 digits: HMAC with the pepper, then Argon2id (64 MiB, 3 passes, 1 lane).

    One salt for all codes, because the code itself must find its row. Takes about 0.2 s: call it off the loop,
    through the gate.
    """
    peppered = hmac.new(pepper, b"receipt\x00" + receipt.encode(), hashlib.sha256).digest()
    cost = cost or Cost()
    raw = hash_secret_raw(peppered, _SALT, cost.passes, cost.memory, cost.lanes, _LOOKUP_BYTES + _KEY_BYTES, Type.ID)
    return Stretch(lookup=raw[:_LOOKUP_BYTES], key=raw[_LOOKUP_BYTES:])


def _check_digits(digits: str) -> str:
    return f"{(_MODULUS + 1 - int(digits) * 100 % _MODULUS) % _MODULUS:02d}"


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    if value is not None:
        return str(value)
    if sign.isspace() or sign in ".,_/|·•" or unicodedata.category(sign) in ("Pd", "Cf"):
        return ""
    raise ReceiptTypo
