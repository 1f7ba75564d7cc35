"""Notice a flood: many times the usual rate, or the same text again and again. In memory only.

A flooded tip is kept and sealed like any other; it only rings nobody's phone, and each unit gets one digest an hour
(four, where it is about what goes on now). Everything is counted by the unit that leads, so that no unit notices
what came for another, least of all what came about itself (I-11); the rate by place, too, so that a place where much
happens does not silence the others that PC04 leads.
A restart forgets everything, which costs nothing but a few notices. Source: facts/tip-line.md 4.9.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from dataclasses import dataclass, field
from typing import TypeVar

from rapidfuzz import fuzz

from storage.types import Clock, UnitCode, instant

WINDOW_SECONDS = 10 * 60
MEMORY_SECONDS = 24 * 3600
FEWEST_IN_WINDOW = 60
"""Under so many tips about one place in ten minutes the rate is no flood, however quiet the day was."""

FEWEST_OF_A_LEAD = 2 * FEWEST_IN_WINDOW
"""The same for everything that one unit leads, whatever the place."""

TIMES_USUAL = 5
SAME_AT_LEAST = 5
"""So many near-equal texts within an hour make the next one part of a flood; neighbours may share two or three."""

_SAME_SECONDS = 3600
_URGENT_SECONDS = 15 * 60
_LIKENESS = 92.0
_SHORTEST = 20
_LONGEST = 2_000
_TEXTS = 200
_TIMES = 20_000

_What = TypeVar("_What")


@dataclass(slots=True, kw_only=True)
class _Came:
    """What came for one leading unit: when and about which place (a day), and folded texts (an hour)."""

    times: deque[tuple[int, UnitCode | None]] = field(default_factory=lambda: deque(maxlen=_TIMES), repr=False)
    texts: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=_TEXTS), repr=False)


class FloodWatch:
    """Remembers what came for each leading unit."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._came: dict[UnitCode, _Came] = {}
        self._digests: dict[tuple[UnitCode, bool], int] = {}

    def is_flood(self, text: str, *, lead: UnitCode, place: UnitCode | None) -> bool:
        """Count one more tip that `lead` leads, and say whether it belongs to a flood."""
        now = self._forget_old()
        came = self._came.setdefault(lead, _Came())
        folded = _folded(text)
        times = [at for at, _ in came.times]
        here = [at for at, where in came.times if where == place]
        too_many = _is_too_many(here, now, FEWEST_IN_WINDOW) or _is_too_many(times, now, FEWEST_OF_A_LEAD)
        repeated = _is_repeated(folded, came)
        came.times.append((now, place))
        if len(folded) >= _SHORTEST:
            came.texts.append((now, folded))
        return too_many or repeated

    def take_back(self, text: str, *, lead: UnitCode, place: UnitCode | None) -> None:
        """Count a tip no more that could not be stored: whoever presses send again and again is no flood."""
        came = self._came.get(lead, _Came())
        _drop_newest(came.times, place)
        _drop_newest(came.texts, _folded(text))

    def digest_lost(self, unit: UnitCode, *, urgent: bool) -> None:
        """Let the next tip of a flood tell the unit: the digest that was due could not be stored."""
        self._digests.pop((unit, urgent), None)

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

    def _forget_old(self) -> int:
        now = instant(self._clock.now())
        for came in self._came.values():
            while came.times and came.times[0][0] <= now - MEMORY_SECONDS:
                came.times.popleft()
            while came.texts and came.texts[0][0] <= now - _SAME_SECONDS:
                came.texts.popleft()
        return now


def _drop_newest(kept: deque[tuple[int, _What]], what: _What) -> None:
    for place in reversed(range(len(kept))):
        if kept[place][1] == what:
            del kept[place]
            return


def _is_too_many(times: list[int], now: int, fewest: int) -> bool:
    recent = sum(1 for at in times if at > now - WINDOW_SECONDS)
    windows = MEMORY_SECONDS / WINDOW_SECONDS
    usual = (len(times) - recent) / windows
    return recent + 1 > max(fewest, TIMES_USUAL * usual)


def _is_repeated(folded: str, came: _Came) -> bool:
    if len(folded) < _SHORTEST:
        return False
    alike = sum(1 for _, other in came.texts if fuzz.ratio(folded, other, score_cutoff=_LIKENESS) > 0)
    return alike >= SAME_AT_LEAST


def _folded(text: str) -> str:
    """Return the letters and digits of a text, small, without marks: what a sender varies least."""
    spread = unicodedata.normalize("NFD", text[:_LONGEST].casefold().replace("đ", "d"))
    return "".join(sign for sign in spread if sign.isalnum())
