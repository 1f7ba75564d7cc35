"""At most so many mailbox lookups a minute for the whole site: guessing is slow, however many guess (I-24).

Half of them are for sources that have not missed before (`tips.lookup_standing`): who guesses uses up the other half
and keeps no sender out of the mailbox.
"""

from __future__ import annotations

from collections import deque

from storage.types import Clock, instant
from tips.errors import TooManyAttempts

LOOKUPS_A_MINUTE = 60
DOUBTED_A_MINUTE = 30
"""Of these, all doubted sources together."""
_MINUTE = 60


class LookupBudget:
    """Counts lookups over a sliding minute, in memory; a restart forgets them."""

    def __init__(self, *, clock: Clock, per_minute: int = LOOKUPS_A_MINUTE) -> None:
        self._clock = clock
        self._per_minute = per_minute
        self._times: deque[int] = deque()
        self._doubted: deque[int] = deque()

    def take(self, *, is_doubted: bool = False) -> None:
        """Count one lookup, of a source that is doubted or not. Raises `TooManyAttempts` with the seconds to wait."""
        now = instant(self._clock.now())
        while self._times and self._times[0] <= now - _MINUTE:
            self._times.popleft()
        while self._doubted and self._doubted[0] <= now - _MINUTE:
            self._doubted.popleft()
        if len(self._times) >= self._per_minute:
            raise TooManyAttempts(self._times[0] + _MINUTE - now)
        if is_doubted:
            if len(self._doubted) >= self._per_minute * DOUBTED_A_MINUTE // LOOKUPS_A_MINUTE:
                raise TooManyAttempts(self._doubted[0] + _MINUTE - now)
            self._doubted.append(now)
        self._times.append(now)
