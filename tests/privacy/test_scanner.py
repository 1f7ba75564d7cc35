"""The scanner's own test: plant every shape and require a hit; a clean world gives none.

A scanner that finds nothing proves nothing, so each shape is planted by other code than the one that looks.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import hashlib
import io
import json
import pickle
import secrets
import sqlite3
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.privacy import needles
from tests.privacy.scanner import World, check_clean

CHAT = 6_231_548_907
STORY = "Đêm thứ Bảy ông Kềnh chở bọc xốp trắng qua ngầm Tà Rùng, xe bán tải không biển"
CODE = "4821 0937 5562 1180 43"
NAME = "Hồ Văn Cà Roòng"


def _tarred(content: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        entry = tarfile.TarInfo("app.jsonl")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def _zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.txt", content)
    return packed.getvalue()


_BARE = "".join(letter for letter in unicodedata.normalize("NFD", STORY) if not unicodedata.combining(letter))
_ID = str(CHAT).encode()

_CHAT_SHAPES: dict[str, bytes] = {
    "plain": _ID,
    "UTF-16 LE": str(CHAT).encode("utf-16-le"),
    "UTF-16 BE": str(CHAT).encode("utf-16-be"),
    "hex of the digits": binascii.hexlify(_ID),
    "hex in capitals": binascii.hexlify(_ID).upper(),
    "hex integer": f"{CHAT:#x}".encode(),
    "base64, first place": base64.b64encode(b"abc" + _ID + b"xyz"),
    "base64, second place": base64.b64encode(b"a" + _ID + b"xyz"),
    "base64, third place": base64.b64encode(b"ab" + _ID + b"xyz"),
    "urlsafe base64": base64.urlsafe_b64encode(b'{"chat":' + _ID + b"}"),
    "base64 of eight bytes": base64.b64encode(struct.pack(">q", CHAT)),
    "big-endian, eight bytes": struct.pack(">q", CHAT),
    "big-endian, six bytes as SQLite": CHAT.to_bytes(6, "big"),
    "big-endian, five bytes": CHAT.to_bytes(5, "big"),
    "little-endian, eight bytes": struct.pack("<q", CHAT),
    "protobuf": b"\x08\xeb\xc7\xb7\x9b\x17\x10\x01",
    "pickle of a number": pickle.dumps({"chat": CHAT}),
    "pickle 2 of a number": pickle.dumps([CHAT], protocol=2),
    "pickle of a word": pickle.dumps({"chat": str(CHAT)}),
    "gzip": gzip.compress(b"chat " + _ID),
    "gzip within a file": b"header" + gzip.compress(_ID) + b"trailer",
    "zlib": zlib.compress(b"chat " + _ID, 9),
    "zip": _zipped(_ID),
    "backup archive": _tarred(b'{"chat": ' + _ID + b"}"),
    "gzip in a tar in a zip": _zipped(_tarred(gzip.compress(_ID))),
    "md5": hashlib.md5(_ID, usedforsecurity=False).digest(),
    "sha-1 in hex": hashlib.sha1(b"tg:" + _ID, usedforsecurity=False).hexdigest().encode(),
    "sha-256": hashlib.sha256(b"telegram:" + _ID).digest(),
    "sha-256 in capital hex": hashlib.sha256(_ID).hexdigest().upper().encode(),
    "sha-256 cut to 16 bytes": hashlib.sha256(b"telegram:" + _ID).digest()[:16],
    "sha-256 in base64": base64.b64encode(hashlib.sha256(_ID).digest()),
    "sha-512": hashlib.sha512(b"telegram|" + _ID).digest(),
    "blake2b": hashlib.blake2b(b"telegram:" + _ID).digest(),
    "blake2b of 32 bytes": hashlib.blake2b(_ID, digest_size=32).digest(),
    "blake2s": hashlib.blake2s(b"tg:" + _ID).digest(),
    "hash of eight bytes": hashlib.sha256(struct.pack(">q", CHAT)).digest(),
}  # fmt: skip

_STORY_SHAPES: dict[str, bytes] = {
    "as is": STORY.encode(),
    "marks apart": unicodedata.normalize("NFD", STORY).encode(),
    "lower": STORY.lower().encode(),
    "without marks": _BARE.replace("Đ", "D").encode(),
    "without marks, lower": _BARE.replace("Đ", "D").lower().encode(),
    "eight letters of it": STORY[21:29].encode(),
    "UTF-16 LE": STORY[10:40].encode("utf-16-le"),
    "UTF-16 BE": STORY[10:40].encode("utf-16-be"),
    "JSON escapes": json.dumps(STORY[5:30]).encode(),
    "hex": STORY[5:30].encode().hex().encode(),
    "base64": base64.b64encode(b"." + STORY.encode()),
    "gzip": gzip.compress(STORY.encode()),
    "sha-256": hashlib.sha256(STORY.encode()).digest(),
}

_CODE_SHAPES: dict[str, bytes] = {
    "as shown": CODE.encode(),
    "digits": CODE.replace(" ", "").encode(),
    "dashes": CODE.replace(" ", "-").encode(),
    "two groups of it": b"0937-5562",
    "integer": struct.pack(">q", int(CODE.replace(" ", ""))),
    "sha-256": hashlib.sha256(CODE.replace(" ", "").encode()).digest(),
    "sha-256 of what is shown": hashlib.sha256(CODE.encode()).hexdigest().encode(),
}

_NAME_SHAPES: dict[str, bytes] = {
    "as is": NAME.encode(),
    "lower, without marks": b"ho van ca roong",
    "marks apart": unicodedata.normalize("NFD", NAME).encode(),
    "sha-1": hashlib.sha1(NAME.encode(), usedforsecurity=False).digest(),
}

_ZALO = "6ede9afa66b88fe6d6a9"

_ZALO_SHAPES: dict[str, bytes] = {
    "as is": _ZALO.encode(),
    "in capitals": _ZALO.upper().encode(),
    "UTF-16 LE": _ZALO.encode("utf-16-le"),
    "its ten bytes": binascii.unhexlify(_ZALO),
    "base64 of its bytes": base64.b64encode(b"a" + binascii.unhexlify(_ZALO) + b"xyz"),
    "base64": base64.b64encode(b'{"chat":"' + _ZALO.encode() + b'"}'),
    "decimal": str(int(_ZALO, 16)).encode(),
    "gzip": gzip.compress(_ZALO.encode()),
    "sha-256": hashlib.sha256(b"zalo-bot:" + _ZALO.encode()).digest(),
    "sha-256 with a zero between": hashlib.sha256(b"zalo-bot\0" + _ZALO.encode()).digest(),
    "sha-1 of its bytes": hashlib.sha1(binascii.unhexlify(_ZALO), usedforsecurity=False).hexdigest().encode(),
    "md5": hashlib.md5(b"zalo:" + _ZALO.encode(), usedforsecurity=False).digest(),
}

_ALL: list[tuple[str, list[needles.Needle], bytes]] = [
    *((f"id: {shape}", needles.number("chat", CHAT), planted) for shape, planted in _CHAT_SHAPES.items()),
    *((f"story: {shape}", needles.story("story", STORY), planted) for shape, planted in _STORY_SHAPES.items()),
    *((f"receipt: {shape}", needles.receipt("receipt", CODE), planted) for shape, planted in _CODE_SHAPES.items()),
    *((f"zalo: {shape}", needles.account("zalo", _ZALO), planted) for shape, planted in _ZALO_SHAPES.items()),
    *((f"name: {shape}", needles.word("name", NAME), planted) for shape, planted in _NAME_SHAPES.items()),
]


@pytest.mark.parametrize(("looked_for", "planted"), [one[1:] for one in _ALL], ids=[one[0] for one in _ALL])
def test_every_planted_shape_is_found_in_a_file(
    tmp_path: Path, looked_for: list[needles.Needle], planted: bytes
) -> None:
    (tmp_path / "rest.bin").write_bytes(secrets.token_bytes(1000) + planted + secrets.token_bytes(1000))
    assert World(folders=[tmp_path]).scan(looked_for)


def test_it_is_found_in_a_stream_and_in_the_name_of_a_file(tmp_path: Path) -> None:
    chat = needles.number("chat", CHAT)
    assert World(folders=[], streams={"stderr": b"error for chat %d" % CHAT}).scan(chat)
    (tmp_path / f"upload-{CHAT}.jpg").touch()
    assert World(folders=[tmp_path]).scan(chat)


def _kept_in(path: Path, pragma: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(pragma)
    connection.execute("CREATE TABLE visit (chat INTEGER, note TEXT)")
    connection.execute("INSERT INTO visit VALUES (?, ?)", (CHAT, STORY))
    return connection


def test_an_integer_and_a_text_are_found_in_a_database(tmp_path: Path) -> None:
    _kept_in(tmp_path / "main.db", "PRAGMA journal_mode=DELETE").close()
    world = World(folders=[tmp_path])
    assert {hit.needle.shape for hit in world.scan(needles.number("chat", CHAT))} == {"integer as SQLite stores it"}
    assert world.scan(needles.story("story", STORY))


def test_they_are_found_in_the_write_ahead_log_alone(tmp_path: Path) -> None:
    connection = _kept_in(tmp_path / "main.db", "PRAGMA journal_mode=WAL")
    try:
        hits = World(folders=[tmp_path]).scan(needles.number("chat", CHAT))
        assert any("main.db-wal" in hit.where for hit in hits)
    finally:
        connection.close()


@pytest.mark.parametrize("pragma", ["PRAGMA secure_delete=OFF"])
def test_a_deleted_row_that_left_its_bytes_is_found(tmp_path: Path, pragma: str) -> None:
    connection = _kept_in(tmp_path / "main.db", pragma)
    connection.execute("DELETE FROM visit")
    connection.close()
    assert World(folders=[tmp_path]).scan(needles.story("story", STORY))


def test_a_clean_world_gives_no_hit(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "main.db")
    connection.execute("CREATE TABLE visit (chat INTEGER, note TEXT)")
    connection.execute("INSERT INTO visit VALUES (?, ?)", (CHAT + 1, "Một câu khác hẳn, không liên quan"))
    connection.commit()
    connection.close()
    (tmp_path / "sealed.bin").write_bytes(secrets.token_bytes(500_000))
    world = World(folders=[tmp_path], streams={"stderr": b'{"event": "page.failed", "error_class": "OSError"}'})
    check_clean(
        world,
        needles.number("chat", CHAT),
        needles.story("story", STORY),
        needles.receipt("receipt", CODE),
        needles.account("zalo", _ZALO),
        needles.word("name", NAME),
    )


@pytest.mark.parametrize(
    ("make", "value"),
    [(needles.number, 4_000_000_000), (needles.word, "ngắn"), (needles.account, "6ede9afa")],
)
def test_a_canary_that_chance_could_find_is_refused(make: Callable[[str, object], object], value: object) -> None:
    with pytest.raises(AssertionError):
        make("canary", value)


def test_check_clean_says_what_was_found_and_where(tmp_path: Path) -> None:
    (tmp_path / "app.db").write_bytes(b"xx" + _ID)
    with pytest.raises(AssertionError, match=r"chat as UTF-8 in .*app\.db"):
        check_clean(World(folders=[tmp_path]), needles.number("chat", CHAT))
