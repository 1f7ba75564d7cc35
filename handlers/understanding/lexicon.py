"""Finding the words of the tables in a reading: one walk over the words, all tables at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple

from handlers.understanding.concepts import BITS, Concept
from handlers.understanding.reading import Reading
from handlers.understanding.vocabulary import one_tone, terms_of
from places.folding import fold


class Hit(NamedTuple):
    """Words `start` to `end` (exclusive) of a reading belong to a table; a tuple because there are many."""

    start: int
    end: int
    clause: int
    sentence: int


class Hits(dict[Concept, list[Hit]]):
    """What was found, by table and in order. `mask` has the bits of all its tables, to ask for several at one look."""

    __slots__ = ("mask",)

    def __init__(self, found: Mapping[Concept, list[Hit]]) -> None:
        super().__init__(found)
        self.mask = sum(map(BITS.__getitem__, found))


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


class _Meaning(NamedTuple):
    """The tables that words are in, and what is left of them inside something longer."""

    left: tuple[tuple[Concept, ...], ...]
    """All of them; those left inside any longer term; inside a harmless phrase; inside both."""
    is_harmless: bool
    shades: tuple[bool, bool]
    """Whether a longer term of this meaning hides fragile tables; and whether inside a harmless phrase."""


def _meaning(concepts: frozenset[Concept]) -> _Meaning:
    is_harmless = Concept.HARMLESS in concepts
    hidden = concepts & _NEVER_HIDDEN
    plain = hidden if is_harmless else concepts
    return _Meaning(
        left=(tuple(plain), tuple(plain - _FRAGILE), tuple(hidden), tuple(hidden - _FRAGILE)),
        is_harmless=is_harmless,
        shades=(not plain <= _SHADELESS, not hidden <= _SHADELESS),
    )


class _Term(NamedTuple):
    """Words with marks, whether they need them, and the tables they are in."""

    marked: tuple[str, ...]
    needs_marks: bool
    meaning: _Meaning


@dataclass(slots=True)
class _Node:
    """One step of the word tree: next words by ASCII key, and the terms of several words that end here."""

    next: dict[str, _Node] = field(default_factory=dict)
    terms: tuple[_Term, ...] = ()


class Lexicon:
    """All tables as one tree of words. A term is written with marks; bare words in a message match it
    too, unless the term ends in `*` (then it is too ambiguous without marks)."""

    def __init__(self, tables: Iterable[Mapping[Concept, str]]) -> None:
        """Build the tree from tables of comma separated terms; a table may list a concept again."""
        concepts: dict[tuple[tuple[str, ...], bool], set[Concept]] = defaultdict(set)
        for table in tables:
            for concept, words, needs_marks in terms_of(table):
                concepts[tuple(map(one_tone, words)), needs_marks].add(concept)
        key_of = cache(fold)
        meaning_of = cache(_meaning)
        self._tree: dict[str, _Node] = {}
        open_words: dict[str, set[Concept]] = defaultdict(set)
        closed_words: dict[str, set[Concept]] = defaultdict(set)
        for (marked, needs_marks), here in concepts.items():
            word, key = marked[0], key_of(marked[0])
            if len(marked) > 1:
                term = _Term(marked, needs_marks, meaning_of(frozenset(here)))
                _add(self._tree, [key_of(word) for word in marked], term)
                continue
            closed_words[word] |= here
            if word == key or not needs_marks:
                open_words[key] |= here
        self._open = {key: meaning_of(frozenset(here)) for key, here in open_words.items()}
        self._closed = {word: meaning_of(frozenset(here)) for word, here in closed_words.items()}

    def find(self, reading: Reading) -> Hits:
        """Return the hits by table, in order, without words that are only part of something longer.

        A harmless phrase hides what lies inside it, and any longer term hides the fragile tables.
        """
        keys, clauses, sentences = reading.folded, reading.clauses, reading.sentences
        found: dict[Concept, list[Hit]] = {}
        hidden_to = shaded_to = 0
        columns = zip(keys, (*keys[1:], ""), reading.marked, reading.is_open, strict=False)
        for start, (key, next_key, marked, is_open) in enumerate(columns):
            alone = self._open.get(key) if is_open else self._closed.get(marked)
            node = self._tree.get(key)
            longer = _longer(reading, start, node) if node is not None and next_key in node.next else ()
            shaded_before = shaded_to
            for end, meaning in longer:
                if meaning.is_harmless and end > hidden_to:
                    hidden_to = end
            for end, meaning in longer:
                if end > shaded_to and meaning.shades[end <= hidden_to]:
                    shaded_to = end
            if alone is not None:
                hit = Hit(start, start + 1, clauses[start], sentences[start])
                _put(found, alone.left[2 * (start < hidden_to) + (start < shaded_to)], hit)
            for end, meaning in longer:
                is_shaded = end < shaded_to or end <= shaded_before
                hit = Hit(start, end, clauses[start], sentences[start])
                _put(found, meaning.left[2 * (end <= hidden_to) + is_shaded], hit)
        if Concept.OVER in found:
            _end_what_is_over(found)
        return Hits(found)


def _add(nodes: dict[str, _Node], keys: Sequence[str], term: _Term) -> None:
    for key in keys[:-1]:
        nodes = nodes.setdefault(key, _Node()).next
    last = nodes.setdefault(keys[-1], _Node())
    last.terms = (*last.terms, term)


def _longer(reading: Reading, start: int, node: _Node) -> list[tuple[int, _Meaning]]:
    """Return the ends and meanings of the terms of several words that start with word `start`, which led to `node`."""
    keys = reading.folded
    found: list[tuple[int, _Meaning]] = []
    for end in range(start + 2, len(keys) + 1):
        following = node.next.get(keys[end - 1])
        if following is None:
            break
        node = following
        for term in node.terms:
            if _is_written(term, reading, start, end):
                found.append((end, term.meaning))
    return found


def _is_written(term: _Term, reading: Reading, start: int, end: int) -> bool:
    """Tell whether words `start` to `end` are those of a term, by their marks where they have any."""
    typed = reading.marked[start:end]
    if typed == term.marked:
        return True
    return not term.needs_marks and all(
        is_open or word == marked
        for is_open, word, marked in zip(reading.is_open[start:end], typed, term.marked, strict=True)
    )


def _put(found: dict[Concept, list[Hit]], tables: Iterable[Concept], hit: Hit) -> None:
    for concept in tables:
        if concept in found:
            found[concept].append(hit)
        else:
            found[concept] = [hit]


def _end_what_is_over(found: dict[Concept, list[Hit]]) -> None:
    """Drop what only looks so: "bị bắt hút" is no arrest, "bất tỉnh rồi" is not awake, "giờ ổn rồi" is no now."""
    wider = (*found.get(Concept.FORCED, ()), *found.get(Concept.COLLAPSE, ()))
    over = [
        hit for hit in found[Concept.OVER] if not any(one.start <= hit.start and hit.end <= one.end for one in wider)
    ]
    _keep(found, Concept.OVER, over)
    for concept in (Concept.NOW, Concept.CRY):
        here = found.get(concept, ())
        _keep(found, concept, [hit for hit in here if not any(one.start <= hit.end <= one.end for one in over)])


def _keep(found: dict[Concept, list[Hit]], concept: Concept, hits: list[Hit]) -> None:
    if hits:
        found[concept] = hits
    else:
        found.pop(concept, None)
