"""What a text speaks of, whatever way it was typed: its terms, each with a weight.

Four kinds of terms: a *name* (`=pod-chill`: several names of one thing are one term), a plain word, two
words in a row (`ai_doc`, because one Vietnamese syllable says little), and two names in one text
(`=phat&=vape`, because what is asked is a thing and a side of it).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from awareness.spelling import Speller
from awareness.words import Words
from places.folding import fold, has_marks

_IN_A_NAME: Final = 0.4
"""The weight of a word that a name already stands for."""
_IN_A_ROW: Final = 0.5
_TOGETHER: Final = 0.8


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as terms with their weights, from 0 to 1.

    `asks` when it is a question; `is_danger` when it speaks of danger, which is not answered from the content
    but `is_in_general` ("khi gặp người …"); `is_elsewhere` when it is about something that no answer is for.
    """

    terms: Mapping[str, float]
    asks: bool
    is_danger: bool
    is_in_general: bool
    is_elsewhere: bool


class _Phrase(NamedTuple):
    """A phrase to look for, behind its first word."""

    bare: list[str]
    words: tuple[str, ...]
    name: str


_ASKING, _TELLING, _NEVER, _GENERAL, _ELSEWHERE = "asking", "telling", "never", "general", "elsewhere"
# By the bare shape of the first word, longest first.
_Phrases = Mapping[str, Sequence[_Phrase]]


def is_single(term: str) -> bool:
    """Tell whether a term is a name or a word, not two of them together."""
    return "_" not in term and "&" not in term


def is_name(term: str) -> bool:
    """Tell whether a term stands for the names of a thing, or for two of them."""
    return term.startswith("=")


class Reader:
    """Brings texts to terms."""

    def __init__(self, words: Words, phrasings: Iterable[str]) -> None:
        """Learn the vocabulary; `phrasings` are ways to ask, spelled right."""
        self._speller = Speller(words, phrasings)
        self._small = _both_ways(words.small)
        self._question = _both_ways(words.question)
        self._names = _by_first_word({f"={name}": ways for name, ways in words.same.items()})
        self._alarms = _by_first_word(
            {
                _ASKING: words.asking,
                _TELLING: words.telling,
                _NEVER: words.never,
                _GENERAL: words.general,
                _ELSEWHERE: words.elsewhere,
            }
        )

    def read(self, text: str) -> Reading:
        """Return what `text` speaks of."""
        words, bare = self._speller.read(text)
        terms, alarms = self._terms(words, bare)
        return Reading(
            terms,
            asks="?" in text or _ASKING in alarms or (_TELLING not in alarms and not self._question.isdisjoint(words)),
            is_danger=_NEVER in alarms,
            is_in_general=_GENERAL in alarms,
            is_elsewhere=_ELSEWHERE in alarms,
        )

    def _terms(self, words: Sequence[str], bare: Sequence[str]) -> tuple[dict[str, float], set[str]]:
        """Return the terms and which alarms were found."""
        terms: dict[str, float] = {}
        covered: set[int] = set()
        end = 0
        before = ""
        for place, word in enumerate(bare):
            if place >= end and word in self._names:
                for found in self._standing(self._names[word], words, bare, place):
                    terms[found.name] = 1.0
                    end = place + 1 + len(found.bare)
                    covered.update(range(place, end))
                    break
            typed = words[place]
            if typed not in self._small:
                # With marks it is one word, without them any of those that look like it.
                term = word if typed == word else self._speller.in_one_tone(typed)
                terms.setdefault(term, 1.0 if place >= end else _IN_A_NAME)
            if before:
                terms[f"{before}_{word}"] = _IN_A_ROW
            before = word
        names = sorted(filter(is_name, terms))
        for place, name in enumerate(names):
            for other in names[place + 1 :]:
                terms[f"{name}&{other}"] = _TOGETHER
        return terms, self._alarmed(words, bare, covered)

    def _alarmed(self, words: Sequence[str], bare: Sequence[str], covered: set[int]) -> set[str]:
        alarms: set[str] = set()
        for place, word in enumerate(bare):
            if word in self._alarms:
                for one in self._standing(self._alarms[word], words, bare, place):
                    # "Thuốc lá" is another subject, but not inside "thuốc lá điện tử".
                    if one.name != _ELSEWHERE or not covered.issuperset(range(place, place + 1 + len(one.bare))):
                        alarms.add(one.name)
        return alarms

    def _standing(
        self, phrases: Sequence[_Phrase], words: Sequence[str], bare: Sequence[str], place: int
    ) -> Iterable[_Phrase]:
        """Yield the phrases that stand in the text from `place` on, longest first."""
        for phrase in phrases:
            end = place + 1 + len(phrase.bare)
            if bare[place + 1 : end] == phrase.bare and self._fits(words[place:end], phrase.words):
                yield phrase

    def _fits(self, typed: Sequence[str], known: Sequence[str]) -> bool:
        """Tell whether the marks fit: a word typed bare fits any, and in a phrase a wrong mark may be a slip."""
        return all(
            one == other or not has_marks(one) or (len(known) > 1 and self._speller.is_misspelled(one))
            for one, other in zip(typed, known, strict=True)
        )


def _both_ways(words: Iterable[str]) -> frozenset[str]:
    """Return the words and their unmarked forms: a word typed bare means any of its marked ones."""
    marked = frozenset(words)
    return marked | {fold(word) for word in marked}


def _by_first_word(same: Mapping[str, Iterable[tuple[str, ...]]]) -> _Phrases:
    phrases: dict[str, list[_Phrase]] = {}
    for name, ways in same.items():
        for words in ways:
            first, *rest = (fold(word) for word in words)
            phrases.setdefault(first, []).append(_Phrase(rest, words, name))
    for ways_of_word in phrases.values():
        ways_of_word.sort(key=lambda phrase: (-len(phrase.bare), phrase.words, phrase.name))
    return phrases
