"""The demo's local platform: phones in memory, connected to the program by the same contract as Telegram.

Nothing here is written down or sent anywhere. The platform has limits of its own and refuses what breaks
them, so that the demo behaves as a real one would.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from channels.contract import (
    Address,
    Capabilities,
    ChannelName,
    Deliver,
    Health,
    Incoming,
    InvalidRecipient,
    Lane,
    MessageRef,
    Outgoing,
    ReplyHandle,
    WebhookRoute,
)
from channels.local_phone import LocalPhone
from channels.ordering import ChatOrder
from channels.render import render

_IN_PROCESS = "the platform is part of the program: there is no connection between them"
_ABSENT_EVERYWHERE = {
    "allowance_used_up": "phones in memory have no month to count",
    "throttled": "phones in memory have no limit a second",
    "not_connected": _IN_PROCESS,
    "dropped_before": _IN_PROCESS,
    "dropped_after": _IN_PROCESS,
    "hang": _IN_PROCESS,
    "server_error": _IN_PROCESS,
    "wrong_token": "there is no token",
    "redelivered": "a message is handed over once, in the same process",
}


def full_capabilities() -> Capabilities:
    """Return a platform like Telegram: buttons, edits in place, deletion."""
    return Capabilities(
        buttons=True,
        edit=True,
        delete=True,
        photos=True,
        location=True,
        push=True,
        tip_chat=True,
        text_limit=4096,
        caption_limit=1024,
        photo_bytes=20_000_000,
        absent=_ABSENT_EVERYWHERE,
    )


def plain_capabilities() -> Capabilities:
    """Return a platform with words only: numbered menus, nothing edited, nothing deleted."""
    return Capabilities(
        buttons=False,
        edit=False,
        delete=False,
        photos=True,
        location=True,
        push=True,
        tip_chat=True,
        text_limit=2000,
        caption_limit=500,
        photo_bytes=20_000_000,
        absent={
            **_ABSENT_EVERYWHERE,
            "buttons": "choices are a numbered menu in the text",
            "edit": "a changed screen is sent as a new message",
            "delete": "what was shown stays",
        },
    )


class LocalChannel:
    """A `Channel` over phones in memory. `phone(chat)` is the person's side of it."""

    def __init__(self, name: ChannelName, capabilities: Capabilities) -> None:
        self._name = name
        self._capabilities = capabilities
        self._phones: dict[str, LocalPhone] = {}
        self._health = Health.STARTING
        self._waiting: asyncio.Queue[Incoming] = asyncio.Queue()

    @property
    def name(self) -> ChannelName:
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    @property
    def health(self) -> Health:
        return self._health

    def phone(self, chat: str) -> LocalPhone:
        """Return the phone of `chat`, made on first use."""
        if chat not in self._phones:
            handle = ReplyHandle(self._name, chat)
            self._phones[chat] = LocalPhone(handle, self._capabilities, self._waiting.put_nowait)
        return self._phones[chat]

    async def reply(self, to: ReplyHandle, message: Outgoing) -> tuple[MessageRef, ...]:
        phone = self._known(to.reveal())
        return tuple(_reference(phone.receive(part)) for part in render(message, self._capabilities))

    async def edit(self, to: ReplyHandle, shown: MessageRef, message: Outgoing) -> tuple[MessageRef, ...]:
        first, *others = render(message, self._capabilities)
        phone = self._known(to.reveal())
        if not phone.replace(int(shown.reveal()), first):
            return await self.reply(to, message)
        return (shown, *(_reference(phone.receive(part)) for part in others))

    async def delete(self, to: ReplyHandle, shown: Sequence[MessageRef]) -> None:
        if not self._capabilities.delete:
            return
        phone = self._known(to.reveal())
        for reference in shown:
            phone.remove(int(reference.reveal()))

    async def typing(self, to: ReplyHandle) -> None:
        self._known(to.reveal()).show_typing()

    async def push(self, to: Address, message: Outgoing, lane: Lane) -> MessageRef:
        return (await self.reply(self.handle(to), message))[-1]

    def address(self, of: ReplyHandle) -> Address:
        return Address(self._name, of.reveal())

    def handle(self, of: Address) -> ReplyHandle:
        return ReplyHandle(self._name, of.reveal())

    async def run(self, deliver: Deliver) -> None:
        order = ChatOrder(deliver)
        self._health = Health.UP
        try:
            while True:
                # The future is for platforms that want to hear of it; a phone in memory does not.
                _handled = order.put(await self._waiting.get())
        finally:
            self._health = Health.DOWN
            await order.stop()

    def webhooks(self) -> tuple[WebhookRoute, ...]:
        return ()

    def _known(self, chat: str) -> LocalPhone:
        if chat not in self._phones:
            raise InvalidRecipient
        return self._phones[chat]


def _reference(message_id: int) -> MessageRef:
    return MessageRef(str(message_id))
