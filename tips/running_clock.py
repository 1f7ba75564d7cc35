"""Which clock of a case runs, and what it asks for by now: reminders and the rungs of the ladder. Pure.

accept runs until somebody takes the case, action until he first asks or notes something, resolve until it
is closed; a question to the sender stops the third for at most seven days in all. Reminders come at 50 %
and 80 % of a clock. When it runs out, the person in charge and the whole unit hear it at once, PC04 after
half as much time again, oversight after as much again. A new clock starts with no reminder and no rung.
What a flood put aside has the clock of any tip, since its sender was told the same time.
Source: facts/tip-line.md 6.3.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from storage.tips.types import CaseRow, TipState, Urgency
from storage.types import OVERSIGHT, PC04, Instant, StaffId, UnitCode
from tips.clocks_table import HOUR, LONGEST_PAUSE, due_times, resumed

_NOON = Instant(5 * HOUR)
"""Noon in Quảng Trị on the first day: no night shortens or stretches what is counted from it."""

REMINDERS = 2
RUNGS = 4


class ClockKind(StrEnum):
    """The three clocks of a case."""

    ACCEPT = "accept"
    ACTION = "action"
    RESOLVE = "resolve"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningClock:
    """The clock that runs now; `length` is its whole time in seconds."""

    kind: ClockKind
    due: Instant
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Who hears of a breach at one step; `staff` None means the whole unit, `unit` None nobody."""

    level: int
    unit: UnitCode | None
    staff: StaffId | None


def running_clock(row: CaseRow, *, acted: bool, now: Instant) -> RunningClock | None:
    """Return the clock that runs for a case; None while it stands still or is closed.

    A drill of oversight has none: oversight opens it and can do nothing more.
    """
    if row.lead_unit == OVERSIGHT:
        return None
    match row.state:
        case TipState.ROUTED | TipState.QUARANTINED:
            return RunningClock(kind=ClockKind.ACCEPT, due=row.due_accept, length=length(row.urgency, ClockKind.ACCEPT))
        case TipState.ACCEPTED if not acted:
            return RunningClock(kind=ClockKind.ACTION, due=row.due_action, length=length(row.urgency, ClockKind.ACTION))
        case TipState.ACCEPTED:
            whole = length(row.urgency, ClockKind.RESOLVE)
            return RunningClock(kind=ClockKind.RESOLVE, due=row.due_resolve, length=whole)
        case TipState.WAITING_REPORTER:
            return _after_the_pause(row, now)
        case TipState.CLOSED:
            return None
        case _:
            assert_never(row.state)


def length(urgency: Urgency, kind: ClockKind) -> int:
    """Return the whole time of a clock, in seconds."""
    due = due_times(urgency, _NOON)
    match kind:
        case ClockKind.ACCEPT:
            return due.accept - _NOON
        case ClockKind.ACTION:
            return due.action - _NOON
        case ClockKind.RESOLVE:
            return due.resolve - _NOON
        case _:
            assert_never(kind)


def reminders_due(clock: RunningClock, now: Instant) -> int:
    """Return how many reminders (0 to 2) a clock has asked for by now; none once it has run out."""
    if now >= clock.due:
        return 0
    left = clock.due - now
    return sum(left * 10 <= clock.length * tenths for tenths in (5, 2))


def rungs_due(clock: RunningClock, now: Instant) -> int:
    """Return how many rungs (0 to 4) of the ladder a clock has reached by now."""
    late = now - clock.due
    return sum(late >= after for after in (0, 0, clock.length // 2, clock.length))


def rung(level: int, row: CaseRow, holders: AbstractSet[UnitCode]) -> Rung:
    """Return who hears of a breach at a rung; never a unit that cannot open the case."""
    if level == 1:
        return Rung(level=level, unit=row.lead_unit, staff=row.owner)
    unit = {2: row.lead_unit, 3: PC04, 4: OVERSIGHT}[level]
    known_already = level > 2 and unit == row.lead_unit
    return Rung(level=level, unit=None if known_already or unit not in holders else unit, staff=None)


def _after_the_pause(row: CaseRow, now: Instant) -> RunningClock | None:
    """Return the third clock going on when the sender's seven days are over, though he has not answered."""
    if row.paused_since is None or row.paused_seconds + (now - row.paused_since) < LONGEST_PAUSE:
        return None
    clock = resumed(
        due_resolve=row.due_resolve, paused_since=row.paused_since, paused_seconds=row.paused_seconds, at=now
    )
    whole = length(row.urgency, ClockKind.RESOLVE)
    return RunningClock(kind=ClockKind.RESOLVE, due=clock.due_resolve, length=whole)
