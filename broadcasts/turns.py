"""Whose turn it is to be sent, and what a sender remembers of a run as long as it runs."""

from __future__ import annotations

from collections.abc import Sequence

from storage.campaigns.repository import CampaignRepository
from storage.campaigns.runs import OpenRun, RunRepository
from storage.campaigns.types import Campaign, CampaignId, CampaignKind, RunId, RunState


class Turns:
    """The running runs in turn, each with its campaign, which is read once."""

    def __init__(self, *, runs: RunRepository, campaigns: CampaignRepository) -> None:
        self._runs = runs
        self._campaigns = campaigns
        self._turn = 0
        self._running: dict[CampaignId, Campaign] = {}
        self._carried: set[tuple[str, RunId]] = set()

    async def now(self, *, is_open: bool) -> list[OpenRun]:
        """Return the runs that may be sent: alerts first, then the others in turn, so that none starves.

        Outside the hours (`is_open` False) only alerts may.
        """
        running = [run for run in await self._runs.open_runs() if run.state is RunState.RUNNING]
        self._forget_all_but(running)
        alerts = [run for run in running if run.kind is CampaignKind.ALERT]
        others = [run for run in running if run.kind is not CampaignKind.ALERT] if is_open else []
        self._turn += 1
        first = self._turn % len(others) if others else 0
        return alerts + others[first:] + others[:first]

    async def campaign_of(self, run: OpenRun) -> Campaign | None:
        """Return a run's campaign, read once: while it runs nobody can edit it, and its picture may be large."""
        known = self._running.get(run.campaign)
        if known is None and (known := await self._campaigns.get(run.campaign)) is not None:
            self._running[run.campaign] = known
        return known

    def has_carried(self, run: OpenRun, channel: str) -> bool:
        """Tell whether the run's picture was brought to this platform."""
        return (channel, run.run) in self._carried

    def note_carried(self, run: OpenRun, channel: str) -> None:
        """Remember that a message of the run arrived at this platform, and its picture with it."""
        self._carried.add((channel, run.run))

    def _forget_all_but(self, running: Sequence[OpenRun]) -> None:
        campaigns, runs = {run.campaign for run in running}, {run.run for run in running}
        self._running = {name: one for name, one in self._running.items() if name in campaigns}
        self._carried = {pair for pair in self._carried if pair[1] in runs}
