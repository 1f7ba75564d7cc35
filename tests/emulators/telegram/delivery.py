"""How updates reach the bot: long polling by offset, or webhook calls with the secret, repeated until 2xx."""

from __future__ import annotations

import asyncio
from collections import deque

import aiohttp
import orjson

from tests.emulators.telegram.checks import structured
from tests.emulators.telegram.state import ApiFault, Json, State

_WEBHOOK_TRIES = 20
_WEBHOOK_PAUSE = 0.05


class Delivery:
    """The platform's outbox. An update stays until a higher offset, or a 2xx of the webhook, confirms it."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._arrived = asyncio.Event()
        self._held = False
        self._reversed = False
        self._poll = 0
        self._session: aiohttp.ClientSession | None = None
        self._queues: dict[int, deque[Json]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._everything_confirmed = asyncio.Event()
        self._everything_confirmed.set()

    def add(self, update: Json) -> int:
        """Send a new update to the bot; returns its id."""
        self._state.last_update += 1
        update_id = self._state.last_update
        update = {"update_id": update_id, **update}
        self._state.updates[update_id] = update
        self._state.all_updates[update_id] = update
        self._everything_confirmed.clear()
        if not self._held:
            self._send(update)
        return update_id

    def redeliver(self, update_id: int) -> None:
        """Send an update once more, although it may have been confirmed."""
        update = self._state.all_updates[update_id]
        if self._state.webhook:
            self._post_later(update)
            return
        self._state.extra_updates.append(update)
        self._arrived.set()

    def hold(self) -> None:
        """Keep new updates back until `release`."""
        self._held = True

    def release(self, *, reverse: bool = False) -> None:
        """Let everything held go, the newest first when `reverse`."""
        self._held = False
        self._reversed = reverse
        updates = list(self._state.updates.values())
        for update in reversed(updates) if reverse else updates:
            self._send(update)

    async def all_confirmed(self) -> None:
        """Return when the bot has confirmed every update."""
        await self._everything_confirmed.wait()

    async def get_updates(self, parameters: Json) -> list[Json]:
        """Answer getUpdates. Raises 409 as Telegram does: webhook set, or another poll takes over."""
        if self._state.webhook:
            raise ApiFault(409, "Conflict: can't use getUpdates method while webhook is active")
        self._poll += 1
        poll = self._poll
        self._arrived.set()
        self._confirm(int(parameters.get("offset") or 0))
        allowed = structured(parameters.get("allowed_updates")) or []
        limit = int(parameters.get("limit") or 100)
        answer = self._waiting(allowed, limit)
        try:
            async with asyncio.timeout(float(parameters.get("timeout") or 0)):
                while not answer:
                    self._arrived.clear()
                    await self._arrived.wait()
                    if poll != self._poll:
                        raise ApiFault(409, "Conflict: terminated by other getUpdates request")
                    answer = self._waiting(allowed, limit)
        except TimeoutError:
            return []
        return answer

    async def stop(self) -> None:
        """Stop posting to the webhook."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _confirm(self, offset: int) -> None:
        for update_id in [known for known in self._state.updates if known < offset]:
            del self._state.updates[update_id]
        if not self._state.updates:
            self._everything_confirmed.set()

    def _waiting(self, allowed: list[str], limit: int) -> list[Json]:
        if self._held:
            return []
        found = [*self._state.updates.values()][:limit]
        if allowed:
            wanted = [update for update in found if update.get("forced") or _kind(update) in allowed]
            for update in found:
                if update not in wanted:
                    del self._state.updates[update["update_id"]]
            found = wanted
        if self._reversed:
            found.reverse()
            self._reversed = False
        found += self._state.extra_updates
        self._state.extra_updates.clear()
        return [{key: value for key, value in update.items() if key != "forced"} for update in found]

    def _send(self, update: Json) -> None:
        if self._state.webhook:
            self._post_later(update)
        else:
            self._arrived.set()

    def _post_later(self, update: Json) -> None:
        """Post in the order of a chat, many chats at once."""
        chat = _chat_of(update)
        if chat in self._queues:
            self._queues[chat].append(update)
            return
        self._queues[chat] = deque([update])
        task = asyncio.create_task(self._post_all(chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _post_all(self, chat: int) -> None:
        queue = self._queues[chat]
        while queue:
            await self._post(queue[0])
            queue.popleft()
        del self._queues[chat]

    async def _post(self, update: Json) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100))
        hook = self._state.webhook
        headers = {"Content-Type": "application/json"}
        if secret := hook.get("secret_token"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = str(secret)
        for _ in range(_WEBHOOK_TRIES):
            try:
                async with self._session.post(str(hook["url"]), data=orjson.dumps(update), headers=headers) as response:
                    if 200 <= response.status < 300:
                        self._state.updates.pop(int(update["update_id"]), None)
                        self._confirm(0)
                        return
            except aiohttp.ClientError:
                pass  # The program is down: Telegram tries again, and so do we.
            await asyncio.sleep(_WEBHOOK_PAUSE)
        self._state.errors.append("the webhook never accepted an update")


def _kind(update: Json) -> str:
    return next(key for key in update if key not in ("update_id", "forced"))


def _chat_of(update: Json) -> int:
    for content in update.values():
        if isinstance(content, dict):
            message = content.get("message", content)
            return int(message["chat"]["id"])
    return 0
