"""Do once what is asked for twice at the same time: whoever comes while it goes on gets the same answer.

A double click sends a form twice, and the browser shows the answer that comes last. Answers are not kept: what is
asked for after the first one is ready begins anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

_Key = TypeVar("_Key")
_Answer = TypeVar("_Answer")


class Once(Generic[_Key, _Answer]):
    """Work that goes on now, by its key."""

    def __init__(self) -> None:
        self._going: dict[_Key, asyncio.Task[_Answer]] = {}

    async def run(self, key: _Key, work: Callable[[], Coroutine[Any, Any, _Answer]]) -> _Answer:
        """Return or raise what `work` does, or what the same key's work does that began before and goes on.

        Whoever stops waiting does not stop the work: another may wait for it, and a half-written step helps nobody.
        """
        going = self._going.get(key)
        if going is None:
            going = asyncio.create_task(work())
            self._going[key] = going
            going.add_done_callback(lambda _: self._going.pop(key))
        return await asyncio.shield(going)

    def __repr__(self) -> str:
        return "Once()"
