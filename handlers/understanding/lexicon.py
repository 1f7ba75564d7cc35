"""Finding the words of the tables in a reading: one walk over the words, all tables at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from handlers.understanding.concepts import Concept
from handlers.understanding.reading import Reading, Word, one_tone
from places.folding import fold, normalise


class Hit(NamedTuple):
    """Words `start` to `end` (exclusive) of a reading belong to a table; a tuple because there are many."""

    start: int
    end: int
    clause: int
    sentence: int


Hits: TypeAlias = dict[Concept, list[Hit]]


@dataclass(slots=True)
class _Node:
    """One step of the word tree: next words by ASCII key, and the terms that end here.

    A term is its words with marks and whether it needs them; it may be in several tables.
    """

    next: dict[str, _Node] = field(default_factory=dict)
    terms: dict[tuple[tuple[str, ...], bool], list[Concept]] = field(default_factory=dict)


class Lexicon:
    """All tables as one tree of words. A term is written with marks; bare words in a message match it
    too, unless the term ends in `*` (then it is too ambiguous without marks)."""

    def __init__(self, tables: Iterable[Mapping[Concept, str]]) -> None:
        """Build the tree from tables of comma separated terms; a table may list a concept again."""
        self._root = _Node()
        for table in tables:
            for concept, terms in table.items():
                for term in terms.replace("\n", ",").split(","):
                    if term.strip():
                        self._add(term.strip(), concept)

    def _add(self, term: str, concept: Concept) -> None:
        needs_marks = term.endswith("*")
        marked = tuple(one_tone(word) for word in normalise(term.rstrip("*")).lower().split())
        node = self._root
        for word in marked:
            node = node.next.setdefault(fold(word), _Node())
        node.terms.setdefault((marked, needs_marks), []).append(concept)

    def find(self, reading: Reading) -> Hits:
        """Return the hits by table, in order; a harmless phrase hides what lies inside it."""
        words = reading.words
        hits: Hits = {}
        for start, first in enumerate(words):
            node = self._root.next.get(first.folded)
            end = start + 1
            while node is not None:
                for (marked, needs_marks), concepts in node.terms.items():
                    if _is_written(marked, words, start, needs_marks):
                        hit = Hit(start, end, first.clause, first.sentence)
                        for concept in concepts:
                            hits.setdefault(concept, []).append(hit)
                if end == len(words):
                    break
                node = node.next.get(words[end].folded)
                end += 1
        return _disentangled(hits)


def _is_written(marked: tuple[str, ...], words: tuple[Word, ...], start: int, needs_marks: bool) -> bool:
    """Tell whether the words from `start` on are those of a term, by their marks where they have any."""
    for place, key in enumerate(marked, start):
        word = words[place]
        if word.marked != key and (needs_marks or word.is_exact or word.marked != word.folded):
            return False
    return True


_NEVER_HIDDEN: Final = frozenset(
    {Concept.HOW_TO, Concept.ASKING, Concept.ASKS, Concept.LAW, Concept.OVER, Concept.LESSON, Concept.PAST}
)
"""A harmless phrase does not hide these."""

_FRAGILE: Final = (
    Concept.SOMEBODY, Concept.VICTIM, Concept.NOT, Concept.ASKING, Concept.ASKS, Concept.WIELD,
    Concept.IF, Concept.LESSON, Concept.CALLING, Concept.YOUNG_SPEAKER,
    Concept.CRY, Concept.MAYBE_CHILD, Concept.PAST, Concept.HABIT,
)  # fmt: skip
"""Tables of short words that are parts of many longer terms: there the longer term is what is meant."""


_SHADELESS: Final = frozenset(
    {Concept.KIN, Concept.PLACE, Concept.TIME, Concept.WITNESS, Concept.ACTOR, Concept.SOMEBODY, Concept.GROUP}
)
"""Longer terms of these tables say no more than who or where, so they hide nothing."""


def _disentangled(hits: Hits) -> Hits:
    """Return `hits` without words that are only part of something longer: harmless phrases hide all, any
    longer term hides the fragile ones, a forced act ("bị bắt hút") is no arrest, "giờ ổn rồi" no now."""
    harmless = hits.pop(Concept.HARMLESS, None)
    if harmless:
        for concept in hits.keys() - _NEVER_HIDDEN:
            hits[concept] = [hit for hit in hits[concept] if not _is_inside_any(hit, harmless)]
    longer = [hit for concept in hits.keys() - _SHADELESS for hit in hits[concept] if hit.end - hit.start > 1]
    if longer:
        for concept in _FRAGILE:
            if concept in hits:
                hits[concept] = [hit for hit in hits[concept] if not _is_shadowed(hit, longer)]
    if Concept.OVER in hits:
        forced = hits.get(Concept.FORCED, ())
        over = [hit for hit in hits[Concept.OVER] if not _is_inside_any(hit, forced)]
        hits[Concept.OVER] = over
        for concept in (Concept.NOW, Concept.CRY):
            hits[concept] = [
                hit for hit in hits.get(concept, ()) if not any(one.start <= hit.end <= one.end for one in over)
            ]
    return {concept: found for concept, found in hits.items() if found}


def _is_inside_any(hit: Hit, others: Iterable[Hit]) -> bool:
    return any(other.start <= hit.start and hit.end <= other.end for other in others)


def _is_shadowed(hit: Hit, longer: list[Hit]) -> bool:
    """Tell whether a strictly longer term covers `hit`."""
    size = hit.end - hit.start
    return any(other.start <= hit.start and hit.end <= other.end and other.end - other.start > size for other in longer)
