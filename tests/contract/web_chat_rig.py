"""The web chat under contract: the channel behind the console's own page over HTTP, and a page that listens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestServer

from channels.contract import (
    Address,
    Capabilities,
    Channel,
    ChannelName,
    Deliver,
    Health,
    Incoming,
    IncomingKind,
    Lane,
    MessageRef,
    Outgoing,
    ReplyHandle,
    WebhookRoute,
)
from channels.web_chat.channel import WebChatChannel
from channels.web_chat.limits import Limits
from console.application import build
from console.neighbourhoods import VISITS_OF_A_NETWORK, Neighbourhoods
from console.public.chat import ChatPage
from console.rendering import Pages
from storage.types import SystemClock
from tests.contract.rigs import CannotHappen, Fault, Rig, Seen, running
from tests.journeys.web_page import Json, WebPage, text_of
from tips.unlocking import StaffSession

SITE = "https://site.phaodai.example"


class Nobody:
    """Nobody is signed in."""

    def session(self, token: str) -> StaffSession | None:
        """Return nobody."""
        return None


def chat_application(channel: WebChatChannel, neighbourhoods: Neighbourhoods | None = None) -> web.Application:
    """Return the console's application with the chat's page alone."""
    neighbourhoods = neighbourhoods or Neighbourhoods(clock=SystemClock(), per_minute=VISITS_OF_A_NETWORK)
    pages = Pages(base={"rehearsal": False, "hotlines": []})
    routes = ChatPage(pages=pages, chat=channel, neighbourhoods=neighbourhoods).routes()
    return build(routes=routes, webhooks=[], sessions=Nobody(), pages=pages)


class Settled:
    """The channel, but each call returns when the page has seen what it did: the stream is HTTP and takes a moment.

    What the page is told comes in order, so a sign that is told afterwards proves that all before has arrived.
    """

    def __init__(self, channel: WebChatChannel, pages: dict[ReplyHandle, WebPage]) -> None:
        self._channel = channel
        self._pages = pages

    @property
    def name(self) -> ChannelName:
        return self._channel.name

    @property
    def capabilities(self) -> Capabilities:
        return self._channel.capabilities

    @property
    def health(self) -> Health:
        return self._channel.health

    async def reply(self, to: ReplyHandle, message: Outgoing) -> tuple[MessageRef, ...]:
        shown = await self._channel.reply(to, message)
        await self._arrived(to)
        return shown

    async def edit(self, to: ReplyHandle, shown: MessageRef, message: Outgoing) -> tuple[MessageRef, ...]:
        now = await self._channel.edit(to, shown, message)
        await self._arrived(to)
        return now

    async def delete(self, to: ReplyHandle, shown: Sequence[MessageRef]) -> None:
        await self._channel.delete(to, shown)
        await self._arrived(to)

    async def typing(self, to: ReplyHandle) -> None:
        await self._arrived(to)

    async def push(self, to: Address, message: Outgoing, lane: Lane) -> MessageRef:
        shown = await self._channel.push(to, message, lane)
        await self._arrived(self.handle(to))
        return shown

    def address(self, of: ReplyHandle) -> Address:
        return self._channel.address(of)

    def handle(self, of: Address) -> ReplyHandle:
        return self._channel.handle(of)

    async def run(self, deliver: Deliver) -> None:
        await self._channel.run(deliver)

    def webhooks(self) -> tuple[WebhookRoute, ...]:
        return self._channel.webhooks()

    async def _arrived(self, to: ReplyHandle) -> None:
        page = self._pages[to]
        before = page.typings
        await self._channel.typing(to)
        await page.until(lambda: page.typings > before)


class WebChatRig:
    """One page of the web chat."""

    def __init__(self, rooms: WebChatRooms, page: WebPage) -> None:
        self._rooms = rooms
        self._page = page
        self._last: Json = {}
        self.incoming = rooms.incoming
        self.handler: Callable[[Incoming], Awaitable[None]] = rooms.incoming.put

    @property
    def channel(self) -> Channel:
        return self._rooms.settled

    @property
    def chat(self) -> ReplyHandle:
        return ReplyHandle(self.channel.name, self._page.visit)

    @property
    def cannot(self) -> frozenset[str]:
        return frozenset({*Fault, "photos_in", "location", "kinds_without_text"})

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self._page.visit,)

    def another_person(self) -> Rig:
        return WebChatRig(self._rooms, self._rooms.spare.pop())

    async def types(self, text: str) -> None:
        self._last = {"key": f"key {text}", "text": text}
        status, answer = await self._page.sends(self._last)
        assert status == 202, answer
        self._page.mine[answer["message"]] = text

    async def presses(self, label: str) -> None:
        await self._page.presses(label)

    async def sends_photo(self, content: bytes, caption: str = "", *, announced: bool = True) -> None:
        raise CannotHappen

    async def sends_location(self, latitude: float, longitude: float) -> None:
        raise CannotHappen

    async def sends_other(self, kind: IncomingKind) -> None:
        raise CannotHappen

    async def sends_the_last_again(self) -> None:
        status, _ = await self._page.sends(self._last)
        assert status == 202

    async def hears(self) -> Seen:
        return await self._seen(await self._page.hears())

    def screen(self) -> list[Seen]:
        return [_seen(message, None) for message in self._page.shown.values()]

    def is_on_screen(self, message: MessageRef) -> bool:
        return int(message.reveal()) in {*self._page.shown, *self._page.mine}

    def saw_typing(self) -> bool:
        return self._page.typings > 0

    def blocks(self) -> None:
        self._rooms.web.end(self._page.visit)

    async def prepare(self, fault: Fault) -> None:
        raise CannotHappen

    def accepted(self) -> int:
        return len(self._page.shown)

    async def _seen(self, message: Json) -> Seen:
        picture = message["picture"]
        return _seen(message, None if picture is None else await self._page.media(picture))


class WebChatRooms:
    """The site with a few open pages."""

    def __init__(self, web: WebChatChannel) -> None:
        self.web = web
        self.incoming: asyncio.Queue[Incoming] = asyncio.Queue()
        self.spare: list[WebPage] = []
        self.pages: dict[ReplyHandle, WebPage] = {}
        self.settled: Channel = Settled(web, self.pages)


@asynccontextmanager
async def web_chat_rig() -> AsyncIterator[WebChatRig]:
    """The chat's site on a free port with three open pages; the first one is the rig's."""
    moment = iter(range(10**9))
    channel = WebChatChannel(site=SITE, now=lambda: float(next(moment)), limits=Limits(idle=10**8, waiting=20))
    rooms = WebChatRooms(channel)
    async with AsyncExitStack() as opened:
        server = await opened.enter_async_context(TestServer(chat_application(channel)))
        for _ in range(3):
            page = await opened.enter_async_context(WebPage(str(server.make_url("")).rstrip("/")))
            await page.opens()
            rooms.spare.append(page)
            rooms.pages[ReplyHandle(channel.name, page.visit)] = page
        rig = WebChatRig(rooms, rooms.spare.pop())
        await opened.enter_async_context(running(rig))
        yield rig


def _seen(message: Json, picture: bytes | None) -> Seen:
    return Seen(
        text=text_of(message),
        bold=tuple(text for text, is_bold in message["spans"] if is_bold),
        labels=tuple(label for _, label in message["choices"]),
        links=tuple(url for _, url in message["links"]),
        picture=picture,
        protected=message["protected"],
    )
