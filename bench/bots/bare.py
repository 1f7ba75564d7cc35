"""Bare aiohttp: a web server, a client session, two dictionaries. The floor that a library stands on."""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import aiohttp
import orjson
import uvloop
from aiohttp import web

from bench.bots.answers import KEYBOARD
from bench.conversation import PEER_TEXT
from bench.platform import SECRET, TOKEN
from bench.turns import HOOK

_JSON = {"Content-Type": "application/json"}


class _Bot:
    def __init__(self, api: str) -> None:
        self._api = f"{api}/bot{TOKEN}"
        self._turns: Counter[int] = Counter()
        self._session: aiohttp.ClientSession | None = None

    async def open(self, _application: web.Application) -> None:
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100))
        await self._call("setWebhook", {"url": "http://127.0.0.1"})

    async def receive(self, request: web.Request) -> web.Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
            return web.Response(status=401)
        update = orjson.loads(await request.read())
        query = update.get("callback_query")
        message = update["message"] if query is None else query["message"]
        chat = message["chat"]["id"]
        self._turns[chat] += 1
        answer = {"chat_id": chat, "text": PEER_TEXT, "reply_markup": KEYBOARD}
        if query is None:
            await self._call("sendMessage", answer)
        else:
            await self._call("answerCallbackQuery", {"callback_query_id": query["id"]})
            await self._call("editMessageText", {**answer, "message_id": message["message_id"]})
        return web.Response()

    async def _call(self, method: str, parameters: dict[str, Any]) -> None:
        assert self._session is not None
        body = orjson.dumps(parameters)
        async with self._session.post(f"{self._api}/{method}", data=body, headers=_JSON) as answer:
            _result = orjson.loads(await answer.read())


def main() -> None:
    """Serve until the process is ended."""
    bot = _Bot(f"http://127.0.0.1:{os.environ['API_PORT']}")
    application = web.Application()
    application.on_startup.append(bot.open)
    application.router.add_post(HOOK, bot.receive)
    loop = uvloop.new_event_loop()
    web.run_app(application, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None, loop=loop)


if __name__ == "__main__":
    main()
