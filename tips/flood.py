"""Notice a flood: many times the usual rate, or the same text again and again. In memory only.

A flooded tip is kept and sealed like any other; it only rings nobody's phone, and each unit gets one digest an hour
(four, where it is about what goes on now).
A restart forgets everything, which costs nothing but a few notices. Source: facts/tip-line.md 4.9.
"""

from __future__ import annotations

import unicodedata
from collections import deque

from rapidfuzz import fuzz

from storage.types import Clock, UnitCode, instant

WINDOW_SECONDS = 10 * 60
MEMORY_SECONDS = 24 * 3600
FEWEST_IN_WINDOW = 60
"""Under so many tips in ten minutes the rate is no flood, however quiet the day was."""

TIMES_USUAL = 5
SAME_AT_LEAST = 5
"""So many near-equal texts within an hour make the next one part of a flood; neighbours may share two or three."""

_SAME_SECONDS = 3600
_URGENT_SECONDS = 15 * 60
_LIKENESS = 92.0
_SHORTEST = 20
_LONGEST = 2_000
_TEXTS = 200


class FloodWatch:
    """Remembers when tips came (a day) and their folded texts (an hour, at most 200)."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._times: deque[int] = deque()
        self._texts: deque[tuple[int, str]] = deque(maxlen=_TEXTS)
        self._digests: dict[tuple[UnitCode, bool], int] = {}

    def is_flood(self, text: str) -> bool:
        """Count one more tip, and say whether it belongs to a flood."""
        now = self._forget_old()
        folded = _folded(text)
        too_many = self._is_too_many(now)
        repeated = self._is_repeated(folded)
        self._times.append(now)
        if len(folded) >= _SHORTEST:
            self._texts.append((now, folded))
        return too_many or repeated

    def digest_due(self, unit: UnitCode, *, urgent: bool = False) -> bool:
        """Say whether the unit should get a digest now: once an hour while the flood lasts.

        For urgent tips once a quarter hour, counted apart: whoever sends a flood must not silence what goes on now.
        """
        now = instant(self._clock.now())
        last = self._digests.get((unit, urgent))
        if last is not None and now - last < (_URGENT_SECONDS if urgent else _SAME_SECONDS):
            return False
        self._digests[(unit, urgent)] = now
        return True

    def __repr__(self) -> str:
        return "FloodWatch()"

    def _is_too_many(self, now: int) -> bool:
        recent = sum(1 for at in self._times if at > now - WINDOW_SECONDS)
        windows = MEMORY_SECONDS / WINDOW_SECONDS
        usual = (len(self._times) - recent) / windows
        return recent + 1 > max(FEWEST_IN_WINDOW, TIMES_USUAL * usual)

    def _is_repeated(self, folded: str) -> bool:
        if len(folded) < _SHORTEST:
            return False
        alike = sum(1 for _, other in self._texts if fuzz.ratio(folded, other, score_cutoff=_LIKENESS) > 0)
        return alike >= SAME_AT_LEAST

    def _forget_old(self) -> int:
        now = instant(self._clock.now())
        while self._times and self._times[0] <= now - MEMORY_SECONDS:
            self._times.popleft()
        while self._texts and self._texts[0][0] <= now - _SAME_SECONDS:
            self._texts.popleft()
        return now


def _folded(text: str) -> str:
    """Return the letters and digits of a text, small, without marks: what a sender varies least."""
    spread = unicodedata.normalize("NFD", text[:_LONGEST].casefold().replace("đ", "d"))
    return "".join(sign for sign in spread if sign.isalnum())
