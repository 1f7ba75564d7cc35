"""Uploads of all requests share one room in memory; text always finds a place, and the room is given back."""

from __future__ import annotations

import aiohttp
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer

from console.forms import UPLOAD_ROOM, UploadRoom, read_form

_ROOM = 300_000


async def _post(server: BaseTestServer, *sizes: int) -> dict[str, object]:
    body = aiohttp.FormData(default_to_multipart=True)
    body.add_field("text", "một việc")
    for size in sizes:
        body.add_field("photos", b"x" * size, filename="a.jpg")
    async with aiohttp.ClientSession() as session, session.post(server.make_url("/"), data=body) as answer:
        found: dict[str, object] = await answer.json()
        return found


async def test_what_does_not_fit_is_refused_and_the_text_is_kept() -> None:
    room = UploadRoom(_ROOM)

    async def read(request: web.Request) -> web.Response:
        try:
            form = await read_form(request, file_bytes=_ROOM, files=5)
            return web.json_response(
                {
                    "text": form.first("text"),
                    "sizes": [len(one.content) if one.content is not None else None for one in form.files("photos")],
                    "busy": [one.busy for one in form.files("photos")],
                }
            )
        finally:
            room.release(request)

    application = web.Application()
    application[UPLOAD_ROOM] = room
    application.router.add_post("/", read)
    async with TestServer(application) as server:
        assert await _post(server, 200_000) == {"text": "một việc", "sizes": [200_000], "busy": [False]}
        assert room.held == 0
        both = await _post(server, 200_000, 200_000)
        assert both == {"text": "một việc", "sizes": [200_000, None], "busy": [False, True]}
        assert room.held == 0
