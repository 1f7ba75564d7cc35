"""Free text to the approved answer that fits it, to a choice of two or three, or to nothing.

A wrong answer is worse than the menu. A statement has to be explained nearly whole before it gets an answer, so
that a tip which mentions a drug is left to the tip flow; a question may say more than we know. Where several
answers fit about as well, or the best one only half, they are offered to choose from.

The whole is deterministic: the same text and content give the same answers in the same order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from awareness.index import Index, Ranked
from awareness.terms import Reader, Reading
from awareness.types import Answer
from awareness.words import Words

# Characters. What is longer is a story, and reading it would hold up the loop.
_LONGEST_QUESTION: Final = 300
_OFFERED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    """What the best answer must reach, in the measures of `Ranked`."""

    score: float
    explained: float
    near: float

    def is_passed_by(self, one: Ranked) -> bool:
        """Tell whether an answer reaches all three."""
        return one.score >= self.score and one.explained >= self.explained and one.near >= self.near


# Found by trying on the questions in tests/unit/awareness, never on the held-out ones.
_SURE_QUESTION: Final = _Bar(score=0.45, explained=0.4, near=0.35)
_SURE_STATEMENT: Final = _Bar(score=0.55, explained=0.85, near=0.65)
_OFFER_QUESTION: Final = _Bar(score=0.38, explained=0.35, near=0.3)
_OFFER_STATEMENT: Final = _Bar(score=0.5, explained=0.6, near=0.4)
_SAME: Final = 0.95
"""From here on the text is a phrasing of the answer."""
_MARGIN: Final = 0.15
"""Answers whose scores differ by less than this part of the better one are offered together."""


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
        self._must = [f"={name}" for name in sorted(words.must)]
        self._danger_topic = words.danger_topic
        self._reader = Reader(words, [ask for answer in answers for ask in answer.ask])
        read = self._reader.read
        phrasings = [(number, read(ask).terms) for number, answer in enumerate(answers) for ask in answer.ask]
        self._index = Index(phrasings, len(self._answers))

    def find(self, text: str) -> Finding:
        """Return the answer to `text`, or what may be meant, or nothing.

        Nothing when no answer fits, when the text is over 300 characters or about another office's business,
        or when it speaks of danger or of something going on now: that is for the danger rules and the tip flow.
        """
        reading, ranked = self._ranked(text)
        if not ranked:
            return _NOTHING
        best, *others = ranked
        sure, offer = (_SURE_QUESTION, _OFFER_QUESTION) if reading.asks else (_SURE_STATEMENT, _OFFER_STATEMENT)
        is_alone = best.near >= _SAME or not others or best.score - others[0].score >= _MARGIN * best.score
        if sure.is_passed_by(best) and is_alone:
            return Finding(sure=self._answers[best.answer], near=self._those(offer, others))
        return Finding(near=self._those(offer, ranked))

    def search(self, text: str, limit: int = _OFFERED) -> list[Found]:
        """Return at most `limit` answers that may be meant by `text`, best first. Empty as `find` is nothing."""
        _, ranked = self._ranked(text)
        return [Found(answer=self._answers[one.answer], score=one.score) for one in ranked[:limit]]

    def best(self, text: str) -> Answer | None:
        """Return the one answer that surely fits `text`, None when there is none; see `find`."""
        return self.find(text).sure

    def _ranked(self, text: str) -> tuple[Reading, list[Ranked]]:
        if len(text) > _LONGEST_QUESTION:
            return _EMPTY, []
        reading = self._reader.read(text)
        if reading.is_elsewhere or (reading.is_danger and not reading.is_in_general):
            return reading, []
        ranked = self._index.rank(reading.terms)
        if reading.is_danger:
            ranked = [one for one in ranked if self._danger_topic in self._answers[one.answer].topics]
        for name in self._must:
            if name in reading.terms:
                ranked = [one for one in ranked if self._index.has(one.answer, name)]
        return reading, ranked

    def _those(self, bar: _Bar, ranked: Sequence[Ranked]) -> tuple[Answer, ...]:
        """Return the answers worth offering: not for plain words alone, which every other business has, too."""
        return tuple(
            self._answers[one.answer] for one in ranked[:_OFFERED] if one.shares_a_name and bar.is_passed_by(one)
        )


_EMPTY: Final = Reading({}, asks=False, is_danger=False, is_in_general=False, is_elsewhere=False)
