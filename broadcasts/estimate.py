"""How long a campaign takes: at the account's rate, within the hours. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from broadcasts.hours import closes_next, opens_next
from storage.types import Instant, instant, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How long sending takes without pauses, when it begins and ends, and whether a night lies between."""

    seconds: int
    begins: Instant
    finishes: Instant
    crosses_night: bool


def estimate(*, messages: int, rate: float, starts: Instant, always_open: bool) -> Estimate:
    """Return when that many `messages` at `rate` a second are through, starting at `starts` or the next 07:00."""
    seconds = math.ceil(messages / rate)
    if always_open:
        return Estimate(seconds=seconds, begins=starts, finishes=Instant(starts + seconds), crosses_night=False)
    left = timedelta(seconds=seconds)
    now = begins = opens_next(moment(starts))
    crosses = False
    while True:
        closes = closes_next(now)
        if left <= closes - now:
            return Estimate(
                seconds=seconds, begins=instant(begins), finishes=instant(now + left), crosses_night=crosses
            )
        left -= closes - now
        now = opens_next(closes)
        crosses = True
