"""Every shape in which a secret can lie on a disk: what the scanner looks for.

A canary is a number (an id of a platform), a word (a name, a token), a story (what somebody wrote) or a
receipt. Each becomes many needles: plain, two UTF-16s, hex, base64 at three alignments, integers as SQLite,
protobuf and pickle write them, and unkeyed hashes that somebody may have thought to be safe.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import pickle
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

WINDOW = 8
"""Letters of a story that must not be found in a row."""

_HASHES = ("md5", "sha1", "sha256", "sha512", "blake2b", "blake2s", "sha3_256")
_PREFIXES = ("", "tg:", "tg_", "tg-", "tg|", "tg/", "telegram:", "telegram_", "telegram-", "telegram|", "telegram/",
             "telegram\0", "telegram", "chat:", "user:", "chat_id:", "user_id:", "id:")  # fmt: skip
_ZALO_PREFIXES = (*_PREFIXES, "zalo:", "zalo_", "zalo-", "zalo|", "zalo", "zalo-bot:", "zalo-bot_", "zalo-bot|",
                  "zalo-bot/", "zalo-bot\0", "zalo-bot", "zalo_bot:", "zalo_bot")  # fmt: skip
_HASH_BYTES = 8
"""A hash cut short is still a hash: its first eight bytes are enough to find it."""


@dataclass(frozen=True, slots=True)
class Needle:
    """Bytes to look for, and what finding them means."""

    canary: str
    shape: str
    value: bytes


def number(canary: str, value: int) -> list[Needle]:
    """Return the needles of an id. It must need five bytes or more, or chance finds it in any ciphertext."""
    assert value.bit_length() > 32, "too small to be told from chance"
    shapes = [*_of_word(str(value)), *_integers(value), *_hashes(value)]
    return [Needle(canary, shape, found) for shape, found in shapes]


def account(canary: str, value: str) -> list[Needle]:
    """Return the needles of an id that is hexadecimal digits, as Zalo has: as a word, as bytes, as a number, hashed."""
    raw = bytes.fromhex(value)
    assert len(raw) >= WINDOW, "too short to be told from chance"
    shapes = [*_of_word(value), *_of_word(value.upper()), ("raw bytes", raw), ("raw bytes, reversed", raw[::-1])]
    shapes += [*_base64(raw), ("decimal", str(int(value, 16)).encode())]
    shapes += [*_hashes(value, _ZALO_PREFIXES), *(("hash of the bytes", found) for found in _all_digests(raw))]
    return _unique(canary, shapes)


def passing_number(canary: str, value: int) -> list[Needle]:
    """Return the needles of a number of one message, file or update: as `number`, without the hashes."""
    assert value.bit_length() > 32, "too small to be told from chance"
    return [Needle(canary, shape, found) for shape, found in [*_of_word(str(value)), *_integers(value)]]


def word(canary: str, value: str) -> list[Needle]:
    """Return the needles of a name, token or code of eight letters or more, whole, in any case."""
    assert len(value) >= WINDOW, "too short to be told from chance"
    shapes = [pair for spelling in _spellings(value) for pair in _of_word(spelling)]
    hashed = [(f"{name} of it", digest) for name in _HASHES for digest in _digests(name, value.encode())]
    return _unique(canary, [*shapes, *hashed])


def story(canary: str, value: str) -> list[Needle]:
    """Return the needles of what somebody wrote: every eight letters in a row, as is, lower, without marks."""
    shapes: list[tuple[str, bytes]] = []
    for spelling in _spellings(" ".join(value.split())):
        for start in range(max(1, len(spelling) - WINDOW + 1)):
            window = spelling[start : start + WINDOW]
            shapes += _texts(window)
            shapes += [("hex", window.encode().hex().encode()), *_base64(window.encode())]
    hashed = [(f"{name} of it", digest) for name in _HASHES for digest in _digests(name, value.encode())]
    return _unique(canary, [*shapes, *hashed])


def receipt(canary: str, code: str) -> list[Needle]:
    """Return the needles of a receipt: whole, grouped, and any two neighbouring groups of it."""
    digits = "".join(letter for letter in code if letter.isdigit())
    groups = [digits[start : start + 4] for start in range(0, len(digits), 4)]
    shapes = [*_integers(int(digits)), *_hashes(digits), *_hashes(code)]
    for joint in ("", " ", "-", "."):
        shapes += _of_word(joint.join(groups))
        for left, right in itertools.pairwise(groups[:-1]):
            shapes += _of_word(left + joint + right)
    return _unique(canary, shapes)


def _unique(canary: str, shapes: Iterable[tuple[str, bytes]]) -> list[Needle]:
    by_value = {value: shape for shape, value in reversed(list(shapes))}
    return [Needle(canary, shape, value) for value, shape in by_value.items()]


def _spellings(value: str) -> list[str]:
    bare = "".join(letter for letter in unicodedata.normalize("NFD", value) if not unicodedata.combining(letter))
    bare = bare.replace("đ", "d").replace("Đ", "D")
    return list(dict.fromkeys([value, value.lower(), bare, bare.lower()]))


def _of_word(value: str) -> Iterator[tuple[str, bytes]]:
    yield from _texts(value)
    yield "hex", value.encode().hex().encode()
    yield "hex in capitals", value.encode().hex().upper().encode()
    yield from _base64(value.encode())


def _texts(value: str) -> Iterator[tuple[str, bytes]]:
    composed, decomposed = unicodedata.normalize("NFC", value), unicodedata.normalize("NFD", value)
    yield "UTF-8", composed.encode()
    yield "UTF-16 LE", composed.encode("utf-16-le")
    yield "UTF-16 BE", composed.encode("utf-16-be")
    if decomposed != composed:
        yield "UTF-8, marks apart", decomposed.encode()
    escaped = composed.encode("ascii", "backslashreplace")
    if escaped != composed.encode():
        yield "escaped as in JSON", "".join(_json_letter(letter) for letter in composed).encode()


def _json_letter(letter: str) -> str:
    return letter if letter.isascii() else f"\\u{ord(letter):04x}"


def _base64(value: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the letters that are the same whatever stands around `value`, at the three possible alignments."""
    encoders: tuple[Callable[[bytes], bytes], ...] = (base64.b64encode, base64.urlsafe_b64encode)
    for before in range(3):
        bits = (before + len(value)) * 8
        first, last = -(-before * 8 // 6), bits // 6
        for encode in encoders:
            yield f"base64, shifted by {before}", encode(bytes(before) + value + bytes(2))[first:last]


def _integers(value: int) -> Iterator[tuple[str, bytes]]:
    length = (value.bit_length() + 7) // 8
    yield "integer as SQLite stores it", value.to_bytes(length, "big")
    yield "integer, little end first", value.to_bytes(length, "little")
    yield "hex integer", f"{value:x}".encode()
    yield "hex integer in capitals", f"{value:X}".encode()
    yield "protobuf varint", _varint(value)
    yield "pickle", pickle.dumps(value, protocol=2)[2:-1]
    yield from _base64(value.to_bytes(8, "big"))
    yield from _base64(value.to_bytes(8, "little"))


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


def _all_digests(content: bytes) -> Iterator[bytes]:
    for name in _HASHES:
        yield from _digests(name, content)


def _hashes(value: int | str, prefixes: Sequence[str] = _PREFIXES) -> Iterator[tuple[str, bytes]]:
    sources = [(f"{prefix}…", f"{prefix}{value}".encode()) for prefix in prefixes]
    if isinstance(value, int):
        sources += [("8 bytes", value.to_bytes(8, "big")), ("8 bytes, little", value.to_bytes(8, "little"))]
    for name in _HASHES:
        for source, content in sources:
            for digest in _digests(name, content):
                yield f"{name} of {source}", digest


def _digests(name: str, content: bytes) -> Iterator[bytes]:
    # BLAKE2 gives other bytes for another length, so each length people use is asked for.
    found = [hashlib.new(name, content).digest()]
    if name == "blake2b":
        found += [hashlib.blake2b(content, digest_size=size).digest() for size in (16, 20, 32)]
    if name == "blake2s":
        found += [hashlib.blake2s(content, digest_size=size).digest() for size in (8, 16)]
    for digest in found:
        start = digest[:_HASH_BYTES]
        yield start
        yield start.hex().encode()
        yield start.hex().upper().encode()
        yield base64.b64encode(digest)[:10]
        yield base64.urlsafe_b64encode(digest)[:10]
