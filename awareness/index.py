"""Which answers share the most with a text, by terms (BM25): what is rare tells most, and what an answer says often."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from struct import unpack
from typing import Final, NamedTuple

from awareness.terms import WHOLE, is_name, is_single
from places.folding import fold

Terms = Mapping[str, int]

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


class _Term(NamedTuple):
    """How rare a term is if it is a single one, else 0, and the weight it gives to each answer that has it, packed."""

    rarity: float
    shares: int


_BITS: Final = 64
_FIELD: Final = (1 << _BITS) - 1
_ONE: Final = 1 << 32
"""All answers are counted at once: a term's weight for each is a field of one large number, with 32 bits behind the
point. A text of 300 signs adds far less than the other 32 bits hold."""


class Ranking(NamedTuple):
    """The few answers that share the most with a text, best first: the number of each, and how much it shares.

    `whole` is what the text weighs, and `singles` what its single terms do, by who has them.
    """

    best: Sequence[tuple[int, float]]
    whole: float
    singles: Sequence[tuple[int, float]]

    def explained(self, answer: int) -> float:
        """Return the part of the text that an answer explains, from 0 to 1, weighted by rarity."""
        place = answer * _BITS
        return sum([weight for shares, weight in self.singles if shares >> place & _FIELD]) / self.whole


_NOTHING_SHARED: Final = Ranking((), 0.0, ())


@dataclass(frozen=True, slots=True)
class Index:
    """The terms of all answers."""

    terms: Mapping[str, _Term]
    """With those that tell nothing apart, which no answer holds."""
    answers: int
    unknown: float
    """The weight of a word that is in no answer."""

    def rank(self, terms: Terms) -> Ranking:
        """Return the few answers that share the most with `terms`; equal ones in their order."""
        known = self.terms.get
        added_up = 0
        singles: list[tuple[int, float]] = []
        whole = 0.0
        for term, weight in terms.items():
            if (found := known(term)) is not None:
                rarity, shares = found
                added_up += shares * weight
                if rarity:
                    singles.append((shares, rarity * weight))
            elif is_single(term):
                whole += weight * self.unknown
        whole += sum([weight for _, weight in singles])
        if not whole:
            return _NOTHING_SHARED
        return Ranking(self._best(added_up), whole / WHOLE, [(shares, weight / WHOLE) for shares, weight in singles])

    def _best(self, added_up: int) -> Sequence[tuple[int, float]]:
        """Return the answers with the most points, and how many."""
        points = list(unpack(f"<{self.answers}Q", added_up.to_bytes(self.answers * _BITS // 8, "little")))
        best: list[tuple[int, float]] = []
        while len(best) < _LOOKED_AT and (most := max(points, default=0)):
            answer = points.index(most)
            points[answer] = 0
            best.append((answer, most / (_ONE * WHOLE)))
        return best

    def held(self, answer: int, terms: Iterable[str]) -> set[str]:
        """Return those of `terms` that an answer has."""
        place = answer * _BITS
        return {
            term for term in terms if (known := self.terms.get(term)) is not None and known.shares >> place & _FIELD
        }


_TELLS_NOTHING: Final = _Term(0.0, 0)


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
        else:
            kept[term] = _TELLS_NOTHING
    return Index(kept, answers, log(1 + answers) * _UNKNOWN)


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
    shares = 0
    for answer, count in holders.items():
        share = rarity * count * (1 + _SATURATION) / (count + held_back[answer])
        shares |= round(share * _ONE) << answer * _BITS
    return _Term(rarity if is_single(term) else 0.0, shares)
