"""Bare aiohttp with orjson: the floor of sending."""

from __future__ import annotations

import os
from typing import Any

import aiohttp
import orjson
import uvloop

from bench.clients.loop import send_to_all
from bench.conversation import SENT_TEXT
from bench.platform import TOKEN
from bench.worker import serve

_JSON = {"Content-Type": "application/json"}


async def _main() -> None:
    url = f"http://127.0.0.1:{os.environ['API_PORT']}/bot{TOKEN}/sendMessage"
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as session:

        async def send(chat: int) -> None:
            body = orjson.dumps({"chat_id": chat, "text": SENT_TEXT})
            async with session.post(url, data=body, headers=_JSON) as answer:
                _result = orjson.loads(await answer.read())["result"]["message_id"]

        async def run(order: dict[str, Any]) -> dict[str, Any]:
            return await send_to_all(send, order["many"])

        await serve(run)


if __name__ == "__main__":
    uvloop.run(_main())
