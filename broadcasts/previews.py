"""What a campaign looks like before it is sent: on each channel, in how many messages, and in a colleague's chat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from broadcasts.errors import NoChatTied
from broadcasts.rendering import CampaignRenderer
from channels.contract import Address, Capabilities, Channel, ChannelName, Lane, Outgoing
from channels.render import render
from storage.campaigns.types import Content
from storage.residents.types import Language
from storage.types import StaffId


class StaffChats(Protocol):
    """Where a member of staff can be written to."""

    async def chat_of(self, staff: StaffId, /) -> tuple[str, str] | None:
        """Return (channel, chat id), or None when no chat is tied."""


class Previews:
    """Renders as the sender will; the buttons count nothing. `channels` are those that residents are reached on."""

    def __init__(self, *, renderer: CampaignRenderer, channels: Mapping[str, Channel], chats: StaffChats) -> None:
        self._renderer = renderer
        self._channels = channels
        self._chats = chats

    def of(self, content: Content) -> dict[ChannelName, Outgoing]:
        """Return what each channel would show."""
        return {channel.name: self._message(content, channel.capabilities) for channel in self._channels.values()}

    def parts(self, content: Content, channel: str = "") -> int:
        """Return how many messages one person gets, on `channel` or on the one that needs most."""
        known = self._channels.get(channel)
        channels = self._channels.values() if known is None else (known,)
        return max(
            (len(render(self._message(content, one.capabilities), one.capabilities)) for one in channels), default=1
        )

    async def send_test(self, content: Content, to: StaffId) -> None:
        """Send it to the person's own tied chat. Raises `NoChatTied`, `ChannelError`."""
        chat = await self._chats.chat_of(to)
        channel = None if chat is None else self._channels.get(chat[0])
        if chat is None or channel is None:
            raise NoChatTied
        message = self._message(content, channel.capabilities, is_test=True)
        await channel.push(Address(channel.name, chat[1]), message, Lane.REPLY)

    def _message(self, content: Content, capabilities: Capabilities, *, is_test: bool = False) -> Outgoing:
        return self._renderer(content, run="", language=Language.VIETNAMESE, capabilities=capabilities, is_test=is_test)
