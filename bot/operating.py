"""Carry out an operation: by the running program over its door socket, else here, with the lock held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import logs
from bot.door import ask_door
from bot.folders import door_lock, prepare
from bot.settings import Settings


async def operate(settings: Settings, operation: str, arguments: Mapping[str, Any]) -> Any:
    """Return the operation's answer as plain data; the same whichever way it was carried out.

    Raises `CommandRefused`, `StartRefused`.
    """
    try:
        answer = await ask_door(settings.data_dir, operation, arguments)
    except (FileNotFoundError, ConnectionRefusedError):
        return await _operate_here(settings, operation, arguments)
    # A program that runs has its keys: this command made none, even if that program's start did.
    return {"made": False} if operation == "keys.init" else answer


async def _operate_here(settings: Settings, operation: str, arguments: Mapping[str, Any]) -> Any:
    from bot.wiring import build

    logs.configure()
    prepare(settings)
    with door_lock(settings.data_dir):
        async with build(settings, demo=False) as program:
            return await program.operate(operation, arguments)
