"""How long a campaign takes: at the account's rate, within the hours. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcasts.audience import AudienceCount
from broadcasts.hours import closes_next, opens_next
from storage.types import Instant, instant, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """People on `account` whom the rest of its month leaves out, as far as that may be told.

    `parts` are messages a person. The next month begins at `resets`; `goes_on` when the run lasts until then.
    """

    account: str
    people: AudienceCount
    parts: int
    resets: datetime
    goes_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How long sending takes without pauses, when it begins and ends, and whether a night lies between.

    `shortfalls` are of the platforms that count by the month and have not enough left.
    """

    seconds: int
    begins: Instant
    finishes: Instant
    crosses_night: bool
    shortfalls: tuple[Shortfall, ...] = ()


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
