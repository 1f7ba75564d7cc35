"""What a text speaks of, whatever way it was typed: its terms, each with a weight.

Four kinds of terms: a *name* (`=pod-chill`: several names of one thing are one term), a plain word, two
words in a row (`ai_doc`, because one Vietnamese syllable says little), and two names in one text
(`=phat&=vape`, because what is asked is a thing and a side of it).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from awareness.lexicon import (
    ASKING,
    ELSEWHERE,
    GENERAL,
    NEVER,
    POLITE,
    SMALL,
    SMALL_IN_BARE_TEXT,
    TELLING,
    Lexicon,
    Phrase,
    Word,
)
from awareness.spelling import Speller
from awareness.words import Words

WHOLE: Final = 10
"""The weight of a name, or of a word outside one; the others are tenths of it."""
_IN_A_NAME: Final = 4
"""The weight of a word that a name already stands for."""
_IN_A_ROW: Final = 5
_TOGETHER: Final = 8


class Reading(NamedTuple):
    """A text as its words without marks, as terms with their weights, up to WHOLE, and the names among these.

    `asks` when it is a question; `is_danger` when it speaks of danger, which is not answered from the content
    but `is_in_general` ("khi gặp người …"); `is_elsewhere` when it is about something that no answer is for.
    """

    words: tuple[str, ...]
    terms: Mapping[str, int]
    names: Sequence[str]
    asks: bool
    is_danger: bool
    is_in_general: bool
    is_elsewhere: bool


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
        self._lexicon = Lexicon(words)
        self._speller = Speller(words, phrasings, self._lexicon.own, self._lexicon.strange)

    def learn(self, phrasing: str) -> Reading:
        """Return what a phrasing of ours speaks of; from then on its words in a row are terms in other texts, too."""
        words = self._speller.read(phrasing)
        self._lexicon.join(words)
        return _reading(phrasing, words)

    def read(self, text: str) -> Reading:
        """Return what `text` speaks of; two words in a row that nothing of ours has are left out."""
        return _reading(text, self._speller.read(text))


def _reading(text: str, words: Sequence[Word]) -> Reading:
    bare = tuple([word.bare for word in words])
    terms: dict[str, int] = {}
    names: list[str] = []
    alarms: set[str] = set()
    small = _small_from(words)
    end = polite_end = 0
    row = ""
    has_question_word = False
    for place, (word, after) in enumerate(zip(words, (*bare[1:], ""), strict=False)):
        pair = word.pairs.get(after)
        if word.begins or (pair is not None and pair.begins):
            if place >= end:
                named = word.name
                if pair is not None and pair.names:
                    named = _first(pair.names, words, bare, place) or named
                if named is not None:
                    end = place + len(named.words)
                    if named.name == POLITE:
                        polite_end = end
                    elif named.name not in terms:
                        terms[named.name] = WHOLE
                        names.append(named.name)
            if begun := word.alarms if pair is None else pair.alarms + word.alarms:
                alarms.update(_raised(begun, words, bare, place, end))
        if word.small < small and place >= polite_end:
            terms.setdefault(word.term, WHOLE if place >= end else _IN_A_NAME)
        if word.asks:
            has_question_word = True
        if row:
            terms[row] = _IN_A_ROW
        row = "" if pair is None else pair.term
    if len(names) > 1:
        _join_names(names, terms)
    return Reading(
        bare,
        terms,
        names,
        "?" in text or ASKING in alarms or (has_question_word and TELLING not in alarms),
        NEVER in alarms,
        GENERAL in alarms,
        ELSEWHERE in alarms,
    )


def _join_names(names: Sequence[str], terms: dict[str, int]) -> None:
    """Add each two of `names` to `terms`."""
    together = sorted(names)
    for place, name in enumerate(together, start=1):
        for other in together[place:]:
            terms[f"{name}&{other}"] = _TOGETHER


def _small_from(words: Sequence[Word]) -> int:
    """Return how small a word has to be to count for nothing, in a text typed mostly with marks or mostly without."""
    marked = sum([word.is_marked for word in words])
    return SMALL if 2 * marked >= len(words) else SMALL_IN_BARE_TEXT


def _first(phrases: Iterable[Phrase], words: Sequence[Word], bare: tuple[str, ...], place: int) -> Phrase | None:
    """Return the first of `phrases`, which begin with the words at `place` and the next, that stands there."""
    for phrase in phrases:
        if _stands(phrase, words, bare, place):
            return phrase
    return None


def _raised(
    alarms: Iterable[Phrase], words: Sequence[Word], bare: tuple[str, ...], place: int, end: int
) -> Iterator[str]:
    """Yield the names of those of `alarms` that stand at `place`; a name of a thing goes on until `end`."""
    for alarm in alarms:
        # "Thuốc lá" is another subject, but not inside "thuốc lá điện tử".
        if (alarm.name != ELSEWHERE or place + len(alarm.words) > end) and _stands(alarm, words, bare, place):
            yield alarm.name


def _stands(phrase: Phrase, words: Sequence[Word], bare: tuple[str, ...], place: int) -> bool:
    """Tell whether `phrase` stands at `place`, where its first two words are, and whether the marks fit.

    A word typed bare fits any marks, and a wrong mark may be a slip.
    """
    known, rest, _ = phrase
    end = place + len(known)
    if rest and bare[place + 2 : end] != rest:
        return False
    for word, marked in zip(words[place:end], known, strict=True):
        if word.typed != marked and not word.is_loose:
            return False
    return True
