"""Which updates were taken, which are handled, and what may be confirmed to the platform.

An update is confirmed only after it was handled: the offset never passes the lowest unfinished id. What was
handled is remembered for a while, so that a redelivered update is never handled twice.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict

_REMEMBERED = 1000


class Received:
    """The ids of one run. Memory only: after a crash the platform sends again what was not confirmed."""

    def __init__(self) -> None:
        self._unfinished: dict[int, asyncio.Future[None]] = {}
        self._finished: OrderedDict[int, None] = OrderedDict()
        self._highest: int | None = None

    @property
    def offset(self) -> int | None:
        """The `offset` that confirms everything handled and nothing else; None when nothing came yet."""
        if self._unfinished:
            return min(self._unfinished)
        return None if self._highest is None else self._highest + 1

    @property
    def unfinished(self) -> tuple[asyncio.Future[None], ...]:
        """What is being handled or waits for its turn."""
        return tuple(self._unfinished.values())

    def is_new(self, update_id: int) -> bool:
        """Return whether this update was never taken."""
        return update_id not in self._unfinished and update_id not in self._finished

    def handling(self, update_id: int) -> asyncio.Future[None] | None:
        """Return the future of an update that is still being handled."""
        return self._unfinished.get(update_id)

    def take(self, update_id: int, handled: asyncio.Future[None]) -> None:
        """Note that `update_id` was taken and is handled when `handled` is done."""
        self._highest = update_id if self._highest is None else max(self._highest, update_id)
        self._unfinished[update_id] = handled
        handled.add_done_callback(lambda future: self._settle(update_id, future))

    def take_ignored(self, update_id: int) -> None:
        """Note an update that means nothing to us."""
        self._highest = update_id if self._highest is None else max(self._highest, update_id)
        self._remember(update_id)

    def forget_offset(self) -> None:
        """Start from the platform's own beginning again, once it has shown that all was confirmed.

        After a quiet week Telegram may number updates from a new random id, below an old offset.
        """
        if not self._unfinished:
            self._highest = None

    def _settle(self, update_id: int, handled: asyncio.Future[None]) -> None:
        if handled.cancelled():
            # The program stops: it stays unfinished, so nothing at or above it is confirmed.
            return
        del self._unfinished[update_id]
        self._remember(update_id)

    def _remember(self, update_id: int) -> None:
        self._finished[update_id] = None
        # Ids above an unfinished one come again with every poll, so they are kept whatever their number.
        lowest = min(self._unfinished, default=update_id + 1)
        while len(self._finished) > _REMEMBERED and next(iter(self._finished)) < lowest:
            self._finished.popitem(last=False)
