"""The planner's tick: fire what is due, fill runs, halt what fails, finish what is done.

The truth is the database: a run is unique on (approval, fire time), so a restart or a second planner never
fires twice, and a run is finished when its ledger holds no unfinished row, never before.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog

from broadcasts.faults import FaultPoints, NoFaults, Point
from broadcasts.halt import halt_if_failing
from storage.campaigns.control import RunControl
from storage.campaigns.repository import CampaignRepository
from storage.campaigns.runs import DueCampaign, OpenRun, RunRepository
from storage.campaigns.types import Campaign, CampaignId, RunState
from storage.types import Clock, Instant, instant

_PAGE = 2000
"""Residents a transaction: short enough that nobody waits for the only writer of SQLite."""
RUN_SECONDS = 3 * 24 * 3600
"""What could not be sent within three days expires: old news is no news."""


TellExpired = Callable[[Campaign], Awaitable[None]]
"""Tell the author that the time was missed; must not fail for a platform that is down."""


class Planner:
    """Runs as an interval tick; any number of them may run."""

    def __init__(
        self,
        *,
        campaigns: CampaignRepository,
        runs: RunRepository,
        control: RunControl,
        clock: Clock,
        page: int = _PAGE,
        faults: FaultPoints | None = None,
        tell_expired: TellExpired | None = None,
    ) -> None:
        self._tell_expired = tell_expired
        self._campaigns = campaigns
        self._runs = runs
        self._control = control
        self._clock = clock
        self._page = page
        self._faults: FaultPoints = NoFaults() if faults is None else faults

    async def tick(self) -> int:
        """Do everything that is due now; returns how many campaigns were fired."""
        now = instant(self._clock.now())
        fired = 0
        for due in await self._runs.due(now):
            fired += await self._fire(due, now)
        for run in await self._runs.open_runs():
            await self._advance(run)
        return fired

    async def _fire(self, due: DueCampaign, now: Instant) -> bool:
        if now - due.fire_at > due.max_late:
            if await self._runs.expire(due.campaign):
                structlog.get_logger().warning("campaign.expired")
                await self._tell(due.campaign)
            return False
        if not await self._runs.fire(due, expires=Instant(now + RUN_SECONDS)):
            return False
        structlog.get_logger().info("campaign.fired")
        await self._faults.reached(Point.FIRED)
        return True

    async def _tell(self, expired: CampaignId) -> None:
        campaign = await self._campaigns.get(expired)
        if campaign is not None and self._tell_expired is not None:
            await self._tell_expired(campaign)

    async def _advance(self, run: OpenRun) -> None:
        if run.state is RunState.EXPANDING:
            await self._fill(run)
        if run.state is RunState.RUNNING and await halt_if_failing(self._control, run.run, run.campaign):
            return
        if await self._runs.finish(run):
            structlog.get_logger().info("campaign.finished")

    async def _fill(self, run: OpenRun) -> None:
        campaign = await self._campaigns.get(run.campaign)
        if campaign is None:
            return
        while not await self._runs.expand(run.run, campaign.audience, page=self._page):
            await self._faults.reached(Point.PAGE_WRITTEN)
