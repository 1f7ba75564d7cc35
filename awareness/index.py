"""Which answers share the most with a text, by terms (BM25): what is rare tells most, and what an answer says often."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final, NamedTuple

from awareness.terms import is_name, is_single
from places.folding import fold

Terms = Mapping[str, float]

# Found by trying on the questions in tests/unit/awareness/development.toml, never on the held-out ones.
_LOOKED_AT: Final = 4
"""Answers that are returned; the rest share too little."""
_SATURATION: Final = 1.2
"""How soon more phrasings with a term add nothing to it: k1 of BM25."""
_LENGTH: Final = 0.5
"""How much an answer with many phrasings is held back: b of BM25."""
_UNKNOWN: Final = 0.6
"""The weight of a term that we do not know, as a part of the rarest one's."""
_COMMON: Final = 0.25
"""A plain word in more than this part of all answers tells nothing apart and is left out."""


class Ranked(NamedTuple):
    """An answer by its number.

    `score` orders, and is 1 or more for an answer that has all of the text; `evidence` is the same before it is set
    against the length of the text; `explained` is the part of the text that the answer explains, from 0 to 1,
    weighted by rarity.
    """

    answer: int
    score: float
    evidence: float
    explained: float


class _Term(NamedTuple):
    """How rare a term is, and the weight it gives to each answer that has it."""

    rarity: float
    is_single: bool
    holders: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Index:
    """The terms of all answers."""

    terms: Mapping[str, _Term]
    common: frozenset[str]
    """Words that tell nothing apart."""
    answers: int
    unknown: float
    """The weight of a word that is in no answer."""

    def rank(self, terms: Terms) -> list[Ranked]:
        """Return the few answers that share the most with `terms`, best first; equal ones in their order."""
        points = [0.0] * self.answers
        singles: list[tuple[_Term, float]] = []
        whole = 0.0
        for term, weight in terms.items():
            known = self.terms.get(term)
            if known is None:
                if term not in self.common and is_single(term):
                    whole += weight * self.unknown
                continue
            if known.is_single:
                singles.append((known, known.rarity * weight))
            for answer, share in known.holders.items():
                points[answer] += share * weight
        whole += sum([weight for _, weight in singles])
        if not whole or not points:
            return []
        least = sorted(points)[-_LOOKED_AT:][0]
        # Sorting keeps the order of equal ones, in reverse, too.
        likely = [answer for answer, point in enumerate(points) if point >= least]
        likely.sort(key=points.__getitem__, reverse=True)
        return [
            Ranked(
                answer,
                points[answer] / whole / 2,
                points[answer],
                sum([weight for known, weight in singles if answer in known.holders]) / whole,
            )
            for answer in likely[:_LOOKED_AT]
            if points[answer]
        ]

    def has(self, answer: int, term: str) -> bool:
        """Tell whether an answer has a term."""
        known = self.terms.get(term)
        return known is not None and answer in known.holders


def index_of(phrasings: Iterable[tuple[int, Terms]], answers: int) -> Index:
    """Return the index of `phrasings`, each with the number of its answer, out of `answers` answers."""
    lengths = [0] * answers
    counts = _counted(phrasings, lengths)
    usual = sum(lengths) / answers if answers else 0.0
    held_back = [_SATURATION * (1 - _LENGTH + _LENGTH * length / usual) if usual else 0.0 for length in lengths]
    kept: dict[str, _Term] = {}
    # Most terms stand in the same phrasings as many others, and weigh the same there: two of three are shared.
    alike: dict[tuple[bool, tuple[tuple[int, int], ...]], _Term] = {}
    for term, holders in counts.items():
        if len(holders) == 1 or len(holders) <= answers * _COMMON or is_name(term):
            key = (is_single(term), tuple(holders.items()))
            if key not in alike:
                alike[key] = _weighed(term, holders, held_back)
            kept[term] = alike[key]
    return Index(kept, frozenset(counts.keys() - kept.keys()), answers, log(1 + answers) * _UNKNOWN)


def _counted(phrasings: Iterable[tuple[int, Terms]], lengths: list[int]) -> dict[str, dict[int, int]]:
    """Return how many phrasings of which answer have a term; a word counts without its marks, too, as many type it.

    Adds up in `lengths` how many phrasings each answer has.
    """
    counts: dict[str, dict[int, int]] = {}
    bare: dict[str, str] = {}
    for answer, terms in phrasings:
        lengths[answer] += 1
        for term in terms:
            holders = counts.setdefault(term, {})
            holders[answer] = holders.get(answer, 0) + 1
        marked = [term for term in terms if not term.isascii()]
        bare.update({term: fold(term) for term in marked if term not in bare})
        for term in {bare[term] for term in marked}:
            holders = counts.setdefault(term, {})
            holders[answer] = holders.get(answer, 0) + 1
    return counts


def _weighed(term: str, holders: Mapping[int, int], held_back: Sequence[float]) -> _Term:
    rarity = log(1 + len(held_back) / len(holders))
    shares = {
        answer: rarity * count * (1 + _SATURATION) / (count + held_back[answer]) for answer, count in holders.items()
    }
    return _Term(rarity, is_single(term), shares)
