"""The ceiling: a webhook and a call on bare sockets. What this reaches is the platform's own limit."""

from __future__ import annotations

import asyncio
import os

import orjson
import uvloop

from bench.bots.answers import KEYBOARD
from bench.conversation import PEER_TEXT
from bench.platform import TOKEN
from bench.wire import ClientConnection, ServerConnection

_CONNECTIONS = 16


async def _main() -> None:
    api = int(os.environ["API_PORT"])
    connections = [await ClientConnection.to(api) for _ in range(_CONNECTIONS)]
    turn = 0

    def answer(_head: bytes, body: bytes) -> bytes:
        nonlocal turn
        turn += 1
        update = orjson.loads(body)
        message = update.get("message") or update["callback_query"]["message"]
        reply = {"chat_id": message["chat"]["id"], "text": PEER_TEXT, "reply_markup": KEYBOARD}
        _unread = connections[turn % _CONNECTIONS].ask(f"/bot{TOKEN}/sendMessage", orjson.dumps(reply))
        return b"{}"

    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: ServerConnection(answer), "127.0.0.1", int(os.environ["PORT"]))
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_main())
