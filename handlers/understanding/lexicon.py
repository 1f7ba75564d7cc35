"""Finding the words of the tables in a reading: one walk over the words, all tables at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import count
from sys import intern
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


@dataclass(frozen=True, slots=True)
class _First:
    """A word as the first of terms: what it is by itself, and with what words the longer ones go on."""

    plain: tuple[Concept, ...]
    left: tuple[tuple[Concept, ...], ...]
    next: Mapping[str, _Node]


_one_word: Final = partial(tuple.__new__, Hit)
"""Makes the hit of a single word; most are, and this is the short way."""


class Lexicon:
    """All tables as one tree of words. A term is written with marks; bare words in a message match it
    too, unless the term ends in `*` (then it is too ambiguous without marks)."""

    def __init__(self, tables: Iterable[Mapping[Concept, str]]) -> None:
        """Build the tree from tables of comma separated terms; a table may list a concept again."""
        concepts: dict[tuple[tuple[str, ...], bool], set[Concept]] = defaultdict(set)
        for table in tables:
            for concept, words, needs_marks in terms_of(table):
                marked = tuple(intern(one_tone(word)) for word in words)
                concepts[marked, needs_marks].add(concept)
        key_of = cache(lambda word: intern(fold(word)))
        meaning_of = cache(_meaning)
        tree = _Node()
        open_words: dict[str, set[Concept]] = defaultdict(set)
        closed_words: dict[str, set[Concept]] = defaultdict(set)
        for (marked, needs_marks), here in concepts.items():
            word, key = marked[0], key_of(marked[0])
            alone = here if len(marked) == 1 else ()
            closed_words[word].update(alone)
            open_words[key].update(alone if word == key or not needs_marks else ())
            if len(marked) > 1:
                _add(tree, [key_of(word) for word in marked], _Term(marked, needs_marks, meaning_of(frozenset(here))))

        def first(word: str, here: set[Concept]) -> _First:
            left = meaning_of(frozenset(here)).left
            return _First(left[0], left, tree.next.get(key_of(word), tree_end).next)

        tree_end = _Node()
        self._open = {word: first(word, here) for word, here in open_words.items()}
        self._closed = {word: first(word, here) for word, here in closed_words.items()}

    def find(self, reading: Reading) -> Hits:
        """Return the hits by table, in order, without words that are only part of something longer.

        A harmless phrase hides what lies inside it, and any longer term hides the fragile tables.
        """
        found: dict[Concept, list[Hit]] = defaultdict(list)
        hidden_to = shaded_to = 0
        hits = map(_one_word, zip(count(), count(1), reading.clauses, reading.sentences, strict=False))
        next_keys = (*reading.folded[1:], "")
        for hit, word, is_open, next_key in zip(hits, reading.marked, reading.is_open, next_keys, strict=False):
            first = self._open.get(word) if is_open else self._closed.get(word)
            if first is None:
                continue
            start = hit[0]
            longer = _longer(reading, start, first.next[next_key]) if next_key in first.next else ()
            shaded_before = shaded_to
            if longer:
                hidden_to, shaded_to = _covered(longer, hidden_to, shaded_to)
            if start >= hidden_to and start >= shaded_to:
                tables = first.plain
            else:
                tables = first.left[2 * (start < hidden_to) + (start < shaded_to)]
            for concept in tables:
                found[concept].append(hit)
            for end, meaning in longer:
                is_shaded = end < shaded_to or end <= shaded_before
                longer_hit = Hit(start, end, hit.clause, hit.sentence)
                for concept in meaning.left[2 * (end <= hidden_to) + is_shaded]:
                    found[concept].append(longer_hit)
        if Concept.OVER in found:
            _end_what_is_over(found)
        return Hits(found)


def _add(node: _Node, keys: Iterable[str], term: _Term) -> None:
    for key in keys:
        node = node.next.setdefault(key, _Node())
    node.terms = (*node.terms, term)


def _longer(reading: Reading, start: int, node: _Node) -> list[tuple[int, _Meaning]]:
    """Return the ends and meanings of the terms of several words from `start` on; the second word leads to `node`."""
    keys = reading.folded
    end, many = start + 2, len(keys)
    found: list[tuple[int, _Meaning]] = []
    while True:
        if node.terms:
            typed, are_open = reading.marked[start:end], reading.is_open[start:end]
            for marked, needs_marks, meaning in node.terms:
                if typed == marked or not (needs_marks or _differs(typed, are_open, marked)):
                    found.append((end, meaning))
        following = node.next.get(keys[end]) if end < many else None
        if following is None:
            return found
        node = following
        end += 1


def _differs(typed: Iterable[str], are_open: Collection[bool], marked: Iterable[str]) -> bool:
    """Tell whether any of the `typed` words says by its marks that it is another one than that of a term."""
    return False in are_open and any(
        word != one and not is_open for word, is_open, one in zip(typed, are_open, marked, strict=True)
    )


def _covered(longer: Iterable[tuple[int, _Meaning]], hidden_to: int, shaded_to: int) -> tuple[int, int]:
    """Return up to which word harmless phrases, and then longer terms, reach with the `longer` ones that start here."""
    for end, meaning in longer:
        if meaning.is_harmless and end > hidden_to:
            hidden_to = end
    for end, meaning in longer:
        if end > shaded_to and meaning.shades[end <= hidden_to]:
            shaded_to = end
    return hidden_to, shaded_to


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
