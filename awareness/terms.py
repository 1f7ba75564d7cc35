"""What a text speaks of, whatever way it was typed: its terms.

Marks carry meaning where they were typed ("đá" is not "da"), and bare letters fit any marks. So a word
is kept in both shapes, and two words are the same when their marked shapes are equal, or when the typed
one is bare and the bare shapes are equal.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rapidfuzz.distance import OSA

from awareness.reading import read_table, text_in, texts_in
from places.folding import fold, has_marks, normalise, squeeze, untelex

WORDS_FILE: Final = "words.toml"
_WORD: Final = re.compile(r"[^\W_]+")
_SHORTEST_CORRECTED: Final = 4
_SHORTEST_GLUED: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The word lists of the content, normalised: `words.toml` says what each is for."""

    chat: Mapping[str, str]
    same: Mapping[str, tuple[str, ...]]
    small: frozenset[str]
    question: frozenset[str]
    never: tuple[str, ...]


def read_words(folder: Path) -> Words:
    """Return the word lists of a content folder; raise `ContentBroken` when they are not well formed."""
    table = read_table(folder, folder / WORDS_FILE)
    parts = {name: part for name in table if isinstance(part := table[name], dict)}
    chat, same, small, question, never = (
        parts.get(name, {}) for name in ("chat", "same", "small", "question", "never")
    )
    return Words(
        chat={_plain(short): _plain(text_in(WORDS_FILE, chat, short)) for short in chat},
        same={_term(name): tuple(map(_plain, texts_in(WORDS_FILE, same, name))) for name in same},
        small=frozenset(_plain(text_in(WORDS_FILE, small, "words")).split()),
        question=frozenset(_plain(text_in(WORDS_FILE, question, "words")).split()),
        never=tuple(map(_plain, texts_in(WORDS_FILE, never, "phrases"))),
    )


class Reader:
    """Brings texts to terms, with the words of the content and of all known phrasings."""

    def __init__(self, words: Words, phrasings: Iterable[str]) -> None:
        """Learn the vocabulary; `phrasings` are ways to ask, spelled right."""
        self._words = words
        self._small_bare = frozenset(map(fold, words.small))
        self._question_bare = frozenset(map(fold, words.question))
        self._names = _names_by_first_word(words.same)
        self._glued = _glued(words.same)
        known = {*words.small, *words.question, *words.chat}
        for text in (*phrasings, *(name for names in words.same.values() for name in names), *words.never):
            known.update(_WORD.findall(_plain(text)))
        self._known = frozenset(map(fold, known))
        self._correctable = sorted(word for word in self._known if len(word) >= _SHORTEST_CORRECTED)

    def terms(self, text: str) -> list[str]:
        """Return the terms of `text` in their order; empty words are left out."""
        words = self._read(text)
        terms: list[str] = []
        place = 0
        while place < len(words):
            term, length = self._longest_name(words, place)
            if term:
                terms.append(term)
            elif not _is_among(words[place], self._words.small, self._small_bare):
                terms.append(fold(words[place]))
            place += length
        return terms

    def asks(self, text: str) -> bool:
        """Tell whether `text` asks: it has a question mark or a word that asks."""
        return "?" in text or any(
            _is_among(word, self._words.question, self._question_bare) for word in self._read(text)
        )

    def speaks_of_danger(self, text: str) -> bool:
        """Tell whether `text` has one of the phrases that are never answered from the content."""
        words = self._read(text)
        return any(
            _begins(words, place, phrase.split())
            for phrase in self._words.never
            for place in range(len(words))
        )

    def _read(self, text: str) -> list[str]:
        """Return the words of `text` as they were meant: written out and spelled right."""
        typed = _WORD.findall(_plain(squeeze(text)))
        return [word for short in typed for word in self._meant(short).split()]

    def _meant(self, typed: str) -> str:
        if typed in self._words.chat:
            return self._words.chat[typed]
        if has_marks(typed) or fold(typed) in self._known:
            return self._glued.get(fold(typed), typed) if fold(typed) not in self._known else typed
        meant = _plain(untelex(typed))
        if fold(meant) in self._known:
            return meant
        return self._glued.get(typed) or self._corrected(typed)

    def _corrected(self, typed: str) -> str:
        """Return the known word one slip away (two in a long word), or `typed` when there is none."""
        if len(typed) < _SHORTEST_CORRECTED or typed.isdigit():
            return typed
        allowed = 1 if len(typed) < 8 else 2
        near = [
            (distance, word)
            for word in self._correctable
            if (distance := OSA.distance(typed, word, score_cutoff=allowed)) <= allowed
        ]
        return min(near)[1] if near else typed

    def _longest_name(self, words: Sequence[str], place: int) -> tuple[str, int]:
        """Return the term named at `place` and how many words its name has; ("", 1) for none."""
        for name, term in self._names.get(fold(words[place]), ()):
            if _begins(words, place, name):
                return term, len(name)
        return "", 1


def _plain(text: str) -> str:
    return normalise(text).casefold()


def _term(name: str) -> str:
    return fold(name).replace(" ", "-")


def _same_word(typed: str, known: str) -> bool:
    return typed == known or (not has_marks(typed) and typed == fold(known))


def _is_among(word: str, marked: frozenset[str], bare: frozenset[str]) -> bool:
    return word in marked or (not has_marks(word) and word in bare)


def _begins(words: Sequence[str], place: int, name: Sequence[str]) -> bool:
    part = words[place : place + len(name)]
    return len(part) == len(name) and all(map(_same_word, part, name))


def _names_by_first_word(
    same: Mapping[str, tuple[str, ...]],
) -> dict[str, list[tuple[list[str], str]]]:
    """Return all names by the bare shape of their first word, longest first."""
    names: dict[str, list[tuple[list[str], str]]] = {}
    for term, ways in same.items():
        for way in ways:
            words = _WORD.findall(way)
            names.setdefault(fold(words[0]), []).append((words, term))
    for ways_of_word in names.values():
        ways_of_word.sort(key=lambda name: (-len(name[0]), name))
    return names


def _glued(same: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return names of several words by what they look like typed without spaces and marks."""
    return {
        fold(way).replace(" ", ""): way
        for ways in same.values()
        for way in ways
        if " " in way and len(way) > _SHORTEST_GLUED
    }
