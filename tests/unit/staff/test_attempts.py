"""Wrong passphrases: counted per person and in all, forgotten after the window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage.types import StaffId
from tips.attempts import WINDOW_SECONDS, Attempts
from tips.staff_errors import TooManyTries


class Hands:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 25, 3, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


ONE, TWO = StaffId("S-AAAAAA"), StaffId("S-BBBBBB")


def test_one_person_is_stopped_and_the_others_are_not() -> None:
    attempts = Attempts(clock=Hands(), per_person=3, in_all=100)
    for _ in range(3):
        attempts.check(ONE)
        attempts.wrong(ONE)
    with pytest.raises(TooManyTries) as stopped:
        attempts.check(ONE)
    assert stopped.value.retry_after == WINDOW_SECONDS
    attempts.check(TWO)


def test_many_ids_together_are_stopped() -> None:
    attempts = Attempts(clock=Hands(), per_person=3, in_all=5)
    for number in range(5):
        attempts.wrong(StaffId(f"S-{number}"))
    with pytest.raises(TooManyTries):
        attempts.check(ONE)


def test_the_window_passes() -> None:
    clock = Hands()
    attempts = Attempts(clock=clock, per_person=1, in_all=5)
    attempts.wrong(ONE)
    clock.time += timedelta(seconds=WINDOW_SECONDS - 1)
    with pytest.raises(TooManyTries):
        attempts.check(ONE)
    clock.time += timedelta(seconds=1)
    attempts.check(ONE)


def test_a_right_one_starts_anew() -> None:
    attempts = Attempts(clock=Hands(), per_person=2, in_all=5)
    attempts.wrong(ONE)
    attempts.right(ONE)
    attempts.wrong(ONE)
    attempts.check(ONE)
