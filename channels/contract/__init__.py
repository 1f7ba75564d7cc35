"""What a conversation and a platform say to each other: the only words both sides know.

Standard library only. A channel turns its wire format into `Incoming` and `Outgoing` back into wire
format; names, phones, avatars, usernames and forward origins are dropped here, at its border, and have
no field to travel in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, NewType, NoReturn, Protocol

ChannelName = NewType("ChannelName", str)


class ReplyHandle:
    """Where one answer can go. Memory only: it cannot be pickled or copied to a store, and its repr is blank.

    Equal handles mean the same chat, so it may key a dictionary of sessions.
    """

    __slots__ = ("__chat", "__hash", "channel")

    def __init__(self, channel: ChannelName, chat: str) -> None:
        self.channel = channel
        self.__chat = chat
        # A handle is looked up several times for every message.
        self.__hash = hash((channel, chat))

    def reveal(self) -> str:
        """Return the platform's chat id. Called by the channel that made the handle, by nobody else."""
        return self.__chat

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ReplyHandle) and (self.channel, self.__chat) == (other.channel, other.__chat)

    def __hash__(self) -> int:
        return self.__hash

    def __repr__(self) -> str:
        return "ReplyHandle()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a reply handle lives in memory only")


class Address:
    """Where a subscriber or a member of staff can be reached later. Stored only encrypted; repr is blank."""

    __slots__ = ("__value", "channel")

    def __init__(self, channel: ChannelName, value: str) -> None:
        self.channel = channel
        self.__value = value

    def reveal(self) -> str:
        """Return the platform's chat id, for the channel and for the address cipher."""
        return self.__value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Address) and (self.channel, self.__value) == (other.channel, other.__value)

    def __hash__(self) -> int:
        return hash((self.channel, self.__value))

    def __repr__(self) -> str:
        return "Address()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("an address is stored only through the address cipher")


class MessageRef:
    """One message in one chat, for edit and delete. Memory only, blank repr."""

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    def reveal(self) -> str:
        """Return the platform's message id, for the channel that made the reference."""
        return self.__value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MessageRef) and self.__value == other.__value

    def __hash__(self) -> int:
        return hash(self.__value)

    def __repr__(self) -> str:
        return "MessageRef()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a message reference lives in memory only")


class IncomingKind(StrEnum):
    """What arrived. Everything a platform can send is one of these; unknown kinds are OTHER.

    WITHHELD: the platform tells that something was written and hands over none of it, because the writer is
    protected (a child, for example). Asking to write it differently would lead nowhere; numbers to call would.
    """

    TEXT = "text"
    CHOICE = "choice"
    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    FILE = "file"
    LOCATION = "location"
    LIVE_LOCATION = "live_location"
    STICKER = "sticker"
    CONTACT = "contact"
    WITHHELD = "withheld"
    OTHER = "other"


class MediaSource(Protocol):
    """A picture that can still be fetched from the platform."""

    @property
    def size(self) -> int | None:
        """Bytes as the platform announces them, or None where it does not say."""

    async def read(self, limit: int) -> bytes:
        """Return the bytes, in memory. Raises `MediaTooLarge` past `limit` bytes, else `ChannelError`s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place in WGS 84 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message or button press from a person, without anything that names the person.

    `text` is NFC (a photo's caption too). `choice` is the id of a pressed button as it was sent out.
    `message` refers to the incoming message (to delete it), `screen` to the message whose button was pressed.
    """

    reply: ReplyHandle = field(repr=False)
    kind: IncomingKind
    text: str = field(default="", repr=False)
    choice: str = field(default="", repr=False)
    media: MediaSource | None = field(default=None, repr=False)
    point: Point | None = field(default=None, repr=False)
    message: MessageRef | None = None
    screen: MessageRef | None = None


class Choice(NamedTuple):
    """One thing a person can pick. `id` is at most 64 bytes of ASCII; `label` is plain text.

    A tuple, as `handlers.screens.Pick` is: ten are made for every answer, and a frozen class takes twice the time.
    """

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A button that opens a web page; shown as text where a platform refuses the address."""

    label: str
    url: str


class ChoiceStyle(StrEnum):
    """How choices look where there are no buttons: menus use digits, broadcast polls letters."""

    DIGITS = "digits"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One thing to say. `text` is in the small markup of `channels.markup` (`**bold**`, backslash escapes).

    `picture` is JPEG or PNG bytes shown above the text, `picture_alt` what it shows, for who cannot see it, where a
    platform has room for that; `document` bytes with `document_name`.
    """

    text: str = field(repr=False)
    choices: tuple[Choice, ...] = ()
    columns: int = 1
    style: ChoiceStyle = ChoiceStyle.DIGITS
    links: tuple[Link, ...] = ()
    picture: bytes | None = field(default=None, repr=False)
    picture_alt: str = ""
    document: bytes | None = field(default=None, repr=False)
    document_name: str = ""
    protected: bool = False


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


class ChannelError(Exception):
    """A platform did not do what was asked. Decide from these properties, never from a message text.

    ChannelError
    ├── Throttled          wait `retry_after` seconds; surely not sent
    ├── AllowanceUsedUp    what the platform lets us send in a month is used up; surely not sent
    ├── RecipientGone      blocked, deactivated: stop writing to this address
    ├── InvalidRecipient   the chat does not exist
    ├── Refused            the platform rejects this content or our token: our fault
    ├── NotSent            could not connect: surely not sent, try later
    └── MaybeSent          cut or timed out after the request left: may have been sent
    """

    retry_after: float | None = None
    may_have_been_sent: bool = False
    recipient_gone: bool = False
    our_fault: bool = False
    temporary: bool = False
    allowance_used_up: bool = False

    def __init__(self) -> None:
        # No text of the platform: it can hold ids, tokens or what a person wrote.
        super().__init__(type(self).__name__)


class Throttled(ChannelError):
    """Too many messages; `retry_after` seconds as the platform says (429)."""

    temporary = True

    def __init__(self, retry_after: float) -> None:
        super().__init__()
        self.retry_after = retry_after


class AllowanceUsedUp(ChannelError):
    """The account may send nothing more until the platform's month is over or the operator buys more.

    Not a pause: a reply is not worth waiting for it, and bulk stops for everybody of this account.
    """

    temporary = True
    allowance_used_up = True


class RecipientGone(ChannelError):
    """The person blocked us or the account is gone (403)."""

    recipient_gone = True


class InvalidRecipient(ChannelError):
    """The platform does not know this chat (400 chat not found)."""

    recipient_gone = True


class Refused(ChannelError):
    """The platform rejects the request for good (other 4xx): content, token or our code is wrong."""

    our_fault = True


class NotSent(ChannelError):
    """The request never reached the platform (refused connection, DNS)."""

    temporary = True


class MaybeSent(ChannelError):
    """The answer was lost (cut, time-out, 5xx after the body left): never resend blindly."""

    may_have_been_sent = True
    temporary = True


class MediaTooLarge(Exception):
    """The picture is larger than the limit given to `MediaSource.read`."""
