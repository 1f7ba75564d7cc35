"""The Zalo Bot channel under contract, by webhook and by polling, with a public address of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiohttp import web

from channels.contract import Channel, Incoming, IncomingKind, MessageRef, ReplyHandle, WebhookRoute
from channels.zalo_bot.channel import WEBHOOK_PATH, ZaloBotChannel, ZaloBotMode
from channels.zalo_bot.client import Timeouts
from console.public.pictures import PublicPictures
from tests.contract.rigs import CannotHappen, Fault, Rig, Seen, running
from tests.emulators.zalo_bot import Misbehaviour, Person, Shown, ZaloBotEmulator

TOKEN = "987654321:Secret-Token-Of-The-Contract-Suite"
SECRET = "webhook-secret_of-the-contract-suite"
HOST = "phaodai.example"
ADDRESS = f"https://{HOST}"


class StandingClock:
    """A clock that stands still."""

    def now(self) -> datetime:
        """Return the same moment."""
        return datetime(2026, 11, 25, tzinfo=UTC)


class ZaloBotRig:
    """Zalo over the emulator."""

    def __init__(self, emulator: ZaloBotEmulator, channel: ZaloBotChannel, incoming: asyncio.Queue[Incoming]) -> None:
        self.emulator = emulator
        self.zalo = channel
        self.incoming = incoming
        self.handler: Callable[[Incoming], Awaitable[None]] = incoming.put
        self._person: Person = emulator.person("Trần Thị Tên Thật")
        self._last = ""

    @property
    def channel(self) -> Channel:
        return self.zalo

    @property
    def chat(self) -> ReplyHandle:
        return ReplyHandle(self.zalo.name, self._person.chat_id)

    @property
    def cannot(self) -> frozenset[str]:
        outside = {"buttons", "edit", "delete", "bold", "protected", "location", "unknown_kinds", "blocked"}
        return frozenset({*outside, Fault.THROTTLED})

    @property
    def secrets(self) -> tuple[str, ...]:
        return TOKEN, TOKEN.split(":")[1], SECRET, self._person.chat_id, "Tên Thật"

    def another_person(self) -> Rig:
        return ZaloBotRig(self.emulator, self.zalo, self.incoming)

    async def types(self, text: str) -> None:
        self._last = await self._person.types(text)

    async def presses(self, label: str) -> None:
        raise CannotHappen

    async def sends_photo(self, content: bytes, caption: str = "", *, announced: bool = True) -> None:
        self._last = await self._person.sends_photo(content, caption)

    async def sends_location(self, latitude: float, longitude: float) -> None:
        raise CannotHappen

    async def sends_other(self, kind: IncomingKind) -> None:
        senders = {IncomingKind.STICKER: self._person.sends_sticker, IncomingKind.VOICE: self._person.sends_voice}
        if kind not in senders:
            raise CannotHappen
        self._last = await senders[kind]()

    async def sends_the_last_again(self) -> None:
        self.emulator.delivery.redeliver(self._last)

    async def hears(self) -> Seen:
        return _seen(await self._person.hears())

    def screen(self) -> list[Seen]:
        return [_seen(shown) for shown in self._person.shown() if shown.from_bot]

    def is_on_screen(self, message: MessageRef) -> bool:
        return message.reveal() in [shown.id for shown in self._person.shown()]

    def saw_typing(self) -> bool:
        return "typing" in self._person.actions

    def blocks(self) -> None:
        raise CannotHappen

    async def prepare(self, fault: Fault) -> None:
        kinds = {
            Fault.ALLOWANCE_USED_UP: Misbehaviour.QUOTA,
            Fault.DROPPED_BEFORE: Misbehaviour.CUT_BEFORE,
            Fault.DROPPED_AFTER: Misbehaviour.CUT_AFTER,
            Fault.HANG: Misbehaviour.HANG,
            Fault.SERVER_ERROR: Misbehaviour.SERVER_ERROR,
        }
        if fault is Fault.NOT_CONNECTED:
            await self.emulator.stop()
        elif fault is Fault.WRONG_TOKEN:
            self.emulator.token = "1:another"
        elif fault in kinds:
            self.emulator.misbehave("sendMessage", kinds[fault])
        else:
            raise CannotHappen

    def accepted(self) -> int:
        return self.emulator.accepted.get(self._person.chat_id, 0)


@asynccontextmanager
async def zalo_bot_rig(mode: ZaloBotMode) -> AsyncIterator[ZaloBotRig]:
    """A running channel, its emulator, a public address and one person."""
    pictures = PublicPictures(address=ADDRESS, clock=StandingClock())
    is_webhook = mode is ZaloBotMode.WEBHOOK
    async with ZaloBotEmulator(TOKEN) as emulator:
        channel = ZaloBotChannel(
            token=TOKEN,
            api_url=emulator.url,
            mode=mode,
            webhook_url=f"{ADDRESS}{WEBHOOK_PATH}" if is_webhook else "",
            webhook_secret=SECRET if is_webhook else "",
            pictures=pictures,
            timeouts=Timeouts(connect=2.0, read=2.0),
            poll_seconds=2,
        )
        async with reachable(emulator, channel.webhooks(), pictures):
            rig = ZaloBotRig(emulator, channel, asyncio.Queue())
            async with running(rig):
                yield rig
            await channel.close()
        emulator.check()


@asynccontextmanager
async def reachable(
    emulator: ZaloBotEmulator, hooks: tuple[WebhookRoute, ...], pictures: PublicPictures
) -> AsyncIterator[str]:
    """Let the emulator reach webhooks and pictures under `ADDRESS`; yields where they really listen."""
    application = web.Application()
    for hook in hooks:
        application.router.add_post(hook.path, _receiving(hook))
    for route in pictures.routes():
        application.router.add_route(route.method, route.path, route.handler)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    emulator.resolves(HOST, f"http://{host}:{port}")
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


def _receiving(hook: WebhookRoute) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def receive(request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        return web.Response(status=await hook.receive(headers, await request.read()))

    return receive


def _seen(shown: Shown) -> Seen:
    return Seen(text=shown.text, bold=(), labels=(), links=(), picture=shown.photo, protected=False)
