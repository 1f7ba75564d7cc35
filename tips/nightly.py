"""Every night: let go of what is over, then compact tips.db; by day empty its log. Lives of facts/tip-line.md 4.14.

What was confirmed stays until the customer has set its time (the law on records); tests and abuse go after a
week, everything else 90 days after closing, when the sender can no longer reopen it. Backups made before keep
a copy for at most 14 days more, and we say so.
"""

from __future__ import annotations

from storage.tips.keeping import Swept, TipKeeper
from storage.tips.types import Result
from storage.types import Clock, instant
from tips.clocks_table import DAY

LIVES = {
    Result.TEST: 7 * DAY,
    Result.ABUSE: 7 * DAY,
    Result.NOT_CONFIRMED: 90 * DAY,
    Result.NOT_ENOUGH_INFORMATION: 90 * DAY,
    Result.DUPLICATE: 90 * DAY,
    Result.OUT_OF_SCOPE: 90 * DAY,
}


class NightlyTips:
    """The tip line's part of the night's work."""

    def __init__(self, *, keeper: TipKeeper, clock: Clock) -> None:
        self._keeper = keeper
        self._clock = clock

    async def run(self) -> Swept:
        """Delete what is over and compact the file; returns how much went."""
        swept = await self._keeper.sweep(instant(self._clock.now()), LIVES)
        await self._keeper.compact()
        return swept

    async def empty_log(self) -> bool:
        """Empty the log of tips.db, by which a thief could see in what order tips came; the next try is soon."""
        return await self._keeper.empty_log()
