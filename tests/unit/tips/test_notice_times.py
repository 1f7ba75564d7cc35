"""A notice that lights up an officer's phone must not point at whoever has just put one away."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.tips.types import Urgency
from storage.types import instant, moment
from tips.clocks_table import HOUR, LOCAL, QUARTER
from tips.notice_times import leave_at

_MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_CALM = [Urgency.HIGH, Urgency.NORMAL]


@given(_MOMENTS, st.sampled_from(_CALM), st.integers(2, 15))
def test_calm_notices_leave_by_day_after_a_quarter_hour(at: datetime, urgency: Urgency, jitter: int) -> None:
    leaves = leave_at(urgency, at, jitter_minutes=jitter, rehearsal=False)
    assert leaves >= instant(at) + 120
    assert (leaves - jitter * 60) % QUARTER == 0
    assert 7 <= moment(leaves - jitter * 60).astimezone(LOCAL).hour < 21


@given(_MOMENTS)
def test_urgent_notices_leave_at_once_and_their_row_keeps_the_quarter_hour_only(at: datetime) -> None:
    leaves = leave_at(Urgency.URGENT, at, jitter_minutes=9, rehearsal=False)
    assert leaves <= instant(at)
    assert leaves % QUARTER == 0


@given(_MOMENTS, st.sampled_from(list(Urgency)))
def test_in_a_rehearsal_everything_leaves_at_once(at: datetime, urgency: Urgency) -> None:
    leaves = leave_at(urgency, at, jitter_minutes=9, rehearsal=True)
    assert leaves <= instant(at)
    assert leaves % HOUR == 0


@pytest.mark.parametrize(("hour", "minute", "waits_until"), [(20, 50, 7), (21, 30, 7), (3, 0, 7), (6, 44, 7)])
def test_what_comes_at_night_waits_for_seven(hour: int, minute: int, waits_until: int) -> None:
    at = datetime(2026, 11, 25, hour, minute, tzinfo=LOCAL)
    leaves = moment(leave_at(Urgency.NORMAL, at, jitter_minutes=3, rehearsal=False)).astimezone(LOCAL)
    assert (leaves.hour, leaves.minute) == (waits_until, 3)
