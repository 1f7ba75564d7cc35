"""From a Zalo event to `Incoming`: the message and where to answer, nothing that names a person."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from channels.contract import ChannelName, IncomingKind, ReplyHandle
from channels.zalo_bot.media import is_fetched_from
from channels.zalo_bot.updates import Arrived, read_event

ZALO = ChannelName("zalo-bot")
CHAT = "6ede9afa66b88fe6d6a9"
NAME = "Trần Thị Tên Thật"


class Source:
    """A picture's source that only knows its address."""

    size = None

    def __init__(self, address: str) -> None:
        self.address = address

    async def read(self, limit: int) -> bytes:
        return self.address.encode()


def event(kind: str = "text", /, **content: Any) -> dict[str, Any]:
    """Return an event as the platform sends it."""
    message: dict[str, Any] = {
        "from": {"id": CHAT, "display_name": NAME, "is_bot": False, "avatar": "https://a.vn/x"},
        "chat": {"id": CHAT, "chat_type": "PRIVATE"},
        "message_id": "2d758cb5e222177a4e35",
        "date": 1750316131602,
        **content,
    }
    return {"event_name": f"message.{kind}.received", "message": message}


def read(body: object) -> Arrived:
    """Read one event."""
    return read_event(body, ZALO, Source)


@pytest.mark.parametrize("wrap", [lambda inner: inner, lambda inner: {"ok": True, "result": inner}])
def test_bare_and_wrapped_are_the_same(wrap: Any) -> None:
    arrived = read(wrap(event(text=unicodedata.normalize("NFD", "Hướng Hóa"))))
    assert arrived.incoming is not None
    assert (arrived.incoming.kind, arrived.incoming.text) == (IncomingKind.TEXT, "Hướng Hóa")
    assert arrived.incoming.reply == ReplyHandle(ZALO, CHAT)
    assert arrived.key == ("message.text.received", "2d758cb5e222177a4e35")


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("image", {"photo_url": "https://photo.zdn.vn/a.jpg", "caption": "Cổng sau"}, IncomingKind.PHOTO),
        ("sticker", {"sticker": "1", "url": "https://s.vn/1.png"}, IncomingKind.STICKER),
        ("voice", {"voice_url": "https://v.vn/1.aac"}, IncomingKind.VOICE),
        ("unsupported", {}, IncomingKind.WITHHELD),
    ],
)
def test_every_event_has_a_kind(kind: str, content: dict[str, Any], expected: IncomingKind) -> None:
    incoming = read(event(kind, **content)).incoming
    assert incoming is not None
    assert (incoming.kind, incoming.text) == (expected, content.get("caption", ""))
    assert (incoming.media is None) == (expected is not IncomingKind.PHOTO)


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ({"photo_url": "https://a.vn/new", "photo": "https://a.vn/old"}, b"https://a.vn/new"),
        ({"photo": "https://a.vn/old"}, b"https://a.vn/old"),
        ({"photo_url": "", "photo": "https://a.vn/old"}, b"https://a.vn/old"),
        ({}, None),
    ],
)
async def test_a_picture_by_either_name(content: dict[str, Any], address: bytes | None) -> None:
    incoming = read(event("image", **content)).incoming
    assert incoming is not None
    assert (None if incoming.media is None else await incoming.media.read(100)) == address


def test_nothing_that_names_a_person_comes_through() -> None:
    said = repr(read(event(text="xin chào")))
    for secret in (CHAT, NAME, "https://a.vn/x", "1750316131602", "xin chào", "2d758cb5e222177a4e35"):
        assert secret not in said


def test_a_withheld_writer_is_answered_all_the_same() -> None:
    body = event("unsupported", **{"from": None}, chat={"id": CHAT})
    incoming = read(body).incoming
    assert incoming is not None
    assert incoming.reply == ReplyHandle(ZALO, CHAT)


def test_a_withheld_message_says_nothing_and_may_lack_an_id() -> None:
    body = event("unsupported", text="should not be here")
    del body["message"]["message_id"]
    arrived = read(body)
    assert arrived.incoming is not None
    assert (arrived.incoming.text, arrived.incoming.message, arrived.key) == ("", None, None)


@pytest.mark.parametrize(
    "body",
    [
        event(chat={"id": "g1", "chat_type": "GROUP"}, text="@bot xin chào"),
        event("text", **{"from": {"id": "b", "is_bot": True}}),
        event("reaction", icon="❤"),
        {"event_name": "user.follow"},
    ],
)
def test_groups_bots_and_unknown_events_give_nothing(body: object) -> None:
    assert read(body).incoming is None


@pytest.mark.parametrize("body", [{}, [], None, "x", {"ok": True}, {"event_name": "message.text.received"}])
def test_what_is_no_event_is_said(body: object) -> None:
    with pytest.raises((LookupError, TypeError)):
        read(body)


@pytest.mark.parametrize(
    ("address", "is_fetched"),
    [
        ("https://photo-link.zdn.vn/a.jpg", True),
        ("http://photo-link.zdn.vn/a.jpg", False),
        ("https://127.0.0.1/a.jpg", False),
        ("https://[::1]/a.jpg", False),
        ("https://192.168.1.1/a.jpg", False),
        ("https://8.8.8.8/a.jpg", False),
        ("https://localhost/a.jpg", False),
        ("https://db/a.jpg", False),
        ("https://metadata.internal/a.jpg", False),
        ("file:///etc/passwd", False),
        ("http://127.0.0.1:9/a.jpg", False),
        ("https://[half", False),
        ("", False),
    ],
)
def test_pictures_come_from_outside_only(address: str, is_fetched: bool) -> None:
    assert is_fetched_from(address, may_be_local=False) is is_fetched


def test_an_emulators_pictures_come_from_this_machine() -> None:
    assert is_fetched_from("http://127.0.0.1:9/a.jpg", may_be_local=True)
    assert not is_fetched_from("https://192.168.1.1/a.jpg", may_be_local=True)
