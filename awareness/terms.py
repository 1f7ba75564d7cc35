"""What a text speaks of, whatever way it was typed: its terms, each with a weight.

Four kinds of terms: a *name* (`=pod-chill`: several names of one thing are one term), a plain word, two
words in a row (`ai_doc`, because one Vietnamese syllable says little), and two names in one text
(`=phat&=vape`, because what is asked is a thing and a side of it).
"""

import sys
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
    """A text as its words without marks, and as terms with their weights, from 0 to 1.

    `asks` when it is a question; `is_danger` when it speaks of danger, which is not answered from the content
    but `is_in_general` ("khi gặp người …"); `is_elsewhere` when it is about something that no answer is for.
    """

    words: tuple[str, ...]
    terms: Mapping[str, float]
    asks: bool
    is_danger: bool
    is_in_general: bool
    is_elsewhere: bool


class _Phrase(NamedTuple):
    """A phrase to look for: its words, and those after the first without marks."""

    words: list[str]
    bare: list[str]
    name: str


class _Start(NamedTuple):
    """The phrases that begin with one bare word: by the second one, longest first, and those of one word."""

    longer: dict[str, list[_Phrase]]
    alone: list[_Phrase]

    def may_stand_before(self, word: str) -> bool:
        """Tell whether any phrase has `word` as its second, or none; most do not, at one look."""
        return bool(self.alone) or word in self.longer


_POLITE: Final = "polite"
"""How people begin a question; these words carry no topic here, though one may do so elsewhere ("cháu")."""
_ASKING, _TELLING, _NEVER, _GENERAL, _ELSEWHERE = "asking", "telling", "never", "general", "elsewhere"
_Phrases = Mapping[str, _Start]


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
        # Who types marks means "cai" and not "cái".
        self._small_beside_marks = frozenset(
            word for word in self._small if word in words.small or self._speller.is_misspelled(word)
        )
        self._question = _both_ways(words.question)
        self._names = _by_first_word({f"={name}": ways for name, ways in words.same.items()} | {_POLITE: words.polite})
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
            tuple(bare),
            terms,
            asks="?" in text or _ASKING in alarms or (_TELLING not in alarms and not self._question.isdisjoint(words)),
            is_danger=_NEVER in alarms,
            is_in_general=_GENERAL in alarms,
            is_elsewhere=_ELSEWHERE in alarms,
        )

    def _terms(self, words: Sequence[str], bare: Sequence[str]) -> tuple[dict[str, float], set[str]]:
        """Return the terms and which alarms were found."""
        terms: dict[str, float] = {}
        alarms: set[str] = set()
        names, all_alarms, small = self._names, self._alarms, self._small_for(words)
        end = polite_end = 0
        before = ""
        for place, (typed, word, after) in enumerate(zip(words, bare, (*bare, "")[1:], strict=True)):
            if place >= end and (named := names.get(word)) is not None and named.may_stand_before(after):
                standing = self._standing(named, words, bare, place)
                if standing:
                    end = place + len(standing[0].words)
                    if standing[0].name == _POLITE:
                        polite_end = end
                    else:
                        terms[standing[0].name] = 1.0
            if (start := all_alarms.get(word)) is not None and start.may_stand_before(after):
                for alarm in self._standing(start, words, bare, place):
                    # "Thuốc lá" is another subject, but not inside "thuốc lá điện tử".
                    if alarm.name != _ELSEWHERE or place + len(alarm.words) > end:
                        alarms.add(alarm.name)
            if typed not in small and place >= polite_end:
                # With marks it is one word, without them any of those that look like it.
                term = word if typed == word else self._speller.in_one_tone(typed)
                terms.setdefault(term, 1.0 if place >= end else _IN_A_NAME)
            if before:
                terms[f"{before}_{word}"] = _IN_A_ROW
            before = word
        together = sorted(filter(is_name, terms))
        for place, name in enumerate(together):
            for other in together[place + 1 :]:
                terms[f"{name}&{other}"] = _TOGETHER
        return terms, alarms

    def _small_for(self, words: Sequence[str]) -> frozenset[str]:
        """Return the words without a topic, of a text that was typed mostly with marks or mostly without."""
        marked = sum([not word.isascii() for word in words])
        return self._small_beside_marks if 2 * marked >= len(words) else self._small

    def _standing(self, start: _Start, words: Sequence[str], bare: Sequence[str], place: int) -> list[_Phrase]:
        """Return the phrases that stand in the text from `place` on, longest first."""
        rest = place + 1
        longer = start.longer.get(bare[rest], ()) if rest < len(bare) else ()
        standing: list[_Phrase] = []
        for phrase in longer:
            end = place + len(phrase.words)
            if bare[rest:end] == phrase.bare and self._fits(words[place:end], phrase.words):
                standing.append(phrase)
        for phrase in start.alone:
            if self._fits(words[place:rest], phrase.words):
                standing.append(phrase)
        return standing

    def _fits(self, typed: Sequence[str], known: Sequence[str]) -> bool:
        """Tell whether the marks fit: a word typed bare fits any, and in a phrase a wrong mark may be a slip."""
        return typed == known or all(
            one == other or not has_marks(one) or (len(known) > 1 and self._speller.is_misspelled(one))
            for one, other in zip(typed, known, strict=True)
        )


def _both_ways(words: Iterable[str]) -> frozenset[str]:
    """Return the words and their unmarked forms: a word typed bare means any of its marked ones."""
    marked = frozenset(words)
    return marked | {fold(word) for word in marked}


def _by_first_word(same: Mapping[str, Iterable[tuple[str, ...]]]) -> _Phrases:
    starts: dict[str, _Start] = {}
    for name, ways in same.items():
        for words in ways:
            first, *rest = (sys.intern(fold(word)) for word in words)
            start = starts.setdefault(first, _Start({}, []))
            (start.longer.setdefault(rest[0], []) if rest else start.alone).append(_Phrase(list(words), rest, name))
    for start in starts.values():
        for phrases in (*start.longer.values(), start.alone):
            phrases.sort(key=lambda phrase: (-len(phrase.words), phrase.words, phrase.name))
    return starts
