"""GCRA over every sequence of bookings: never too fast, never slower than needed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.pacing import cost, wait

_EPSILON = 1e-6


def _leave(pauses: list[float], *, rate: float, burst: int) -> list[float]:
    """Book one message after each pause; return when each leaves."""
    arrival, now, left = 0.0, 1000.0, []
    for pause in pauses:
        now += pause
        left.append(now + wait(arrival=arrival, now=now, rate=rate, burst=burst))
        arrival = max(arrival, now) + cost(1, rate=rate)
    return left


@given(st.lists(st.floats(0, 2), min_size=1, max_size=120), st.sampled_from([1.0, 5.0, 25.0, 30.0]), st.integers(0, 10))
def test_in_any_window_at_most_rate_and_burst_leave(pauses: list[float], rate: float, burst: int) -> None:
    left = _leave(pauses, rate=rate, burst=burst)
    for first, start in enumerate(left):
        for last in range(first, len(left)):
            window = left[last] - start
            assert last - first + 1 <= rate * window + burst + 1 + _EPSILON


@given(st.floats(0, 1e9), st.floats(0, 1e9), st.sampled_from([1.0, 25.0]), st.integers(0, 10))
def test_a_quiet_account_never_waits(arrival: float, now: float, rate: float, burst: int) -> None:
    waited = wait(arrival=arrival, now=now, rate=rate, burst=burst)
    assert waited >= 0
    if arrival <= now:
        assert waited == 0


@pytest.mark.parametrize(("halted_until", "expected"), [(0.0, 0.0), (90.0, 0.0), (130.0, 30.0)])
def test_a_halt_is_waited_out(halted_until: float, expected: float) -> None:
    assert wait(arrival=0.0, now=100.0, rate=25.0, burst=5, halted_until=halted_until) == expected
