"""Wrong passphrases: counted per person, limited while they run, forgotten after the window."""

from __future__ import annotations

from contextlib import ExitStack
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


def _wrong(attempts: Attempts, staff: StaffId) -> None:
    with attempts.trying(staff):
        pass


def test_one_person_is_stopped_and_the_others_are_not() -> None:
    attempts = Attempts(clock=Hands(), per_person=3)
    for _ in range(3):
        _wrong(attempts, ONE)
    with pytest.raises(TooManyTries) as stopped:
        _wrong(attempts, ONE)
    assert stopped.value.retry_after == WINDOW_SECONDS
    _wrong(attempts, TWO)


def test_strangers_cannot_keep_the_staff_out() -> None:
    attempts = Attempts(clock=Hands(), per_person=3)
    for number in range(1_000):
        _wrong(attempts, StaffId(f"S-{number}"))
    _wrong(attempts, ONE)


def test_tries_that_run_at_once_are_few_and_each_counts() -> None:
    attempts = Attempts(clock=Hands(), per_person=2, at_once=3)
    with ExitStack() as running:
        for staff in (ONE, ONE, TWO):
            running.enter_context(attempts.trying(staff))
        for staff in (ONE, TWO):
            with pytest.raises(TooManyTries):
                _wrong(attempts, staff)
    _wrong(attempts, TWO)
    with pytest.raises(TooManyTries):
        _wrong(attempts, ONE)


def test_the_window_passes() -> None:
    clock = Hands()
    attempts = Attempts(clock=clock, per_person=1)
    _wrong(attempts, ONE)
    clock.time += timedelta(seconds=WINDOW_SECONDS - 1)
    with pytest.raises(TooManyTries):
        _wrong(attempts, ONE)
    clock.time += timedelta(seconds=1)
    _wrong(attempts, ONE)


def test_a_right_one_starts_anew() -> None:
    attempts = Attempts(clock=Hands(), per_person=2)
    _wrong(attempts, ONE)
    attempts.right(ONE)
    _wrong(attempts, ONE)
    _wrong(attempts, ONE)
