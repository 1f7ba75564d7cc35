"""Free text to the approved answer that fits it, or to nothing: a wrong answer is worse than the menu.

A text is brought to a list of *terms*: teencode and dialect are written out, Telex left-overs undone,
typing slips corrected against the words that our content knows, several names of one thing made one
term, empty words dropped. Two lists are compared by what they share, weighted by how few answers a term
points to. A statement has to be explained nearly whole before it gets an answer, so that a tip which
mentions a drug is left to the tip flow; a question may say more than we know.

The whole is deterministic: the same text and content give the same answers in the same order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from awareness.terms import Reader
from awareness.types import Answer
from awareness.words import Words

# Found by trying on the phrasings in tests/unit/awareness. A term outside our content counts as the rarest
# one does: whole in a statement (it may be a tip), by a share in a question (people explain themselves).
_QUESTION_EXPLAINED: Final = 0.5
_STATEMENT_EXPLAINED: Final = 0.8
_UNKNOWN_IN_QUESTION: Final = 0.4
# Characters. What is longer is a story, and reading it would hold up the loop.
_LONGEST_QUESTION: Final = 300
_ENOUGH: Final = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An answer and how well it fits, from 0 to 1."""

    answer: Answer
    score: float


@dataclass(frozen=True, slots=True)
class _Phrasing:
    """One way to ask for an answer, as terms."""

    answer: int
    terms: frozenset[str]


class Finder:
    """Finds answers by free text. Built once from the answers and the words of the content."""

    def __init__(self, answers: Sequence[Answer], words: Words) -> None:
        """Read all phrasings of `answers` with `words`."""
        self._answers = tuple(answers)
        self._must = words.must
        self._reader = Reader(words, [ask for answer in answers for ask in answer.ask])
        self._phrasings = [
            _Phrasing(number, terms)
            for number, answer in enumerate(self._answers)
            for terms in {frozenset(self._reader.terms(ask)) for ask in answer.ask}
            if terms
        ]
        self._weights = self._weigh()
        self._rarest = max(self._weights.values(), default=1.0)

    def search(self, text: str, limit: int = 3) -> list[Found]:
        """Return at most `limit` answers that fit `text` well enough to be shown, best first.

        Equal scores keep the order of the content. Empty when nothing fits, when the text is over 300
        characters, or when it speaks of danger or of something going on now: that is for the
        danger rules and the tip flow.
        """
        if len(text) > _LONGEST_QUESTION or self._reader.speaks_of_danger(text):
            return []
        asks = self._reader.asks(text)
        explained = _QUESTION_EXPLAINED if asks else _STATEMENT_EXPLAINED
        unknown = self._rarest * (_UNKNOWN_IN_QUESTION if asks else 1.0)
        terms = frozenset(self._reader.terms(text))
        weight = self._sum(terms, unknown)
        best: dict[int, float] = {}
        for phrasing in self._phrasings:
            score = self._compare(terms, weight, phrasing.terms, explained)
            if score > best.get(phrasing.answer, 0.0):
                best[phrasing.answer] = score
        order = sorted(best, key=lambda number: (-best[number], number))
        return [Found(answer=self._answers[number], score=best[number]) for number in order[:limit]]

    def best(self, text: str) -> Answer | None:
        """Return the answer that fits `text` best, None when nothing fits well enough."""
        found = self.search(text, limit=1)
        return found[0].answer if found else None

    def _compare(self, asked: frozenset[str], weight: float, known: frozenset[str], explained: float) -> float:
        """Return the harmonic mean of both covers, 0 when it is too low to be shown."""
        shared = self._sum(asked & known)
        if not shared or not (asked & self._must) <= known:
            return 0.0
        of_asked = shared / weight
        of_known = shared / self._sum(known)
        score = 2 * of_asked * of_known / (of_asked + of_known)
        return score if of_asked >= explained and score >= _ENOUGH else 0.0

    def _sum(self, terms: frozenset[str], unknown: float = 0.0) -> float:
        # Sorted, because sets of strings iterate in another order each run and sums of floats differ.
        return sum(self._weights.get(term, unknown) for term in sorted(terms))

    def _weigh(self) -> dict[str, float]:
        """Return each term's weight: the fewer answers it points to, the heavier."""
        holders: dict[str, set[int]] = {}
        for phrasing in self._phrasings:
            for term in phrasing.terms:
                holders.setdefault(term, set()).add(phrasing.answer)
        return {term: log(1 + len(self._answers) / len(places)) for term, places in holders.items()}
