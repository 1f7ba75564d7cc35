"""Which events were taken already: the platform has no update numbers, and may deliver one twice."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from channels.zalo_bot.updates import EventKey

_REMEMBERED = 2000


class Taken:
    """The keys of one run, in memory, the oldest forgotten first."""

    def __init__(self) -> None:
        self._events: OrderedDict[EventKey, asyncio.Future[None]] = OrderedDict()

    def handling(self, key: EventKey) -> asyncio.Future[None] | None:
        """Return the future of an event that was taken, None for a new one."""
        return self._events.get(key)

    def take(self, key: EventKey, handled: asyncio.Future[None]) -> None:
        """Note an event; one that was not handled because the program stops counts as never taken."""
        self._events[key] = handled
        handled.add_done_callback(lambda future: self._settle(key, future))
        while len(self._events) > _REMEMBERED:
            self._events.popitem(last=False)

    def _settle(self, key: EventKey, handled: asyncio.Future[None]) -> None:
        if handled.cancelled():
            self._events.pop(key, None)
