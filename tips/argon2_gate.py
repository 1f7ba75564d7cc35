"""At most two Argon2 at once: 64 MiB each, so a flood of guesses waits in line instead of eating the machine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

AT_ONCE = 2

_Result = TypeVar("_Result")


class Argon2Gate:
    """The one way to Argon2 for receipts and passphrases. `done` counts runs, `busy` those going on."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._places = asyncio.Semaphore(at_once)
        self.done = 0
        self.busy = 0

    async def run(self, work: Callable[[], _Result]) -> _Result:
        """Run `work` in a thread when a place is free, and return what it returns."""
        async with self._places:
            self.busy += 1
            try:
                return await asyncio.to_thread(work)
            finally:
                self.busy -= 1
                self.done += 1
