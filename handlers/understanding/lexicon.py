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
        for term_here in node.terms:
            if (term_here.marked, term_here.needs_marks) == (marked, needs_marks):
                term_here.concepts.append(concept)
                return
        node.terms.append(_Term(marked, needs_marks, [concept]))

    def find(self, reading: Reading) -> Hits:
        """Return the hits by table, in order; a harmless phrase hides what lies inside it."""
        words = reading.words
        keys = [word.folded for word in words]
        many = len(keys)
        first_words = self._root.next
        hits: Hits = {}
        for start, key in enumerate(keys):
            node = first_words.get(key)
            end = start + 1
            while node is not None:
                for term in node.terms:
                    if _is_written(term, words, start):
                        first = words[start]
                        hit = Hit(start, end, first.clause, first.sentence)
                        for concept in term.concepts:
                            if concept in hits:
                                hits[concept].append(hit)
                            else:
                                hits[concept] = [hit]
                if end == many:
                    break
                node = node.next.get(keys[end])
                end += 1
        return _disentangled(hits) if hits else hits


def _is_written(term: _Term, words: tuple[Word, ...], start: int) -> bool:
    """Tell whether the words from `start` on are those of a term, by their marks where they have any."""
    for key in term.marked:
        marked, folded, _, _, _, _, is_exact = words[start]
        if marked != key and (term.needs_marks or is_exact or marked != folded):
            return False
        start += 1
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


def _disentangled(hits: Hits) -> Hits:
    """Return `hits` without words that are only part of something longer: harmless phrases hide all, any
    longer term hides the fragile ones, a forced act ("bị bắt hút") is no arrest, "giờ ổn rồi" no now."""
    harmless = hits.pop(Concept.HARMLESS, None)
    if harmless:
        for concept in hits.keys() - _NEVER_HIDDEN:
            hits[concept] = [hit for hit in hits[concept] if not _is_inside_any(hit, harmless)]
    fragile = hits.keys() & _FRAGILE
    if fragile:
        longer = [hit for concept in hits.keys() - _SHADELESS for hit in hits[concept] if hit.end - hit.start > 1]
        for concept in fragile if longer else ():
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
