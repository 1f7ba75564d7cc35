"""All that the search knows of a word and of two in a row, worked out at the start: a text costs one look-up for each.

Only words of the content are in the tables. What is known of another word is made anew for each text and not kept,
because a resident wrote it.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from awareness.words import Words
from places.folding import fold, has_marks

# When a word carries no topic: who types marks means "cai" and not "cái".
NEVER_SMALL: Final = 0
SMALL_IN_BARE_TEXT: Final = 1
SMALL: Final = 2

POLITE: Final = "polite"
"""How people begin a question; these words carry no topic here, though one may do so elsewhere ("cháu")."""
ASKING, TELLING, NEVER, GENERAL, ELSEWHERE = "asking", "telling", "never", "general", "elsewhere"

_ONE_TONE: Final = str.maketrans("ãẵẫẽễĩõỗỡũữỹ", "ảẳẩẻểỉỏổởủửỷ")
Phrases = tuple[tuple[str, ...], ...]


class Phrase(NamedTuple):
    """A phrase to look for: its words, those after the second without marks, and what it stands for."""

    words: tuple[str, ...]
    rest: tuple[str, ...]
    name: str


@dataclass(slots=True, eq=False)
class Pair:
    """Two bare words in a row: their term, and the phrases that begin with them, longest first, if it `begins` any."""

    term: str
    names: tuple[Phrase, ...] = ()
    alarms: tuple[Phrase, ...] = ()
    begins: bool = False


@dataclass(slots=True, eq=False)
class Word:
    """A word as it was meant, with its marks and `bare`, and its own `term`.

    `small` says when it carries no topic; `is_loose` when it fits any marks of a phrase: it was typed without, or with
    such as no word of ours has. `name` and `alarms` are the phrases of one word that it is, if it `begins` any, and
    `pairs` what may follow it. Not frozen, because one is made of each strange word, and freezing takes thrice as long.
    """

    typed: str
    bare: str
    term: str
    small: int
    is_marked: bool
    is_loose: bool
    asks: bool
    begins: bool = False
    name: Phrase | None = None
    alarms: tuple[Phrase, ...] = ()
    pairs: Mapping[str, Pair] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Start:
    """What begins with a bare word: pairs, by the second word, and phrases of it alone."""

    pairs: dict[str, Pair] = field(default_factory=dict)
    names: tuple[Phrase, ...] = ()
    alarms: tuple[Phrase, ...] = ()


class Lexicon:
    """Tells what is known of words."""

    def __init__(self, words: Words) -> None:
        """Learn the phrases of `words`."""
        self._always_small = words.small
        self._small = _both_ways(words.small)
        self._question = _both_ways(words.question)
        self._starts: dict[str, _Start] = {}
        for name, ways in (*((f"={name}", ways) for name, ways in words.same.items()), (POLITE, words.polite)):
            for phrase, start in self._begun(name, ways):
                start.names += (phrase,)
        alarms = {
            ASKING: words.asking,
            TELLING: words.telling,
            NEVER: words.never,
            GENERAL: words.general,
            ELSEWHERE: words.elsewhere,
        }
        for name, ways in alarms.items():
            for phrase, start in self._begun(name, ways):
                start.alarms += (phrase,)
        for start in self._starts.values():
            start.names, start.alarms = _longest_first(start.names), _longest_first(start.alarms)
            for pair in start.pairs.values():
                pair.names, pair.alarms, pair.begins = _longest_first(pair.names), _longest_first(pair.alarms), True

    def own(self, typed: str, bare: str, is_spelled: bool) -> Word:
        """Return all that is to be known of a word of ours, which other words may follow; see `strange`."""
        self._starts.setdefault(bare, _Start())
        return self.strange(typed, bare, is_spelled)

    def strange(self, typed: str, bare: str, is_spelled: bool) -> Word:
        """Return what is known of any word; `is_spelled` when a text of ours has it with these marks."""
        word = Word(
            typed,
            bare,
            # With marks it is one word, without them any of those that look like it.
            bare if typed == bare else one_tone(typed),
            self._smallness(typed, is_spelled) if typed in self._small else NEVER_SMALL,
            not typed.isascii(),
            not (is_spelled and has_marks(typed)),
            typed in self._question,
        )
        if (start := self._starts.get(bare)) is not None:
            word.pairs = start.pairs
            if start.names or start.alarms:
                is_bare = not has_marks(typed)
                names = [name for name in start.names if is_bare or name.words[0] == typed]
                word.name = names[0] if names else None
                word.alarms = tuple([alarm for alarm in start.alarms if is_bare or alarm.words[0] == typed])
                word.begins = word.name is not None or bool(word.alarms)
        return word

    def join(self, words: Sequence[Word]) -> None:
        """Know from now on that each of `words`, which are ours, may be followed by the next."""
        for first, second in pairwise(words):
            self._pair(first.bare, second.bare)

    def _smallness(self, typed: str, is_spelled: bool) -> int:
        return SMALL if typed in self._always_small or not is_spelled else SMALL_IN_BARE_TEXT

    def _begun(self, name: str, ways: Phrases) -> Iterable[tuple[Phrase, _Start | Pair]]:
        """Yield the phrases for `name`, each with what it begins with."""
        for words in ways:
            bare = tuple([sys.intern(fold(word)) for word in words])
            start = self._starts.setdefault(bare[0], _Start())
            yield Phrase(words, bare[2:], name), start if len(bare) == 1 else self._pair(bare[0], bare[1])

    def _pair(self, first: str, second: str) -> Pair:
        pairs = self._starts[first].pairs
        if second not in pairs:
            pairs[second] = Pair(f"{first}_{second}")
        return pairs[second]


def one_tone(word: str) -> str:
    """Return `word` in small letters with ngã written as hỏi: they are one sound in Quảng Trị."""
    return word.translate(_ONE_TONE)


def _both_ways(words: Iterable[str]) -> frozenset[str]:
    """Return the words and their unmarked forms: a word typed bare means any of its marked ones."""
    marked = frozenset(words)
    return marked | {fold(word) for word in marked}


def _longest_first(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase.words), phrase.words, phrase.name)))
