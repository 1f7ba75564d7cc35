"""Is somebody in danger now: signs of danger, each weighed by what its sentence says around it.

A sign is live unless it is denied, supposed, told, taught, past or asked about; words of "now" and a
cry for help bring it back where that is sensible. A missed danger costs a life, a false alarm one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from handlers.understanding.concepts import Concept
from handlers.understanding.lexicon import Hit, Hits
from handlers.understanding.reading import Reading
from handlers.understanding.types import Danger


class Sign(StrEnum):
    """A kind of danger, in the order in which the number to call is chosen."""

    BODY = auto()
    ARMED = auto()
    CHILD = auto()
    VIOLENCE = auto()
    DEAL = auto()


@dataclass(frozen=True, slots=True)
class _Seen:
    """One sign of danger: its kind and the words it spans."""

    sign: Sign
    span: Hit


_NEAR_BEFORE: Final = 6
_NEAR_AFTER: Final = 4
_CHILD_REACH: Final = 10


def find_danger(reading: Reading, hits: Hits) -> Danger | None:
    """Return the number to call first for what is happening now, or None."""
    context = _Context(reading, hits)
    live = {seen.sign for seen in _signs(hits, reading) if context.is_live(seen)}
    if Sign.BODY in live or (Concept.CALL_AMBULANCE in hits and context.is_plea(Concept.CALL_AMBULANCE)):
        return Danger.AMBULANCE
    if Sign.ARMED in live:
        return Danger.POLICE
    if Sign.CHILD in live:
        return Danger.CHILD
    if live or (Concept.CALL_POLICE in hits and context.is_plea(Concept.CALL_POLICE)):
        return Danger.POLICE
    return Danger.POLICE if context.is_bare_cry() else None


def _pairs(hits: Hits, first: Concept, second: Concept, gap: int) -> Iterator[Hit]:
    """Yield spans where a `second` follows a `first` within `gap` words of the same clause."""
    seconds = hits.get(second)
    if not seconds:
        return
    for one in hits.get(first, ()):
        for two in seconds:
            if 0 <= two.start - one.end <= gap and two.clause == one.clause:
                yield Hit(one.start, two.end, one.clause, one.sentence)


def _signs(hits: Hits, reading: Reading) -> Iterator[_Seen]:
    """Yield every sign of danger that the words show, live or not."""
    yield from (_Seen(Sign.BODY, hit) for hit in hits.get(Concept.COLLAPSE, ()))
    yield from (_Seen(Sign.BODY, hit) for hit in hits.get(Concept.SELF_HARM, ()))
    yield from (_Seen(Sign.BODY, hit) for hit in _pairs(hits, Concept.CALLING, Concept.NO_REACTION, 5))
    yield from (_Seen(Sign.BODY, hit) for hit in _pairs(hits, Concept.NO_BREATH, Concept.BREATH, 1))
    yield from _violence(hits)
    yield from _child_signs(hits, reading)
    yield from _deals(hits)


def _violence(hits: Hits) -> Iterator[_Seen]:
    if Concept.HOUSEWORK not in hits:
        yield from (_Seen(Sign.ARMED, hit) for hit in _pairs(hits, Concept.WIELD, Concept.WEAPON, 3))
    yield from (_Seen(Sign.ARMED, hit) for hit in _pairs(hits, Concept.THREATEN, Concept.ATTACK, 3))
    yield from (_Seen(Sign.VIOLENCE, hit) for hit in hits.get(Concept.RAMPAGE, ()))
    yield from (_Seen(Sign.VIOLENCE, hit) for hit in _pairs(hits, Concept.ATTACK, Concept.VICTIM, 1))
    yield from (_Seen(Sign.VIOLENCE, hit) for hit in _pairs(hits, Concept.SUFFERS, Concept.ATTACK, 4))
    wild = hits.get(Concept.WILD, ())
    high = hits.get(Concept.HIGH, ())
    if wild and (high or Concept.CRY in hits or Concept.NOW in hits or Concept.WEAPON in hits):
        yield from (_Seen(Sign.VIOLENCE, hit) for hit in wild)
    for hit in high:
        if _has_near(hits, Concept.NOW, hit, 3, 2) and _HIGH_IS_WILD(hits):
            yield _Seen(Sign.VIOLENCE, hit)


def _HIGH_IS_WILD(hits: Hits) -> bool:
    return Concept.WILD in hits or Concept.CRY in hits


def _child_signs(hits: Hits, reading: Reading) -> Iterator[_Seen]:
    """Yield harm to a child: a harm word near a child, or somebody luring a child into something."""
    children = [*hits.get(Concept.CHILD, ()), *hits.get(Concept.MAYBE_CHILD, ()), *_minors(reading)]
    if not children:
        return
    lures = list(_pairs(hits, Concept.LURE, Concept.LURED_INTO, 5))
    beatings = [*_pairs(hits, Concept.SUFFERS, Concept.ATTACK, 4), *_child_victims(hits, children)]
    for harm in (*hits.get(Concept.CHILD_HARM, ()), *lures, *beatings):
        if any(child.sentence == harm.sentence and _distance(child, harm) <= _CHILD_REACH for child in children):
            yield _Seen(Sign.CHILD, harm)


def _child_victims(hits: Hits, children: Iterable[Hit]) -> Iterator[Hit]:
    """Yield attacks whose object is a child."""
    attacks = [*hits.get(Concept.ATTACK, ()), *hits.get(Concept.RAMPAGE, ())]
    for child in children:
        for attack in attacks:
            if 0 <= child.start - attack.end <= 1 and child.clause == attack.clause:
                yield Hit(attack.start, child.end, attack.clause, attack.sentence)


def _minors(reading: Reading) -> Iterator[Hit]:
    """Yield ages under 18 ("12 tuổi")."""
    words = reading.words
    for place in range(1, len(words)):
        if words[place].folded in ("tuoi", "years") and words[place - 1].folded.isdigit():
            if len(words[place - 1].folded) <= 2 and int(words[place - 1].folded) < 18:
                yield Hit(place - 1, place + 1, words[place].clause, words[place].sentence)


def _deals(hits: Hits) -> Iterator[_Seen]:
    """Yield deals and drug gatherings with words of this very moment."""
    if Concept.RIGHT_NOW not in hits or Concept.HABIT in hits:
        return
    goods = [*hits.get(Concept.GOODS, ()), *hits.get(Concept.MAYBE_GOODS, ())]
    for deed in hits.get(Concept.DEAL, ()):
        if _any_in_sentence(goods, deed) and _has_near(hits, Concept.RIGHT_NOW, deed, 7, 8):
            yield _Seen(Sign.DEAL, deed)
    if Concept.GROUP not in hits and Concept.GATHER not in hits:
        return
    for deed in (*hits.get(Concept.USE, ()), *hits.get(Concept.GATHER, ())):
        is_drugs = _any_in_sentence(hits.get(Concept.GOODS, ()), deed) or _any_in_sentence(hits.get(Concept.HIGH, ()), deed)
        if is_drugs and _has_near(hits, Concept.RIGHT_NOW, deed, 7, 8):
            yield _Seen(Sign.DEAL, deed)


def _any_in_sentence(found: Iterable[Hit], hit: Hit) -> bool:
    return any(one.sentence == hit.sentence for one in found)


def _distance(one: Hit, two: Hit) -> int:
    return max(one.start - two.end, two.start - one.end, 0)


def _has_near(hits: Hits, concept: Concept, hit: Hit, before: int, after: int) -> bool:
    """Tell whether a word of `concept` stands close before or after `hit`, in the same sentence."""
    return any(
        one.sentence == hit.sentence
        and (0 <= hit.start - one.end <= before or 0 <= one.start - hit.end <= after or hit.start <= one.start < hit.end)
        for one in hits.get(concept, ())
    )


class _Context:
    """What the rest of a message says about a sign."""

    def __init__(self, reading: Reading, hits: Hits) -> None:
        self._reading = reading
        self._hits = hits
        self._has_cry = Concept.CRY in hits

    def is_live(self, seen: _Seen) -> bool:
        """Tell whether the sign is happening now."""
        span = seen.span
        if self._is_denied(span):
            return False
        is_now = _has_near(self._hits, Concept.NOW, span, _NEAR_BEFORE, _NEAR_AFTER)
        is_somebody = self._is_somebody(seen)
        if self._before(Concept.IF, span):
            return False
        if self._is_told(span):
            return is_now and is_somebody and not self._in_sentence(_TOLD, span) and self._has_cry
        if Concept.OVER in self._hits and not self._is_now_after(Concept.OVER, span):
            return False
        if self._in_sentence((Concept.PAST,), span):
            return self._is_now_after(Concept.PAST, span) or self._has_cry
        if self._in_sentence((Concept.LAW,), span):
            return is_somebody and (is_now or self._has_cry)
        if self._in_sentence((Concept.HEARSAY,), span):
            return is_now
        if seen.sign is not Sign.CHILD and self._in_sentence((Concept.HABIT,), span):
            return self._has_cry or (is_now and _has_near(self._hits, Concept.RIGHT_NOW, span, 4, 3))
        if self._in_sentence((Concept.HOW_TO,), span) or span.sentence in self._reading.asks:
            return is_somebody or is_now or self._has_cry
        return True

    def is_plea(self, concept: Concept) -> bool:
        """Tell whether a plea to call somebody is meant, not supposed, told or asked about."""
        calm = (Concept.IF, Concept.LAW, *_TOLD, Concept.PAST, Concept.OVER)
        return not any(self._in_sentence(calm, hit) for hit in self._hits[concept])

    def is_bare_cry(self) -> bool:
        """Tell whether a short message is nothing but a cry for rescue."""
        words = self._reading.words
        is_short = len(words) <= _SHORT_CRY
        calls_rescue = any(words[hit.start].folded in ("cuu", "sos", "keu") for hit in self._hits.get(Concept.CRY, ()))
        calm = (Concept.LAW, Concept.IF, Concept.PAST, Concept.HOW_TO, *_TOLD)
        return is_short and calls_rescue and not any(concept in self._hits for concept in calm)

    def _is_denied(self, span: Hit) -> bool:
        words = self._reading.words
        for hit in self._hits.get(Concept.NOT, ()):
            if hit.end <= span.start <= hit.end and hit.clause == span.clause:
                return True
        for hit in self._hits.get(Concept.NOT_AT_ALL, ()):
            between = words[hit.end : span.start]
            if hit.end <= span.start and len(between) <= 3 and hit.clause == span.clause:
                if not any(word.folded in ("dang", "ma", "nhung", "nguoi") for word in between[:-1] or between if word.folded != "nguoi"):
                    return True
        return False

    def _before(self, concept: Concept, span: Hit) -> bool:
        return any(hit.sentence == span.sentence and hit.start <= span.end for hit in self._hits.get(concept, ()))

    def _in_sentence(self, concepts: Iterable[Concept], span: Hit) -> bool:
        return any(_any_in_sentence(self._hits.get(concept, ()), span) for concept in concepts)

    def _is_told(self, span: Hit) -> bool:
        """Tell whether a film, the news or a lesson is the frame of this sentence or came before it."""
        return any(hit.sentence <= span.sentence for concept in _TOLD for hit in self._hits.get(concept, ()))

    def _is_now_after(self, concept: Concept, span: Hit) -> bool:
        """Tell whether a word of now stands between the last `concept` and the sign, or right after the sign."""
        marks = [hit.end for hit in self._hits[concept]]
        return any(
            hit.start >= min(marks) and (abs(hit.start - span.end) <= _NEAR_BEFORE or abs(span.start - hit.end) <= _NEAR_BEFORE)
            for hit in self._hits.get(Concept.NOW, ())
        )

    def _is_somebody(self, seen: _Seen) -> bool:
        """Tell whether the sign has a person of flesh and blood as its subject or victim."""
        if any(
            hit.sentence == seen.span.sentence
            and (0 <= seen.span.start - hit.end <= _NEAR_BEFORE or seen.span.start <= hit.start <= seen.span.end + 1)
            for hit in self._hits.get(Concept.SOMEBODY, ())
        ):
            return True
        return False


_TOLD: Final = (Concept.MEDIA, Concept.LESSON)
_SHORT_CRY: Final = 8
