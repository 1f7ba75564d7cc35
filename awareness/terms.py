"""What a text speaks of, whatever way it was typed: its terms."""

from collections.abc import Iterable, Mapping, Sequence

from awareness.spelling import Speller
from awareness.words import Words, begins, same_word
from places.folding import fold, has_marks


class Reader:
    """Brings texts to terms: several names of one thing are one term, empty words are left out."""

    def __init__(self, words: Words, phrasings: Iterable[str]) -> None:
        """Learn the vocabulary; `phrasings` are ways to ask, spelled right."""
        self._speller = Speller(words, phrasings)
        self._words = words
        self._small_bare = frozenset(map(fold, words.small))
        self._question_bare = frozenset(map(fold, words.question))
        self._names = _names_by_first_word(words.same)

    def terms(self, text: str) -> list[str]:
        """Return the terms of `text` in their order."""
        words = self._speller.read(text)
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
            _is_among(word, self._words.question, self._question_bare) for word in self._speller.read(text)
        )

    def speaks_of_danger(self, text: str) -> bool:
        """Tell whether `text` has one of the phrases that are never answered from the content."""
        words = self._speller.read(text)
        return any(begins(words, place, phrase) for phrase in self._words.never for place in range(len(words)))

    def _longest_name(self, words: Sequence[str], place: int) -> tuple[str, int]:
        """Return the term named at `place` and how many words its name has; ("", 1) for none."""
        for name, term in self._names.get(fold(words[place]), ()):
            if begins(words, place, name) or self._begins_misspelled(words, place, name):
                return term, len(name)
        return "", 1

    def _begins_misspelled(self, words: Sequence[str], place: int, name: Sequence[str]) -> bool:
        part = words[place : place + len(name)]
        return 1 < len(name) == len(part) and all(
            same_word(typed, known) or self._speller.is_misspelled(typed, known)
            for typed, known in zip(part, name, strict=True)
        )


def _is_among(word: str, marked: frozenset[str], bare: frozenset[str]) -> bool:
    return word in marked or (not has_marks(word) and word in bare)


def _names_by_first_word(
    same: Mapping[str, tuple[tuple[str, ...], ...]],
) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return all names by the bare shape of their first word, longest first."""
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for term, ways in same.items():
        for name in ways:
            names.setdefault(fold(name[0]), []).append((name, term))
    for ways_of_word in names.values():
        ways_of_word.sort(key=lambda named: (-len(named[0]), named))
    return names
