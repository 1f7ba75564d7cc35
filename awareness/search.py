"""Free text to the approved answer that fits it, to a choice of two or three, or to nothing.

A wrong answer is worse than a choice, and a choice of three is better than "not understood" where the text speaks
of our theme. So there are two bars on one measure: over the upper one the answer is said, between the two the best
three are offered. What is not put as a question has to reach higher, so that a tip is left to the tip flow.

The whole is deterministic: the same text and content give the same answers in the same order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from typing import Final, NamedTuple

from awareness.index import Ranked, index_of
from awareness.terms import Reader, Reading
from awareness.types import Answer
from awareness.words import Words

# Characters. What is longer is a story, and reading it would hold up the loop.
_LONGEST_QUESTION: Final = 300
_OFFERED: Final = 3

# The measure is the logarithm of the odds that the best answer is right, as a logistic regression gives it on
# tests/unit/awareness/development.toml, on the own questions and on those that have no answer; never on the held-out
# ones. The weights of what `_fit` adds up, rounded:
_START: Final = -8.6
_EVIDENCE: Final = 1.9
_EXPLAINED: Final = 2.7
_AHEAD: Final = 6.2
_NAMED: Final = 0.8

_FAR_AHEAD: Final = 0.5
"""More ahead of the second answer than this part of its score does not make the best one surer."""
_LEAST_AHEAD: Final = 0.15
"""Answers that are nearer to each other are offered together."""


class _Bars(NamedTuple):
    """What the measure has to reach for a sure answer, and for offering some to choose from.

    To be sure is harder for a text that names nothing of our theme; to be offered something is easier for one
    that does.
    """

    sure: float
    sure_unnamed: float
    offer: float
    offer_unnamed: float


_QUESTION: Final = _Bars(sure=1.6, sure_unnamed=1.9, offer=-3.6, offer_unnamed=-2.2)
_STATEMENT: Final = _Bars(sure=5.0, sure_unnamed=5.3, offer=-1.6, offer_unnamed=0.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An answer and how well it fits; 1 and more is very well."""

    answer: Answer
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found: a `sure` answer with others `near` it, or only near ones to choose from, or nothing."""

    sure: Answer | None = None
    near: tuple[Answer, ...] = ()


_NOTHING: Final = Finding()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A text as it was read, with the best answers.

    `ours` are the names of our theme in it; `said` is the answer that has a phrasing of the same words.
    """

    reading: Reading
    ours: frozenset[str]
    ranked: list[Ranked]
    said: int | None = None


class _Fit(NamedTuple):
    """How the best answer fits: the measure, whether it leaves the others behind, whether it has what was named."""

    confidence: float
    is_ahead: bool
    is_named: bool


class Finder:
    """Finds answers by free text. Built once from the answers and the words of the content."""

    def __init__(self, answers: Sequence[Answer], words: Words) -> None:
        """Read all phrasings of `answers` with `words`."""
        self._answers = tuple(answers)
        self._must = frozenset(f"={name}" for name in words.must)
        self._ours = frozenset(f"={name}" for name in words.same.keys() - words.shared)
        self._danger_topic = words.danger_topic
        self._reader = Reader(words, [ask for answer in answers for ask in answer.ask])
        self._said: dict[tuple[str, ...], int] = {}
        self._index = index_of(self._phrasings(), len(self._answers))

    def _phrasings(self) -> Iterator[tuple[int, Mapping[str, float]]]:
        """Yield the terms of each phrasing with the number of its answer, and keep its words; one at a time."""
        for number, answer in enumerate(self._answers):
            for ask in answer.ask:
                reading = self._reader.read(ask)
                self._said.setdefault(reading.words, number)
                yield number, reading.terms

    def find(self, text: str) -> Finding:
        """Return the answer to `text`, or what may be meant, or nothing.

        Nothing when no answer fits, when the text is over 300 characters or about another office's business,
        or when it speaks of danger or of something going on now: that is for the danger rules and the tip flow.
        """
        asked = self._asked(text)
        if not asked.ranked:
            return _NOTHING
        best = asked.ranked[0].answer
        fit = self._fit(asked)
        bars = _QUESTION if asked.reading.asks else _STATEMENT
        is_sure = (
            self._has_all_it_must(asked)
            and fit.is_ahead
            and fit.confidence >= (bars.sure if fit.is_named else bars.sure_unnamed)
        )
        if is_sure or best == asked.said:
            return Finding(sure=self._answers[best], near=self._answers_of(_related(asked.ranked)))
        if fit.confidence >= (bars.offer if asked.ours else bars.offer_unnamed):
            return Finding(near=self._answers_of(asked.ranked))
        return _NOTHING

    def search(self, text: str, limit: int = _OFFERED) -> list[Found]:
        """Return at most `limit` answers that may be meant by `text`, best first. Empty as `find` is nothing."""
        return [Found(answer=self._answers[one.answer], score=one.score) for one in self._asked(text).ranked[:limit]]

    def best(self, text: str) -> Answer | None:
        """Return the one answer that surely fits `text`, None when there is none; see `find`."""
        return self.find(text).sure

    def _asked(self, text: str) -> _Asked:
        if len(text) > _LONGEST_QUESTION:
            return _UNREAD
        reading = self._reader.read(text)
        ours = self._ours.intersection(reading.terms)
        if (reading.is_elsewhere and not ours) or (reading.is_danger and not reading.is_in_general):
            return _Asked(reading, ours, [])
        ranked = self._index.rank(reading.terms)
        if reading.is_danger:
            ranked = [one for one in ranked if self._danger_topic in self._answers[one.answer].topics]
        said = self._said.get(reading.words)
        ranked.sort(key=lambda one: one.answer != said)
        return _Asked(reading, ours, ranked, said)

    def _has_all_it_must(self, asked: _Asked) -> bool:
        best = asked.ranked[0].answer
        return all(self._index.has(best, name) for name in self._must.intersection(asked.reading.terms))

    def _fit(self, asked: _Asked) -> _Fit:
        best, *others = asked.ranked
        ahead = 1 - others[0].score / best.score if others else 1.0
        is_named = any(self._index.has(best.answer, name) for name in asked.ours)
        named = 1 if is_named else -1 if asked.ours else 0
        return _Fit(
            _START
            + _EVIDENCE * log1p(best.evidence)
            + _EXPLAINED * best.explained
            + _AHEAD * min(ahead, _FAR_AHEAD)
            + _NAMED * named,
            ahead >= _LEAST_AHEAD,
            is_named,
        )

    def _answers_of(self, ranked: Sequence[Ranked]) -> tuple[Answer, ...]:
        return tuple(self._answers[one.answer] for one in ranked[:_OFFERED])


def _related(ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """Return the answers after the best that fit half as well."""
    best, *others = ranked
    return [one for one in others if one.score >= best.score / 2]


_UNREAD: Final = _Asked(
    Reading((), {}, asks=False, is_danger=False, is_in_general=False, is_elsewhere=False), frozenset(), []
)
