"""The door socket: private, answers results and refusals, survives nonsense."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.door import ask_door, open_door
from bot.errors import CommandRefused


async def _operate(operation: str, arguments: Mapping[str, Any]) -> Any:
    if operation == "refuse":
        raise CommandRefused("not today")
    return {"operation": operation, **arguments}


async def test_results_and_refusals_travel(tmp_path: Path) -> None:
    async with await open_door(tmp_path, _operate):
        assert await ask_door(tmp_path, "unit.status", {"unit": "19432"}) == {
            "operation": "unit.status",
            "unit": "19432",
        }
        with pytest.raises(CommandRefused, match="not today"):
            await ask_door(tmp_path, "refuse", {})


async def test_only_the_owner_can_knock(tmp_path: Path) -> None:
    async with await open_door(tmp_path, _operate):
        assert (tmp_path / "door.sock").stat().st_mode & 0o777 == 0o600


async def test_nonsense_does_not_close_the_door(tmp_path: Path) -> None:
    async with await open_door(tmp_path, _operate):
        reader, writer = await asyncio.open_unix_connection(tmp_path / "door.sock")
        writer.write(b"not json\n")
        assert await reader.read() == b""
        writer.close()
        assert await ask_door(tmp_path, "stats", {}) == {"operation": "stats"}


async def test_no_door_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await ask_door(tmp_path, "stats", {})
