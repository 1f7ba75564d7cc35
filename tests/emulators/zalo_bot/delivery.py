"""How events reach the bot: one a poll, never again; or posted to the webhook, once, whatever it answers.

Redelivery is not documented. `redeliver` sends an event a second time when a test wants it.
"""

from __future__ import annotations

import asyncio
from collections import deque

import aiohttp
import orjson

from tests.emulators.zalo_bot.methods import checked_webhook, where
from tests.emulators.zalo_bot.state import EPOCH_MS, ApiFault, Json, State

_DEFAULT_POLL = 30.0


class Delivery:
    """The platform's outbox."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._waiting: deque[Json] = deque()
        self._arrived = asyncio.Event()
        self._all: dict[str, Json] = {}
        self._chats: dict[str, deque[Json]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._idle = asyncio.Event()
        self._idle.set()

    def add(self, event: Json) -> str:
        """Send a new event; returns its message id."""
        message_id = str(event["message"].get("message_id", ""))
        self._all[message_id] = event
        self._send(event)
        return message_id

    def redeliver(self, message_id: str) -> None:
        """Send an event once more."""
        self._send(self._all[message_id])

    async def settled(self) -> None:
        """Return when the webhook has answered everything that was posted."""
        await self._idle.wait()

    async def get_updates(self, parameters: Json) -> Json:
        """Hand out one event; 408 when none comes in time. A set webhook excludes it (400 is our guess)."""
        if self._state.webhook:
            raise ApiFault(400, "webhook is set")
        try:
            async with asyncio.timeout(float(parameters.get("timeout") or _DEFAULT_POLL)):
                while not self._waiting:
                    self._arrived.clear()
                    await self._arrived.wait()
        except TimeoutError:
            raise ApiFault(408, "Request timeout") from None
        return self._waiting.popleft()

    async def set_webhook(self, parameters: Json) -> Json:
        """Set it and probe it at once; it stays set when the probe fails. What waited is posted (our guess)."""
        self._state.webhook = checked_webhook(parameters)
        status = await self._post({})
        while self._waiting:
            self._send(self._waiting.popleft())
        outcome = {"ok": status == 200, "outcome": "verified" if status == 200 else "failed", "status_code": status}
        return {"url": self._state.webhook["url"], "updated_at": EPOCH_MS, "verification": {**outcome, "hint": ""}}

    async def stop(self) -> None:
        """Stop posting."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _send(self, event: Json) -> None:
        if not self._state.webhook:
            self._waiting.append(event)
            self._arrived.set()
            return
        self._idle.clear()
        chat = str(event["message"].get("chat", {}).get("id", ""))
        queue = self._chats.setdefault(chat, deque())
        queue.append(event)
        if len(queue) == 1:
            task = asyncio.create_task(self._serve(chat, queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _serve(self, chat: str, queue: deque[Json]) -> None:
        while queue:
            event = queue[0]
            bare = self._state.habits.bare_envelope
            self._state.hook_answers.append(await self._post(event if bare else {"ok": True, "result": event}))
            queue.popleft()
        del self._chats[chat]
        if not self._chats:
            self._idle.set()

    async def _post(self, body: Json) -> int:
        """Post to the webhook; returns the status, 0 when nobody answers."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        hook = self._state.webhook
        headers = {"Content-Type": "application/json", "X-Bot-Api-Secret-Token": hook["secret_token"]}
        try:
            async with self._session.post(
                where(self._state, hook["url"]), data=orjson.dumps(body), headers=headers
            ) as answer:
                return answer.status
        except aiohttp.ClientError:
            return 0
