"""python-telegram-bot's application alone: update objects, filters and the right handler, which answers nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import uvloop
from telegram import Update
from telegram.ext import Application, ContextTypes

from bench.bots.answers import ROWS
from bench.bots.ptb_bot import add_handlers
from bench.cores.timing import measure
from bench.platform import TOKEN, Shown
from bench.worker import serve

_SHOWN = Shown(1, tuple(button for row in ROWS for button in row), 0)


def _shown() -> Shown:
    return _SHOWN


async def _main() -> None:
    taken = 0

    async def on_event(_update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        nonlocal taken
        taken += 1

    api = f"http://127.0.0.1:{os.environ['API_PORT']}/bot"
    application = Application.builder().token(TOKEN).base_url(api).build()
    add_handlers(application, on_event, on_event)
    await application.initialize()

    async def handle(update: dict[str, Any]) -> Callable[[], Shown]:
        before = taken
        await application.process_update(Update.de_json(update, application.bot))
        assert taken == before + 1
        return _shown

    async def run(order: dict[str, Any]) -> dict[str, Any]:
        return await measure(handle, order)

    await serve(run)
    await application.shutdown()


if __name__ == "__main__":
    uvloop.run(_main())
