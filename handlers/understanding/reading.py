"""From a typed message to words that can be compared: marks, Telex, stretched letters, chat slang."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from operator import gt
from typing import Final, NamedTuple

from handlers.understanding.vocabulary import PARTS, Part, parts_of
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


class Reading(NamedTuple):
    """A message as words, in columns: the word at a place has its entry at that place of each column.

    Columns and not a list of words, because the rules look along one of them at a time. Made by `read` alone.
    """

    text: str
    """The cleaned text that `spans` points into."""
    marked: tuple[str, ...] = ()
    """The words with their marks, in one tone."""
    folded: tuple[str, ...] = ()
    """Their ASCII keys."""
    is_open: tuple[bool, ...] = ()
    """Whether a word stands for all that look like it without marks; else it means just what is written."""
    clauses: Sequence[int] = ()
    sentences: Sequence[int] = ()
    asks: Set[int] = frozenset()
    """Sentences that end in a question mark."""

    def spans(self) -> list[tuple[int, int]]:
        """Return where each word stands in `text`; a piece of chat may stand for several words."""
        return [
            piece.span()
            for piece in _PIECE.finditer(self.text.lower())
            if piece.group()[0].isalnum()
            for _ in parts_of(piece.group())
        ]

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
    lower = text.lower()
    pieces: list[str] = _PIECE.findall(lower)
    if not _is_settled(text, lower, pieces):
        text = clean_spelling(text)
        lower = text.lower()
        pieces = _PIECE.findall(lower)
        text = text if len(lower) == len(text) else lower
    words: list[Part] = []
    clauses: list[int] = []
    sentences: list[int] = []
    asks: set[int] = set()
    clause = sentence = 0
    for piece in pieces:
        parts = PARTS.get(piece)
        if parts is not None:
            words += parts
        elif piece[0].isalnum():
            words += parts_of(piece)
        else:
            clauses += [clause] * (len(words) - len(clauses))
            sentences += [sentence] * (len(words) - len(sentences))
            clause += 1
            if "?" in piece:
                asks.add(sentence)
            if not _HARD_STOP.isdisjoint(piece):
                sentence += 1
    if not words:
        return Reading(text, asks=asks)
    clauses += [clause] * (len(words) - len(clauses))
    sentences += [sentence] * (len(words) - len(sentences))
    marked, folded, is_bare, means_itself = zip(*words, strict=True)
    is_open = is_bare
    if True in means_itself and not lower.isascii() and _is_mostly_marked(pieces):
        is_open = tuple(map(gt, is_bare, means_itself))
    return Reading(text, marked, folded, is_open, clauses, sentences, asks)


def _is_settled(text: str, lower: str, pieces: Sequence[str]) -> bool:
    """Tell at a few looks whether `text` is nothing but settled words, stops and single spaces.

    Most texts are; the Kelvin sign is the one letter outside of Vietnamese whose small letter is within it.
    """
    return (
        _SETTLED.issuperset(pieces)
        and sum(map(len, pieces)) + lower.count(" ") == len(lower) == len(text)
        and "  " not in text
        and text.strip() == text
        and "\u212a" not in text
    )


def _is_mostly_marked(pieces: Sequence[str]) -> bool:
    """Tell whether so many words have marks that a bare one is meant to be bare."""
    typed = [piece.isascii() for piece in pieces if piece[0].isalpha()]
    return typed.count(False) > _MOSTLY_MARKED * len(typed)


def _settled() -> frozenset[str]:
    """Return the words of our tables that `clean_spelling` leaves alone in any company, and stops.

    Words that are Telex beside a word that surely is, as "tuys", are not among them.
    """
    words = list(PARTS)
    cleaned = clean_spelling(" ".join(("tuys", *words))).split()[1:]
    return frozenset(word for word, clean in zip(words, cleaned, strict=True) if word == clean) | frozenset("?!.,:")


_SETTLED: Final = _settled()

__all__ = ["Reading", "clean_spelling", "read"]
