"""Finding the words of the tables in a reading: one walk over the words, all tables at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, NamedTuple, TypeAlias

from handlers.understanding.concepts import Concept
from handlers.understanding.reading import Reading
from handlers.understanding.vocabulary import one_tone, terms_of
from places.folding import fold


class Hit(NamedTuple):
    """Words `start` to `end` (exclusive) of a reading belong to a table; a tuple because there are many."""

    start: int
    end: int
    clause: int
    sentence: int


Hits: TypeAlias = dict[Concept, list[Hit]]


@dataclass(slots=True)
class _Node:
    """One step of the word tree: next words by ASCII key, and the terms that end here."""

    next: dict[str, _Node] = field(default_factory=dict)
    terms: list[_Term] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Term:
    """Words with marks, whether they need them, and the tables they are in."""

    marked: tuple[str, ...]
    needs_marks: bool
    concepts: list[Concept]


class Lexicon:
    """All tables as one tree of words. A term is written with marks; bare words in a message match it
    too, unless the term ends in `*` (then it is too ambiguous without marks)."""

    def __init__(self, tables: Iterable[Mapping[Concept, str]]) -> None:
        """Build the tree from tables of comma separated terms; a table may list a concept again."""
        self._root = _Node()
        keys: dict[str, str] = {}
        for table in tables:
            for concept, words, needs_marks in terms_of(table):
                for word in words:
                    if word not in keys:
                        keys[word] = fold(word)
                self._add(words, [keys[word] for word in words], needs_marks, concept)

    def _add(self, words: Sequence[str], keys: Sequence[str], needs_marks: bool, concept: Concept) -> None:
        marked = tuple(map(one_tone, words))
        node = self._root
        for key in keys:
            node = node.next.get(key) or node.next.setdefault(key, _Node())
        for term_here in node.terms:
            if (term_here.marked, term_here.needs_marks) == (marked, needs_marks):
                term_here.concepts.append(concept)
                return
        node.terms.append(_Term(marked, needs_marks, [concept]))

    def find(self, reading: Reading) -> Hits:
        """Return the hits by table, in order; a harmless phrase hides what lies inside it."""
        keys = reading.folded
        many = len(keys)
        first_words = self._root.next
        hits: Hits = {}
        for start, key in enumerate(keys):
            node = first_words.get(key)
            if node is None:
                continue
            end = start + 1
            word, is_open = reading.marked[start], reading.is_open[start]
            while node is not None:
                for term in node.terms:
                    # Most terms fail or hold by their first word.
                    if (word == term.marked[0] or (is_open and not term.needs_marks)) and (
                        end == start + 1 or _is_written(term, reading, start)
                    ):
                        hit = Hit(start, end, reading.clauses[start], reading.sentences[start])
                        for concept in term.concepts:
                            if concept in hits:
                                hits[concept].append(hit)
                            else:
                                hits[concept] = [hit]
                if end == many:
                    break
                node = node.next.get(keys[end])
                end += 1
        return _disentangled(hits, many) if hits else hits


def _is_written(term: _Term, reading: Reading, start: int) -> bool:
    """Tell whether the words from `start` on are those of a term, by their marks where they have any."""
    for place, key in enumerate(term.marked, start):
        if reading.marked[place] != key and (term.needs_marks or not reading.is_open[place]):
            return False
    return True


_NEVER_HIDDEN: Final = frozenset(
    {Concept.HOW_TO, Concept.ASKING, Concept.ASKS, Concept.LAW, Concept.OVER, Concept.LESSON, Concept.PAST}
)
"""A harmless phrase does not hide these."""

_FRAGILE: Final = frozenset((
    Concept.SOMEBODY, Concept.VICTIM, Concept.NOT, Concept.ASKING, Concept.ASKS, Concept.WIELD,
    Concept.IF, Concept.LESSON, Concept.CALLING, Concept.YOUNG_SPEAKER,
    Concept.CRY, Concept.MAYBE_CHILD, Concept.PAST, Concept.HABIT,
))  # fmt: skip
"""Tables of short words that are parts of many longer terms: there the longer term is what is meant."""


_SHADELESS: Final = frozenset(
    {Concept.KIN, Concept.PLACE, Concept.TIME, Concept.WITNESS, Concept.ACTOR, Concept.SOMEBODY, Concept.GROUP}
)
"""Longer terms of these tables say no more than who or where, so they hide nothing."""


def _disentangled(hits: Hits, many: int) -> Hits:
    """Return `hits` without words that are only part of something longer: harmless phrases hide all, any
    longer term hides the fragile ones, "bị bắt hút" is no arrest, "bất tỉnh rồi" not awake, "giờ ổn rồi" no now."""
    harmless = hits.pop(Concept.HARMLESS, None)
    if harmless:
        reach = _reach(harmless, many)
        for concept in hits.keys() - _NEVER_HIDDEN:
            hits[concept] = [hit for hit in hits[concept] if reach[hit.start] < hit.end]
    fragile = hits.keys() & _FRAGILE
    if fragile:
        longer = [hit for concept in hits.keys() - _SHADELESS for hit in hits[concept] if hit.end - hit.start > 1]
        if longer:
            reach = _reach(longer, many)
            for concept in fragile:
                hits[concept] = [hit for hit in hits[concept] if not _is_shadowed(hit, reach)]
    if Concept.OVER in hits:
        _end_what_is_over(hits)
    return {concept: found for concept, found in hits.items() if found}


def _end_what_is_over(hits: Hits) -> None:
    wider = (*hits.get(Concept.FORCED, ()), *hits.get(Concept.COLLAPSE, ()))
    over = [
        hit for hit in hits[Concept.OVER] if not any(one.start <= hit.start and hit.end <= one.end for one in wider)
    ]
    hits[Concept.OVER] = over
    for concept in (Concept.NOW, Concept.CRY):
        if concept in hits:
            hits[concept] = [hit for hit in hits[concept] if not any(one.start <= hit.end <= one.end for one in over)]


def _reach(hits: Iterable[Hit], many: int) -> Sequence[int]:
    """Return for each of `many` words the furthest end of those `hits` that start there or before."""
    ends = [0] * many
    for hit in hits:
        ends[hit.start] = max(ends[hit.start], hit.end)
    return list(accumulate(ends, max))


def _is_shadowed(hit: Hit, reach: Sequence[int]) -> bool:
    """Tell whether a strictly longer term covers `hit`: it starts here or before and ends later, or starts before."""
    return reach[hit.start] > hit.end or (hit.start > 0 and reach[hit.start - 1] >= hit.end)
