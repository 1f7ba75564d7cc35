"""Is somebody in danger now: signs of danger, each weighed by what its sentence says around it.

A sign is live unless it is denied, supposed, told, taught, past or asked about; words of "now" and a
cry for help bring it back where that is sensible. A missed danger costs a life, a false alarm one line.
"""

from __future__ import annotations

import re
from typing import Final

from handlers.understanding.concepts import Concept, mask_of
from handlers.understanding.lexicon import Hit, Hits
from handlers.understanding.reading import Reading
from handlers.understanding.signs import SIGN_WORDS, Seen, Sign, any_in_sentence, find_signs, has_near
from handlers.understanding.types import Danger

_NEAR_BEFORE: Final = 6
_NEAR_AFTER: Final = 4
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
_TOLD: Final = (Concept.MEDIA, Concept.ONLINE, Concept.LESSON)
_NOT_A_PLEA: Final = (Concept.IF, Concept.LAW, Concept.HOW_TO, Concept.PAST, Concept.OVER, *_TOLD)
_CRIES: Final = mask_of(Concept.CRY, Concept.CALL_AMBULANCE, Concept.CALL_POLICE)
_BEGINNINGS: Final = SIGN_WORDS | _CRIES
"""Every sign, cry and plea has a word of one of these: a message without them is no danger, at one look."""
_DENIALS: Final = mask_of(Concept.NOT, Concept.NOT_AT_ALL)
_SUPPOSALS: Final = mask_of(Concept.IF, Concept.WHEN)
_FRAMES: Final = mask_of(*_TOLD)
_DOUBTS: Final = mask_of(Concept.JOKE, Concept.LAW, Concept.HEARSAY, Concept.HABIT, Concept.HOW_TO, Concept.ASKS)
_OF: Final = ("nha", "cua")
_RESCUE_WORDS: Final = ("cuu", "sos", "keu")


def find_danger(reading: Reading, hits: Hits) -> Danger | None:
    """Return the number to call first for what is happening now, or None.

    A failing body before all (also a child's); a weapon or a threat to kill before a harmed child; a
    harmed child before other violence; then deals going on.
    """
    mask = hits.mask
    if not mask & _BEGINNINGS:
        return None
    context = _Context(reading, hits)
    live: set[Sign] = set()
    for seen in find_signs(hits, reading):
        if seen.sign not in live and context.is_live(seen):
            live.add(seen.sign)
            if seen.sign is Sign.BODY:
                break
    if not (live or mask & _CRIES):
        return None
    is_rescue = not live and context.calls_for_rescue()
    is_drugged = Concept.TOOK in hits or Concept.USE in hits
    if Sign.BODY in live or context.is_plea(Concept.CALL_AMBULANCE) or (is_rescue and is_drugged):
        return Danger.AMBULANCE
    if Sign.ARMED in live:
        return Danger.POLICE
    if Sign.CHILD in live:
        return Danger.CHILD
    return Danger.POLICE if live or is_rescue or context.is_plea(Concept.CALL_POLICE) else None


