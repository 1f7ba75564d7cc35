"""Hours and estimates in the province's time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.estimate import estimate
from broadcasts.hours import ZONE, is_open, opens_next
from storage.types import Instant, instant, moment


def _here(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-25T06:59:59", False),
        ("2026-11-25T07:00:00", True),
        ("2026-11-25T20:59:59", True),
        ("2026-11-25T21:00:00", False),
        ("2026-11-25T00:00:00", False),
    ],
)
def test_hours_are_seven_to_nine_in_the_province(at: str, *, expected: bool) -> None:
    assert is_open(_here(at)) is expected
    assert is_open(_here(at).astimezone(UTC)) is expected


@given(st.integers(1_700_000_000, 2_000_000_000))
def test_the_next_opening_is_open_and_nothing_before_it_is(at: int) -> None:
    now = moment(at)
    opens = opens_next(now)
    assert is_open(opens)
    assert now <= opens < now + timedelta(hours=11)
    if opens > now:
        assert not is_open(now)
        assert not is_open(opens - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("messages", "rate", "starts", "finishes", "crosses"),
    [
        (24_359, 25.0, "2026-11-25T08:00:00", "2026-11-25T08:16:15", False),
        (100, 25.0, "2026-11-25T05:00:00", "2026-11-25T07:00:04", False),
        (100, 25.0, "2026-11-25T22:00:00", "2026-11-26T07:00:04", False),
        (1_000_000, 25.0, "2026-11-25T08:00:00", "2026-11-25T19:06:40", False),
        (1_900_000, 25.0, "2026-11-25T07:00:00", "2026-11-26T14:06:40", True),
        (0, 25.0, "2026-11-25T08:00:00", "2026-11-25T08:00:00", False),
    ],
)
def test_estimates(messages: int, rate: float, starts: str, finishes: str, *, crosses: bool) -> None:
    told = estimate(messages=messages, rate=rate, starts=instant(_here(starts)), always_open=False)
    assert (moment(told.finishes).astimezone(ZONE), told.crosses_night) == (_here(finishes), crosses)


@given(st.integers(0, 5_000_000), st.integers(1, 1000), st.integers(1_700_000_000, 2_000_000_000))
def test_an_estimate_never_ends_at_night_nor_before_its_work_is_done(messages: int, rate: int, starts: int) -> None:
    told = estimate(messages=messages, rate=float(rate), starts=Instant(starts), always_open=False)
    assert told.begins >= starts
    assert is_open(moment(told.begins)), "nothing begins at night"
    assert told.begins == starts or not is_open(moment(starts)), "and nothing waits without a reason"
    assert told.finishes - told.begins >= told.seconds
    assert told.seconds * rate >= messages
    assert is_open(moment(told.finishes - 1)) or is_open(moment(told.finishes))
