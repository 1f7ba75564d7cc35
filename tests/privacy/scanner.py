"""Look for secrets in everything a run left behind.

A `World` is every file below the run's folders (databases with their -wal, -shm and -journal, keys, backups,
temporary files), the names of those files, and whatever streams the test captured (logs, stdout, stderr,
requests). What is packed (gzip, zlib, zip, tar) is unpacked and searched as well.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.privacy.needles import Needle

_DEPTH = 4
_START = 8
_EMPTY_STRETCH = re.compile(rb"\x00{64,}")
"""Unused room of database pages: no needle holds so many zeros, and skipping them saves most of the time."""
_ZLIB_STARTS = (b"\x78\x01", b"\x78\x9c", b"\x78\xda", b"\x78\x5e")
_GZIP_START = b"\x1f\x8b\x08"
_ZIP_ENTRY = b"PK\x03\x04"
_SHORTEST = 4
_UNPACKED_LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Hit:
    """A needle that was found, and where."""

    where: str
    needle: Needle

    def __str__(self) -> str:
        return f"{self.needle.canary} as {self.needle.shape} in {self.where}"


@dataclass(slots=True, kw_only=True)
class World:
    """What a thief of everything would hold: `folders` on disk, and `streams` that left the process."""

    folders: Sequence[Path]
    streams: dict[str, bytes] = field(default_factory=dict)

    def pieces(self) -> Iterator[tuple[str, bytes]]:
        """Yield every piece with its name: file names, file contents, streams, and what was packed in them."""
        for folder in self.folders:
            for path in sorted(folder.rglob("*")):
                name = str(path.relative_to(folder.parent))
                yield f"the name {name}", str(path.relative_to(folder)).encode()
                if path.is_file():
                    yield from _unpacked(name, path.read_bytes())
        for name, content in self.streams.items():
            yield from _unpacked(name, content)

    def scan(self, needles: Iterable[Needle]) -> list[Hit]:
        """Return every needle found, at most once a piece."""
        search = Search(needles)
        return [Hit(name, needle) for name, content in self.pieces() for needle in search.found_in(content)]


class Search:
    """Looks for any number of needles at once: each piece is walked one time, whatever their number."""

    def __init__(self, needles: Iterable[Needle]) -> None:
        self._short: list[Needle] = []
        self._by_start: dict[bytes, list[Needle]] = {}
        for needle in needles:
            if len(needle.value) < _START:
                self._short.append(needle)
            else:
                self._by_start.setdefault(needle.value[:_START], []).append(needle)
        assert self._short or self._by_start, "nothing to look for"

    def found_in(self, content: bytes) -> list[Needle]:
        """Return the needles that stand in `content`."""
        found = [needle for needle in self._short if needle.value in content]
        starts = self._by_start
        for stretch in _EMPTY_STRETCH.split(content):
            here = {
                window for at in range(len(stretch) - _START + 1) if (window := stretch[at : at + _START]) in starts
            }
            found += [needle for window in here for needle in starts[window] if needle.value in stretch]
        return list(dict.fromkeys(found))


def scan_bytes(name: str, content: bytes, needles: Iterable[Needle]) -> list[Hit]:
    """Return the needles that stand in `content`."""
    return [Hit(name, needle) for needle in Search(needles).found_in(content)]


def check_clean(world: World, *canaries: Iterable[Needle]) -> None:
    """Fail with where and in which shape when any canary is found."""
    hits = world.scan(needle for needles in canaries for needle in needles)
    assert not hits, "\n".join(str(hit) for hit in hits[:20])


def database_files(folders: Iterable[Path]) -> Mapping[str, bytes]:
    """Return the databases' files (main, -wal, -shm, -journal) by name."""
    return {path.name: path.read_bytes() for folder in folders for path in folder.rglob("*.db*") if path.is_file()}


def _unpacked(name: str, content: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    yield name, content
    if depth == _DEPTH:
        return
    for inner_name, inner in _packed_inside(content):
        yield from _unpacked(f"{name} > {inner_name}", inner, depth + 1)


def _packed_inside(content: bytes) -> Iterator[tuple[str, bytes]]:
    view = memoryview(content)
    for start in _starts(content, (_GZIP_START,)):
        yield from _if_any("gzip", _inflate(view[start:], wbits=31))
    for start in _starts(content, _ZLIB_STARTS):
        yield from _if_any("zlib", _inflate(view[start:], wbits=15))
    for start in _starts(content, (_ZIP_ENTRY,)):
        name, extra = struct.unpack_from("<HH", content.ljust(start + 30, b"\0"), start + 26)
        yield from _if_any("zip", _inflate(view[start + 30 + name + extra :], wbits=-15))


def _if_any(name: str, inner: bytes) -> Iterator[tuple[str, bytes]]:
    if len(inner) >= _SHORTEST:
        yield name, inner


def _starts(content: bytes, marks: Sequence[bytes]) -> Iterator[int]:
    for mark in marks:
        at = content.find(mark)
        while at >= 0:
            yield at
            at = content.find(mark, at + 1)


def _inflate(content: memoryview, *, wbits: int) -> bytes:
    """Return what unpacks from here, also when it ends early; nothing when it is no packed stream."""
    try:
        return zlib.decompressobj(wbits).decompress(content, _UNPACKED_LIMIT)
    except zlib.error:
        return b""
