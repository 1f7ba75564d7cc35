"""Reading updates: what a person did, never who he is."""

from __future__ import annotations

from typing import Any

import pytest

from channels.contract import ChannelName, Incoming, IncomingKind, MediaSource, MessageRef, Point, ReplyHandle
from channels.telegram.updates import Arrived, read_update

TELEGRAM = ChannelName("telegram")
PRIVATE = {"id": 55, "type": "private", "first_name": "Nguyễn", "last_name": "A", "username": "nguyen_a"}
SENDER = {"id": 55, "is_bot": False, "first_name": "Nguyễn", "username": "nguyen_a", "language_code": "vi"}


class Opened:
    """Stands for a picture: only remembers what was asked for."""

    def __init__(self, file_id: str, size: int | None) -> None:
        self.file_id = file_id
        self.size = size

    async def read(self, limit: int) -> bytes:
        return self.file_id.encode()[:limit]


def _read(update: dict[str, Any]) -> Arrived:
    def open_media(file_id: str, size: int | None) -> MediaSource:
        return Opened(file_id, size)

    return read_update({"update_id": 1, **update}, TELEGRAM, open_media)


def _message(**content: object) -> Incoming:
    base = {"message_id": 7, "date": 1, "chat": PRIVATE, "from": SENDER}
    incoming = _read({"message": base | content}).incoming
    assert incoming is not None
    return incoming


FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 9}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"text": "a"}, IncomingKind.TEXT),
        ({"photo": [FILE | {"width": 1, "height": 1}]}, IncomingKind.PHOTO),
        ({"document": FILE | {"mime_type": "image/png"}}, IncomingKind.PHOTO),
        ({"document": FILE | {"mime_type": "application/pdf"}}, IncomingKind.FILE),
        ({"document": FILE}, IncomingKind.FILE),
        ({"animation": FILE, "document": FILE | {"mime_type": "video/mp4"}}, IncomingKind.VIDEO),
        ({"animation": FILE, "document": FILE | {"mime_type": "image/gif"}}, IncomingKind.VIDEO),
        ({"voice": FILE}, IncomingKind.VOICE),
        ({"audio": FILE}, IncomingKind.VOICE),
        ({"video": FILE}, IncomingKind.VIDEO),
        ({"video_note": FILE}, IncomingKind.VIDEO),
        ({"sticker": FILE}, IncomingKind.STICKER),
        ({"contact": {"phone_number": "+84900000000"}}, IncomingKind.CONTACT),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, IncomingKind.LOCATION),
        ({"location": {"latitude": 1.0, "longitude": 2.0, "live_period": 60}}, IncomingKind.LIVE_LOCATION),
        ({"venue": {}, "location": {"latitude": 1.0, "longitude": 2.0}}, IncomingKind.LOCATION),
        ({"dice": {"emoji": "🎲", "value": 3}}, IncomingKind.OTHER),
        ({"something_of_next_year": {}}, IncomingKind.OTHER),
    ],
)
def test_every_kind(content: dict[str, object], kind: IncomingKind) -> None:
    incoming = _message(**content)
    assert incoming.kind is kind
    assert (incoming.media is not None) == (kind is IncomingKind.PHOTO)


def test_the_largest_size_of_a_photo_is_taken() -> None:
    sizes = [
        {"file_id": "small", "width": 90, "height": 60},
        {"file_id": "large", "width": 900, "height": 600, "file_size": 12},
        {"file_id": "middle", "width": 300, "height": 200},
    ]
    media = _message(photo=sizes).media
    assert isinstance(media, Opened)
    assert (media.file_id, media.size) == ("large", 12)


def test_a_message_keeps_nothing_that_names_the_sender() -> None:
    origin = {"type": "user", "date": 1, "sender_user": {"id": 99, "is_bot": False, "first_name": "Trần"}}
    incoming = _message(text="hai", forward_origin=origin, author_signature="Trần")
    assert incoming == Incoming(
        reply=ReplyHandle(TELEGRAM, "55"), kind=IncomingKind.TEXT, text="hai", message=MessageRef("7")
    )


def test_a_place_is_a_point() -> None:
    assert _message(location={"latitude": 16.5, "longitude": 106.5}).point == Point(latitude=16.5, longitude=106.5)


def test_a_press_carries_its_choice_and_screen() -> None:
    query = {"id": "q", "from": SENDER, "data": "menu", "message": {"message_id": 8, "date": 0, "chat": PRIVATE}}
    arrived = _read({"callback_query": query})
    assert arrived.press == "q"
    assert arrived.incoming == Incoming(
        reply=ReplyHandle(TELEGRAM, "55"), kind=IncomingKind.CHOICE, choice="menu", screen=MessageRef("8")
    )


GROUP = PRIVATE | {"type": "supergroup", "id": -100}


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"message_id": 7, "date": 1, "chat": GROUP, "from": SENDER, "text": "a"}},
        {"edited_message": {"message_id": 7, "date": 1, "chat": PRIVATE, "text": "a"}},
        {"channel_post": {"message_id": 7, "date": 1, "chat": GROUP, "text": "a"}},
        {"my_chat_member": {"chat": PRIVATE, "from": SENDER, "date": 1}},
        {"of_next_year": {}},
        {},
    ],
)
def test_what_is_no_message_to_us_gives_nothing(update: dict[str, Any]) -> None:
    assert _read(update) == Arrived()


@pytest.mark.parametrize(
    "query",
    [
        {"id": "q", "data": "a", "message": {"message_id": 8, "date": 1, "chat": GROUP}},
        {"id": "q", "message": {"message_id": 8, "date": 1, "chat": PRIVATE}},
        {"id": "q", "data": "a", "inline_message_id": "x"},
    ],
)
def test_a_press_that_is_not_ours_is_only_acknowledged(query: dict[str, Any]) -> None:
    assert _read({"callback_query": query}) == Arrived(press="q")
