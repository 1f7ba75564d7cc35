"""A return is told to its author once: with the approver's note when one is coming, else after a few minutes.

The campaign itself is a draft again at once, whatever becomes of the note. What waits here is the message alone, in
memory: an orderly end tells it, after a crash the author finds the return in the console.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from broadcasts.review import TellAuthor
from storage.campaigns.types import Approval, Campaign, CampaignId
from storage.types import Clock, Instant, instant

NOTE_SECONDS = 5 * 60
"""So long an author waits for a note; an approver who was called away keeps nobody waiting longer."""
_LOOK_EVERY = 15.0
_FAREWELL = 3.0
"""Seconds that the end of the program spends on telling what still waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    campaign: Campaign
    decision: Approval
    until: Instant


class Returns:
    """Returned campaigns whose note may still come."""

    def __init__(
        self, *, tell: TellAuthor, clock: Clock, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._tell = tell
        self._clock = clock
        self._sleep = sleep
        self._waiting: dict[CampaignId, _Waiting] = {}

    def __repr__(self) -> str:
        return "Returns()"

    def wait(self, campaign: Campaign, decision: Approval) -> None:
        """Keep the message back until the note comes, the approver goes on, or the time is over."""
        until = Instant(instant(self._clock.now()) + NOTE_SECONDS)
        self._waiting[campaign.campaign] = _Waiting(campaign=campaign, decision=decision, until=until)

    def forget(self, campaign: CampaignId) -> bool:
        """Tell no more of a return by itself; False when it was told already."""
        return self._waiting.pop(campaign, None) is not None

    async def tell_now(self, campaign: CampaignId) -> None:
        """Tell the author without a note, if that has not been done."""
        waiting = self._waiting.pop(campaign, None)
        if waiting is not None:
            await self._tell(waiting.campaign, waiting.decision)

    async def tick(self) -> None:
        """Tell every return that has waited long enough."""
        now = instant(self._clock.now())
        for campaign in [one for one, waiting in self._waiting.items() if waiting.until <= now]:
            await self.tell_now(campaign)

    async def run(self) -> None:
        """Tick until cancelled; what still waits then is told at once."""
        try:
            while True:
                await self._sleep(_LOOK_EVERY)
                await self.tick()
        finally:
            async with asyncio.timeout(_FAREWELL):
                for campaign in list(self._waiting):
                    await self.tell_now(campaign)
