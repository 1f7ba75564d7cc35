"""From one update of the Bot API to `Incoming`: only what is needed is read, what names a person is not.

Groups, channels, edited messages and membership changes give nothing. Source: core.telegram.org/bots/api.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from channels.contract import (
    ChannelName,
    Incoming,
    IncomingKind,
    MediaSource,
    MessageRef,
    Point,
    ReplyHandle,
)

OpenMedia = Callable[[str, int | None], MediaSource]
"""Make the source of a file from its id and its announced size in bytes."""

_KINDS = {
    # Photos, places and documents are read before these.
    "animation": IncomingKind.VIDEO,
    "video": IncomingKind.VIDEO,
    "video_note": IncomingKind.VIDEO,
    "voice": IncomingKind.VOICE,
    "audio": IncomingKind.VOICE,
    "sticker": IncomingKind.STICKER,
    "contact": IncomingKind.CONTACT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What an update means: a message to handle or nothing, and a button press to acknowledge or none."""

    incoming: Incoming | None = None
    press: str | None = field(default=None, repr=False)


def read_update(update: Mapping[str, Any], channel: ChannelName, open_media: OpenMedia) -> Arrived:
    """Return the meaning of `update`. Raises `LookupError` or `TypeError` when it is not an update."""
    if (message := update.get("message")) is not None:
        return Arrived(incoming=_read_message(message, channel, open_media))
    if (query := update.get("callback_query")) is not None:
        return Arrived(incoming=_read_press(query, channel), press=query["id"])
    return Arrived()


def _read_press(query: Mapping[str, Any], channel: ChannelName) -> Incoming | None:
    message = query.get("message")
    if message is None or message["chat"]["type"] != "private" or not query.get("data"):
        return None
    return Incoming(
        reply=ReplyHandle(channel, str(message["chat"]["id"])),
        kind=IncomingKind.CHOICE,
        choice=query["data"],
        screen=MessageRef(str(message["message_id"])),
    )


def _read_message(message: Mapping[str, Any], channel: ChannelName, open_media: OpenMedia) -> Incoming | None:
    if message["chat"]["type"] != "private":
        return None
    kind, media, point = _content(message, open_media)
    return Incoming(
        reply=ReplyHandle(channel, str(message["chat"]["id"])),
        kind=kind,
        text=unicodedata.normalize("NFC", message.get("text") or message.get("caption") or ""),
        media=media,
        point=point,
        message=MessageRef(str(message["message_id"])),
    )


def _content(
    message: Mapping[str, Any], open_media: OpenMedia
) -> tuple[IncomingKind, MediaSource | None, Point | None]:
    if "text" in message:
        return IncomingKind.TEXT, None, None
    if sizes := message.get("photo"):
        largest = max(sizes, key=lambda size: size["width"] * size["height"])
        return IncomingKind.PHOTO, open_media(largest["file_id"], largest.get("file_size")), None
    if (location := message.get("location")) is not None:
        live = "live_period" in location
        point = Point(latitude=location["latitude"], longitude=location["longitude"])
        return IncomingKind.LIVE_LOCATION if live else IncomingKind.LOCATION, None, point
    document = message.get("document")
    if document is not None and "animation" not in message:
        if str(document.get("mime_type", "")).startswith("image/"):
            return IncomingKind.PHOTO, open_media(document["file_id"], document.get("file_size")), None
        return IncomingKind.FILE, None, None
    return next((kind for key, kind in _KINDS.items() if key in message), IncomingKind.OTHER), None, None
