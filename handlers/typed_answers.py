"""An answer to a campaign's question in a person's own words: how surely a typed text means one option. Pure.

Words are compared one by one and marks count where they were typed: "co" may be "Có", "cỏ" is not. What also reads
as a tip, an order or a question of its own is never an answer by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, assert_never

from handlers.screens import TypedText
from handlers.understanding import Intent
from places.folding import fold, has_marks, normalise, squeeze, untelex

MOST_WORDS: Final = 12
"""A longer text is no answer: an option has at most forty signs."""
_MOST_OWN_WORDS: Final = 5
"""Words of an answer that says more than the option: "em có đi họp"."""
_MOST_NEAR_WORDS: Final = 2
_LETTERS: Final = "abcdef"
"""A question has two to six options."""
_NAMED_LETTER: Final = re.compile(
    r"(?:(?:(?:da|em|toi|con|minh) )*(?:(?:chon|cau|dap an|phuong an|y|tra loi) )+)?([a-f])(?: (?:a|nhe|nha))*"
)
_WORD: Final = re.compile(r"\w+")
_LEADING: Final = frozenset(["dạ", "da", "vâng", "vang", "em", "tôi", "toi", "con", "cháu", "chau", "mình", "minh"])
_TRAILING: Final = frozenset(["ạ", "a", "nhé", "nhe", "nha", "ah", "nhá"])
_SHORT: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ko", "k", "hok", "kg", "khg", "hong"), "khong"),
    **dict.fromkeys(("dc", "đc"), "duoc"),
    "r": "roi",
}


class Certainty(StrEnum):
    """How surely a text means its option.

    SURE: a letter, or an option of several words. LIKELY: one short word, which may belong to something else that
    was shown since. NUMBER: of a menu, perhaps. DOUBTFUL: the option's words, which are also a tip or an order.
    NEAR: resembles one option only.
    """

    SURE = "sure"
    LIKELY = "likely"
    NUMBER = "number"
    DOUBTFUL = "doubtful"
    NEAR = "near"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a text may answer: the option at `place` (from 0), which a letter may name beyond the last one."""

    place: int
    certainty: Certainty


def typed_letter(text: str) -> int | None:
    """Return the place, from 0, that a letter a to f names: "b", "(b)", "câu b nhé"."""
    found = _NAMED_LETTER.fullmatch(fold(text))
    # "đ" and "ê" are words of their own.
    is_bare = found is not None and found[1] in _WORD.findall(normalise(text).casefold())
    return _LETTERS.index(found[1]) if found is not None and is_bare else None


def is_answer_sized(text: str) -> bool:
    """Tell whether a text is short enough to be an answer; spares a look at what was asked."""
    return 0 < len(_WORD.findall(text)) <= MOST_WORDS


def typed_answer(text: str, question: str, options: Sequence[str], intent: Intent) -> Typed | None:
    """Return what `text`, understood as `intent`, may answer; None for everything that is no answer."""
    if (place := typed_letter(text)) is not None:
        return Typed(place=place, certainty=Certainty.SURE)
    if (place := TypedText(text).named_place()) is not None:
        return Typed(place=place, certainty=Certainty.NUMBER) if place < len(options) else None
    # Unmarked "dung" may be "dừng"; with its marks it is an answer and no order.
    said = _words(text)
    labels = [_words(option) for option in options]
    for place, label in enumerate(labels):
        if _is_same(said, label):
            is_dung = intent is Intent.STOP and said == label == ["đúng"]
            return Typed(place=place, certainty=_certainty(Intent.OTHER if is_dung else intent, words=len(label)))
    if intent is not Intent.OTHER:
        return None
    return _beyond(said, labels, _words(question))


def _certainty(intent: Intent, *, words: int) -> Certainty:
    """Return how sure an option's own words are; "không" alone reads as a question and is none."""
    match intent:
        case Intent.OTHER | Intent.GREETING | Intent.THANKS:
            return Certainty.LIKELY if words == 1 else Certainty.SURE
        case Intent.QUESTION:
            return Certainty.LIKELY if words == 1 else Certainty.DOUBTFUL
        case Intent.DANGER | Intent.TIP | Intent.STOP | Intent.ERASE | Intent.COMMAND:
            return Certainty.DOUBTFUL
        case _:
            assert_never(intent)


def _beyond(said: list[str], labels: Sequence[list[str]], question: list[str]) -> Typed | None:
    """Read what says more than one option, in the question's own words, or less than it."""
    begun = [place for place, label in enumerate(labels) if _begins(said, label)]
    if len(begun) == 1 and not _holds_another(said, labels, begun[0]):
        rest = said[len(labels[begun[0]]) :]
        if len(said) <= _MOST_OWN_WORDS and all(_is_in(word, question) for word in rest):
            return Typed(place=begun[0], certainty=Certainty.LIKELY)
        return Typed(place=begun[0], certainty=Certainty.NEAR) if len(said) <= _MOST_NEAR_WORDS else None
    beginnings = [place for place, label in enumerate(labels) if said and _begins(label, said)]
    return Typed(place=beginnings[0], certainty=Certainty.NEAR) if len(beginnings) == 1 else None


def _holds_another(said: list[str], labels: Sequence[list[str]], own: int) -> bool:
    """Tell whether a further word is another option's: "có đi không" asks."""
    rest = said[len(labels[own]) :]
    return any(_is_in(word, label) for word in rest for place, label in enumerate(labels) if place != own)


def _begins(longer: list[str], shorter: list[str]) -> bool:
    """Tell whether `longer` begins with `shorter`, whichever of both was typed."""
    return len(shorter) < len(longer) and _is_same(longer[: len(shorter)], shorter)


def _is_same(said: Sequence[str], label: Sequence[str]) -> bool:
    return len(said) == len(label) > 0 and all(_is_word(one, other) for one, other in zip(said, label, strict=True))


def _is_in(word: str, words: Sequence[str]) -> bool:
    return any(_is_word(word, other) for other in words)


def _is_word(one: str, other: str) -> bool:
    """Tell whether two words may be the same: a mark that was typed on both has to be the same mark."""
    return one == other or (fold(one) == fold(other) and not (has_marks(one) and has_marks(other)))


def _words(text: str) -> list[str]:
    """Return the words of a text without courtesies around them, stretched, Telex and short ones read."""
    found = [_spelled(word) for word in _WORD.findall(normalise(text).casefold())]
    while len(found) > 1 and found[0] in _LEADING:
        del found[0]
    while len(found) > 1 and found[-1] in _TRAILING:
        del found[-1]
    return found


def _spelled(word: str) -> str:
    plain = squeeze(word)
    return _SHORT.get(plain) or normalise(untelex(plain))
