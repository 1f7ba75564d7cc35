"""Zalo channels over the emulator, for the tests beside: made, run, and an event as the webhook gets it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import orjson

from channels.contract import (
    Deliver,
    Outgoing,
)
from channels.zalo_bot.channel import WEBHOOK_PATH, ZaloBotChannel, ZaloBotMode
from channels.zalo_bot.client import Timeouts
from console.public.pictures import PublicPictures
from tests.contract.zalo_bot_rig import ADDRESS, SECRET, StandingClock, reachable
from tests.emulators.zalo_bot import ZaloBotEmulator

QUICK = Timeouts(connect=2.0, read=2.0, picture_in_reply=0.3, picture=2.0)
HELLO = Outgoing(text="Xin chào")


def make(
    emulator: ZaloBotEmulator,
    mode: ZaloBotMode = ZaloBotMode.WEBHOOK,
    *,
    pictures: PublicPictures | None = None,
    answer_within: float = 1.0,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> ZaloBotChannel:
    is_webhook = mode is ZaloBotMode.WEBHOOK
    return ZaloBotChannel(
        token=emulator.token,
        api_url=emulator.url,
        mode=mode,
        webhook_url=f"{ADDRESS}{WEBHOOK_PATH}" if is_webhook else "",
        webhook_secret=SECRET if is_webhook else "",
        pictures=pictures,
        timeouts=QUICK,
        poll_seconds=1,
        answer_within=answer_within,
        sleep=sleep,
    )


@asynccontextmanager
async def running(emulator: ZaloBotEmulator, channel: ZaloBotChannel, deliver: Deliver) -> AsyncIterator[str]:
    pictures = PublicPictures(address=ADDRESS, clock=StandingClock())
    async with reachable(emulator, channel.webhooks(), pictures) as base:
        task = asyncio.create_task(channel.run(deliver))
        try:
            yield base
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await channel.close()


def body(text: str = "xin chào", **changes: object) -> bytes:
    """Return a webhook's body."""
    message = {"chat": {"id": "c1"}, "text": text, "message_id": "m1", **changes}
    return orjson.dumps({"event_name": "message.text.received", "message": message})


def signed(secret: str = SECRET) -> dict[str, str]:
    """Return the webhook's headers in lower case."""
    return {"x-bot-api-secret-token": secret}


class Waits:
    """A fault clock: remembers how long the channel wanted to wait, and lets `limit` waits pass at once."""

    def __init__(self, limit: int) -> None:
        self.seconds: list[float] = []
        self.used_up = asyncio.Event()
        self._limit = limit

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if len(self.seconds) >= self._limit:
            self.used_up.set()
            await asyncio.Event().wait()
