"""Whom a month leaves out: a table over what is left, what waits, and how many messages a person takes."""

from __future__ import annotations

from datetime import datetime

import pytest

from broadcasts.allowance import Allowance
from broadcasts.forecast import shortfall
from broadcasts.hours import ZONE
from storage.types import Instant, instant

RESETS = datetime(2026, 12, 1, tzinfo=ZONE)
_DAY = 24 * 3600


@pytest.mark.parametrize(
    ("used", "refused", "people", "parts", "waiting", "days_before", "missed", "goes_on"),
    [
        (0, False, 300, 1, 0, 10, None, None),
        (0, False, 301, 1, 0, 10, 1, False),
        (0, False, 200, 2, 0, 10, 50, False),
        (0, False, 101, 3, 0, 10, 1, False),
        (250, False, 60, 1, 0, 10, 10, False),
        (250, False, 60, 1, 20, 10, 30, False),
        (250, False, 60, 1, 200, 10, 60, False),
        (0, True, 40, 1, 0, 10, 40, False),
        (300, False, 40, 1, 0, 2, 40, True),
        (300, True, 40, 1, 500, 0, None, None),
        (300, True, 400, 1, 500, 0, 100, False),
        (0, False, 0, 1, 0, 10, None, None),
    ],
)
def test_whom_the_month_leaves_out(
    *,
    used: int,
    refused: bool,
    people: int,
    parts: int,
    waiting: int,
    days_before: int,
    missed: int | None,
    goes_on: bool | None,
) -> None:
    month = Allowance(account="zalo-bot", quota=1_000, used=used, is_refused=refused, resets=RESETS)
    begins = Instant(instant(RESETS) - days_before * _DAY)
    short = shortfall(month, people=people, parts=parts, waiting=waiting, begins=begins, rehearsal=True)
    told = (None, None) if short is None else (short.people.exact, short.goes_on)
    assert told == (missed, goes_on)
