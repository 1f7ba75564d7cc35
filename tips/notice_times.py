"""When a notice may leave: urgent at once, all else so that nobody can tell who has just put a phone away.

An official in a café who sees an officer's phone light up must not be able to look around for the sender:
non-urgent notices leave 2 to 15 minutes after the next quarter hour, and only from 07:00 to 21:00 local
time. Source: facts/tip-line.md 4.4, DESIGN section 4.
"""

from __future__ import annotations

import secrets
from datetime import datetime, time, timedelta

from storage.tips.types import CaseNumber, Notice, NoticeKind, Urgency
from storage.types import Instant, StaffId, UnitCode, instant
from tips.clocks_table import HOUR, LOCAL, QUARTER

_OPENS, _SHUTS = time(7), time(21)
_JITTER_MINUTES = range(2, 16)


def leave_at(urgency: Urgency, now: datetime, *, jitter_minutes: int, rehearsal: bool) -> Instant:
    """Return the instant before which a notice stays.

    What leaves at once gets an instant in the past, rounded down, because the true one would be the time of
    the tip. In a rehearsal everything leaves at once.
    """
    at = instant(now)
    if rehearsal:
        return Instant(at - at % HOUR)
    if urgency is Urgency.URGENT:
        return Instant(at - at % QUARTER)
    planned = Instant((at // QUARTER + 1) * QUARTER)
    return Instant(within_the_day(planned) + jitter_minutes * 60)


def new_notice(
    *,
    kind: NoticeKind,
    unit: UnitCode,
    staff: StaffId | None,
    case: CaseNumber | None,
    urgency: Urgency,
    due: Instant,
    now: datetime,
    rehearsal: bool,
) -> Notice:
    """Return a notice for the outbox, with a random id and a random delay."""
    jitter = secrets.choice(_JITTER_MINUTES)
    return Notice(
        notice=secrets.token_bytes(16),
        kind=kind,
        unit=unit,
        staff=staff,
        case=case,
        urgency=urgency,
        due=due,
        not_before=leave_at(urgency, now, jitter_minutes=jitter, rehearsal=rehearsal),
        attempts=0,
    )


def within_the_day(at: Instant) -> Instant:
    """Return `at`, or the next opening at 07:00 when it falls into the quiet hours."""
    local = datetime.fromtimestamp(at, LOCAL)
    if local.time() < _OPENS:
        return instant(datetime.combine(local.date(), _OPENS, LOCAL))
    if local.time() >= _SHUTS:
        return instant(datetime.combine(local.date() + timedelta(days=1), _OPENS, LOCAL))
    return at
