"""What was meant by what was typed: teencode, dialect, Telex left-overs, glued words, typing slips.

Only a word that we do not know, and that no Vietnamese syllable looks like, is taken for a slip: a word
we merely do not know ("sinh", "quy") must stay unknown, because it is what tells a tip from a question.
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Generic, TypeVar

from rapidfuzz.distance import OSA

from awareness.words import WORD, Words, plain, words_of
from places.folding import fold, has_marks, normalise, squeeze, untelex
from places.telex import may_have_telex

_SHORTEST_CORRECTED: Final = 4
_LONG: Final = 8
_SHORTEST_GLUED: Final = 6
# A text of these alone is words and what parts them; nothing in it joins or changes a letter, as an invisible
# character or a mark by itself does, so its words can be looked for as they stand.
_BETWEEN: Final = re.compile(r"[!-/:-@\[-^`{-~\u2013\u2014\u2018-\u201f\u2026]+")
_EVERYDAY: Final = re.compile(r"[0-9A-Za-zÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ\s]*".replace(r"\s", " \t\n\r"))
_BARE_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:ieu|oai|oay|oeo|uay|uoi|uou|uya|uye|uyu|yeu"
    r"|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|ua|ue|ui|uo|uu|uy|ye|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)


Meant = TypeVar("Meant")
Known = Callable[[str, str, bool], Meant]
"""Gets a word, the same without marks, and whether a text of ours has it with these marks; returns all that is
known of it."""


class Speller(Generic[Meant]):
    """Writes out what people typed, with the words of the content and of all known phrasings.

    What is known of a word, and is worth knowing, another module says; here it is only looked up.
    """

    def __init__(self, words: Words, phrasings: Iterable[str], own: Known[Meant], strange: Known[Meant]) -> None:
        """Learn the vocabulary; `phrasings` are ways to ask, spelled right.

        `own` is asked once about each word of ours, `strange` about others, and about them anew in each text.
        """
        names = [name for ways in words.same.values() for name in ways]
        content = {word for text in phrasings for word in words_of(text)}
        content.update(word for phrase in (*names, *words.never, *words.general) for word in phrase)
        chat = _chat(words.chat, frozenset(map(fold, content)))
        self._spelled = frozenset(content | words.small | words.question)
        self._known = frozenset(map(fold, self._spelled | chat.keys()))
        self._strange = strange
        meant = {
            **{word: (word,) for word in self._known | self._spelled},
            **{glued: name for name in names if len(glued := fold("".join(name))) >= _SHORTEST_GLUED},
            **{short: tuple(meant.split()) for short, meant in chat.items()},
        }
        # A word is one object wherever it stands: a third of the memory.
        ours = {
            word: own(word, sys.intern(fold(word)), word in self._spelled)
            for word in {word for words in meant.values() for word in words}
        }
        self._meant = {typed: tuple([ours[word] for word in words]) for typed, words in meant.items()}
        self._one = {typed: words[0] for typed, words in self._meant.items() if len(words) == 1}
        correctable = sorted(word for word in self._known if len(word) >= _SHORTEST_CORRECTED)
        self._long = [word for word in correctable if len(word) >= _LONG - 2]
        self._shortened = _shortened(correctable)

    def read(self, text: str) -> list[Meant]:
        """Return what is known of the words of `text` as they were meant."""
        parted = _BETWEEN.sub(" ", text)
        if _EVERYDAY.fullmatch(parted) is None:
            return self._worked_out(squeeze(plain(text)))
        typed = parted.casefold().split()
        try:
            return list(map(self._one.__getitem__, typed))
        except KeyError:
            pass
        words: list[Meant] = []
        for one in typed:
            meant = self._meant.get(one) or self._reading(squeeze(normalise(one)))
            if not meant:
                return self._worked_out(squeeze(plain(text)))
            words += meant
        return words

    def _worked_out(self, short: str) -> list[Meant]:
        """Return the words of a text of which not all may be known as they were typed."""
        typed = WORD.findall(short)
        # Telex is undone on the whole text, because its neighbours tell whether "gif" is "gì".
        undone: Sequence[str] = WORD.findall(untelex(short))
        if len(undone) != len(typed):
            undone = typed
        return [word for both in zip(typed, undone, strict=True) for word in self._reading(*both)]

    def _reading(self, typed: str, undone: str | None = None) -> tuple[Meant, ...]:
        """Return what one typed word was meant to be, maybe several words.

        Nothing when it is not ours and may be Telex, unless it is told what it is `undone`.
        """
        if (meant := self._meant.get(typed)) is not None:
            return meant
        if (bare := fold(typed)) in self._known:
            return (self._word(typed, bare),)
        if undone is None and may_have_telex(typed):
            return ()
        if undone is not None and undone != typed and (undone_bare := fold(undone)) in self._known:
            return (self._word(undone, undone_bare),)
        if has_marks(typed):
            return (self._word(typed, bare),)
        corrected = self._corrected(typed)
        return (self._word(corrected, fold(corrected)),)

    def _word(self, word: str, bare: str) -> Meant:
        return self._strange(word, bare, word in self._spelled)

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
