"""How a core is measured: only the time in which the core has an update in hand."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

from bench.conversation import CONVERSATION, FREE_TEXTS, Kind, Turn
from bench.platform import Shown, update_of

Handle = Callable[[dict[str, Any]], Awaitable[Callable[[], Shown]]]
"""Take one update as parsed JSON; return what makes of the core's answer what the person sees, which is not timed."""

_COMMANDS = [turn for turn in CONVERSATION if turn.kind is Kind.COMMAND]
_PRESSES = [Turn(Kind.PRESS, said) for said in ("Học bài", "1. ", "Quay lại", "Quay lại")]
_TEXTS = [Turn(Kind.TEXT, text) for text in FREE_TEXTS]


async def measure(handle: Handle, order: dict[str, Any]) -> dict[str, Any]:
    """Return microseconds an update by kind; `order` says how many of each and over how many chats."""
    many, chats = int(order["many"]), int(order["chats"])
    shown: dict[int, Shown] = {}
    for chat in range(1, chats + 1):
        shown[chat] = (await handle(update_of(chat, chat, Turn(Kind.COMMAND, "/start"), None)))()
    result: dict[str, Any] = {}
    number = 10_000
    for kind, turns in ((Kind.PRESS, _PRESSES), (Kind.COMMAND, _COMMANDS), (Kind.TEXT, _TEXTS)):
        spent = 0.0
        for place in range(many):
            chat = place // len(turns) % chats + 1
            number += 1
            update = update_of(number, chat, turns[place % len(turns)], shown[chat])
            began = time.perf_counter()
            answer = await handle(update)
            spent += time.perf_counter() - began
            shown[chat] = answer()
        for chat in range(1, chats + 1):
            number += 1
            shown[chat] = (await handle(update_of(number, chat, Turn(Kind.COMMAND, "/start"), None)))()
        result[kind.value] = spent / many * 1e6
    return result
