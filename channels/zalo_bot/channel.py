"""The Zalo Bot channel: the webhook answers in time whatever the handler does, and nothing is handled twice.

DESIGN wants an update confirmed after it was handled; Zalo wants an answer fast and does not say what it does
about a slow one, nor whether it ever repeats an event. So the webhook waits for the handler for a second, which
nearly every answer takes less than, and then confirms. What a stop cuts off within that second is answered 503;
what is lost later is one question to a menu: on this platform no tip is ever written in the chat.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from urllib.parse import urlsplit

import orjson
import structlog

from channels.contract import (
    Address,
    Capabilities,
    ChannelError,
    ChannelName,
    Deliver,
    Health,
    Lane,
    MessageRef,
    Outgoing,
    ReplyHandle,
    WebhookRoute,
)
from channels.health import HealthNote
from channels.ordering import ChatOrder
from channels.pushing import push_parts
from channels.render import Part
from channels.zalo_bot.client import Timeouts, ZaloBotClient
from channels.zalo_bot.errors import TimedOut
from channels.zalo_bot.media import ZaloMedia
from channels.zalo_bot.sending import Pictures, Sender
from channels.zalo_bot.taken import Taken
from channels.zalo_bot.updates import read_event
from channels.zalo_bot.wire import parts_of, zalo_bot_capabilities

ZALO_BOT = ChannelName("zalo-bot")
WEBHOOK_PATH = "/hooks/zalo-bot"
_SIGNED_BY = "x-bot-api-secret-token"
_ANSWER_WITHIN = 1.0
_EMPTY_PAUSE = 0.2
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
_CHECK_EVERY = 60.0
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ZaloBotMode(StrEnum):
    """How events come: the platform posts them, or (development only: nothing is ever acknowledged) we ask."""

    WEBHOOK = "webhook"
    POLLING = "polling"


class ZaloBotChannel:
    """A `Channel` over one bot token. `close` it when the program ends; its repr shows nothing."""

    def __init__(
        self,
        *,
        token: str,
        api_url: str = "https://bot-api.zaloplatforms.com",
        mode: ZaloBotMode = ZaloBotMode.WEBHOOK,
        webhook_url: str = "",
        webhook_secret: str = "",
        pictures: Pictures | None = None,
        timeouts: Timeouts | None = None,
        poll_seconds: int = 30,
        answer_within: float = _ANSWER_WITHIN,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        name: ChannelName = ZALO_BOT,
    ) -> None:
        """`pictures` None: texts only. `answer_within` is the webhook's patience in seconds."""
        if mode is ZaloBotMode.WEBHOOK and not (webhook_url and webhook_secret):
            raise ValueError("the webhook mode needs its public address and its secret")
        timeouts = timeouts or Timeouts()
        api_url = api_url.rstrip("/")
        self._name = name
        self._capabilities = zalo_bot_capabilities(pictures=pictures is not None)
        self._mode = mode
        self._webhook_url = webhook_url
        self._webhook_secret = webhook_secret
        self._poll_seconds = poll_seconds
        self._answer_within = answer_within
        self._sleep = sleep
        self._health = HealthNote(name)
        self._is_local = urlsplit(api_url).hostname in _LOOPBACK
        self._client = ZaloBotClient(token=token, api_url=api_url, timeouts=timeouts)
        self._sender = Sender(client=self._client, pictures=pictures, timeouts=timeouts)
        self._taken = Taken()
        self._order: ChatOrder | None = None

    def __repr__(self) -> str:
        return "ZaloBotChannel()"

    @property
    def name(self) -> ChannelName:
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    @property
    def health(self) -> Health:
        return self._health.now

    # Sending

    async def reply(self, to: ReplyHandle, message: Outgoing) -> tuple[MessageRef, ...]:
        parts = parts_of(message, self._capabilities)
        return tuple([await self._sender.send(to.reveal(), part, Lane.REPLY) for part in parts])

    async def edit(self, to: ReplyHandle, shown: MessageRef, message: Outgoing) -> tuple[MessageRef, ...]:
        """Send anew: what was shown stays."""
        return await self.reply(to, message)

    async def delete(self, to: ReplyHandle, shown: Sequence[MessageRef]) -> None:
        """Do nothing: the platform deletes nothing."""

    async def typing(self, to: ReplyHandle) -> None:
        """Show that an answer is on its way. Not worth an error: the answer itself will tell."""
        with suppress(ChannelError):
            await self._sender.typing(to.reveal())

    async def push(self, to: Address, message: Outgoing, lane: Lane) -> MessageRef:
        """Send to an address; returns the last part, which carries the choices."""

        async def send_part(part: Part) -> MessageRef:
            return await self._sender.send(to.reveal(), part, lane)

        return await push_parts(parts_of(message, self._capabilities), send_part, self._sleep)

    def address(self, of: ReplyHandle) -> Address:
        return Address(self._name, of.reveal())

    def handle(self, of: Address) -> ReplyHandle:
        return ReplyHandle(self._name, of.reveal())

    # Receiving

    async def run(self, deliver: Deliver) -> None:
        """Receive until cancelled; outages are waited out after 1, 2, 4 … 60 seconds."""
        self._order = order = ChatOrder(deliver)
        self._taken = Taken()
        wait = _FIRST_WAIT
        try:
            while True:
                try:
                    await self._start()
                    self._health.note(Health.UP)
                    wait = _FIRST_WAIT
                    await self._receive()
                except ChannelError:
                    self._health.note(Health.DOWN)
                await self._sleep(wait)
                wait = min(_LONGEST_WAIT, wait * 2)
        finally:
            self._order = None
            self._health.now = Health.DOWN
            await order.stop()

    def webhooks(self) -> tuple[WebhookRoute, ...]:
        if self._mode is ZaloBotMode.POLLING:
            return ()
        return (WebhookRoute(path=WEBHOOK_PATH, receive=self._receive_webhook),)

    async def close(self) -> None:
        """Close the connections to the platform."""
        await self._client.close()

    async def _start(self) -> None:
        _me = await self._client.call("getMe", {})
        if self._mode is ZaloBotMode.POLLING:
            await self._client.call("deleteWebhook", {})
            return
        hook = {"url": self._webhook_url, "secret_token": self._webhook_secret}
        probed = await self._client.call("setWebhook", hook)
        verification = probed.get("verification") if isinstance(probed, dict) else None
        if isinstance(verification, dict) and verification.get("ok") is False:
            # It is set all the same; but nothing will come until the address answers from outside.
            structlog.get_logger().warning("webhook_not_reached", channel=self._name)

    async def _receive(self) -> None:
        while True:
            if self._mode is ZaloBotMode.WEBHOOK:
                await self._sleep(_CHECK_EVERY)
                _me = await self._client.call("getMe", {})
            elif not await self._poll_once():
                # An empty poll may come back at once; asking again at once would only spin.
                await self._sleep(_EMPTY_PAUSE)

    async def _poll_once(self) -> bool:
        """Ask for one event; False when there was none. It is handed out once, whatever becomes of it."""
        question = {"timeout": self._poll_seconds}
        try:
            event = await self._client.call("getUpdates", question, read=self._poll_seconds + 10.0)
        except TimedOut:
            return False
        if not event:
            return False
        self._take(event)
        return True

    async def _receive_webhook(self, headers: Mapping[str, str], content: bytes) -> int:
        """Return 401 for an event without our secret, unread; 503 when we stop; else 200."""
        given = headers.get(_SIGNED_BY, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._webhook_secret.encode()):
            return 401
        if self._order is None:
            return 503
        try:
            event = orjson.loads(content)
        except orjson.JSONDecodeError:
            return 400
        handled = self._take(event)
        if handled is None:
            return 200
        await asyncio.wait((handled,), timeout=self._answer_within)
        return 503 if handled.cancelled() else 200

    def _take(self, event: object) -> asyncio.Future[None] | None:
        """Put a new event into its chat's order; return the future of one that is or was handled."""
        if self._order is None:
            return None
        try:
            arrived = read_event(event, self._name, self._open_media)
        except (LookupError, TypeError, AttributeError):
            # Not what the platform documents: the probe of a new webhook, perhaps.
            structlog.get_logger().warning("update_unreadable", channel=self._name)
            return None
        if arrived.incoming is None:
            return None
        if arrived.key is not None and (before := self._taken.handling(arrived.key)) is not None:
            return before
        handled = self._order.put(arrived.incoming)
        if arrived.key is not None:
            self._taken.take(arrived.key, handled)
        return handled

    def _open_media(self, address: str) -> ZaloMedia:
        return ZaloMedia(client=self._client, address=address, may_be_local=self._is_local)
