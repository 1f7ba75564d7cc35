"""From a typed message to words that can be compared: marks, Telex, stretched letters, chat slang."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from handlers.understanding.vocabulary import PARTS, parts_of
from places.folding import normalise, squeeze, untelex

_PIECE: Final = re.compile(r"[^\W_]+|[.!?;,:\n…]+|[-–()\"]")
_HARD_STOP: Final = frozenset(".!?;\n…")
_A, _E, _I, _O, _Y = "áàảãạăắằẳẵặâấầẩẫậ", "éèẻẽẹêềếểễệ", "íìỉĩị", "óòỏõọôốồổỗộơớờởỡợ", "ýỳỷỹỵ"
_TONED_STRETCH: Final = re.compile(
    f"(?<=[{_A}])a+|(?<=[{_E}])e+|(?<=[{_I}])i+|(?<=[{_O}])o+|(?<=[{_Y}])y+", re.IGNORECASE
)
_TONED: Final = "".join((_A, _E, _I, _O, _Y))
_MAYBE_STRETCHED: Final = re.compile(f"[{_TONED}{_TONED.upper()}][aeioyAEIOY\u0130\u0131]")
"""A letter with marks and one that may repeat it (the Turkish i's count as i): most texts have none."""
_DOUBLE_HORN: Final = re.compile("uwow", re.IGNORECASE)
"""ươ typed with two w ("thuwowngf"); one does, and keeps the word as short as a Telex reader expects."""
_MOSTLY_MARKED: Final = 0.4


@dataclass(slots=True)
class Reading:
    """A message as words, in columns: the word at a place has its entry at that place of each list.

    Columns and not a list of words, because the rules look along one of them at a time. Filled by `read` alone.
    """

    text: str
    """The cleaned text that `spans` points into."""
    marked: list[str] = field(default_factory=list)
    """The words with their marks, in one tone."""
    folded: list[str] = field(default_factory=list)
    """Their ASCII keys."""
    is_open: list[bool] = field(default_factory=list)
    """Whether a word stands for all that look like it without marks; else it means just what is written."""
    clauses: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    asks: set[int] = field(default_factory=set)
    """Sentences that end in a question mark."""
    pieces: list[int] = field(default_factory=list)
    """Of which piece of the text each word is; a piece of chat may stand for several words."""

    def spans(self) -> list[tuple[int, int]]:
        """Return where each word stands in `text`."""
        found = [piece.span() for piece in _PIECE.finditer(self.text.lower())]
        return [found[piece] for piece in self.pieces]

    def key(self) -> str:
        """Return the ASCII keys of all words, with spaces between them."""
        return " ".join(self.folded)


def clean_spelling(text: str) -> str:
    """Return `text` composed, with stretched letters shortened and Telex keys read; a new line ends a sentence.

    Letters are shortened before the tone is put in its place: the y's of "túyyyy" would draw it along.
    """
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    short = squeeze(composed.replace("\n", " . "))
    if "w" in short or "W" in short:
        short = _DOUBLE_HORN.sub("uow", short)
    if _MAYBE_STRETCHED.search(short):
        short = _TONED_STRETCH.sub("", short)
    return untelex(normalise(short))


def read(text: str) -> Reading:
    """Read `text`; never raises. Cost is linear in its length."""
    clean = clean_spelling(text)
    lower = clean.lower()
    reading = Reading(clean if len(lower) == len(clean) else lower)
    pieces: list[str] = _PIECE.findall(lower)
    is_mostly_marked = not lower.isascii() and _is_mostly_marked(pieces)
    clause = sentence = 0
    for place, piece in enumerate(pieces):
        parts = PARTS.get(piece)
        if parts is None:
            if not piece[0].isalnum():
                clause += 1
                if "?" in piece:
                    reading.asks.add(sentence)
                if not _HARD_STOP.isdisjoint(piece):
                    sentence += 1
                continue
            parts = parts_of(piece)
        for marked, folded, is_open, is_plain in parts:
            reading.marked.append(marked)
            reading.folded.append(folded)
            reading.is_open.append(is_open and not (is_plain and is_mostly_marked))
            reading.clauses.append(clause)
            reading.sentences.append(sentence)
            reading.pieces.append(place)
    return reading


def _is_mostly_marked(pieces: Sequence[str]) -> bool:
    """Tell whether so many words have marks that a bare one is meant to be bare."""
    typed = [piece.isascii() for piece in pieces if piece[0].isalpha()]
    return typed.count(False) > _MOSTLY_MARKED * len(typed)


__all__ = ["Reading", "clean_spelling", "read"]
