"""Each channel with its platform, under one set of hands and eyes, so that one suite speaks to all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from channels.contract import Channel, ChannelName, Incoming, IncomingKind, MessageRef, ReplyHandle
from channels.local import LocalChannel
from channels.local_phone import LocalMessage, LocalPhone, Side
from channels.telegram.aiohttp_request import Timeouts
from channels.telegram.channel import TelegramChannel
from channels.telegram.registration import BotCommand
from tests.emulators.telegram import Misbehaviour, Person, Shown, TelegramEmulator

TOKEN = "987654321:Secret-Token-Of-The-Contract-Suite"


class Fault(StrEnum):
    """What can happen to one message on its way out."""

    THROTTLED = "throttled"
    ALLOWANCE_USED_UP = "allowance_used_up"
    NOT_CONNECTED = "not_connected"
    DROPPED_BEFORE = "dropped_before"
    DROPPED_AFTER = "dropped_after"
    HANG = "hang"
    SERVER_ERROR = "server_error"
    WRONG_TOKEN = "wrong_token"


class CannotHappen(Exception):
    """The platform has no such case; its reason stands in `Capabilities.absent`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A bot message as a person sees it, on any platform."""

    text: str
    bold: tuple[str, ...]
    labels: tuple[str, ...]
    links: tuple[str, ...]
    picture: bytes | None
    protected: bool


class Rig(Protocol):
    """A running channel, one person's side of the platform, and the platform's bad days."""

    incoming: asyncio.Queue[Incoming]
    handler: Callable[[Incoming], Awaitable[None]]

    @property
    def channel(self) -> Channel: ...

    @property
    def chat(self) -> ReplyHandle: ...

    @property
    def cannot(self) -> frozenset[str]:
        """What this platform cannot have, as the suite knows it: `Capabilities.absent` must say the same."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log, repr or traceback may show."""

    def another_person(self) -> Rig: ...

    async def types(self, text: str) -> None: ...

    async def presses(self, label: str) -> None: ...

    async def sends_photo(self, content: bytes, caption: str = "", *, announced: bool = True) -> None: ...

    async def sends_location(self, latitude: float, longitude: float) -> None: ...

    async def sends_other(self, kind: IncomingKind) -> None: ...

    async def sends_the_last_again(self) -> None: ...

    async def hears(self) -> Seen: ...

    def screen(self) -> list[Seen]: ...

    def is_on_screen(self, message: MessageRef) -> bool: ...

    def saw_typing(self) -> bool: ...

    def blocks(self) -> None: ...

    async def prepare(self, fault: Fault) -> None: ...

    def accepted(self) -> int: ...


