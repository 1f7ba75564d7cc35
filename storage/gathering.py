"""Requests that come while another is being written share one transaction.

A write in SQLite is a handful of ways to its thread and a sync to the disk; in a rush, one after the other, the last of
64 people would wait a second. Whoever comes first is written at once; who comes meanwhile goes together, next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

_Request = TypeVar("_Request")
_Result = TypeVar("_Result")
_AT_ONCE = 200
"""Requests of one transaction: it holds the only writer's place."""


class Gathering(Generic[_Request, _Result]):
    """Hands requests on in groups, in the order they came, and each its own result or error."""

    def __init__(self, write: Callable[[Sequence[_Request]], Awaitable[Sequence[_Result]]]) -> None:
        """`write` commits all of its requests, or none, and returns as many results in their order."""
        self._write = write
        self._waiting: list[tuple[_Request, asyncio.Future[_Result]]] = []
        # A task of its own: a caller who gives up must not take the others' transaction with him.
        self._writing: asyncio.Task[None] | None = None

    async def ask(self, request: _Request) -> _Result:
        """Return the result of `request` once it is committed; raises what its writing raised."""
        place: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((request, place))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await place

    async def _write_all(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
            try:
                await self._write_group(group)
            except asyncio.CancelledError:
                for _, place in (*group, *self._waiting):
                    place.cancel()
                self._waiting = []
                raise

    async def _write_group(self, group: Sequence[tuple[_Request, asyncio.Future[_Result]]]) -> None:
        try:
            results = await self._write([request for request, _ in group])
        except Exception as error:
            if len(group) == 1:
                _give(group[0][1], error)
                return
            # One that cannot be written must not take the others with it.
            for alone in group:
                await self._write_group([alone])
            return
        for (_, place), result in zip(group, results, strict=True):
            _give(place, result)


def _give(place: asyncio.Future[_Result], outcome: _Result | Exception) -> None:
    if place.done():
        return
    if isinstance(outcome, Exception):
        place.set_exception(outcome)
    else:
        place.set_result(outcome)
