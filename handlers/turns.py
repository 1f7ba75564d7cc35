"""One message at a time in a chat. A lock lives only while somebody holds it or waits for it."""

from __future__ import annotations

import asyncio
from types import TracebackType

from channels.contract import ReplyHandle


class Turns:
    """Locks by chat that do not grow with the number of people."""

    def __init__(self) -> None:
        self._turns: dict[ReplyHandle, Turn] = {}

    def __len__(self) -> int:
        return len(self._turns)

    def of(self, chat: ReplyHandle) -> Turn:
        """Return the chat's turn, to be held at once with `async with`, first come, first served."""
        turn = self._turns.get(chat)
        if turn is None:
            turn = self._turns[chat] = Turn(self._turns, chat)
        return turn


class Turn:
    """One chat's lock, kept while anybody holds it or waits for it. A plain class: one is made for every message."""

    __slots__ = ("_chat", "_lock", "_people", "_turns")

    def __init__(self, turns: dict[ReplyHandle, Turn], chat: ReplyHandle) -> None:
        self._turns, self._chat = turns, chat
        self._lock = asyncio.Lock()
        self._people = 0

    async def __aenter__(self) -> None:
        self._people += 1
        try:
            await self._lock.acquire()
        except BaseException:
            self._leave()
            raise

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        self._lock.release()
        self._leave()

    def _leave(self) -> None:
        self._people -= 1
        if not self._people:
            del self._turns[self._chat]
