"""Count wrong passphrases in memory, per person, and say when to wait."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from storage.types import Clock, StaffId, instant
from tips.staff_errors import TooManyTries

WINDOW_SECONDS = 15 * 60
PER_PERSON = 10
AT_ONCE = 20
"""Tries waiting for Argon2 together. More would keep senders' tips waiting, who go through the same gate."""

_WHEN_CROWDED_SECONDS = 3


class Attempts:
    """A sliding window of tries that were not right. A restart forgets it; 66 random bits do not depend on it.

    Ids that nobody has are counted like others, so that a limit reveals nobody. Strangers' tries are limited
    while they run and not over the window: else two hundred of them would keep every officer out.
    """

    def __init__(self, *, clock: Clock, per_person: int = PER_PERSON, at_once: int = AT_ONCE) -> None:
        self._clock = clock
        self._per_person = per_person
        self._at_once = at_once
        self._running = 0
        self._wrong: deque[tuple[int, StaffId]] = deque()

    @contextmanager
    def trying(self, staff: StaffId) -> Iterator[None]:
        """Hold a place for one try, which counts as wrong until `right` is called: many at once count, too.

        Raises `TooManyTries` when this person was wrong too often, or too many are trying at this moment.
        """
        now = self._forget_old()
        own = [at for at, who in self._wrong if who == staff]
        if len(own) >= self._per_person:
            raise TooManyTries(own[0] + WINDOW_SECONDS - now)
        if self._running >= self._at_once:
            raise TooManyTries(_WHEN_CROWDED_SECONDS)
        self._wrong.append((now, staff))
        self._running += 1
        try:
            yield
        finally:
            self._running -= 1

    def right(self, staff: StaffId) -> None:
        """Forget this person's wrong tries."""
        self._wrong = deque(entry for entry in self._wrong if entry[1] != staff)

    def _forget_old(self) -> int:
        now = instant(self._clock.now())
        while self._wrong and self._wrong[0][0] + WINDOW_SECONDS <= now:
            self._wrong.popleft()
        return now
