"""What was meant by what was typed: teencode, dialect, Telex left-overs, glued words, typing slips.

Only a word that we do not know, and that no Vietnamese syllable looks like, is taken for a slip: a word
we merely do not know ("sinh", "quy") must stay unknown, because it is what tells a tip from a question.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from rapidfuzz.distance import OSA

from awareness.words import Words, plain, words_of
from places.folding import fold, has_marks, squeeze, untelex

_SHORTEST_CORRECTED: Final = 4
_LONG: Final = 8
_SHORTEST_GLUED: Final = 6
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
        content.update(word for phrase in (*names, *words.never) for word in phrase)
        self._chat = _chat(words.chat, frozenset(map(fold, content)))
        self._spelled = frozenset(content | words.small | words.question)
        self._known = frozenset(map(fold, self._spelled | self._chat.keys()))
        self._correctable = sorted(word for word in self._known if len(word) >= _SHORTEST_CORRECTED)
        self._glued = {
            fold("".join(name)): " ".join(name)
            for name in names
            if len(name) > 1 and len("".join(name)) >= _SHORTEST_GLUED
        }

    def read(self, text: str) -> list[str]:
        """Return the words of `text` as they were meant, with the marks that are known."""
        short = squeeze(plain(text))
        typed = words_of(short)
        # Telex is undone on the whole text, because its neighbours tell whether "gif" is "gì".
        undone = words_of(untelex(short))
        if len(undone) != len(typed):
            undone = typed
        return [word for pair in zip(typed, undone, strict=True) for word in self._meant(*pair).split()]

    def is_misspelled(self, typed: str, known: str) -> bool:
        """Tell whether `typed` is `known` with a wrong mark: hỏi and ngã are one sound in Quảng Trị."""
        return typed not in self._spelled and fold(typed) == fold(known)

    def _meant(self, typed: str, undone: str) -> str:
        """Return what one typed word was meant to be, maybe several words; `undone` is it without Telex."""
        bare = fold(typed)
        if typed in self._chat:
            return self._chat[typed]
        if bare in self._known:
            return typed
        if fold(undone) in self._known:
            return undone
        if bare in self._glued:
            return self._glued[bare]
        return typed if has_marks(typed) else self._corrected(typed)

    def _corrected(self, typed: str) -> str:
        """Return the known word one slip away (two in a long word), or `typed` when there is none."""
        if len(typed) < _SHORTEST_CORRECTED or typed.isdigit() or _BARE_SYLLABLE.fullmatch(typed):
            return typed
        allowed = 1 if len(typed) < _LONG else 2
        near = [
            (distance, word)
            for word in self._correctable
            if (distance := OSA.distance(typed, word, score_cutoff=allowed)) <= allowed
        ]
        return min(near)[1] if near else typed


def _chat(chat: Mapping[str, str], content: frozenset[str]) -> dict[str, str]:
    """Return the short words, bare ones too ("rang" for "răng") unless the content has such a word."""
    bare = {fold(short): meant for short, meant in chat.items()}
    return {short: meant for short, meant in bare.items() if short not in content} | dict(chat)
