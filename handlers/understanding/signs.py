"""The signs of danger that the words of a message show, live or not; `danger` weighs them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum, auto
from typing import Final, NamedTuple

from handlers.understanding.concepts import Concept, mask_of
from handlers.understanding.lexicon import Hit, Hits
from handlers.understanding.reading import Reading


class Sign(StrEnum):
    """A kind of danger."""

    BODY = auto()
    ARMED = auto()
    CHILD = auto()
    VIOLENCE = auto()
    DEAL = auto()


class Seen(NamedTuple):
    """One sign of danger: its kind and the words it spans."""

    sign: Sign
    span: Hit


class _Pair(NamedTuple):
    """Two tables that say something together, where the second follows the first within `gap` words of a clause."""

    first: Concept
    second: Concept
    gap: int
    both: int


def _pair(first: Concept, second: Concept, gap: int) -> _Pair:
    return _Pair(first, second, gap, mask_of(first, second))


_MAKE_BODY: Final = mask_of(
    Concept.COLLAPSE, Concept.SELF_HARM, Concept.NO_REACTION, Concept.BREATH, Concept.SICK, Concept.FAILS
)
_MAKE_VIOLENCE: Final = mask_of(
    Concept.WIELD, Concept.PRESS, Concept.THREATEN, Concept.SMASH, Concept.RAMPAGE, Concept.ATTACK, Concept.WILD,
    Concept.RAVING,
)  # fmt: skip
_MAKE_CHILD: Final = mask_of(
    Concept.CHILD_HARM, Concept.FORCED, Concept.COERCE, Concept.LURE, Concept.DEN, Concept.DRUGGING,
    Concept.ATTACK, Concept.RAMPAGE,
)  # fmt: skip
_MAKE_DEAL: Final = mask_of(Concept.RIGHT_NOW)
SIGN_WORDS: Final = _MAKE_BODY | _MAKE_VIOLENCE | _MAKE_CHILD | _MAKE_DEAL
"""Every sign has a word of one of its tables: most messages have none, which one look tells."""
_CHILD_REACH: Final = 10
_OF_AGE: Final = 18
_GLUED_AGE: Final = re.compile("([0-9]{1,2})(?:t|tuoi|yo)")
_YEARS_OLD: Final = ("tuoi", "years", "yo")


def find_signs(hits: Hits, reading: Reading) -> Iterator[Seen]:
    """Yield every sign of danger in the message, failing bodies first."""
    mask = hits.mask
    if mask & _MAKE_BODY:
        yield from (Seen(Sign.BODY, hit) for hit in _failing_bodies(hits))
    if mask & _MAKE_VIOLENCE:
        yield from _violence(hits)
    if mask & _MAKE_CHILD:
        yield from (Seen(Sign.CHILD, hit) for hit in _harmed_children(hits, reading))
    if mask & _MAKE_DEAL:
        yield from (Seen(Sign.DEAL, hit) for hit in _deals(hits))


def any_in_sentence(found: Iterable[Hit], hit: Hit) -> bool:
    """Tell whether one of `found` is in the sentence of `hit`."""
    return hit.sentence in [one.sentence for one in found]


def has_near(hits: Hits, concept: Concept, hit: Hit, before: int, after: int) -> bool:
    """Tell whether a word of `concept` overlaps `hit` or stands that many words before or after it."""
    for one in hits.get(concept, ()):
        if one.sentence == hit.sentence and hit.start - one.end <= before and one.start - hit.end <= after:
            return True
    return False


def _spans(hits: Hits, pairs: Iterable[_Pair]) -> Iterator[Hit]:
    """Yield where the tables of one of `pairs` stand together, from the first to the second."""
    for first, second, gap, both in pairs:
        if hits.mask & both == both:
            for one in hits[first]:
                for two in hits[second]:
                    if 0 <= two.start - one.end <= gap and two.clause == one.clause:
                        yield Hit(one.start, two.end, one.clause, one.sentence)


_FAILURES: Final = (_pair(Concept.CALLING, Concept.NO_REACTION, 5), _pair(Concept.NO_BREATH, Concept.BREATH, 1))
_MILD_FAILURES: Final = (_pair(Concept.BODY_PART, Concept.FAILS, 1), _pair(Concept.FAILS, Concept.BODY_PART, 0))


def _failing_bodies(hits: Hits) -> Iterator[Hit]:
    """Yield collapse, self-harm, no answer and no breath; milder signs only where drugs are spoken of."""
    yield from hits.get(Concept.COLLAPSE, ())
    yield from hits.get(Concept.SELF_HARM, ())
    yield from _spans(hits, _FAILURES)
    drugs = [hit for concept in (Concept.TOOK, Concept.HIGH, Concept.GOODS) for hit in hits.get(concept, ())]
    if drugs:
        mild = (*hits.get(Concept.SICK, ()), *_spans(hits, _MILD_FAILURES))
        yield from (hit for hit in mild if any_in_sentence(drugs, hit))


_IN_HAND: Final = (_pair(Concept.WIELD, Concept.WEAPON, 3),)
_ARMED: Final = (_pair(Concept.PRESS, Concept.SHARP, 1), _pair(Concept.THREATEN, Concept.LETHAL, 3))
_VIOLENT: Final = (
    _pair(Concept.THREATEN, Concept.ATTACK, 3),
    _pair(Concept.SMASH, Concept.PROPERTY, 1),
    _pair(Concept.ATTACK, Concept.VICTIM, 1),
    _pair(Concept.SUFFERS, Concept.ATTACK, 6),
)
_REASONS: Final = mask_of(Concept.HIGH, Concept.RAVING, Concept.CRY, Concept.FEAR, Concept.NOW, Concept.WEAPON)
"""Beside one of these, wild behaviour is violence."""


def _violence(hits: Hits) -> Iterator[Seen]:
    """Yield weapons in hand, threats, attacks, rampage, and raving people."""
    if Concept.HOUSEWORK not in hits:
        yield from (Seen(Sign.ARMED, hit) for hit in _spans(hits, _IN_HAND))
    yield from (Seen(Sign.ARMED, hit) for hit in _spans(hits, _ARMED))
    yield from (Seen(Sign.VIOLENCE, hit) for hit in _spans(hits, _VIOLENT))
    yield from (Seen(Sign.VIOLENCE, hit) for hit in hits.get(Concept.RAMPAGE, ()))
    if hits.mask & _REASONS:
        yield from (Seen(Sign.VIOLENCE, hit) for hit in hits.get(Concept.WILD, ()))
    for hit in hits.get(Concept.RAVING, ()):
        if has_near(hits, Concept.SOMEBODY, hit, 6, 2) or has_near(hits, Concept.NOW, hit, 6, 3):
            yield Seen(Sign.VIOLENCE, hit)


def _harmed_children(hits: Hits, reading: Reading) -> Iterator[Hit]:
    """Yield harm in a sentence with a child, harm to a young speaker, and attacks on a child.

    A word that may mean a grown child ("con trai tôi") counts only as the one who suffers.
    """
    children = [*hits.get(Concept.CHILD, ()), *_minors(reading)]
    maybe = hits.get(Concept.MAYBE_CHILD, [])
    yield from _harmed_speakers(hits)
    if not children and not maybe:
        return
    suffers = [*hits.get(Concept.SUFFERS, ()), *hits.get(Concept.FORCED, ())]
    for harm in _harms(hits):
        is_near = any(one.sentence == harm.sentence and _distance(one, harm) <= _CHILD_REACH for one in children)
        is_passive = _has_before(suffers, harm)
        if is_near or any(_suffers(child, harm, is_passive=is_passive) for child in maybe):
            yield harm
    attacks = (*hits.get(Concept.ATTACK, ()), *hits.get(Concept.RAMPAGE, ()))
    for child in (*children, *maybe):
        for attack in attacks:
            if 0 <= child.start - attack.end <= 1 and child.clause == attack.clause:
                yield Hit(attack.start, child.end, attack.clause, attack.sentence)


_COERCED: Final = (_pair(Concept.SUFFERS, Concept.COERCE, 4),)
_LURED: Final = (_pair(Concept.LURE, Concept.LURED_INTO, 5),)
_HARMS: Final = (
    *_LURED,
    _pair(Concept.LEAD, Concept.DEN, 5),
    _pair(Concept.GIVE, Concept.DRUGGING, 4),
    _pair(Concept.SUFFERS, Concept.ATTACK, 6),
    *_COERCED,
    _pair(Concept.COERCE, Concept.CHILD, 2),
    _pair(Concept.COERCE, Concept.YOUNG_SPEAKER, 1),
)


def _harmed_speakers(hits: Hits) -> Iterator[Hit]:
    """Yield coercion of "em", "con", "tụi em", who are children unless a husband, wife or boss is in it."""
    if Concept.GROWN_UP in hits:
        return
    for harm in _spans(hits, _COERCED):
        if has_near(hits, Concept.YOUNG_SPEAKER, harm, 2, 0):
            yield harm
    for harm in _spans(hits, _LURED):
        if any(harm.start < young.start < harm.end for young in hits.get(Concept.YOUNG_SPEAKER, ())):
            yield harm


def _harms(hits: Hits) -> Iterator[Hit]:
    """Yield what is a harm if it is a child who suffers it."""
    yield from hits.get(Concept.CHILD_HARM, ())
    yield from hits.get(Concept.FORCED, ())
    yield from (hit for hit in hits.get(Concept.COERCE, ()) if hit.end - hit.start > 1)
    yield from _spans(hits, _HARMS)
    yield from _after_a_comma(hits)


def _has_before(found: Iterable[Hit], harm: Hit) -> bool:
    """Tell whether one of `found` opens `harm` or stands up to four words before it."""
    return any(one.clause == harm.clause and 0 <= harm.start - one.start <= 5 for one in found)


def _after_a_comma(hits: Hits) -> Iterator[Hit]:
    """Yield attacks that a "bị" of an earlier part of the sentence governs ("bị bắt quỳ, đánh bằng dây")."""
    for one in hits.get(Concept.SUFFERS, ()):
        for two in hits.get(Concept.ATTACK, ()):
            if one.sentence == two.sentence and 0 < two.clause - one.clause <= 1 and two.start - one.end <= 8:
                yield Hit(one.start, two.end, one.clause, one.sentence)


def _suffers(child: Hit, harm: Hit, *, is_passive: bool) -> bool:
    """Tell whether `child` is the one harmed: before a passive, after or inside an active harm."""
    if child.sentence != harm.sentence:
        return False
    if is_passive:
        return 0 <= harm.start - child.end <= 6
    return -1 <= child.start - harm.end <= 2 or harm.start <= child.start < harm.end


def _minors(reading: Reading) -> Iterator[Hit]:
    """Yield ages under 18 ("12 tuổi")."""
    keys = reading.folded
    if "".join(keys).isalpha():
        return
    for place, key in enumerate(keys):
        if not key[0].isdecimal():
            continue
        glued = _GLUED_AGE.fullmatch(key)
        age = glued.group(1) if glued else key
        if not (age.isdecimal() and len(age) <= 2 and int(age) < _OF_AGE):
            continue
        if glued or (place + 1 < len(keys) and keys[place + 1] in _YEARS_OLD):
            yield Hit(place, place + 1, reading.clauses[place], reading.sentences[place])


def _deals(hits: Hits) -> Iterator[Hit]:
    """Yield deals and drug gatherings with words of this very moment.

    What goes on every night is a tip, unless somebody says it is on right now.
    """
    goods = [*hits.get(Concept.GOODS, ()), *hits.get(Concept.MAYBE_GOODS, ())]
    drugs = [*hits.get(Concept.GOODS, ()), *hits.get(Concept.HIGH, ())]
    deeds = [hit for hit in hits.get(Concept.DEAL, ()) if any_in_sentence(goods, hit)]
    if Concept.GROUP in hits or Concept.GATHER in hits:
        uses = (*hits.get(Concept.USE, ()), *hits.get(Concept.GATHER, ()))
        deeds += [hit for hit in uses if any_in_sentence(drugs, hit)]
    yield from (hit for hit in deeds if has_near(hits, Concept.RIGHT_NOW, hit, 7, 8))


def _distance(one: Hit, two: Hit) -> int:
    return max(one.start - two.end, two.start - one.end, 0)