class TelegramRig:
    """Telegram over the emulator."""

    def __init__(self, emulator: TelegramEmulator, channel: TelegramChannel, incoming: asyncio.Queue[Incoming]) -> None:
        self.emulator = emulator
        self.telegram = channel
        self.incoming = incoming
        self.handler: Callable[[Incoming], Awaitable[None]] = incoming.put
        self._person: Person = emulator.person()
        self._last_update = 0

    @property
    def channel(self) -> Channel:
        return self.telegram

    @property
    def chat(self) -> ReplyHandle:
        return ReplyHandle(self.telegram.name, str(self._person.chat_id))

    @property
    def cannot(self) -> frozenset[str]:
        return frozenset({Fault.ALLOWANCE_USED_UP})

    @property
    def secrets(self) -> tuple[str, ...]:
        return TOKEN, TOKEN.split(":")[1], str(self._person.chat_id)

    def another_person(self) -> Rig:
        return TelegramRig(self.emulator, self.telegram, self.incoming)

    async def types(self, text: str) -> None:
        self._last_update = await self._person.types(text)

    async def presses(self, label: str) -> None:
        self._last_update = await self._person.presses(label)

    async def sends_photo(self, content: bytes, caption: str = "", *, announced: bool = True) -> None:
        self._last_update = await self._person.sends_photo(content, caption, announced=announced)

    async def sends_location(self, latitude: float, longitude: float) -> None:
        self._last_update = await self._person.sends_location(latitude, longitude)

    async def sends_other(self, kind: IncomingKind) -> None:
        senders = {
            IncomingKind.STICKER: self._person.sends_sticker,
            IncomingKind.VOICE: self._person.sends_voice,
            IncomingKind.VIDEO: self._person.sends_video,
            IncomingKind.CONTACT: self._person.sends_contact,
        }
        self._last_update = await senders[kind]()

    async def sends_the_last_again(self) -> None:
        self.emulator.delivery.redeliver(self._last_update)

    async def hears(self) -> Seen:
        return _seen_on_telegram(await self._person.hears())

    def screen(self) -> list[Seen]:
        return [_seen_on_telegram(shown) for shown in self._person.shown() if shown.from_bot]

    def is_on_screen(self, message: MessageRef) -> bool:
        return int(message.reveal()) in [shown.id for shown in self._person.shown()]

    def saw_typing(self) -> bool:
        return "typing" in self._person.actions

    def blocks(self) -> None:
        self._person.blocks()

    async def prepare(self, fault: Fault) -> None:
        kinds = {
            Fault.THROTTLED: Misbehaviour.THROTTLED,
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
            self.emulator.misbehave("sendMessage", kinds[fault], retry_after=7)
        else:
            raise CannotHappen

    def accepted(self) -> int:
        return self.emulator.accepted.get(self._person.chat_id, 0)


class LocalRig:
    """The demo's local platform."""

    def __init__(self, channel: LocalChannel, incoming: asyncio.Queue[Incoming], name: str = "1") -> None:
        self.local = channel
        self.incoming = incoming
        self.handler: Callable[[Incoming], Awaitable[None]] = incoming.put
        self._name = name
        self._phone: LocalPhone = channel.phone(name)
        self._feed: AsyncIterator[LocalMessage] = self._phone.changes()
        self._typed = False

    @property
    def channel(self) -> Channel:
        return self.local

    @property
    def chat(self) -> ReplyHandle:
        return ReplyHandle(self.local.name, self._name)

    @property
    def cannot(self) -> frozenset[str]:
        lacking = {name for name in ("buttons", "edit", "delete") if not getattr(self.local.capabilities, name)}
        return frozenset({*Fault, "redelivered", *lacking})

    @property
    def secrets(self) -> tuple[str, ...]:
        return ()

    def another_person(self) -> Rig:
        return LocalRig(self.local, self.incoming, self._name + "1")

    async def types(self, text: str) -> None:
        self._phone.type(text)

    async def presses(self, label: str) -> None:
        for message in reversed(self._phone.messages):
            for choice in message.choices:
                if choice.label == label:
                    self._phone.press(message.id, choice.id)
                    return
        raise CannotHappen

    async def sends_photo(self, content: bytes, caption: str = "", *, announced: bool = True) -> None:
        self._phone.send_photo(content, caption)

    async def sends_location(self, latitude: float, longitude: float) -> None:
        self._phone.send_location(latitude, longitude)

    async def sends_other(self, kind: IncomingKind) -> None:
        self._phone.send_other(kind)

    async def sends_the_last_again(self) -> None:
        raise CannotHappen

    async def hears(self) -> Seen:
        async for message in self._feed:
            if message.side is Side.BOT and not message.deleted:
                return _seen_locally(message)
        raise AssertionError("the feed ended")

    def screen(self) -> list[Seen]:
        return [_seen_locally(message) for message in self._phone.messages if message.side is Side.BOT]

    def is_on_screen(self, message: MessageRef) -> bool:
        return int(message.reveal()) in [shown.id for shown in self._phone.messages]

    def saw_typing(self) -> bool:
        return self._phone.is_typing

    def blocks(self) -> None:
        self._phone.blocked = True

    async def prepare(self, fault: Fault) -> None:
        raise CannotHappen

    def accepted(self) -> int:
        return len(self.screen())


@asynccontextmanager
async def telegram_rig() -> AsyncIterator[TelegramRig]:
    """A running Telegram channel, its emulator and one person; what must not have happened fails at the end."""
    async with TelegramEmulator(TOKEN) as emulator:
        channel = TelegramChannel(
            token=TOKEN,
            api_url=emulator.url,
            commands=(BotCommand(name="start", description="Bắt đầu"),),
            timeouts=Timeouts(connect=2.0, read=2.0),
        )
        rig = TelegramRig(emulator, channel, asyncio.Queue())
        async with running(rig):
            yield rig
        await channel.close()
        emulator.check()


@asynccontextmanager
async def local_rig(channel: LocalChannel) -> AsyncIterator[LocalRig]:
    """A running local platform and one phone."""
    rig = LocalRig(channel, asyncio.Queue())
    async with running(rig):
        yield rig


@asynccontextmanager
async def running(rig: Rig) -> AsyncIterator[None]:
    """Run the channel; whatever comes goes to the rig's handler of that moment."""

    async def deliver(incoming: Incoming) -> None:
        await rig.handler(incoming)

    task = asyncio.create_task(rig.channel.run(deliver))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


LOCAL = ChannelName("local")


def _seen_on_telegram(shown: Shown) -> Seen:
    return Seen(
        text=shown.text,
        bold=shown.bold,
        labels=tuple(button.label for button in shown.buttons if button.data),
        links=tuple(button.url for button in shown.buttons if button.url),
        picture=shown.photo,
        protected=shown.protected,
    )


def _seen_locally(message: LocalMessage) -> Seen:
    return Seen(
        text=message.text,
        bold=tuple(span.text for span in message.spans if span.bold),
        labels=tuple(choice.label for choice in message.choices),
        links=tuple(link.url for link in message.links),
        picture=message.picture,
        protected=message.protected,
    )
