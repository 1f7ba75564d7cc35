"""The tick of the tip line's clocks: reminders, and a breach that climbs the ladder, each step once.

What a step did is written with the step itself, so a second tick, a restart or a second program repeats
nothing. A case that somebody moved meanwhile is left to the next tick.
"""

from __future__ import annotations

from dataclasses import replace

from storage.tips.case_repository import CaseRepository
from storage.tips.changes import CaseChange
from storage.tips.repository import TipRepository
from storage.tips.types import CaseRow, EventKind, NewEvent, Notice, NoticeKind
from storage.types import Clock, Instant, StaffId, UnitCode, instant
from tips.casework import to_the_minute
from tips.notice_times import new_notice
from tips.running_clock import RunningClock, reminders_due, rung, rungs_due, running_clock


class Clocks:
    """Looks at every open case; `tick` is called about once a minute."""

    def __init__(
        self, *, repository: TipRepository, cases: CaseRepository, clock: Clock, rehearsal: bool = False
    ) -> None:
        self._repository = repository
        self._cases = cases
        self._clock = clock
        self._rehearsal = rehearsal

    async def tick(self) -> int:
        """Do what is due by now; returns how many steps that were."""
        acted = await self._cases.acted()
        now = instant(self._clock.now())
        steps = 0
        for row in await self._repository.open_cases():
            clock = running_clock(row, acted=row.tip in acted, now=now)
            if clock is not None:
                steps += await self._remind(row, clock, now)
                steps += await self._climb(row, clock, now)
        return steps

    async def _remind(self, row: CaseRow, clock: RunningClock, now: Instant) -> int:
        level = reminders_due(clock, now)
        if level <= row.reminded:
            return 0
        notice = self._notice(NoticeKind.REMINDER, row, clock, row.lead_unit, row.owner)
        return int(await self._cases.remind(row, level, [notice]))

    async def _climb(self, row: CaseRow, clock: RunningClock, now: Instant) -> int:
        reached = rungs_due(clock, now)
        if reached <= row.escalation:
            return 0
        holders = await self._repository.holders(row.tip)
        steps = 0
        for level in range(row.escalation + 1, reached + 1):
            step = rung(level, row, holders)
            notices = () if step.unit is None else (self._notice(NoticeKind.BREACH, row, clock, step.unit, step.staff),)
            after = replace(row, escalation=level)
            event = NewEvent(
                kind=EventKind.ESCALATED,
                unit=step.unit or row.lead_unit,
                staff=step.staff,
                at=to_the_minute(self._clock.now()),
            )
            if not await self._repository.change(CaseChange(before=row, after=after, event=event, notices=notices)):
                return steps
            row, steps = after, steps + 1
        return steps

    def _notice(
        self, kind: NoticeKind, row: CaseRow, clock: RunningClock, unit: UnitCode, staff: StaffId | None
    ) -> Notice:
        return new_notice(
            kind=kind,
            unit=unit,
            staff=staff,
            case=row.case,
            urgency=row.urgency,
            due=clock.due,
            now=self._clock.now(),
            rehearsal=self._rehearsal,
        )
