"""Count wrong passphrases in memory, per person and in all, and say when to wait."""

from __future__ import annotations

from collections import deque

from storage.types import Clock, StaffId, instant
from tips.staff_errors import TooManyTries

WINDOW_SECONDS = 15 * 60
PER_PERSON = 10
IN_ALL = 200


class Attempts:
    """A sliding window of wrong tries. A restart forgets it; 66 random bits do not depend on it.

    Ids that nobody has are counted like others, so that a limit reveals nobody; the table is bounded by
    the limit over all.
    """

    def __init__(self, *, clock: Clock, per_person: int = PER_PERSON, in_all: int = IN_ALL) -> None:
        self._clock = clock
        self._per_person = per_person
        self._in_all = in_all
        self._wrong: deque[tuple[int, StaffId]] = deque()

    def check(self, staff: StaffId) -> None:
        """Raise `TooManyTries` when this person, or everybody together, was wrong too often."""
        now = self._forget_old()
        own = [at for at, who in self._wrong if who == staff]
        if len(own) >= self._per_person:
            raise TooManyTries(own[0] + WINDOW_SECONDS - now)
        if len(self._wrong) >= self._in_all:
            raise TooManyTries(self._wrong[0][0] + WINDOW_SECONDS - now)

    def wrong(self, staff: StaffId) -> None:
        """Count one wrong try."""
        self._wrong.append((self._forget_old(), staff))

    def right(self, staff: StaffId) -> None:
        """Forget this person's wrong tries."""
        self._wrong = deque(entry for entry in self._wrong if entry[1] != staff)

    def _forget_old(self) -> int:
        now = instant(self._clock.now())
        while self._wrong and self._wrong[0][0] + WINDOW_SECONDS <= now:
            self._wrong.popleft()
        return now
