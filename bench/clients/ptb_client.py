"""python-telegram-bot's bot in a loop, on its own httpx backend."""

from __future__ import annotations

import os
from typing import Any

import uvloop
from telegram import Bot

from bench.clients.loop import send_to_all
from bench.conversation import SENT_TEXT
from bench.platform import TOKEN
from bench.worker import serve


async def _main() -> None:
    async with Bot(TOKEN, base_url=f"http://127.0.0.1:{os.environ['API_PORT']}/bot") as bot:

        async def send(chat: int) -> None:
            _message = await bot.send_message(chat, SENT_TEXT)

        async def run(order: dict[str, Any]) -> dict[str, Any]:
            return await send_to_all(send, order["many"])

        await serve(run)


if __name__ == "__main__":
    uvloop.run(_main())
