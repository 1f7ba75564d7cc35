"""Which answers share the most with a text, by terms: how rare a term is, and how near the nearest phrasing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt
from typing import Final, NamedTuple

from awareness.terms import is_name, is_single
from places.folding import fold

Terms = Mapping[str, float]

# Found by trying on the questions in tests/unit/awareness, never on the held-out ones.
_LOOKED_AT: Final = 3
"""Answers whose phrasings are compared one by one; the rest share too little."""
_NEAR: Final = 0.3
"""What the nearest phrasing counts beside the terms that the whole answer shares."""
_SHARE: Final = 0.5
"""How much of a term's weight an answer gets that has it in one phrasing; the rest grows with the others."""
_UNKNOWN: Final = 0.6
"""The weight of a term that we do not know, as a part of the rarest one's."""
_COMMON: Final = 0.35
"""A plain word in more than this part of all answers tells nothing apart and is left out."""


class Ranked(NamedTuple):
    """An answer by its number.

    `score` orders. `explained` is the part of the text that the answer explains and `near` how like its
    nearest phrasing is, both from 0 to 1 and weighted by rarity. `shares_a_name` when not only plain words agree.
    """

    answer: int
    score: float
    explained: float
    near: float
    shares_a_name: bool


class _Term(NamedTuple):
    """How rare a term is, and the weight it gives to each answer that has it."""

    rarity: float
    is_single: bool
    holders: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The terms of a text with their weight times their rarity; `single` and `whole` are sums with what is unknown."""

    weights: Terms
    singles: Terms
    single: float
    whole: float


class Index:
    """The phrasings of all answers, by term."""

    def __init__(self, phrasings: Sequence[tuple[int, Terms]], answers: int) -> None:
        """Weigh the terms of `phrasings`, each with the number of its answer, out of `answers` answers."""
        counts: dict[str, dict[int, int]] = {}
        phrasings_of: dict[int, int] = {}
        for answer, terms in phrasings:
            phrasings_of[answer] = phrasings_of.get(answer, 0) + 1
            for term in (*terms, *_bare(terms)):
                holders = counts.setdefault(term, {})
                holders[answer] = holders.get(answer, 0) + 1
        self._unknown = log(1 + answers) * _UNKNOWN
        self._terms = {
            term: _weighed(term, holders, phrasings_of, answers)
            for term, holders in counts.items()
            if len(holders) <= max(1.0, answers * _COMMON) or is_name(term)
        }
        self._common = counts.keys() - self._terms.keys()
        # Of each answer: which of its phrasings have a term, and what each phrasing weighs.
        self._places: dict[int, dict[str, list[int]]] = {}
        self._sizes: dict[int, list[float]] = {}
        for answer, terms in phrasings:
            sizes = self._sizes.setdefault(answer, [])
            places = self._places.setdefault(answer, {})
            weights = {term: self._terms[term].rarity * terms[term] for term in terms if term in self._terms}
            for term in (*weights, *_bare(weights)):
                places.setdefault(term, []).append(len(sizes))
            sizes.append(sum(weights.values()))

    def rank(self, terms: Terms) -> list[Ranked]:
        """Return the few answers that share the most with `terms`, best first; equal ones in their order."""
        points: dict[int, float] = {}
        weights: dict[str, float] = {}
        singles: dict[str, float] = {}
        unknown = 0.0
        for term, weight in terms.items():
            known = self._terms.get(term)
            if known is None:
                if term not in self._common and is_single(term):
                    unknown += weight
                continue
            weights[term] = known.rarity * weight
            if known.is_single:
                singles[term] = known.rarity * weight
            for answer, share in known.holders:
                points[answer] = points.get(answer, 0.0) + share * weight
        unknown *= self._unknown
        single, whole = sum(singles.values()) + unknown, sum(weights.values()) + unknown
        asked = _Asked(weights, singles, single, whole)
        if not asked.single:
            return []
        likely = nlargest(_LOOKED_AT, points.items(), key=_by_points)
        ranked = [self._ranked(answer, shared / asked.single, asked) for answer, shared in likely]
        return sorted(ranked, key=lambda one: (-one.score, one.answer))

    def has(self, answer: int, term: str) -> bool:
        """Tell whether a phrasing of an answer has a term."""
        return term in self._places[answer]

    def _ranked(self, answer: int, shared: float, asked: _Asked) -> Ranked:
        places, sizes = self._places[answer], self._sizes[answer]
        shares = [0.0] * len(sizes)
        for term, weight in asked.weights.items():
            for place in places.get(term, ()):
                shares[place] += weight
        near = max([2 * share / (asked.whole + size) for share, size in zip(shares, sizes, strict=True)])
        agreed = [term for term in asked.singles if term in places]
        explained = sum([asked.singles[term] for term in agreed]) / asked.single
        return Ranked(answer, shared / 2 + near * _NEAR, explained, near, any(map(is_name, agreed)))


def _bare(terms: Iterable[str]) -> set[str]:
    """Return the words of `terms` that have marks, without them: so may people type them."""
    return {fold(term) for term in terms if not term.isascii()}


def _by_points(one: tuple[int, float]) -> tuple[float, int]:
    return one[1], -one[0]


def _weighed(term: str, holders: Mapping[int, int], phrasings_of: Mapping[int, int], answers: int) -> _Term:
    rarity = log(1 + answers / len(holders))
    shares = tuple(
        (answer, rarity * (_SHARE + (1 - _SHARE) * sqrt(count / phrasings_of[answer])))
        for answer, count in holders.items()
    )
    return _Term(rarity, is_single(term), shares)
