"""A contender without a webhook, as a child process: it prints `ready`, then a line of JSON for each line it gets."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import orjson


async def serve(run: Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]) -> None:
    """Answer orders from standard input until it ends."""
    loop = asyncio.get_running_loop()
    _say({"ready": True})
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        _say(await run(orjson.loads(line)))


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(orjson.dumps(answer).decode() + "\n")
    sys.stdout.flush()
