"""What was meant by what was typed: teencode, dialect, Telex left-overs, glued words, typing slips.

Only a word that we do not know, and that no Vietnamese syllable looks like, is taken for a slip: a word
we merely do not know ("sinh", "quy") must stay unknown, because it is what tells a tip from a question.
"""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from awareness.words import WORD, Words, plain, words_of
from places.folding import fold, has_marks, squeeze, untelex

_SHORTEST_CORRECTED: Final = 4
_LONG: Final = 8
_SHORTEST_GLUED: Final = 6
_Pair = tuple[str, str]
_ONE_TONE: Final = str.maketrans("ãẵẫẽễĩõỗỡũữỹ", "ảẳẩẻểỉỏổởủửỷ")
_BARE_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:ieu|oai|oay|oeo|uay|uoi|uou|uya|uye|uyu|yeu"
    r"|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|ua|ue|ui|uo|uu|uy|ye|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)


class Speller:
    """Writes out what people typed, with the words of the content and of all known phrasings."""

    def __init__(self, words: Words, phrasings: Iterable[str]) -> None:
        """Learn the vocabulary; `phrasings` are ways to ask, spelled right."""
        names = [name for ways in words.same.values() for name in ways]
        content = {word for text in phrasings for word in words_of(text)}
        content.update(word for phrase in (*names, *words.never, *words.general) for word in phrase)
        chat = _chat(words.chat, frozenset(map(fold, content)))
        self._spelled = frozenset(content | words.small | words.question)
        self._known = frozenset(map(fold, self._spelled | chat.keys()))
        meant = {
            **{word: (word,) for word in self._known | self._spelled},
            **{glued: name for name in names if len(glued := fold("".join(name))) >= _SHORTEST_GLUED},
            **{short: tuple(meant.split()) for short, meant in chat.items()},
        }
        # A word is one object wherever it stands: a third of the memory.
        pairs = {word: (word, sys.intern(fold(word))) for words in meant.values() for word in words}
        self._meant = {typed: tuple([pairs[word] for word in words]) for typed, words in meant.items()}
        correctable = sorted(word for word in self._known if len(word) >= _SHORTEST_CORRECTED)
        self._long = [word for word in correctable if len(word) >= _LONG - 2]
        self._shortened = _shortened(correctable)

    def read(self, text: str) -> tuple[list[str], list[str]]:
        """Return the words of `text` as they were meant, with the marks that are known, and the same without marks."""
        short = squeeze(plain(text))
        typed = WORD.findall(short)
        try:
            pairs = [pair for word in typed for pair in self._meant[word]]
        except KeyError:
            pairs = self._worked_out(short, typed)
        return [word for word, _ in pairs], [bare for _, bare in pairs]

    def is_misspelled(self, typed: str) -> bool:
        """Tell whether no text of ours has `typed` with these marks."""
        return typed not in self._spelled

    def in_one_tone(self, typed: str) -> str:
        """Return a word with ngã written as hỏi: they are one sound in Quảng Trị."""
        return one_tone(typed)

    def _worked_out(self, short: str, typed: Sequence[str]) -> list[_Pair]:
        """Return the words of a text of which not all are known as they were typed."""
        # Telex is undone on the whole text, because its neighbours tell whether "gif" is "gì".
        undone: Sequence[str] = WORD.findall(untelex(short))
        if len(undone) != len(typed):
            undone = typed
        return [pair for both in zip(typed, undone, strict=True) for pair in self._reading(*both)]

    def _reading(self, typed: str, undone: str) -> tuple[_Pair, ...]:
        """Return what one typed word was meant to be, maybe several words; `undone` is it without Telex."""
        if typed in self._meant:
            return self._meant[typed]
        if (bare := fold(typed)) in self._known:
            return ((typed, bare),)
        if (bare := fold(undone)) in self._known:
            return ((undone, bare),)
        return _with_bare((typed if has_marks(typed) else self._corrected(typed),))

    def _corrected(self, typed: str) -> str:
        """Return the known word one slip away (two in a long word), or `typed` when there is none."""
        if len(typed) < _SHORTEST_CORRECTED or typed.isdigit() or _BARE_SYLLABLE.fullmatch(typed):
            return typed
        allowed = 1 if len(typed) < _LONG else 2
        likely = self._long if allowed == 2 else _likely(typed, self._shortened)
        near = [
            (distance, word)
            for word in likely
            if (distance := OSA.distance(typed, word, score_cutoff=allowed)) <= allowed
        ]
        return min(near)[1] if near else typed


def one_tone(word: str) -> str:
    """Return `word` in small letters with ngã written as hỏi."""
    return word.translate(_ONE_TONE)


def _with_bare(words: Iterable[str]) -> tuple[_Pair, ...]:
    return tuple((word, fold(word)) for word in words)


def _without_one(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _shortened(words: Iterable[str]) -> dict[str, list[str]]:
    """Return the words by themselves and by what is left of them without one letter."""
    shortened: dict[str, list[str]] = {}
    for word in words:
        for key in {word} | _without_one(word):
            shortened.setdefault(key, []).append(word)
    return shortened


def _likely(typed: str, shortened: Mapping[str, list[str]]) -> set[str]:
    """Return all words that may be one slip away: they share what is left without one letter."""
    return {word for key in {typed} | _without_one(typed) for word in shortened.get(key, ())}


def _chat(chat: Mapping[str, str], content: frozenset[str]) -> dict[str, str]:
    """Return the short words, bare ones too ("rang" for "răng") unless the content has such a word."""
    bare = {fold(short): meant for short, meant in chat.items()}
    return {short: meant for short, meant in bare.items() if short not in content} | dict(chat)
