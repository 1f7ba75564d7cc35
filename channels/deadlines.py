"""Ending what takes too long, for things of one limit that start all the time and nearly always end at once.

`asyncio.timeout` sets a timer for each and takes it back, which costs more than what is timed. Here all share one
timer: what starts later ends later, so looking at the oldest is enough.
"""

from __future__ import annotations

import asyncio
from types import TracebackType


class Deadlines:
    """Blocks that may take `seconds` each: `with deadlines.one():` around what is awaited, as `asyncio.timeout`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._running: dict[Deadline, None] = {}
        self._timer: asyncio.TimerHandle | None = None

    def one(self) -> Deadline:
        """Return a block that raises `TimeoutError` when it takes too long."""
        return Deadline(self)

    def begin(self, deadline: Deadline, loop: asyncio.AbstractEventLoop) -> None:
        """Note a block that begins now."""
        deadline.ends = loop.time() + self._seconds
        self._running[deadline] = None
        if self._timer is None:
            self._timer = loop.call_at(deadline.ends, self._look)

    def end(self, deadline: Deadline) -> None:
        """Take a block off that ended."""
        self._running.pop(deadline, None)

    def _look(self) -> None:
        """End the blocks whose time is up, and look again when the next one's is."""
        loop = asyncio.get_running_loop()
        self._timer = None
        for deadline in list(self._running):
            if deadline.ends > loop.time():
                self._timer = loop.call_at(deadline.ends, self._look)
                return
            del self._running[deadline]
            deadline.expire()


class Deadline:
    """One block; entered once."""

    __slots__ = ("_cancelling", "_deadlines", "_is_late", "_task", "ends")

    ends: float
    _task: asyncio.Task[object]

    def __init__(self, deadlines: Deadlines) -> None:
        self._deadlines = deadlines
        self._is_late = False

    def __enter__(self) -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.current_task(loop)
        if task is None:
            raise RuntimeError("a deadline is for a task")
        self._task, self._cancelling = task, task.cancelling()
        self._deadlines.begin(self, loop)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        self._deadlines.end(self)
        # Only a cancellation of ours is our time-out; somebody else's goes on, as it does with `asyncio.timeout`.
        if self._is_late and self._task.uncancel() <= self._cancelling and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def expire(self) -> None:
        """End the block: called when its time is up."""
        self._is_late = True
        self._task.cancel()
