"""Two gentle looks at a tip before it is sent: what is still missing, and what names the sender."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import phonenumbers

from handlers.understanding.concepts import Concept
from handlers.understanding.judge import LEXICON
from handlers.understanding.lexicon import Hit, Hits
from handlers.understanding.reading import Reading, read
from handlers.understanding.types import Missing, SelfNaming, SelfNamingKind

_WHAT: Final = (
    Concept.GOODS, Concept.DEAL, Concept.USE, Concept.KEEP, Concept.ODD, Concept.GATHER, Concept.HIGH, Concept.RAMPAGE,
)  # fmt: skip
_SHOWN_BY: Final = {
    Missing.WHAT: _WHAT,
    Missing.WHERE: (Concept.PLACE,),
    Missing.WHEN: (Concept.TIME,),
    Missing.HOW_KNOWN: (Concept.WITNESS,),
}


def missing_in_tip(text: str) -> tuple[Missing, ...]:
    """Return which of what, where, when and how-it-is-known `text` does not show yet.

    A hint for a kind question, never a reason to refuse a tip. What makes a tip checkable:
    facts/tip-line.md.
    """
    hits = LEXICON.find(read(text))
    return tuple(missing for missing, concepts in _SHOWN_BY.items() if not any(concept in hits for concept in concepts))


def names_the_sender(text: str) -> tuple[SelfNaming, ...]:
    """Return what in `text` may tell who wrote it, with the words, in the order of the text.

    Kinship with a possessive ("cháu tôi", "nhà em"), "tôi tên là …", and telephone numbers (read as
    Vietnamese ones; whose number it is only the sender knows, so each one is asked about).
    """
    reading = read(text)
    hits = LEXICON.find(reading)
    spans = reading.spans()
    found = [
        *((spans[hit.start][0], SelfNamingKind.NAME, _words(reading, spans, hit, 4)) for hit in _names(hits)),
        *((spans[hit.start][0], SelfNamingKind.KINSHIP, _words(reading, spans, hit, 0)) for hit in _kin(reading, hits)),
        *(
            (match.start, SelfNamingKind.PHONE, match.raw_string)
            for match in phonenumbers.PhoneNumberMatcher(reading.text, "VN")
        ),
    ]
    return tuple(SelfNaming(kind=kind, snippet=snippet) for _, kind, snippet in sorted(found))


def _names(hits: Hits) -> list[Hit]:
    return _longest(hits.get(Concept.MY_NAME, []))


def _kin(reading: Reading, hits: Hits) -> list[Hit]:
    """Return kinship words directly followed by a possessive."""
    owners = {hit.start: hit.end for hit in hits.get(Concept.MINE, ())}
    spans = [
        Hit(kin.start, owners[kin.end], kin.clause, kin.sentence)
        for kin in hits.get(Concept.KIN, ())
        if kin.end in owners and reading.clauses[kin.end] == kin.clause
    ]
    return _longest(spans)


def _longest(spans: list[Hit]) -> list[Hit]:
    """Return `spans` without those that overlap an earlier or longer one."""
    kept: list[Hit] = []
    for span in sorted(spans, key=lambda hit: (hit.start, -hit.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _words(reading: Reading, spans: Sequence[tuple[int, int]], hit: Hit, more: int) -> str:
    """Return the words of `hit` as typed, and up to `more` words after it in the same clause."""
    last = hit.end - 1
    while more and last + 1 < len(spans) and reading.clauses[last + 1] == hit.clause:
        last, more = last + 1, more - 1
    return reading.text[spans[hit.start][0] : spans[last][1]]
