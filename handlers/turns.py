"""One message at a time in a chat, first come, first served. Kept only while somebody is answered or waits."""

from __future__ import annotations

import asyncio
from collections import deque

from channels.contract import ReplyHandle


class Turns:
    """The chats that are being answered, and who waits for each; does not grow with the number of people."""

    def __init__(self) -> None:
        self._taken: dict[ReplyHandle, deque[asyncio.Future[None]] | None] = {}

    def __len__(self) -> int:
        return len(self._taken)

    def take_at_once(self, chat: ReplyHandle) -> bool:
        """Take the chat's turn if nobody has it; tell whether it was taken. Who took it has to `leave`."""
        if chat in self._taken:
            return False
        self._taken[chat] = None
        return True

    async def take(self, chat: ReplyHandle) -> None:
        """Wait for the chat's turn and take it. Who took it has to `leave`; who is cancelled has not taken it."""
        if self.take_at_once(chat):
            return
        waiting = self._taken[chat]
        if waiting is None:
            waiting = self._taken[chat] = deque()
        turn = asyncio.get_running_loop().create_future()
        waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                # It was handed over in the same moment: it goes to the next one.
                self.leave(chat)
            raise

    def leave(self, chat: ReplyHandle) -> None:
        """Give the turn to who waits longest."""
        waiting = self._taken[chat]
        while waiting:
            turn = waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        del self._taken[chat]
