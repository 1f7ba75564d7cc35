"""The ceiling of sending: requests on bare sockets. What this reaches is the platform's own limit."""

from __future__ import annotations

import os
from typing import Any

import orjson
import uvloop

from bench.clients.loop import AT_A_TIME, send_to_all
from bench.conversation import SENT_TEXT
from bench.platform import TOKEN
from bench.wire import ClientConnection
from bench.worker import serve


async def _main() -> None:
    connections = [await ClientConnection.to(int(os.environ["API_PORT"])) for _ in range(AT_A_TIME)]

    async def send(chat: int) -> None:
        body = orjson.dumps({"chat_id": chat, "text": SENT_TEXT})
        _answer = await connections[chat % AT_A_TIME].ask(f"/bot{TOKEN}/sendMessage", body)

    async def run(order: dict[str, Any]) -> dict[str, Any]:
        return await send_to_all(send, order["many"])

    await serve(run)


if __name__ == "__main__":
    uvloop.run(_main())
