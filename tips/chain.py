"""Watch over the audit chains: check every link of every tip, and fix all heads in one anchor a day.

A changed or cut-out event breaks its own chain. A chain whose end, or which as a whole, was taken away
breaks the anchors of the days before. The anchors are not keyed: they hold against somebody who rewrites
the file only as far as they were noted elsewhere (they are printed in the log and in reports).

The anchor of a day covers the events up to its midnight. It is made after midnight; staff events are
rounded up to the minute and reporters' to the hour, so none of that day is written later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from storage.tips import audit
from storage.tips.case_repository import CaseRepository
from storage.tips.types import CaseNumber, Event
from storage.types import Clock, Instant, instant
from tips.clocks_table import LOCAL


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What does not hold: cases with a broken chain, days whose anchor differs. Both empty: all is whole."""

    broken: tuple[CaseNumber, ...]
    differing: tuple[date, ...]

    @property
    def is_whole(self) -> bool:
        """Say whether nothing was changed or taken away."""
        return not self.broken and not self.differing


class AuditChain:
    """Checks and anchors the chains of all tips."""

    def __init__(self, *, cases: CaseRepository, clock: Clock) -> None:
        self._cases = cases
        self._clock = clock

    async def verify(self) -> AuditReport:
        """Check every chain and every anchor."""
        chains = await self._cases.chains()
        broken = [number for number, tip, events in chains if audit.first_break(tip, events) is not None or not events]
        anchors = await self._cases.anchors()
        told = [events for _, _, events in chains]
        return AuditReport(
            broken=tuple(sorted(broken)),
            differing=tuple(day for day, digest in anchors if anchor_of_day(day, told) != digest),
        )

    async def anchor(self) -> date:
        """Fix yesterday's heads, once; returns the day."""
        yesterday = self._clock.now().astimezone(LOCAL).date() - timedelta(days=1)
        events = [events for _, _, events in await self._cases.chains()]
        await self._cases.put_anchor(yesterday, anchor_of_day(yesterday, events))
        return yesterday


def anchor_of_day(day: date, chains: Sequence[Sequence[Event]]) -> bytes:
    """Return the digest over each chain's last event up to the end of `day`, local time."""
    end = _end_of(day)
    heads = []
    for events in chains:
        written = [event for event in events if event.at <= end]
        if written:
            heads.append(written[-1].digest)
    return audit.anchor_of(heads)


def _end_of(day: date) -> Instant:
    return instant(datetime.combine(day + timedelta(days=1), time(0), LOCAL))
