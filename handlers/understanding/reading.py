"""From a typed message to words that can be compared: marks, Telex, stretched letters, chat slang."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, NamedTuple

from handlers.understanding.words_typing import CHAT_WORDS, KEEP_INITIAL, PLAIN_WORDS
from places.folding import normalise, squeeze, untelex

_MARKED_LETTERS: Final = {
    "a": "àáảãạăắằẳẵặâấầẩẫậ", "e": "èéẻẽẹêềếểễệ", "i": "ìíỉĩị", "o": "òóỏõọôồốổỗộơờớởỡợ", "u": "ùúủũụưừứửữự",
    "y": "ỳýỷỹỵ", "d": "đ",
}  # fmt: skip
_PIECE: Final = re.compile(r"[^\W_]+|[.!?;,:\n…]+|[-–()\"]")
_HARD_STOP: Final = frozenset(".!?;\n…")
# Hỏi and ngã sound alike in the central provinces and are written for each other.
_ONE_TONE: Final = str.maketrans("ãẵẫẽễĩõỗỡũữỹ", "ảẳẩẻểỉỏổởủửỷ")
_BARE: Final = str.maketrans({marked: bare for bare, letters in _MARKED_LETTERS.items() for marked in letters})
_DOUBLED_END: Final = re.compile(r"([hngmtciy])\1+$")
_CHAT_INITIALS: Final = {"j": "gi", "f": "ph", "z": "d"}
_TONED_STRETCH: Final = re.compile(
    "(?<=[áàảãạăắằẳẵặâấầẩẫậ])a+|(?<=[éèẻẽẹêếềểễệ])e+|(?<=[íìỉĩị])i+|(?<=[óòỏõọôốồổỗộơớờởỡợ])o+|(?<=[ýỳỷỹỵ])y+",
    re.IGNORECASE,
)
_DOUBLE_HORN: Final = re.compile("uwow", re.IGNORECASE)
"""ươ typed with two w ("thuwowngf"); one does, and keeps the word as short as a Telex reader expects."""
_OPEN_O: Final = re.compile("(?<![xb])oong$")
"""Telex for -ông ("coong an"); only xoong and boong are words of their own."""
_LONGEST_CHAT_WORD: Final = 5
_MOSTLY_MARKED: Final = 0.4


class Word(NamedTuple):
    """One word: with its marks, as ASCII key, where it stands, and whether its bare form is meant.

    A tuple, because one is made for every word of every message.
    """

    marked: str
    folded: str
    clause: int
    sentence: int
    start: int
    end: int
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as words; `text` is the cleaned text that `Word.start` and `end` point into."""

    text: str
    words: tuple[Word, ...]
    asks: frozenset[int]
    """Sentences that end in a question mark."""


def one_tone(text: str) -> str:
    """Return lower-case `text` with ngã written as hỏi, the key under which marks are compared."""
    return text.translate(_ONE_TONE)


def clean_spelling(text: str) -> str:
    """Return `text` composed, with stretched letters shortened and Telex keys read; a new line ends a sentence.

    Letters are shortened before the tone is put in its place: the y's of "túyyyy" would draw it along.
    """
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    short = squeeze(composed.replace("\n", " . "))
    if "w" in short or "W" in short:
        short = _DOUBLE_HORN.sub("uow", short)
    if not short.isascii():
        short = _TONED_STRETCH.sub("", short)
    return untelex(normalise(short))


def read(text: str) -> Reading:
    """Read `text`; never raises. Cost is linear in its length."""
    clean = clean_spelling(text)
    lower = clean.lower()
    if len(lower) != len(clean):
        clean = lower
    pieces = [(piece.group(), piece.start(), piece.end()) for piece in _PIECE.finditer(lower)]
    typed = [piece for piece, _, _ in pieces if piece[0].isalpha()]
    marked = 0 if lower.isascii() else sum(1 for piece in typed if not piece.isascii())
    is_mostly_marked = marked > _MOSTLY_MARKED * len(typed)
    words: list[Word] = []
    asks: set[int] = set()
    clause = sentence = 0
    for piece, start, end in pieces:
        if not piece[0].isalnum():
            clause += 1
            if "?" in piece:
                asks.add(sentence)
            if not _HARD_STOP.isdisjoint(piece):
                sentence += 1
            continue
        for part in CHAT_WORDS.get(piece) or (_plain_word(piece),):
            if part.isascii():
                is_exact = is_mostly_marked and part in PLAIN_WORDS
                words.append(Word(part, part, clause, sentence, start, end, is_exact))
            else:
                key, bare = part.translate(_ONE_TONE), part.translate(_BARE)
                words.append(Word(key, bare, clause, sentence, start, end, False))
    return Reading(clean, tuple(words), frozenset(asks))


def _plain_word(piece: str) -> str:
    """Return `piece` without chat spelling: a doubled end, "oong" for "ông", f, j, z for ph, gi, d."""
    if piece[-1] == "g" and piece.endswith("oong"):
        piece = _OPEN_O.sub("ông", piece)
    if piece[-2:-1] == piece[-1] and len(piece) > 2:
        piece = _DOUBLED_END.sub(r"\1", piece)
    initial = _CHAT_INITIALS.get(piece[0])
    if initial is None or len(piece) > _LONGEST_CHAT_WORD or piece in KEEP_INITIAL:
        return piece
    second = piece[1:2].translate(_BARE)
    if not second or second not in "aeiouy":
        return piece
    return initial[:-1] + piece[1:] if initial == "gi" and second == "i" else initial + piece[1:]


__all__ = ["Reading", "Word", "clean_spelling", "one_tone", "read"]
