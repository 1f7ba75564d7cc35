"""Pressed buttons: the waiting mark on them is stopped beside the handling of the press."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from telegram.error import TelegramError

from channels.telegram.aiohttp_request import AiohttpRequest


class Presses:
    """Acknowledges presses. Memory only."""

    def __init__(self, request: AiohttpRequest) -> None:
        self._request = request
        self._under_way: set[asyncio.Task[None]] = set()

    def acknowledge(self, press: str) -> None:
        """Stop the waiting mark on a pressed button; returns at once."""

        async def answer() -> None:
            # An old press can no longer be answered; nobody waits for it.
            with suppress(TelegramError):
                await self._request.call("answerCallbackQuery", {"callback_query_id": press})

        task = asyncio.create_task(answer())
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def settle(self, seconds: float) -> None:
        """Wait so long for what is still being said to the platform; then give it up."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=seconds)
            for task in late:
                task.cancel()
