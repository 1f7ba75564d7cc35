"""One phone of the local platform: what it shows, and what its owner can do with it."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from channels.contract import (
    Capabilities,
    Choice,
    Incoming,
    IncomingKind,
    Link,
    MediaTooLarge,
    MessageRef,
    Point,
    RecipientGone,
    Refused,
    ReplyHandle,
)
from channels.markup import Span
from channels.render import Part

_KEPT_MESSAGES = 500
_CHOICE_BYTES = 64


class Side(StrEnum):
    """Who wrote a message."""

    BOT = "bot"
    ME = "me"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalMessage:
    """One message on the phone. `version` grows with every change; deleted ones stay as marks."""

    id: int
    version: int
    side: Side
    kind: IncomingKind = IncomingKind.TEXT
    spans: tuple[Span, ...] = field(default=(), repr=False)
    choices: tuple[Choice, ...] = ()
    columns: int = 1
    links: tuple[Link, ...] = ()
    picture: bytes | None = field(default=None, repr=False)
    document: bytes | None = field(default=None, repr=False)
    document_name: str = ""
    point: Point | None = field(default=None, repr=False)
    protected: bool = False
    edited: bool = False
    deleted: bool = False

    @property
    def text(self) -> str:
        """The characters shown."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class LocalMedia:
    """A picture that the phone's owner sent: a `MediaSource`."""

    content: bytes = field(repr=False)

    @property
    def size(self) -> int | None:
        return len(self.content)

    async def read(self, limit: int) -> bytes:
        if len(self.content) > limit:
            raise MediaTooLarge
        return self.content


class LocalPhone:
    """A phone: `type`, `press`, `send_…` are its owner's hands, `receive`, `replace`, `remove` the bot's."""

    def __init__(self, handle: ReplyHandle, capabilities: Capabilities, send: Callable[[Incoming], None]) -> None:
        self._handle = handle
        self._capabilities = capabilities
        self._send = send
        self._messages: dict[int, LocalMessage] = {}
        self._last_id = 0
        self._changed = asyncio.Event()
        self.version = 0
        self.blocked = False
        self.is_typing = False

    # What is shown

    @property
    def messages(self) -> tuple[LocalMessage, ...]:
        """What can be seen now, oldest first."""
        return tuple(message for message in self._messages.values() if not message.deleted)

    def since(self, version: int) -> tuple[LocalMessage, ...]:
        """Return what is new, edited or deleted after `version`, in the order of the changes."""
        changed = [message for message in self._messages.values() if message.version > version]
        return tuple(sorted(changed, key=lambda message: message.version))

    async def wait_for_change(self, version: int) -> int:
        """Return the phone's version as soon as it is higher than `version`."""
        while self.version <= version:
            await self._changed.wait()
        return self.version

    async def changes(self, version: int = 0) -> AsyncIterator[LocalMessage]:
        """Yield every message that is new, edited or deleted after `version`, for ever."""
        while True:
            seen = await self.wait_for_change(version)
            for message in self.since(version):
                yield message
            version = seen

    # The owner's hands

    def type(self, text: str) -> LocalMessage:
        """Write and send `text`."""
        shown = self._add(LocalMessage(id=0, version=0, side=Side.ME, spans=(Span(text, False),)))
        self._say(shown, text=text)
        return shown

    def press(self, message_id: int, choice_id: str) -> None:
        """Press a button of a shown message. Raises `LookupError` when there is no such button."""
        message = self._messages.get(message_id)
        if message is None or message.deleted or choice_id not in [choice.id for choice in message.choices]:
            raise LookupError(choice_id)
        self._send(
            Incoming(
                reply=self._handle,
                kind=IncomingKind.CHOICE,
                choice=choice_id,
                screen=MessageRef(str(message_id)),
            )
        )

    def send_photo(self, content: bytes, caption: str = "") -> LocalMessage:
        """Send a picture from the gallery."""
        spans = (Span(caption, False),) if caption else ()
        shown = self._add(
            LocalMessage(id=0, version=0, side=Side.ME, kind=IncomingKind.PHOTO, spans=spans, picture=content)
        )
        self._say(shown, text=caption, media=LocalMedia(content))
        return shown

    def send_location(self, latitude: float, longitude: float) -> LocalMessage:
        """Send a pin."""
        point = Point(latitude=latitude, longitude=longitude)
        shown = self._add(LocalMessage(id=0, version=0, side=Side.ME, kind=IncomingKind.LOCATION, point=point))
        self._say(shown, point=point)
        return shown

    def send_other(self, kind: IncomingKind) -> LocalMessage:
        """Send what carries nothing but its kind: a sticker, a contact, a voice message, a video, a file."""
        shown = self._add(LocalMessage(id=0, version=0, side=Side.ME, kind=kind))
        self._say(shown)
        return shown

    # The bot's side

    def receive(self, part: Part) -> int:
        """Show a new message and return its id. Raises what a platform would: blocked, or a broken limit."""
        self._check(part)
        self.is_typing = False
        return self._add(_shown(part, message_id=0)).id

    def replace(self, message_id: int, part: Part) -> bool:
        """Change a shown message in place; return whether that was possible."""
        message = self._messages.get(message_id)
        if not self._capabilities.edit or message is None or message.deleted or message.side is Side.ME:
            return False
        self._check(part)
        self.is_typing = False
        self._put(replace(_shown(part, message_id=message_id), edited=True))
        return True

    def remove(self, message_id: int) -> None:
        """Take a message of either side off the screen; unknown ones are passed over."""
        message = self._messages.get(message_id)
        if message is not None and not message.deleted:
            self._put(LocalMessage(id=message_id, version=0, side=message.side, deleted=True))

    def show_typing(self) -> None:
        """Show that an answer is on its way, until it comes."""
        self.is_typing = True
        self._step()

    def _check(self, part: Part) -> None:
        if self.blocked:
            raise RecipientGone
        attached = part.picture is not None or part.document is not None
        limit = self._capabilities.caption_limit if attached else self._capabilities.text_limit
        if len(part.text) > limit or not (attached or part.text.strip()):
            raise Refused
        if part.choices and not self._capabilities.buttons:
            raise Refused
        if any(not 1 <= len(choice.id.encode()) <= _CHOICE_BYTES for choice in part.choices):
            raise Refused

    def _say(
        self,
        shown: LocalMessage,
        *,
        text: str = "",
        media: LocalMedia | None = None,
        point: Point | None = None,
    ) -> None:
        self._send(
            Incoming(
                reply=self._handle,
                kind=shown.kind,
                text=unicodedata.normalize("NFC", text),
                media=media,
                point=point,
                message=MessageRef(str(shown.id)),
            )
        )

    def _add(self, message: LocalMessage) -> LocalMessage:
        self._last_id += 1
        if len(self._messages) >= _KEPT_MESSAGES:
            del self._messages[next(iter(self._messages))]
        return self._put(replace(message, id=self._last_id))

    def _put(self, message: LocalMessage) -> LocalMessage:
        self._step()
        stamped = replace(message, version=self.version)
        self._messages[stamped.id] = stamped
        return stamped

    def _step(self) -> None:
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()


def _shown(part: Part, *, message_id: int) -> LocalMessage:
    return LocalMessage(
        id=message_id,
        version=0,
        side=Side.BOT,
        spans=part.spans,
        choices=part.choices,
        columns=part.columns,
        links=part.links,
        picture=part.picture,
        document=part.document,
        document_name=part.document_name,
        protected=part.protected,
    )
