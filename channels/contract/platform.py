"""One platform: what it can do, and what a conversation and a sender ask of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from channels.contract.handles import Address, ChannelName, MessageRef, ReplyHandle
from channels.contract.messages import Incoming, Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a platform can do, as data; the renderer degrades what is missing.

    Limits: characters counted after NFC; bytes for media. `tip_chat` says whether a tip may be written in
    the chat itself (else the web form's address is handed out); `own_page` that the chat is a page of ours, where
    our other pages are one link away. `push` says whether a person can be reached
    later, and so whether he can subscribe. `absent` names contract cases the platform cannot have, each with
    its reason.
    """

    buttons: bool
    edit: bool
    delete: bool
    photos: bool
    location: bool
    push: bool
    tip_chat: bool
    text_limit: int
    caption_limit: int
    photo_bytes: int
    own_page: bool = False
    absent: Mapping[str, str] = field(default_factory=dict)


class Lane(StrEnum):
    """Who goes first in the send budget: answers and notices before bulk."""

    REPLY = "reply"
    BULK = "bulk"


class Health(StrEnum):
    """A channel's state for /readyz: never a reason to hold up the rest of the program."""

    STARTING = "starting"
    UP = "up"
    DOWN = "down"


Deliver = Callable[[Incoming], Awaitable[None]]
"""Handle one incoming message; returns when it was handled, so that the platform may be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookRoute:
    """A POST route that `bot` mounts. `receive(headers in lower case, body)` returns an HTTP status."""

    path: str
    receive: Callable[[Mapping[str, str], bytes], Awaitable[int]]


class Channel(Protocol):
    """One platform. Every method raises only `ChannelError`s."""

    @property
    def name(self) -> ChannelName: ...

    @property
    def capabilities(self) -> Capabilities: ...

    @property
    def health(self) -> Health: ...

    async def reply(self, to: ReplyHandle, message: Outgoing) -> tuple[MessageRef, ...]:
        """Send now, in the reply lane; returns the references of all parts, in order."""

    async def edit(self, to: ReplyHandle, shown: MessageRef, message: Outgoing) -> tuple[MessageRef, ...]:
        """Replace a shown message; where that is impossible, send anew. Returns what is shown now."""

    async def delete(self, to: ReplyHandle, shown: Sequence[MessageRef]) -> None:
        """Delete messages of either side where the platform can; elsewhere do nothing."""

    async def typing(self, to: ReplyHandle) -> None:
        """Show that an answer is on its way, where the platform can."""

    async def push(self, to: Address, message: Outgoing, lane: Lane) -> MessageRef:
        """Send to somebody who did not just write: a subscriber (BULK) or staff (REPLY)."""

    def address(self, of: ReplyHandle) -> Address:
        """Return the storable address of a chat, for a person who subscribes or a member of staff."""

    def handle(self, of: Address) -> ReplyHandle:
        """Return the chat of an address."""

    async def run(self, deliver: Deliver) -> None:
        """Receive until cancelled; outages are waited out inside, with growing pauses."""

    def webhooks(self) -> tuple[WebhookRoute, ...]:
        """Return the routes this channel wants mounted; empty when it polls."""
