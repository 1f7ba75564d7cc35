"""Single typed words as the words they stand for; those of our own tables are worked out once, at the start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from sys import intern
from typing import Final, TypeAlias

from handlers.understanding.concepts import Concept
from handlers.understanding.weights import committed_lines, words_in
from handlers.understanding.words_context import CONTEXT_WORDS
from handlers.understanding.words_danger import DANGER_WORDS
from handlers.understanding.words_tips import TIP_WORDS
from handlers.understanding.words_typing import CHAT_WORDS, KEEP_INITIAL, PLAIN_WORDS
from places.folding import normalise

Part: TypeAlias = tuple[str, str, bool, bool]
"""A word with its marks in one tone, its ASCII key, whether it was typed without marks, and whether it is then a
word of its own that means itself in a text with marks. A plain tuple, because every word of a message has one."""

TABLES: Final[tuple[Mapping[Concept, str], ...]] = (DANGER_WORDS, CONTEXT_WORDS, TIP_WORDS)
"""All tables of words; a table may list a concept again."""

_MARKED_LETTERS: Final = {
    "a": "àáảãạăắằẳẵặâấầẩẫậ", "e": "èéẻẽẹêềếểễệ", "i": "ìíỉĩị", "o": "òóỏõọôồốổỗộơờớởỡợ", "u": "ùúủũụưừứửữự",
    "y": "ỳýỷỹỵ", "d": "đ",
}  # fmt: skip
# Hỏi and ngã sound alike in the central provinces and are written for each other.
_ONE_TONE: Final = str.maketrans("ãẵẫẽễĩõỗỡũữỹ", "ảẳẩẻểỉỏổởủửỷ")
_BARE: Final = str.maketrans({marked: bare for bare, letters in _MARKED_LETTERS.items() for marked in letters})
_DOUBLED_END: Final = re.compile(r"([hngmtciy])\1+$")
_CHAT_INITIALS: Final = {"j": "gi", "f": "ph", "z": "d"}
_OPEN_O: Final = re.compile("(?<![xb])oong$")
"""Telex for -ông ("coong an"); only xoong and boong are words of their own."""
_LONGEST_CHAT_WORD: Final = 5


def one_tone(text: str) -> str:
    """Return lower-case `text` with ngã written as hỏi, the key under which marks are compared."""
    return text.translate(_ONE_TONE)


def terms_of(table: Mapping[Concept, str]) -> Iterator[tuple[Concept, list[str], bool]]:
    """Yield the comma separated terms of a table as words, and whether each needs its marks (it ends in `*`)."""
    for concept, terms in table.items():
        for term in normalise(terms.replace("\n", ",")).lower().split(","):
            if words := term.rstrip("* ").split():
                yield concept, words, term.endswith("*")


def parts_of(piece: str) -> tuple[Part, ...]:
    """Return what a typed word in small letters stands for: several words for some of chat, else one."""
    return tuple(_part(word) for word in CHAT_WORDS.get(piece) or (_plain_word(piece),))


def _part(word: str) -> Part:
    if word.isascii():
        return word, word, True, word in PLAIN_WORDS
    marked, folded = word.translate(_ONE_TONE), word.translate(_BARE)
    return marked, folded, marked == folded, False


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


def _parts() -> dict[str, tuple[Part, ...]]:
    """Return the parts of every word of our tables, with its marks and without, of chat and of the second reader."""
    marked = {word for table in TABLES for _, words, _ in terms_of(table) for word in words}
    bare = (word.translate(_BARE) for word in marked)
    parts = {
        word: parts_of(word) for word in {*marked, *bare, *CHAT_WORDS, *words_in(committed_lines())} if word.isalnum()
    }
    return {intern(word): tuple(map(_interned, of_word)) for word, of_word in parts.items()}


def _interned(part: Part) -> Part:
    marked, folded, is_bare, means_itself = part
    return intern(marked), intern(folded), is_bare, means_itself


PARTS: Final = _parts()
"""Most words that people write are these. Ours only: nothing that somebody wrote is ever added."""
