"""One message at a time in a chat. A lock lives only while somebody holds it or waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from channels.contract import ReplyHandle


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    people: int = 0


class Turns:
    """Locks by chat that do not grow with the number of people."""

    def __init__(self) -> None:
        self._turns: dict[ReplyHandle, _Turn] = {}

    def __len__(self) -> int:
        return len(self._turns)

    @asynccontextmanager
    async def of(self, chat: ReplyHandle) -> AsyncIterator[None]:
        """Hold the chat's turn for the block, first come, first served."""
        turn = self._turns.setdefault(chat, _Turn())
        turn.people += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.people -= 1
            if not turn.people:
                del self._turns[chat]
