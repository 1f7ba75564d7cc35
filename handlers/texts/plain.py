"""Texts without choices and references, read from Fluent's notation by the line; Fluent itself reads the others.

All of ours are like this. Fluent's own reader goes letter by letter (a twentieth of the start) and its bundle brings
the calendars and currencies of the world (7 MiB), so both are for the text that needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

_LONGEST_VALUE: Final = 2_500
"""Fluent's own guard: a longer value is refused by it."""
_KEY: Final = re.compile(r"([A-Za-z][A-Za-z0-9_-]*) *= *(.*)")
_COMMENT: Final = re.compile(r"#{1,3}(?: .*)?")
_HOLE: Final = re.compile(r'\{ *(?:\$([A-Za-z][A-Za-z0-9_-]*)|"([^"\\{}]*)") *\}')
_SPECIAL: Final = ("}", ".", "*", "[")
"""With these a further line is no words: an attribute, a choice, a mistake."""

Pieces: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of written words and the name of the value that follows them; no name at the end."""


class CannotFill(Exception):
    """A value is missing or too long."""


class PlainText:
    """Written words with values between them. Every screen has several, so they are put together here."""

    __slots__ = ("_pieces", "fixed")

    def __init__(self, pieces: Pieces) -> None:
        """Take the pieces."""
        self._pieces = pieces
        self.fixed = pieces[0][0] if len(pieces) == 1 else None
        """The whole text where it has no values."""

    @property
    def pieces(self) -> Pieces:
        """What the text is made of."""
        return self._pieces

    def filled(self, values: Mapping[str, str | int]) -> str:
        """Return the text. Raises `CannotFill`."""
        parts: list[str] = []
        for words, name in self._pieces:
            parts.append(words)
            if name:
                value = str(values[name]) if name in values else None
                if value is None or len(value) > _LONGEST_VALUE:
                    raise CannotFill(f"{name} is {'missing' if value is None else 'too long'}")
                parts.append(value)
        return "".join(parts)


def read_plain(source: str) -> list[tuple[str, PlainText]] | None:
    """Return keys and texts of a file in its order, or None when one line needs Fluent to read it, or is wrong."""
    if "\t" in source or "\r" in source:
        return None
    read: list[tuple[str, PlainText]] = []
    for entry in _entries(source):
        if entry is None:
            return None
        key, first, more = entry
        pieces = _pieces(_joined(first, more))
        if pieces is None:
            return None
        read.append((key, PlainText(pieces)))
    return read


def _entries(source: str) -> Iterator[tuple[str, str, list[str]] | None]:
    """Yield key, first line and further lines; None where a line is none of them."""
    key, first, more = "", "", list[str]()
    for line in source.split("\n"):
        if not line.strip(" "):
            more.append("")
        elif line[0] == " ":
            if not key or line.lstrip(" ").startswith(_SPECIAL):
                yield None
            more.append(line)
        else:
            if key:
                yield key, first, more
            key, more = "", []
            if found := _KEY.fullmatch(line):
                key, first = found.groups()
            elif not _COMMENT.fullmatch(line):
                yield None
    if key:
        yield key, first, more


def _joined(first: str, more: list[str]) -> str:
    """Return the lines as one text, without the indent that all further lines share and without blanks at the end."""
    indent = min((len(line) - len(line.lstrip(" ")) for line in more if line), default=0)
    text = "\n".join((first, *(line[indent:] for line in more))).rstrip(" \n")
    return text if first else text.lstrip("\n")


def _pieces(text: str) -> Pieces | None:
    """Return a text as words and values, None when there is more in it, or nothing."""
    pieces: list[tuple[str, str]] = []
    words, end = "", 0
    for hole in _HOLE.finditer(text):
        written, end = text[end : hole.start()], hole.end()
        if "{" in written or "}" in written:
            return None
        words += written
        if hole[1] is None:
            words += hole[2]
        else:
            pieces.append((words, hole[1]))
            words = ""
    rest = text[end:]
    if "{" in rest or "}" in rest or not text:
        return None
    words += rest
    return (*pieces, (words, ""))