class _Context:
    """What the rest of a message says about a sign."""

    def __init__(self, reading: Reading, hits: Hits) -> None:
        self._reading = reading
        self._hits = hits
        self._has_cry = Concept.CRY in hits

    def is_live(self, seen: Seen) -> bool:
        """Tell whether the sign is happening now: the calm readings one by one, strongest first."""
        span, mask = seen.span, self._hits.mask
        if (
            (mask & _DENIALS and self._is_denied(span))
            or (mask & _SUPPOSALS and self._is_supposed(span))
            or (mask & _FRAMES and self._is_told(span, seen.sign))
        ):
            return False
        if Concept.THING in self._hits and seen.sign is Sign.BODY and self._is_of_a_thing(span):
            return False
        if Concept.OVER in self._hits and not self._is_led_to_by_now(Concept.OVER, span):
            return False
        if self._in_sentence(Concept.PAST, span) or self._names_a_year(span):
            return self._has_cry or self._is_led_to_by_now(Concept.PAST, span)
        if not (mask & _DOUBTS or self._reading.asks):
            return True
        is_now = has_near(self._hits, Concept.NOW, span, _NEAR_BEFORE, _NEAR_AFTER)
        if self._in_sentence(Concept.JOKE, span) and not is_now:
            return False
        if self._in_sentence(Concept.LAW, span):
            return self._is_somebody(span) and (is_now or self._has_cry)
        if self._in_sentence(Concept.HEARSAY, span):
            return is_now or self._has_cry
        if seen.sign is not Sign.CHILD and self._in_sentence(Concept.HABIT, span):
            return self._has_cry or has_near(self._hits, Concept.RIGHT_NOW, span, 4, 3)
        if self._in_sentence(Concept.HOW_TO, span) or self._closes_by_asking(span):
            return is_now or self._has_cry or self._is_somebody(span)
        return True

    def is_plea(self, concept: Concept) -> bool:
        """Tell whether a plea to call somebody is made, and not supposed, told or asked about."""
        return any(not any(self._in_sentence(calm, hit) for calm in _NOT_A_PLEA) for hit in self._hits.get(concept, ()))

    def calls_for_rescue(self) -> bool:
        """Tell whether "save …" is cried, whatever else is said, and not supposed, told or asked about."""
        keys = self._reading.folded
        return any(keys[hit.start] in _RESCUE_WORDS for hit in self._hits.get(Concept.CRY, ())) and not any(
            concept in self._hits for concept in _NOT_A_PLEA
        )

    def _is_denied(self, span: Hit) -> bool:
        """Tell whether a "not" stands right before the sign, or "there is nobody who" shortly before it."""
        if any(hit.end == span.start and hit.clause == span.clause for hit in self._hits.get(Concept.NOT, ())):
            return True
        keys = self._reading.folded
        return any(
            hit.start < span.start
            and -1 <= span.start - hit.end <= 3
            and hit.clause == span.clause
            and "dang" not in keys[hit.end : span.start]
            for hit in self._hits.get(Concept.NOT_AT_ALL, ())
        )

    def _is_of_a_thing(self, span: Hit) -> bool:
        """Tell whether a thing or an animal is what fails, no drug was taken, and no person stands between."""
        if Concept.TOOK in self._hits:
            return False
        things = [
            hit for hit in self._hits.get(Concept.THING, ()) if hit.clause == span.clause and hit.end <= span.start
        ]
        return any(
            span.start - thing.end <= 5
            and not any(
                thing.end <= one.start < span.start and self._reading.folded[one.start - 1] not in _OF
                for one in self._hits.get(Concept.SOMEBODY, ())
            )
            for thing in things
        )

    def _is_supposed(self, span: Hit) -> bool:
        """Tell whether an "if" opens the sentence before the sign, or a "when" in a sentence that asks."""
        if any(hit.sentence == span.sentence and hit.start < span.end for hit in self._hits.get(Concept.IF, ())):
            return True
        asks = span.sentence in self._reading.asks or any(
            self._in_sentence(concept, span) for concept in (Concept.HOW_TO, Concept.ASKING, Concept.LAW)
        )
        return (
            asks
            and self._in_sentence(Concept.WHEN, span)
            and not self._has_cry
            and not has_near(self._hits, Concept.RIGHT_NOW, span, _NEAR_BEFORE, 1)
        )

    def _is_told(self, span: Hit, sign: Sign) -> bool:
        """Tell whether a film, the news or a lesson frames the sentence, or was spoken of before it.

        A cry for help after it in a sentence of its own is about something else.
        """
        tables = (Concept.MEDIA, Concept.LESSON) if sign is Sign.CHILD else _TOLD
        frames = [hit.sentence for concept in tables for hit in self._hits.get(concept, ())]
        if span.sentence in frames:
            return True
        is_before = any(sentence < span.sentence for sentence in frames)
        return is_before and not (self._has_cry or has_near(self._hits, Concept.NOW, span, _NEAR_BEFORE, _NEAR_AFTER))

    def _is_led_to_by_now(self, concept: Concept, span: Hit) -> bool:
        """Tell whether, after what is past or over, a word of now leads to the sign ("…, giờ đang cầm dao")."""
        first = min((hit.end for hit in self._hits.get(concept, ())), default=0)
        return any(
            first <= hit.start <= span.start and span.start - hit.end <= _NEAR_BEFORE
            for hit in self._hits.get(Concept.NOW, ())
        )

    def _closes_by_asking(self, span: Hit) -> bool:
        """Tell whether the sentence ends in a question mark or a word like "không", "chưa", "hả"."""
        if span.sentence in self._reading.asks:
            return True
        sentences = self._reading.sentences
        return any(
            hit.sentence == span.sentence
            and hit.start >= span.end
            and (hit.end == len(sentences) or sentences[hit.end] != hit.sentence)
            for hit in self._hits.get(Concept.ASKS, ())
        )

    def _names_a_year(self, span: Hit) -> bool:
        """Tell whether the sentence says "năm 2019" or the like."""
        keys, sentences = self._reading.folded, self._reading.sentences
        return "nam" in keys and any(
            key == "nam" and sentence == span.sentence and _YEAR.fullmatch(after)
            for key, sentence, after in zip(keys, sentences, keys[1:], strict=False)
        )

    def _is_somebody(self, span: Hit) -> bool:
        """Tell whether the sign has a certain person as its subject or its victim."""
        return any(
            hit.sentence == span.sentence
            and (0 <= span.start - hit.end <= _NEAR_BEFORE or span.start <= hit.start <= span.end + 1)
            for hit in self._hits.get(Concept.SOMEBODY, ())
        )

    def _in_sentence(self, concept: Concept, span: Hit) -> bool:
        found = self._hits.get(concept)
        return found is not None and any_in_sentence(found, span)
