"""A second reader beside the rules: a linear model over words, pairs of words, the rules' tables and their verdict.

The rules know only the words of their tables; people in fear use others. This reader has learnt from all our own
labelled phrases how much each word speaks for each kind of message, and adds that up. It is asked where the rules
see no danger, and where they see one on thin evidence; why and how well: docs/decisions/2026-11-25-second-reader.md.
The weights are made by `python -m tests.unit.understanding.teach` and can be read: a line is a trait and what it
adds to each kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from math import exp, sqrt
from struct import Struct
from sys import intern
from typing import Final, NamedTuple, Self, TypeAlias

from handlers.understanding.concepts import Concept
from handlers.understanding.lexicon import Hits
from handlers.understanding.reading import Reading
from handlers.understanding.types import Danger
from handlers.understanding.weights import committed_lines, read_weights


class Kind(StrEnum):
    """What a message can be to this reader; orders, greetings and talk are one."""

    AMBULANCE = "danger-115"
    POLICE = "danger-113"
    CHILD = "danger-111"
    TIP = "tip"
    QUESTION = "question"
    OTHER = "other"


KINDS: Final = tuple(Kind)
SCALE: Final = 100
"""A weight of 1 is written as 100."""
_FIELDS: Final = Struct(f"<{1 + len(KINDS)}I")
_RAISE: Final = 1 << 15
"""All traits of a message are added up at once: the weights of one are the fields of a single large number, the first
of which counts the traits. Each weight is raised so that none is below zero; all kinds are raised alike, and no field
overflows, for there are far fewer than 2 ** 16 traits."""

Trait: TypeAlias = str | tuple[str, str]
"""A word, a table, a verdict or a "?"; a pair is two words that stand side by side."""

CONCEPTS: Final[Mapping[Concept, str]] = {concept: f"={concept}" for concept in Concept}
"""The rules' tables as traits: a few phrases teach what a whole table of words speaks for."""
_LONG: Final = 12
_LENGTH_STEP: Final = 3
_CALM: Final = "!calm"
_VERDICTS: Final[Mapping[Danger | None, Sequence[Trait]]] = {
    danger: tuple(
        (f"!{danger}" if danger else _CALM, f"{length // _LENGTH_STEP * _LENGTH_STEP}") for length in range(_LONG + 1)
    )
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


def traits(reading: Reading, hits: Hits, danger: Danger | None) -> set[Trait]:
    """Return what the reader sees: words without and with marks, neighbours, tables, the rules' verdict, a "?"."""
    words = reading.folded
    seen: set[Trait] = {
        *words,
        *reading.marked,
        *pairwise(("^", *words, "$")),
        *map(CONCEPTS.__getitem__, hits),
        _VERDICTS[danger][min(len(words), _LONG)],
    }
    if reading.asks:
        seen.add("?")
    return seen


def written(trait: Trait) -> str:
    """Return `trait` as the weights file names it: pairs with a space between."""
    return trait if isinstance(trait, str) else " ".join(trait)


def _trait(written: str) -> Trait:
    first, space, second = written.partition(" ")
    return (intern(first), intern(second)) if space else intern(first)


class SecondReader:
    """The trained weights. Pure and total; a message of 20 words takes some 15 µs."""

    def __init__(self, weights: Mapping[str, Sequence[int]]) -> None:
        """Take the weight of each trait for each of KINDS, times SCALE."""
        packed = {
            _trait(trait): int.from_bytes(_FIELDS.pack(1, *map(_RAISE.__add__, row)), "little")
            for trait, row in weights.items()
        }
        self._asks = packed.pop("?", 0)
        self._tables = {concept: packed.pop(trait, 0) for concept, trait in CONCEPTS.items()}
        self._verdicts = {danger: [packed.get(trait, 0) for trait in row] for danger, row in _VERDICTS.items()}
        self._words = packed

    @classmethod
    def load(cls) -> Self:
        """Return the reader with the committed weights."""
        return cls(read_weights(committed_lines()))

    def weigh(self, reading: Reading, hits: Hits, danger: Danger | None) -> Opinion:
        """Return what a message speaks for where the rules found `danger`; unknown traits and bare digits say nothing.

        Whoever types the code of his mailbox must not be answered as a child because it ends in 14.
        """
        words = reading.folded
        joined = "".join(words)
        if not joined or joined.isdecimal():
            return _NO_OPINION
        # These are the `traits`; those of which there are few have a short way of their own.
        seen: set[Trait] = {*words, *reading.marked, *pairwise(("^", *words, "$"))}
        added_up = sum(filter(None, map(self._words.get, seen)))
        added_up += sum(map(self._tables.__getitem__, hits)) + self._verdicts[danger][min(len(words), _LONG)]
        if reading.asks:
            added_up += self._asks
        known, *sums = _FIELDS.unpack(added_up.to_bytes(_FIELDS.size, "little"))
        return _opinion(sums, known) if known >= _LEAST_KNOWN else _NO_OPINION


def _opinion(sums: Sequence[int], known: int) -> Opinion:
    """Return probabilities (softmax); divided by the root of `known` a long message speaks no louder than a short."""
    highest, length = max(sums), SCALE * sqrt(known)
    shares = [exp((one - highest) / length) for one in sums]
    ambulance, police, child, tip, question, _ = shares
    whole = sum(shares)
    if ambulance >= police and ambulance >= child:
        number = Danger.AMBULANCE
    else:
        number = Danger.POLICE if police >= child else Danger.CHILD
    return Opinion((ambulance + police + child) / whole, number, tip / whole, question / whole)
