"""From a typed message to words that can be compared: marks, Telex, stretched letters, chat slang."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from handlers.understanding.words_typing import CHAT_WORDS, KEEP_INITIAL, PLAIN_WORDS
from places.folding import fold, has_marks, normalise, squeeze, untelex

_PIECE: Final = re.compile(r"[^\W_]+|[.!?;,:\n…]+|[-–()\"]")
_HARD_STOP: Final = frozenset(".!?;\n…")
# Hỏi and ngã sound alike in the central provinces and are written for each other.
_ONE_TONE: Final = str.maketrans("ãẵẫẽễĩõỗỡũữỹ", "ảẳẩẻểỉỏổởủửỷ")
_DOUBLED_END: Final = re.compile(r"([hngmtciy])\1+$")
_CHAT_INITIAL: Final = re.compile(r"^(?:j(?=[^\W\d_])|f(?=[^\W\d_])|z(?=[^\W\d_]))")
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


@dataclass(frozen=True, slots=True)
class Word:
    """One word: with its marks, as ASCII key, where it stands, and whether its bare form is meant."""

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
    short = _DOUBLE_HORN.sub("uow", short)
    return untelex(normalise(_TONED_STRETCH.sub("", short)))


def read(text: str) -> Reading:
    """Read `text`; never raises. Cost is linear in its length."""
    clean = clean_spelling(text)
    pieces = [(piece.group(), piece.start(), piece.end()) for piece in _PIECE.finditer(clean.lower())]
    typed = [piece for piece, _, _ in pieces if piece[0].isalpha()]
    marked = sum(1 for piece in typed if not piece.isascii())
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
        for part in _spelled_out(piece):
            key, bare = one_tone(part), part if part.isascii() else fold(part)
            is_exact = is_mostly_marked and bare in PLAIN_WORDS
            words.append(Word(key, bare, clause, sentence, start, end, is_exact))
    return Reading(clean, tuple(words), frozenset(asks))


def _spelled_out(piece: str) -> tuple[str, ...]:
    """Return `piece` as the standard word or words that it stands for in chat."""
    known = CHAT_WORDS.get(piece)
    if known is not None:
        return known
    if piece.endswith("oong"):
        piece = _OPEN_O.sub("ông", piece)
    if len(piece) > 2 and piece[-1] == piece[-2]:
        piece = _DOUBLED_END.sub(r"\1", piece)
    if piece[0] in _CHAT_INITIALS and len(piece) <= _LONGEST_CHAT_WORD and piece not in KEEP_INITIAL and has_vowel_after(piece):
        rest = piece[1:]
        initial = _CHAT_INITIALS[piece[0]]
        piece = initial[:-1] + rest if initial == "gi" and fold(rest[0]) == "i" else initial + rest
    return (piece,)


def has_vowel_after(piece: str) -> bool:
    """Tell whether the second letter of `piece` is a vowel, so that its first may be a chat initial."""
    return len(piece) > 1 and fold(piece[1])[:1] in ("a", "e", "i", "o", "u", "y")


__all__ = ["Reading", "Word", "has_marks", "one_tone", "read"]
