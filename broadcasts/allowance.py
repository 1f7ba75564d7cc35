"""What an account may send in a month, and how much of it is for campaigns. Pure.

Some platforms sell messages by the month and refuse everything once they are used up, answers to people in danger
too. So campaigns may use 30 of 100; answers have the rest, uncounted. The month is the province's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcasts.hours import ZONE

BULK_PERCENT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """An account's month as it stands: `quota` messages in all, `used` bulk messages; `resets` begins the next one.

    `is_refused`: the platform itself says that nothing is left, whatever we counted.
    """

    account: str
    quota: int
    used: int
    is_refused: bool
    resets: datetime

    @property
    def share(self) -> int:
        """Messages that campaigns may use in a month."""
        return bulk_share(self.quota)

    @property
    def left(self) -> int:
        """Messages that campaigns may still use."""
        return 0 if self.is_refused else max(0, self.share - self.used)


def bulk_share(quota: int) -> int:
    """Return how many of a month's messages campaigns may use."""
    return quota * BULK_PERCENT // 100


def month_of(now: datetime) -> str:
    """Return the month of a moment in the province, as YYYY-MM."""
    return f"{now.astimezone(ZONE):%Y-%m}"


def next_month(now: datetime) -> datetime:
    """Return the first moment of the next month in the province."""
    first = now.astimezone(ZONE).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    # 32 days after a first lie in the next month, whatever its length.
    return (first + timedelta(days=32)).replace(day=1)
