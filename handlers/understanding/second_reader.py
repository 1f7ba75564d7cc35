"""A second reader beside the rules: a linear model over words, pairs of words, the rules' tables and their verdict.

The rules know only the words of their tables; people in fear use others. This reader has learnt from all our own
labelled phrases how much each word speaks for each kind of message, and adds that up. It is asked where the rules
see no danger, and where they see one on thin evidence; why and how well: docs/decisions/2026-11-25-second-reader.md.
The weights are made by `python -m tests.unit.understanding.teach` and can be read: a line is a trait and what it
adds to each kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from importlib.resources import files
from itertools import pairwise
from math import exp, sqrt
from typing import Final, NamedTuple, Self

from handlers.understanding.concepts import Concept
from handlers.understanding.lexicon import Hits
from handlers.understanding.reading import Reading
from handlers.understanding.types import Danger


class Kind(StrEnum):
    """What a message can be to this reader; orders, greetings and talk are one."""

    AMBULANCE = "danger-115"
    POLICE = "danger-113"
    CHILD = "danger-111"
    TIP = "tip"
    QUESTION = "question"
    OTHER = "other"


KINDS: Final = tuple(Kind)
_NUMBERS: Final = (Danger.AMBULANCE, Danger.POLICE, Danger.CHILD)
_CALM_FROM: Final = len(_NUMBERS)
_WEIGHTS: Final = "second_reader.txt"
SCALE: Final = 100
"""A weight of 1 is written as 100."""

CONCEPTS: Final[Mapping[Concept, str]] = {concept: f"={concept}" for concept in Concept}
"""The rules' tables as traits: a few phrases teach what a whole table of words speaks for."""
_LONG: Final = 12
_LENGTH_STEP: Final = 3
VERDICTS: Final[Mapping[Danger | None, Sequence[str]]] = {
    danger: tuple(f"!{danger or 'calm'} {length // _LENGTH_STEP * _LENGTH_STEP}" for length in range(_LONG + 1))
    for danger in (None, *Danger)
}
"""What the rules found in so many words, as a trait: how far they can be trusted is learnt on phrases that no rule was
made for. A message of a few words has little else to tell."""
_LEAST_KNOWN: Final = 2
"""The verdict of the rules is always known; of itself it is no opinion."""


class Opinion(NamedTuple):
    """How likely (0 to 1) a message is a danger, a tip, a question; and the number to call if it is a danger."""

    danger: float
    number: Danger
    tip: float
    question: float


_NO_OPINION: Final = Opinion(0.0, Danger.POLICE, 0.0, 0.0)


def traits(reading: Reading, hits: Hits, danger: Danger | None) -> set[str]:
    """Return what the reader sees: words without and with marks, neighbours, tables, the rules' verdict, a "?"."""
    words = reading.folded
    seen = {
        *words,
        *reading.marked,
        *map(" ".join, pairwise(("^", *words, "$"))),
        VERDICTS[danger][min(len(words), _LONG)],
    }
    seen.update(map(CONCEPTS.__getitem__, hits))
    if reading.asks:
        seen.add("?")
    return seen


class SecondReader:
    """The trained weights. Pure and total; a message of 20 words takes some 25 µs."""

    def __init__(self, weights: Mapping[str, Sequence[float]]) -> None:
        """Take the weight of each trait for each of KINDS."""
        self._weights = {trait: tuple(row) for trait, row in weights.items()}

    @classmethod
    def load(cls) -> Self:
        """Return the reader with the committed weights."""
        text = files(__package__).joinpath(_WEIGHTS).read_text(encoding="utf-8")
        return cls(read_weights(text.splitlines()))

    def weigh(self, reading: Reading, hits: Hits, danger: Danger | None) -> Opinion:
        """Return what a message speaks for where the rules found `danger`; unknown traits and bare digits say nothing.

        Whoever types the code of his mailbox must not be answered as a child because it ends in 14.
        """
        joined = "".join(reading.folded)
        if not joined or joined.isdecimal():
            return _NO_OPINION
        known = [row for row in map(self._weights.get, traits(reading, hits, danger)) if row is not None]
        if len(known) < _LEAST_KNOWN:
            return _NO_OPINION
        shares = _shares([sum(column) for column in zip(*known, strict=True)], len(known))
        best = max(range(_CALM_FROM), key=shares.__getitem__)
        return Opinion(sum(shares[:_CALM_FROM]), _NUMBERS[best], shares[_CALM_FROM], shares[_CALM_FROM + 1])


def _shares(sums: Sequence[float], known: int) -> list[float]:
    """Return probabilities (softmax); divided by the root of `known` a long message speaks no louder than a short."""
    length = sqrt(known)
    highest = max(sums)
    raised = [exp((one - highest) / length) for one in sums]
    whole = sum(raised)
    return [one / whole for one in raised]


def read_weights(lines: Iterable[str]) -> dict[str, tuple[float, ...]]:
    """Read lines of `trait<TAB>weight of each kind`; lines that start with `#` are comments."""
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    # Equal weights are one object: a fifth of the memory, and near at hand when they are added up.
    made = _Weights()
    return {row[0]: tuple(map(made.__getitem__, row[1:])) for row in rows}


class _Weights(dict[str, float]):
    """Each weight by how it is written, made when it is first met."""

    def __missing__(self, written: str) -> float:
        weight = self[written] = int(written) / SCALE
        return weight
