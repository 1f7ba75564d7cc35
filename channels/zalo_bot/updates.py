"""From one event to `Incoming`: only what is needed is read, and nothing that names a person.

`from.display_name`, `from.id`, avatars and dates are never touched; answers go to `chat.id`. Groups, bots and
events we do not know give nothing. The same object comes bare and wrapped in `{"ok": true, "result": …}`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from channels.contract import ChannelName, Incoming, IncomingKind, MediaSource, MessageRef, ReplyHandle

OpenMedia = Callable[[str], MediaSource]
"""Make the source of a picture from its address."""

_KINDS: Mapping[str, IncomingKind] = {
    "message.text.received": IncomingKind.TEXT,
    "message.image.received": IncomingKind.PHOTO,
    "message.sticker.received": IncomingKind.STICKER,
    "message.voice.received": IncomingKind.VOICE,
    # Sent without content for protected senders (children among them) and for kinds the platform does not know.
    "message.unsupported.received": IncomingKind.WITHHELD,
}
_PICTURE_FIELDS = ("photo_url", "photo")
"""Live clients read the first, the field table of the documentation names the second."""

EventKey = tuple[str, str]
"""(event name, message id): what makes an event the same one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What an event means: a message to handle or nothing, and its key where the platform gave one."""

    incoming: Incoming | None = None
    key: EventKey | None = field(default=None, repr=False)


def read_event(body: object, channel: ChannelName, open_media: OpenMedia) -> Arrived:
    """Return the meaning of an event. Raises `LookupError` or `TypeError` when it is not an event."""
    event = _unwrapped(body)
    name = str(event["event_name"])
    kind = _KINDS.get(name)
    if kind is None:
        return Arrived()
    message = event["message"]
    is_private = str(message["chat"].get("chat_type") or "PRIVATE").upper() == "PRIVATE"
    if not is_private or (message.get("from") or {}).get("is_bot") is True:
        # In a group everybody would read the answer, and a bot that answers bots never stops.
        return Arrived()
    message_id = str(message.get("message_id") or "")
    return Arrived(
        incoming=Incoming(
            reply=ReplyHandle(channel, str(message["chat"]["id"])),
            kind=kind,
            text="" if kind is IncomingKind.WITHHELD else _words(message),
            media=_picture(message, open_media) if kind is IncomingKind.PHOTO else None,
            message=MessageRef(message_id) if message_id else None,
        ),
        key=(name, message_id) if message_id else None,
    )


def _unwrapped(body: object) -> Mapping[str, Any]:
    if not isinstance(body, dict):
        raise TypeError("an event is an object")
    inner = body.get("result")
    return inner if body.get("ok") is True and isinstance(inner, dict) else body


def _words(message: Mapping[str, Any]) -> str:
    return unicodedata.normalize("NFC", str(message.get("text") or message.get("caption") or ""))


def _picture(message: Mapping[str, Any], open_media: OpenMedia) -> MediaSource | None:
    address = next((message[name] for name in _PICTURE_FIELDS if message.get(name)), None)
    return None if address is None else open_media(str(address))
