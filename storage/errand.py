"""A whole transaction as one way to SQLite's thread and back.

Through the driver every statement is such a way, and each waits for its turn in a busy event loop while the only
writer's place is held: eight people talking made a transaction of five statements last fifty milliseconds
(docs/PERFORMANCE.md). Here the work goes to the thread as a plain function and does all of its statements there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine

_T = TypeVar("_T")


class Errands:
    """One thread with a connection of its own, made at the first errand; whoever calls sees to it that one runs."""

    def __init__(self, engine: Engine) -> None:
        """Take a synchronous engine whose transactions begin as writers."""
        self.engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="errand")

    async def run(self, work: Callable[[Connection], _T]) -> _T:
        """Return what `work` returns, once it is committed; an error of its own rolls back.

        Cancelling waits for the end: the thread would go on, and the next writer would find the place taken.
        """
        errand = asyncio.get_running_loop().run_in_executor(self._thread, self._transact, work)
        try:
            return await asyncio.shield(errand)
        except asyncio.CancelledError:
            await asyncio.wait({errand})
            raise

    def close(self) -> None:
        """Close the connection and end the thread."""
        self._thread.submit(self.engine.dispose).result()
        self._thread.shutdown()

    def _transact(self, work: Callable[[Connection], _T]) -> _T:
        with self.engine.begin() as connection:
            return work(connection)
