"""The clocks of a case as a table: when it must be accepted, worked on and resolved. Pure arithmetic.

Everything counts from the rounded time of arrival, so that no deadline betrays the minute; calendar days
throughout (DESIGN section 4). Defaults of facts/tip-line.md 6.3; the customer decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.tips.types import Urgency
from storage.types import Instant, instant, moment

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
HOUR = 3600
QUARTER = 900
DAY = 24 * HOUR
LONGEST_PAUSE = 7 * DAY
REOPEN_SECONDS = 90 * DAY
MAILBOX_SECONDS = 90 * DAY

_ACCEPT = {Urgency.URGENT: 15 * 60, Urgency.HIGH: 2 * HOUR, Urgency.NORMAL: DAY}
_ACTION = {Urgency.URGENT: HOUR, Urgency.HIGH: DAY, Urgency.NORMAL: 3 * DAY}
_RESOLVE = {Urgency.URGENT: DAY, Urgency.HIGH: 7 * DAY, Urgency.NORMAL: 20 * DAY}
_OPENS, _SHUTS = time(7), time(22)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The three deadlines of a case."""

    accept: Instant
    action: Instant
    resolve: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """The third clock after a pause: its new deadline and how long it has stood still in all, in seconds."""

    due_resolve: Instant
    paused_seconds: int


def rounded(at: datetime, urgency: Urgency) -> Instant:
    """Return the arrival as it may be stored: up to the full hour, for an urgent tip to the quarter hour."""
    step = QUARTER if urgency is Urgency.URGENT else HOUR
    return Instant(-(-instant(at) // step) * step)


def due_times(urgency: Urgency, received: Instant) -> Due:
    """Return the deadlines of a case whose rounded arrival is `received`.

    Accepting a high tip has two hours that run only from 07:00 to 22:00 local time; all else runs on.
    """
    accept = received + _ACCEPT[urgency]
    if urgency is Urgency.HIGH:
        accept = _within_the_day(received, _ACCEPT[urgency])
    return Due(
        accept=Instant(accept),
        action=Instant(max(received + _ACTION[urgency], accept)),
        resolve=Instant(received + _RESOLVE[urgency]),
    )


def resumed(*, due_resolve: Instant, paused_since: Instant, paused_seconds: int, at: Instant) -> Resumed:
    """Return the third clock when a pause ends at `at`: it stood still for at most 7 days in all."""
    pause = min(max(at - paused_since, 0), max(LONGEST_PAUSE - paused_seconds, 0))
    return Resumed(due_resolve=Instant(due_resolve + pause), paused_seconds=paused_seconds + pause)


def _within_the_day(start: int, seconds: int) -> int:
    """Let `seconds` pass from `start`, counting only the hours between 07:00 and 22:00."""
    local = moment(start).astimezone(LOCAL)
    if local.time() < _OPENS:
        local = datetime.combine(local.date(), _OPENS, LOCAL)
    elif local.time() >= _SHUTS:
        local = datetime.combine(local.date() + timedelta(days=1), _OPENS, LOCAL)
    shuts = datetime.combine(local.date(), _SHUTS, LOCAL)
    left = instant(shuts) - instant(local)
    if seconds <= left:
        return instant(local) + seconds
    return instant(datetime.combine(local.date() + timedelta(days=1), _OPENS, LOCAL)) + seconds - left
