"""The tick of the tip line's clocks: reminders, and a breach that climbs the ladder, each step once.

What a step did is written with the step itself, so a second tick, a restart or a second program repeats
nothing. A case that somebody moved meanwhile is left to the next tick.

What a flood put aside climbs the same ladder, but no case of it rings by itself: its unit is told of all that are at
the same step in one notice without a number, at most once an hour and kind. A step that may not be told yet waits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from storage.tips.case_repository import CaseRepository
from storage.tips.changes import CaseChange
from storage.tips.repository import TipRepository
from storage.tips.types import CaseRow, EventKind, NewEvent, Notice, NoticeKind, TipState, Urgency
from storage.types import Clock, Instant, UnitCode, instant
from tips.casework import to_the_minute
from tips.clocks_table import HOUR
from tips.notice_times import new_notice
from tips.running_clock import Rung, RunningClock, reminders_due, rung, rungs_due, running_clock


@dataclass(frozen=True, slots=True, kw_only=True)
class _Of:
    """What one notice of many cases tells."""

    kind: NoticeKind
    unit: UnitCode
    urgency: Urgency


class Clocks:
    """Looks at every open case; `tick` is called about once a minute."""

    def __init__(
        self, *, repository: TipRepository, cases: CaseRepository, clock: Clock, rehearsal: bool = False
    ) -> None:
        self._repository = repository
        self._cases = cases
        self._clock = clock
        self._rehearsal = rehearsal
        self._told: dict[_Of, Instant] = {}
        self._told_in_this_tick: set[_Of] = set()

    async def tick(self) -> int:
        """Do what is due by now; returns how many steps that were."""
        acted = await self._cases.acted()
        now = instant(self._clock.now())
        steps = 0
        self._told_in_this_tick.clear()
        for row in await self._repository.open_cases():
            clock = running_clock(row, acted=row.tip in acted, now=now)
            if clock is not None:
                steps += await self._remind(row, clock, now)
                steps += await self._climb(row, clock, now)
        return steps

    async def _remind(self, row: CaseRow, clock: RunningClock, now: Instant) -> int:
        level = reminders_due(clock, now)
        if level <= row.reminded or self._must_wait(NoticeKind.REMINDER, row, row.lead_unit, now):
            return 0
        notices = self._notices(NoticeKind.REMINDER, row, clock, Rung(level=0, unit=row.lead_unit, staff=row.owner))
        is_done = await self._cases.remind(row, level, notices)
        if is_done:
            self._note_told(row, notices, now)
        return int(is_done)

    async def _climb(self, row: CaseRow, clock: RunningClock, now: Instant) -> int:
        reached = rungs_due(clock, now)
        if reached <= row.escalation:
            return 0
        holders = await self._repository.holders(row.tip)
        steps = 0
        for level in range(row.escalation + 1, reached + 1):
            step = rung(level, row, holders)
            if self._must_wait(NoticeKind.BREACH, row, step.unit, now):
                return steps
            notices = self._notices(NoticeKind.BREACH, row, clock, step)
            after = replace(row, escalation=level)
            event = NewEvent(
                kind=EventKind.ESCALATED,
                unit=step.unit or row.lead_unit,
                staff=step.staff,
                at=to_the_minute(self._clock.now()),
            )
            if not await self._repository.change(CaseChange(before=row, after=after, event=event, notices=notices)):
                return steps
            self._note_told(row, notices, now)
            row, steps = after, steps + 1
        return steps

    def _must_wait(self, kind: NoticeKind, row: CaseRow, unit: UnitCode | None, now: Instant) -> bool:
        """Say whether the unit was told of such cases of a flood within the last hour, but not in this tick."""
        if row.state is not TipState.QUARANTINED or unit is None:
            return False
        of_many = _Of(kind=kind, unit=unit, urgency=row.urgency)
        last = self._told.get(of_many)
        return last is not None and now < last + HOUR and of_many not in self._told_in_this_tick

    def _note_told(self, row: CaseRow, notices: tuple[Notice, ...], now: Instant) -> None:
        if row.state is TipState.QUARANTINED:
            told = {_Of(kind=one.kind, unit=one.unit, urgency=one.urgency) for one in notices}
            self._told_in_this_tick |= told
            self._told |= dict.fromkeys(told, now)

    def _notices(self, kind: NoticeKind, row: CaseRow, clock: RunningClock, to: Rung) -> tuple[Notice, ...]:
        """Return the notice of a step; of a flood one for the whole unit, and none when it goes out already."""
        if to.unit is None:
            return ()
        is_of_many = row.state is TipState.QUARANTINED
        if is_of_many and _Of(kind=kind, unit=to.unit, urgency=row.urgency) in self._told_in_this_tick:
            return ()
        return (
            new_notice(
                kind=kind,
                unit=to.unit,
                staff=None if is_of_many else to.staff,
                case=None if is_of_many else row.case,
                urgency=row.urgency,
                due=clock.due,
                now=self._clock.now(),
                rehearsal=self._rehearsal,
            ),
        )
