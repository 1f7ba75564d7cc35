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

from awareness.index import Ranking, index_of
from awareness.terms import Reader, Reading
from awareness.types import Answer
from awareness.words import Words

# Characters. What is longer is a story, and reading it would hold up the loop.
_LONGEST_QUESTION: Final = 300
_OFFERED: Final = 3

# The measure is the logarithm of the odds that the best answer is right, as a logistic regression gives it on
# tests/unit/awareness/development.toml, on the own questions and on those that have no answer; never on the held-out
# ones. The weights of what `_confidence` adds up, rounded:
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

    def _phrasings(self) -> Iterator[tuple[int, Mapping[str, int]]]:
        """Yield the terms of each phrasing with the number of its answer, and keep its words; one at a time."""
        for number, answer in enumerate(self._answers):
            for ask in answer.ask:
                reading = self._reader.learn(ask)
                self._said.setdefault(reading.words, number)
                yield number, reading.terms

    def find(self, text: str) -> Finding:
        """Return the answer to `text`, or what may be meant, or nothing.

        Nothing when no answer fits, when the text is over 300 characters or about another office's business,
        or when it speaks of danger or of something going on now: that is for the danger rules and the tip flow.
        """
        reading = self._read(text)
        if reading is None:
            return _NOTHING
        said = self._said.get(reading.words)
        ranking = self._index.rank(reading.terms)
        ranked = self._picked(ranking, reading, said)
        if not ranked:
            return _NOTHING
        best, evidence = ranked[0]
        ours = self._ours.intersection(reading.names)
        held = self._index.held(best, reading.names)
        is_named = not ours.isdisjoint(held)
        ahead = 1 - ranked[1][1] / evidence if len(ranked) > 1 else 1.0
        confidence = _confidence(evidence, ranking.explained(best), ahead, 1 if is_named else -1 if ours else 0)
        bars = _QUESTION if reading.asks else _STATEMENT
        is_sure = (
            ahead >= _LEAST_AHEAD
            and confidence >= (bars.sure if is_named else bars.sure_unnamed)
            and self._must.intersection(reading.names) <= held
        )
        if is_sure or best == said:
            related = [one for one in ranked[1:] if one[1] >= evidence / 2]
            return Finding(sure=self._answers[best], near=self._answers_of(related))
        if confidence >= (bars.offer if ours else bars.offer_unnamed):
            return Finding(near=self._answers_of(ranked))
        return _NOTHING

    def search(self, text: str, limit: int = _OFFERED) -> list[Found]:
        """Return at most `limit` answers that may be meant by `text`, best first. Empty as `find` is nothing."""
        reading = self._read(text)
        if reading is None:
            return []
        ranking = self._index.rank(reading.terms)
        ranked = self._picked(ranking, reading, self._said.get(reading.words))
        return [
            Found(answer=self._answers[number], score=share / ranking.whole / 2) for number, share in ranked[:limit]
        ]

    def best(self, text: str) -> Answer | None:
        """Return the one answer that surely fits `text`, None when there is none; see `find`."""
        return self.find(text).sure

    def _read(self, text: str) -> Reading | None:
        """Return what `text` speaks of, None when that is nothing for an answer."""
        if len(text) > _LONGEST_QUESTION:
            return None
        reading = self._reader.read(text)
        if reading.is_danger and not reading.is_in_general:
            return None
        if reading.is_elsewhere and self._ours.isdisjoint(reading.names):
            return None
        return reading

    def _picked(self, ranking: Ranking, reading: Reading, said: int | None) -> Sequence[tuple[int, float]]:
        """Return those of the ranked answers that may be given, with the one first that was `said`."""
        picked = ranking.best
        if reading.is_danger:
            picked = [one for one in picked if self._danger_topic in self._answers[one[0]].topics]
        return picked if said is None else sorted(picked, key=lambda one: one[0] != said)

    def _answers_of(self, ranked: Sequence[tuple[int, float]]) -> tuple[Answer, ...]:
        return tuple([self._answers[number] for number, _ in ranked[:_OFFERED]])


def _confidence(evidence: float, explained: float, ahead: float, named: int) -> float:
    """Return the measure of how surely an answer is right; `named` is 1 or -1 when names of ours are in it or not."""
    return (
        _START + _EVIDENCE * log1p(evidence) + _EXPLAINED * explained + _AHEAD * min(ahead, _FAR_AHEAD) + _NAMED * named
    )
