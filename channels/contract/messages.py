"""One message in, one message out; nothing in them names a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from channels.contract.handles import MessageRef, ReplyHandle


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
