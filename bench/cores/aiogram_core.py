"""aiogram's dispatcher alone: update objects, filters and the right handler, which answers nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import uvloop
from aiogram import Bot

from bench.bots.aiogram_bot import dispatcher
from bench.bots.answers import ROWS
from bench.cores.timing import measure
from bench.platform import TOKEN, Shown
from bench.worker import serve

_SHOWN = Shown(1, tuple(button for row in ROWS for button in row), 0)


def _shown() -> Shown:
    return _SHOWN


async def _main() -> None:
    taken = 0

    async def on_event(_event: Any) -> None:
        nonlocal taken
        taken += 1

    bot = Bot(TOKEN)
    made = dispatcher(on_event, on_event)

    async def handle(update: dict[str, Any]) -> Callable[[], Shown]:
        before = taken
        await made.feed_raw_update(bot, update)
        assert taken == before + 1
        return _shown

    async def run(order: dict[str, Any]) -> dict[str, Any]:
        return await measure(handle, order)

    await serve(run)
    await bot.session.close()


if __name__ == "__main__":
    uvloop.run(_main())
