"""Pháo Đài's conversation core: the whole program with its databases, and a channel that only takes in.

From the parsed update to the finished `Outgoing`; the wire on both sides is in the turns.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NoReturn

import uvloop

from bench.cores.timing import measure
from bench.platform import Shown
from bench.raised import RAISED
from bench.worker import serve
from bot import logs
from bot.folders import prepare
from bot.process import settle_memory
from bot.settings import Settings, load
from bot.wiring import Additions, build
from channels.contract import (
    Address,
    Capabilities,
    ChannelName,
    Deliver,
    Health,
    Lane,
    MessageRef,
    Outgoing,
    ReplyHandle,
    WebhookRoute,
)
from channels.telegram.updates import read_update
from channels.telegram.wire import telegram_capabilities

NAME = ChannelName("bench")


class Sink:
    """A platform that takes every answer at once and remembers the last one of each chat."""

    def __init__(self) -> None:
        self.last: dict[str, tuple[int, Outgoing]] = {}
        self._capabilities = telegram_capabilities()
        self._message = 0

    @property
    def name(self) -> ChannelName:
        return NAME

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    @property
    def health(self) -> Health:
        return Health.UP

    async def reply(self, to: ReplyHandle, message: Outgoing) -> tuple[MessageRef, ...]:
        self._message += 1
        self.last[to.reveal()] = self._message, message
        return (MessageRef(str(self._message)),)

    async def edit(self, to: ReplyHandle, shown: MessageRef, message: Outgoing) -> tuple[MessageRef, ...]:
        self.last[to.reveal()] = int(shown.reveal()), message
        return (shown,)

    async def delete(self, to: ReplyHandle, shown: Sequence[MessageRef]) -> None:
        """Keep everything."""

    async def typing(self, to: ReplyHandle) -> None:
        """Show nothing."""

    async def push(self, to: Address, message: Outgoing, lane: Lane) -> MessageRef:
        return (await self.reply(self.handle(to), message))[0]

    def address(self, of: ReplyHandle) -> Address:
        return Address(NAME, of.reveal())

    def handle(self, of: Address) -> ReplyHandle:
        return ReplyHandle(NAME, of.reveal())

    async def run(self, deliver: Deliver) -> None:
        await asyncio.Event().wait()

    def webhooks(self) -> tuple[WebhookRoute, ...]:
        return ()


def _shown(number: int, message: Outgoing) -> Shown:
    return Shown(number, tuple((choice.label, choice.id) for choice in message.choices), len(message.text))


async def _main(settings: Settings) -> None:
    sink = Sink()
    async with build(settings, demo=False, additions=Additions(channels=(sink,), rates=RAISED)) as program:
        deliver = program.deliver(next(channel for channel in program.channels if channel.name == NAME))

        settle_memory()

        async def handle(update: dict[str, Any]) -> Callable[[], Shown]:
            incoming = read_update(update, NAME, _no_media).incoming
            assert incoming is not None
            chat = incoming.reply.reveal()
            sink.last.pop(chat, None)
            await deliver(incoming)
            return partial(_shown, *sink.last[chat])

        async def run(order: dict[str, Any]) -> dict[str, Any]:
            return await measure(handle, order)

        await serve(run)


def _no_media(_file: str, _size: int | None) -> NoReturn:
    raise AssertionError("nobody sends pictures here")


def main() -> None:
    """Serve orders until standard input ends."""
    settings = load()
    logs.configure()
    prepare(settings)
    uvloop.run(_main(settings))


if __name__ == "__main__":
    main()
