"""The sweep over what dead senders left: claimed rows go back, sending rows become unknown, ended runs are closed."""

from __future__ import annotations

import structlog

from storage.campaigns.sweep import LedgerSweep
from storage.types import Clock, instant


class Sweeper:
    """Runs as an interval tick; any number of them may run."""

    def __init__(self, *, sweep: LedgerSweep, clock: Clock) -> None:
        self._sweep = sweep
        self._clock = clock

    async def tick(self) -> int:
        """Settle rows whose lease ran out, and rows of runs that ended; returns how many."""
        now = instant(self._clock.now())
        closed = await self._sweep.close_rows(now)
        freed, lost = await self._sweep.settle_leases(now)
        return closed + self._told(freed, lost)

    async def recover(self) -> int:
        """Settle every held row at once, at the start of the only process that sends; returns how many.

        On SQLite that is known: the door's lock lets one process in. With several, leave it to the leases.
        """
        freed, lost = await self._sweep.settle_leases(None)
        return self._told(freed, lost)

    def _told(self, freed: int, lost: int) -> int:
        if freed or lost:
            structlog.get_logger().warning("deliveries.swept", freed=freed, unknown=lost)
        return freed + lost
