"""When bulk may be sent: 07:00 to 21:00 in the province. Pure functions.

Narrower than what Decree 91/2020 allows for advertising messages (07:00 to 22:00).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_OPENS = time(7)
_CLOSES = time(21)


def is_open(now: datetime) -> bool:
    """Tell whether ordinary messages to residents may leave now."""
    return _OPENS <= now.astimezone(ZONE).time() < _CLOSES


def opens_next(now: datetime) -> datetime:
    """Return `now` when open, else the next 07:00 in the province."""
    local = now.astimezone(ZONE)
    if is_open(now):
        return now
    day = local.date() if local.time() < _OPENS else local.date() + timedelta(days=1)
    return datetime.combine(day, _OPENS, ZONE)


def closes_next(now: datetime) -> datetime:
    """Return the 21:00 of the province's day of `now`."""
    return datetime.combine(now.astimezone(ZONE).date(), _CLOSES, ZONE)
