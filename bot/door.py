"""The door socket: a command asks the running program, because only one process may open tips.db.

One JSON line each way over `DATA_DIR/door.sock` (mode 0600): `{"operation": …, "arguments": {…}}` and
`{"result": …}` or `{"refused": "reason"}`.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import orjson
import structlog

from bot.errors import CommandRefused

Operate = Callable[[str, Mapping[str, Any]], Awaitable[Any]]
_LINE_LIMIT = 64 * 1024 * 1024


async def open_door(data_dir: Path, operate: Operate) -> asyncio.Server:
    """Serve operations until the returned server is closed."""
    path = data_dir / "door.sock"
    path.unlink(missing_ok=True)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = orjson.loads(await reader.readline())
            writer.write(orjson.dumps(await _result(operate, request)) + b"\n")
            await writer.drain()
        except (ConnectionError, orjson.JSONDecodeError, asyncio.LimitOverrunError):
            structlog.get_logger().info("door.broken_request")
        finally:
            writer.close()

    before = os.umask(0o177)
    try:
        return await asyncio.start_unix_server(answer, path, limit=_LINE_LIMIT)
    finally:
        os.umask(before)


async def _result(operate: Operate, request: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {"result": await operate(request["operation"], request["arguments"])}
    except CommandRefused as refusal:
        return {"refused": str(refusal)}
    except Exception as error:
        structlog.get_logger().error("door.failed", error_class=type(error).__name__)
        return {"refused": f"the running program could not do it ({type(error).__name__}); its log says more"}


async def ask_door(data_dir: Path, operation: str, arguments: Mapping[str, Any]) -> Any:
    """Return what the running program answers.

    Raises `ConnectionError` or `FileNotFoundError` when none runs, `CommandRefused` with its reason.
    """
    reader, writer = await asyncio.open_unix_connection(data_dir / "door.sock", limit=_LINE_LIMIT)
    try:
        writer.write(orjson.dumps({"operation": operation, "arguments": arguments}) + b"\n")
        await writer.drain()
        line = await reader.readline()
    finally:
        writer.close()
    if not line:
        raise CommandRefused("the running program ended before it answered; look at its log and try again")
    answer = orjson.loads(line)
    if "refused" in answer:
        raise CommandRefused(answer["refused"])
    return answer["result"]
