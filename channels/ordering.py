"""One message at a time in a chat, many chats at once.

A chat has a task only while it has messages, so nothing grows with the number of people.
"""

from __future__ import annotations

import asyncio
from collections import deque

import structlog

from channels.contract import Deliver, Incoming, ReplyHandle


class ChatOrder:
    """Hand messages to `deliver`, in order within a chat; `put` returns a future of having been handled."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._waiting: dict[ReplyHandle, deque[tuple[Incoming, asyncio.Future[None]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, incoming: Incoming) -> asyncio.Future[None]:
        """Queue one message. The future is done when it was handled, cancelled when we stop before that."""
        handled: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue = self._waiting.get(incoming.reply)
        if queue is not None:
            queue.append((incoming, handled))
            return handled
        self._waiting[incoming.reply] = deque([(incoming, handled)])
        task = asyncio.create_task(self._serve(incoming.reply))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return handled

    async def stop(self) -> None:
        """Cancel what is being handled and what waits."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, chat: ReplyHandle) -> None:
        queue = self._waiting[chat]
        try:
            while queue:
                incoming, handled = queue[0]
                await self._handle(incoming)
                queue.popleft()
                if not handled.done():
                    handled.set_result(None)
        finally:
            del self._waiting[chat]
            for _, handled in queue:
                handled.cancel()

    async def _handle(self, incoming: Incoming) -> None:
        try:
            await self._deliver(incoming)
        except Exception as error:
            # The outermost loop: a fault in one conversation must not stop the others. Its text may quote
            # what a person wrote, so only the kind of error is noted.
            structlog.get_logger().error("incoming_failed", error=type(error).__name__)
