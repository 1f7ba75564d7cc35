"""The Telegram channel: an update is confirmed only after it was handled, an outage is waited out.

One run: say who we are (getMe), set the commands, then poll or let the webhook deliver. Whatever fails is
tried again after 1, 2, 4 … 60 seconds; the program hears of it once, by `health` and one log line.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import orjson
import structlog
from telegram.error import TelegramError

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
from channels.telegram.aiohttp_request import AiohttpRequest, Timeouts
from channels.telegram.errors import AnswerLost
from channels.telegram.media import TelegramMedia
from channels.telegram.presses import Presses
from channels.telegram.receiving import Received
from channels.telegram.recent import Recent
from channels.telegram.registration import ALLOWED_UPDATES, BotCommand, Registration, TelegramMode
from channels.telegram.sending import Sender, asked, chat_number
from channels.telegram.updates import read_update
from channels.telegram.wire import parts_of, telegram_capabilities

TELEGRAM = ChannelName("telegram")
WEBHOOK_PATH = "/hooks/telegram"
_SIGNED_BY = "x-telegram-bot-api-secret-token"
_BUSY_PAUSE = 0.2
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
_CHECK_EVERY = 60.0
_LAST_WORDS = 0.5


class TelegramChannel:
    """A `Channel` over one bot token. `close` it when the program ends; its repr shows nothing."""

    def __init__(
        self,
        *,
        token: str,
        api_url: str = "https://api.telegram.org",
        mode: TelegramMode = TelegramMode.POLLING,
        webhook_url: str = "",
        webhook_secret: str = "",
        commands: Sequence[BotCommand] = (),
        timeouts: Timeouts | None = None,
        poll_seconds: int = 30,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        name: ChannelName = TELEGRAM,
    ) -> None:
        api_url = api_url.rstrip("/")
        self._name = name
        self._capabilities = telegram_capabilities()
        self._mode = mode
        self._webhook_secret = webhook_secret
        self._poll_seconds = poll_seconds
        self._sleep = sleep
        self._health = HealthNote(name)
        self._request = AiohttpRequest(token=token, api_url=api_url, timeouts=timeouts or Timeouts())
        self._registration = Registration(
            request=self._request,
            mode=mode,
            webhook_url=webhook_url,
            webhook_secret=webhook_secret,
            commands=commands,
        )
        self._sender = Sender(token=token, api_url=api_url, request=self._request)
        self._parts_of_bulk: Recent[Outgoing, tuple[Part, ...]] = Recent(
            lambda message: parts_of(message, self._capabilities)
        )
        self._received = Received()
        self._order: ChatOrder | None = None
        self._presses = Presses(self._request)

    def __repr__(self) -> str:
        return "TelegramChannel()"

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
        chat = chat_number(to)
        parts = parts_of(message, self._capabilities)
        return tuple([_reference(await self._sender.send(chat, part)) for part in parts])

    async def edit(self, to: ReplyHandle, shown: MessageRef, message: Outgoing) -> tuple[MessageRef, ...]:
        chat = chat_number(to)
        first, *others = parts_of(message, self._capabilities)
        attached = first.picture is not None or first.document is not None
        if attached or not await self._sender.edit(chat, int(shown.reveal()), first):
            return await self.reply(to, message)
        return (shown, *[_reference(await self._sender.send(chat, part)) for part in others])

    async def delete(self, to: ReplyHandle, shown: Sequence[MessageRef]) -> None:
        await self._sender.delete(chat_number(to), [int(reference.reveal()) for reference in shown])

    async def typing(self, to: ReplyHandle) -> None:
        """Show that an answer is on its way. Not worth an error: the answer itself will tell."""
        action = {"chat_id": chat_number(to), "action": "typing"}
        with suppress(ChannelError):
            await asked(self._request.call("sendChatAction", action))

    async def push(self, to: Address, message: Outgoing, lane: Lane) -> MessageRef:
        """Send to an address; returns the last part, which carries the choices."""
        chat = chat_number(self.handle(to))

        send = self._sender.send_bulk if lane is Lane.BULK else self._sender.send

        async def send_part(part: Part) -> int:
            return await send(chat, part)

        parts = self._parts_of_bulk.of(message) if lane is Lane.BULK else parts_of(message, self._capabilities)
        return _reference(await push_parts(parts, send_part, self._sleep))

    def address(self, of: ReplyHandle) -> Address:
        return Address(self._name, of.reveal())

    def handle(self, of: Address) -> ReplyHandle:
        return ReplyHandle(self._name, of.reveal())

    # Receiving

    async def run(self, deliver: Deliver) -> None:
        """Receive until cancelled. What was not handled by then is not confirmed and comes again."""
        self._order = order = ChatOrder(deliver)
        self._received = Received()
        wait = _FIRST_WAIT
        try:
            while True:
                try:
                    await self._registration.tell()
                    await self._poll_once(0)
                    self._health.note(Health.UP)
                    wait = _FIRST_WAIT
                    await self._receive()
                except (TelegramError, LookupError, TypeError, ValueError):
                    # The last three: an answer that is not what the Bot API documents.
                    self._health.note(Health.DOWN)
                await self._sleep(wait)
                wait = min(_LONGEST_WAIT, wait * 2)
        finally:
            self._order = None
            self._health.now = Health.DOWN
            await order.stop()
            await self._confirm_last()

    def webhooks(self) -> tuple[WebhookRoute, ...]:
        if self._mode is TelegramMode.POLLING:
            return ()
        return (WebhookRoute(path=WEBHOOK_PATH, receive=self._receive_webhook),)

    async def close(self) -> None:
        """Close the connections to the platform; what is still being said to it has half a second."""
        await self._presses.settle(_LAST_WORDS)
        await self._request.shutdown()

    async def _receive(self) -> None:
        while True:
            if self._mode is TelegramMode.WEBHOOK:
                await self._sleep(_CHECK_EVERY)
                _me = await self._request.call("getMe", {})
            elif unfinished := self._received.unfinished:
                # Nothing at or above an unfinished update can be confirmed, so an eager poll would only spin.
                await asyncio.wait(unfinished, timeout=_BUSY_PAUSE)
                await self._poll_once(0)
            else:
                await self._poll_once(self._poll_seconds)

    async def _poll_once(self, seconds: int) -> None:
        """Ask for updates, waiting at most `seconds` for the first, and take those that are new."""
        if self._mode is TelegramMode.WEBHOOK:
            return
        question: dict[str, object] = {"timeout": seconds, "allowed_updates": ALLOWED_UPDATES}
        if (offset := self._received.offset) is not None:
            question["offset"] = offset
        updates = await self._request.call("getUpdates", question, read=seconds + 10.0)
        if not isinstance(updates, list):
            raise AnswerLost
        if not updates:
            self._received.forget_offset()
        for update in sorted(updates, key=lambda update: int(update["update_id"])):
            _handled = self._take(update)

    def _take(self, update: Mapping[str, Any]) -> asyncio.Future[None] | None:
        """Put a new update into its chat's order; return the future of an update that is being handled."""
        update_id = int(update["update_id"])
        if self._order is None or not self._received.is_new(update_id):
            return self._received.handling(update_id)
        try:
            arrived = read_update(update, self._name, self._open_media)
        except (LookupError, TypeError):
            # Not what the platform documents; it would come for ever if it were not counted as handled.
            structlog.get_logger().error("update_unreadable", channel=self._name)
            self._received.take_ignored(update_id)
            return None
        if arrived.press is not None:
            self._presses.acknowledge(arrived.press)
        if arrived.incoming is None:
            self._received.take_ignored(update_id)
            return None
        handled = self._order.put(arrived.incoming)
        self._received.take(update_id, handled)
        return handled

    async def _receive_webhook(self, headers: Mapping[str, str], content: bytes) -> int:
        """Answer 200 only after the update was handled, so that the platform repeats it otherwise."""
        given = headers.get(_SIGNED_BY, "")
        if not hmac.compare_digest(given.encode(), self._webhook_secret.encode()):
            return 401
        if self._order is None:
            return 503
        try:
            handled = self._take(orjson.loads(content))
        except (ValueError, LookupError, TypeError):
            return 400
        if handled is None:
            return 200
        await asyncio.wait((handled,))
        return 503 if handled.cancelled() else 200

    async def _confirm_last(self) -> None:
        """Tell the platform what was handled since the last poll, so that it does not come again."""
        offset = self._received.offset
        if self._mode is TelegramMode.WEBHOOK or offset is None:
            return
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(_LAST_WORDS):
                await self._request.call("getUpdates", {"offset": offset, "timeout": 0, "limit": 1})

    def _open_media(self, file_id: str, size: int | None) -> TelegramMedia:
        return TelegramMedia(request=self._request, file_id=file_id, size=size)


def _reference(message_id: int) -> MessageRef:
    return MessageRef(str(message_id))
