"""Deadlines come from the rounded arrival, so none of them betrays the minute (I-17)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.tips.types import Urgency
from storage.types import Instant, instant
from tips.clocks_table import DAY, HOUR, LOCAL, LONGEST_PAUSE, QUARTER, due_times, resumed, rounded

_MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def _local(day: int, hour: int) -> Instant:
    return instant(datetime(2026, 11, day, hour, tzinfo=LOCAL))


@given(_MOMENTS, st.sampled_from(list(Urgency)))
def test_arrival_is_rounded_up_to_the_hour_or_quarter(at: datetime, urgency: Urgency) -> None:
    step = QUARTER if urgency is Urgency.URGENT else HOUR
    received = rounded(at, urgency)
    assert received % step == 0
    assert 0 <= received - at.timestamp() + 1 <= step + 1


@given(_MOMENTS, st.sampled_from(list(Urgency)))
def test_deadlines_are_in_order_and_as_coarse_as_the_arrival(at: datetime, urgency: Urgency) -> None:
    received = rounded(at, urgency)
    due = due_times(urgency, received)
    step = QUARTER if urgency is Urgency.URGENT else HOUR
    assert received < due.accept <= due.action <= due.resolve
    assert all(time % step == 0 for time in (due.accept, due.action, due.resolve))


def test_urgent_is_accepted_within_a_quarter_at_any_hour() -> None:
    night = _local(25, 3)
    due = due_times(Urgency.URGENT, night)
    assert (due.accept, due.action, due.resolve) == (night + 900, night + HOUR, night + DAY)


def test_normal_runs_in_calendar_days() -> None:
    start = _local(27, 17)
    due = due_times(Urgency.NORMAL, start)
    assert (due.accept, due.action, due.resolve) == (start + DAY, start + 3 * DAY, start + 20 * DAY)


@pytest.mark.parametrize(
    ("start", "accept"),
    [
        (_local(25, 9), _local(25, 11)),
        (_local(25, 20), _local(25, 22)),
        (_local(25, 21), _local(26, 8)),
        (_local(25, 22), _local(26, 9)),
        (_local(25, 23), _local(26, 9)),
        (_local(26, 2), _local(26, 9)),
        (_local(26, 7), _local(26, 9)),
    ],
)
def test_high_has_two_hours_of_the_day(start: Instant, accept: Instant) -> None:
    assert due_times(Urgency.HIGH, start).accept == accept


@given(st.integers(-5 * DAY, 30 * DAY), st.integers(0, LONGEST_PAUSE))
def test_a_pause_moves_the_last_deadline_by_itself_and_never_more_than_a_week(length: int, before: int) -> None:
    due, since = _local(25, 9), _local(10, 9)
    after = resumed(due_resolve=due, paused_since=since, paused_seconds=before, at=Instant(since + length))
    moved = after.due_resolve - due
    assert moved == after.paused_seconds - before
    assert moved == min(max(length, 0), LONGEST_PAUSE - before)


def test_local_time_is_seven_hours_ahead() -> None:
    assert datetime(2026, 11, 25, tzinfo=LOCAL).utcoffset() == timedelta(hours=7)
