"""The web chat as a `Channel`: visits by a random id that lives in one page's memory and in ours, nowhere else."""

from __future__ import annotations

import asyncio
import secrets
import unicodedata
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial

from channels.contract import (
    Address,
    Capabilities,
    ChannelName,
    Deliver,
    Health,
    Incoming,
    IncomingKind,
    InvalidRecipient,
    Lane,
    MessageRef,
    Outgoing,
    RecipientGone,
    Refused,
    ReplyHandle,
    WebhookRoute,
)
from channels.ordering import ChatOrder
from channels.render import Part, render
from channels.web_chat.errors import NoSuchVisit, NotListening, OldButton, TooFast, TooLong
from channels.web_chat.limits import LONGEST_TEXT, Limits, Paced, Room, web_capabilities
from channels.web_chat.visit import Media, Visit
from channels.web_chat.visits import Visits

WEB = ChannelName("web")

_ID_BYTES = 32
_ID_LETTERS = 43
"""A visit's id has this many letters: 32 random bytes, urlsafe base64."""

_CHOICE_BYTES = 64
_SWEEP_SECONDS = 30.0
_BUSY_SECONDS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the page sends: a text, or a pressed `choice` of message `screen`.

    `key` is random and the same when the page sends it again; `seen` is the last event the page has.
    """

    key: str = field(repr=False)
    text: str = field(default="", repr=False)
    choice: str = field(default="", repr=False)
    screen: int = 0
    seen: int = 0


class WebChatChannel:
    """A `Channel` over visits in memory. `begin`, `hear`, `listen`, `media`, `end` are the page's side of it.

    `site` is the address that our own links start with; the page gets them without it, so that they lead to the
    site under whatever name the visitor opened it. `now` gives monotonic seconds.
    """

    def __init__(self, *, site: str, now: Callable[[], float], limits: Limits | None = None) -> None:
        self._site = site
        self._now = now
        self._limits = limits or Limits()
        self._capabilities = web_capabilities()
        self._room = Room()
        self._visits = Visits(self._limits, self._room)
        self._beginnings = Paced(self._limits.beginnings)
        self._streams = 0
        self._waiting: asyncio.Queue[tuple[Visit, Incoming]] = asyncio.Queue()
        self._unanswered = 0
        self._health = Health.STARTING

    @property
    def name(self) -> ChannelName:
        return WEB

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    @property
    def health(self) -> Health:
        return self._health

    # The page's side

    def begin(self, network: int = 0) -> str:
        """Open a visit and return its id. Raises `TooFast`.

        `network` is an opaque mark of where the visitor comes from: whoever fills the house gives way first.
        """
        self.end_idle_visits()
        if pause := self._beginnings.wait(self._now()):
            raise TooFast(pause)
        chat = secrets.token_urlsafe(_ID_BYTES)
        self._visits.add(chat, Visit(self._limits, self._room, self._now(), network))
        return chat

    def hear(self, chat: str, said: Said) -> int:
        """Take a message or a press of the page, once; return its number.

        Raises every `WebChatError`; after one of them nothing was taken, so the page may send the same again.
        """
        visit = self._visit(chat)
        visit.confirm(said.seen)
        if (number := visit.known(said.key)) is not None:
            return number
        if len(said.text) > LONGEST_TEXT:
            raise TooLong
        if said.choice and not visit.is_button(said.screen, said.choice):
            raise OldButton
        if visit.unconfirmed_bytes > self._limits.unconfirmed_bytes:
            raise NotListening
        if visit.waiting >= self._limits.waiting or self._unanswered >= self._limits.waiting_in_all:
            raise TooFast(_BUSY_SECONDS)
        if pause := visit.pace.wait(self._now()):
            raise TooFast(pause)
        visit.used = self._now()
        self._visits.use(chat)
        number = visit.take(said.key)
        visit.waiting += 1
        self._unanswered += 1
        self._waiting.put_nowait((visit, _incoming(ReplyHandle(WEB, chat), number, said)))
        return number

    async def listen(self, chat: str, after: int) -> AsyncGenerator[bytes, None]:
        """Yield a visit's events after number `after` and then live, as they are written to the page.

        When too many streams are open this one ends once everything was told, and the page asks again later.
        Raises `NoSuchVisit`.
        """
        visit = self._visit(chat)
        self._streams += 1
        try:
            async with aclosing(visit.listen(after, wait=self._streams <= self._limits.streams)) as told:
                async for frame in told:
                    yield frame
        finally:
            self._streams -= 1

    def media(self, chat: str, number: int) -> Media | None:
        """Return a picture or document of a visit. Raises `NoSuchVisit`."""
        return self._visit(chat).media(number)

    def end(self, chat: str) -> None:
        """Forget a visit; an unknown one is passed over."""
        self._visits.end(chat)

    def end_idle_visits(self) -> None:
        """Forget the visits in which nobody wrote for half an hour."""
        self._visits.end_idle(self._now() - self._limits.idle)

    # The bot's side

    async def reply(self, to: ReplyHandle, message: Outgoing) -> tuple[MessageRef, ...]:
        visit = self._reachable(to)
        shown = tuple(MessageRef(str(visit.show(part))) for part in self._parts(message))
        self._visits.make_room()
        return shown

    async def edit(self, to: ReplyHandle, shown: MessageRef, message: Outgoing) -> tuple[MessageRef, ...]:
        visit = self._reachable(to)
        first, *others = self._parts(message)
        if not visit.change(int(shown.reveal()), first):
            return await self.reply(to, message)
        now = (shown, *(MessageRef(str(visit.show(part))) for part in others))
        self._visits.make_room()
        return now

    async def delete(self, to: ReplyHandle, shown: Sequence[MessageRef]) -> None:
        self._reachable(to).remove([int(message.reveal()) for message in shown])

    async def typing(self, to: ReplyHandle) -> None:
        self._reachable(to).type()

    async def push(self, to: Address, message: Outgoing, lane: Lane) -> MessageRef:
        return (await self.reply(self.handle(to), message))[-1]

    def address(self, of: ReplyHandle) -> Address:
        return Address(WEB, of.reveal())

    def handle(self, of: Address) -> ReplyHandle:
        return ReplyHandle(WEB, of.reveal())

    async def run(self, deliver: Deliver) -> None:
        order = ChatOrder(deliver)
        sweeping = asyncio.create_task(self._sweep())
        self._health = Health.UP
        try:
            while True:
                visit, incoming = await self._waiting.get()
                order.put(incoming).add_done_callback(partial(self._answered, visit))
        finally:
            self._health = Health.DOWN
            sweeping.cancel()
            await order.stop()

    def webhooks(self) -> tuple[WebhookRoute, ...]:
        return ()

    # Inside

    def _visit(self, chat: str) -> Visit:
        """Return a live visit. Only writing counts as use: a page that was left open ends after half an hour."""
        self.end_idle_visits()
        visit = self._visits.get(chat)
        if visit is None:
            raise NoSuchVisit
        return visit

    def _reachable(self, to: ReplyHandle) -> Visit:
        """Return the visit to write to. Whoever holds an id of ours that is no visit has left."""
        chat = to.reveal()
        visit = self._visits.get(chat)
        if visit is None:
            raise RecipientGone if len(chat) == _ID_LETTERS else InvalidRecipient
        return visit

    def _parts(self, message: Outgoing) -> tuple[Part, ...]:
        parts = render(message, self._capabilities)
        for part in parts:
            attached = part.picture is not None or part.document is not None
            if not (attached or part.text.strip()):
                raise Refused
            if any(not 1 <= len(choice.id.encode()) <= _CHOICE_BYTES for choice in part.choices):
                raise Refused
        return tuple(self._with_own_links(part) for part in parts)

    def _with_own_links(self, part: Part) -> Part:
        """Return the part with addresses of our own site as paths."""
        links = tuple(replace(link, url=self._own(link.url)) for link in part.links)
        return replace(part, links=links)

    def _own(self, url: str) -> str:
        return url.removeprefix(self._site) if url.startswith(f"{self._site}/") else url

    def _answered(self, visit: Visit, _handled: asyncio.Future[None]) -> None:
        visit.waiting -= 1
        self._unanswered -= 1

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            self.end_idle_visits()


def _incoming(reply: ReplyHandle, number: int, said: Said) -> Incoming:
    """Return what a handler sees."""
    if said.choice:
        return Incoming(reply=reply, kind=IncomingKind.CHOICE, choice=said.choice, screen=MessageRef(str(said.screen)))
    text = unicodedata.normalize("NFC", said.text)
    return Incoming(reply=reply, kind=IncomingKind.TEXT, text=text, message=MessageRef(str(number)))
