"""The loop that a developer writes around a bare client: so many calls at a time until everybody has the text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

AT_A_TIME: Final = 32


async def send_to_all(send: Callable[[int], Awaitable[object]], many: int) -> dict[str, Any]:
    """Send to chats 1 to `many`; return the seconds it took."""
    chats = iter(range(1, many + 1))

    async def lane() -> None:
        for chat in chats:
            await send(chat)

    start = time.perf_counter()
    await asyncio.gather(*[lane() for _ in range(AT_A_TIME)])
    return {"seconds": time.perf_counter() - start}
