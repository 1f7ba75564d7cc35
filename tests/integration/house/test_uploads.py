"""Uploads of all requests share one room in memory; text always finds a place, and the room is given back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import aiohttp
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer

from console.access import Access, Route
from console.application import build
from console.forms import read_form
from console.rendering import Pages
from console.upload_room import UPLOAD_ROOM, Pace, UploadRoom
from tips.unlocking import StaffSession

_ROOM = 600_000
_A_HANG = 30
_HALF_A_PHOTO = (
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=cut\r\n"
    b"Content-Length: 200000\r\n\r\n"
    b'--cut\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\n' + b"x" * 100_000
)


class Nobody:
    """Nobody is signed in."""

    def session(self, token: str) -> StaffSession | None:
        return None


class Watched(UploadRoom):
    """A room that says when what it holds changed."""

    def __init__(self, most: int, *, patience: float) -> None:
        super().__init__(most, patience=patience)
        self.changed = asyncio.Event()

    def take(self, request: web.Request, size: int) -> bool:
        try:
            return super().take(request, size)
        finally:
            self.changed.set()

    def release(self, request: web.Request) -> None:
        super().release(request)
        self.changed.set()

    async def holds(self, is_enough: Callable[[int], bool]) -> None:
        """Wait until what is held is as asked."""
        while not is_enough(self.held):
            self.changed.clear()
            await self.changed.wait()


async def _read(request: web.Request) -> web.Response:
    form = await read_form(request, file_bytes=_ROOM, files=5)
    return web.json_response(
        {
            "text": form.first("text"),
            "sizes": [len(one.content) if one.content is not None else None for one in form.files("photos")],
            "busy": [one.busy for one in form.files("photos")],
        }
    )


def _house(room: UploadRoom) -> TestServer:
    route = Route(method="POST", path="/", handler=_read, access=Access.TIP)
    pages = Pages(base={"rehearsal": False, "hotlines": []})
    application = build(routes=[route], webhooks=[], sessions=Nobody(), pages=pages)
    application[UPLOAD_ROOM] = room
    return TestServer(application)


async def _post(server: BaseTestServer, *sizes: int, sender: str = "203.0.113.7") -> dict[str, object]:
    body = aiohttp.FormData(default_to_multipart=True)
    body.add_field("text", "một việc")
    for size in sizes:
        body.add_field("photos", b"x" * size, filename="a.jpg")
    async with (
        aiohttp.ClientSession(headers={"X-Forwarded-For": sender}) as session,
        session.post(server.make_url("/"), data=body) as answer,
    ):
        found: dict[str, object] = await answer.json()
        return found


async def _stall(
    server: BaseTestServer, sender: bytes = b"203.0.113.7"
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Send half a photo and stand still."""
    reader, writer = await asyncio.open_connection(server.host, server.port)
    writer.write(_HALF_A_PHOTO.replace(b"\r\n", b"\r\nX-Forwarded-For: " + sender + b"\r\n", 1))
    await writer.drain()
    return reader, writer


async def test_what_does_not_fit_is_refused_and_the_text_is_kept() -> None:
    room = UploadRoom(_ROOM)
    async with _house(room) as server:
        assert await _post(server, 200_000) == {"text": "một việc", "sizes": [200_000], "busy": [False]}
        assert room.held == 0
        both = await _post(server, 200_000, 200_000)
        assert both == {"text": "một việc", "sizes": [200_000, None], "busy": [False, True]}
        assert room.held == 0


async def test_an_upload_that_stands_still_is_given_up_and_gives_its_room_back() -> None:
    room = UploadRoom(_ROOM, patience=0.2)
    async with _house(room) as server, asyncio.timeout(_A_HANG):
        reader, writer = await _stall(server)
        assert (await reader.readline()).startswith(b"HTTP/1.1 408 ")
        assert room.held == 0
        writer.close()
        assert (await _post(server, 200_000))["busy"] == [False]


async def test_one_network_that_stands_still_leaves_the_others_their_room() -> None:
    room = Watched(_ROOM, patience=_A_HANG)
    async with _house(room) as server, asyncio.timeout(_A_HANG):
        held = [await _stall(server) for _ in range(4)]
        await room.holds(lambda held: held > _ROOM // 2 - 65_536)
        assert (await _post(server, 200_000, sender="203.0.113.99"))["busy"] == [True]
        assert (await _post(server, 200_000, sender="198.51.100.7"))["busy"] == [False]
        for _, writer in held:
            writer.close()
        await room.holds(lambda held: held == 0)
        assert (await _post(server, 200_000))["busy"] == [False]


async def test_a_slow_body_has_its_patience_anew_as_long_as_it_comes() -> None:
    async with asyncio.timeout(60) as limit:
        pace, begun = Pace(limit, 120), limit.when()
        pace.moved(8 * 1024 - 1)
        assert limit.when() == begun, "a trickle is no upload"
        pace.moved(1)
        extended = limit.when()
        await asyncio.sleep(0)
    assert begun is not None
    assert extended is not None
    assert extended > begun
