"""At most so many mailbox lookups a minute for the whole site: guessing is slow, however many guess (I-24)."""

from __future__ import annotations

from collections import deque

from storage.types import Clock, instant
from tips.errors import TooManyAttempts

LOOKUPS_A_MINUTE = 60
_MINUTE = 60


class LookupBudget:
    """Counts lookups over a sliding minute, in memory; a restart forgets them."""

    def __init__(self, *, clock: Clock, per_minute: int = LOOKUPS_A_MINUTE) -> None:
        self._clock = clock
        self._per_minute = per_minute
        self._times: deque[int] = deque()

    def take(self) -> None:
        """Count one lookup. Raises `TooManyAttempts` with the seconds to wait."""
        now = instant(self._clock.now())
        while self._times and self._times[0] <= now - _MINUTE:
            self._times.popleft()
        if len(self._times) >= self._per_minute:
            raise TooManyAttempts(self._times[0] + _MINUTE - now)
        self._times.append(now)
