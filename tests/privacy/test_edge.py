"""I-36 at the edge: the shipped Caddyfile in front of the real program keeps headers, streams and silence."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import orjson
import pytest
from aiohttp import web

from tests.journeys.program import free_port
from tests.privacy import needles, residents
from tests.privacy.edge import CADDYFILE, Edge, edge_before, environment_for, program
from tests.privacy.residents import STORY, photo
from tests.privacy.running import Running
from tests.privacy.scanner import check_clean

_PAGES = ("/", "/bao-tin", "/hop-thu", "/cam-ket", "/thoat", "/console", "/static/resident.css", "/khong-co-trang")
_OF_THE_CONNECTION = {"date", "connection", "keep-alive", "transfer-encoding"}
_ADDED = [("strict-transport-security", "max-age=31536000")]
_MEGABYTE = 1024 * 1024
_PATIENCE = 20.0


@pytest.fixture
async def edge(house: Running, tmp_path: Path) -> AsyncIterator[Edge]:
    """The edge in front of the real program."""
    async with edge_before(house.settings.port, tmp_path / "edge") as started:
        yield started


class Listener:
    """A small server in the program's place, which tells what reaches it and when."""

    def __init__(self) -> None:
        self.port = free_port()
        self.headers: list[tuple[str, str]] = []
        self.bytes = 0
        self.first_part = asyncio.Event()
        self.left = asyncio.Event()
        self._application = web.Application()
        self._application.router.add_get("/stream", self._stream)
        self._application.router.add_route("*", "/{path:.*}", self._take)

    async def __aenter__(self) -> Listener:
        self._runner = web.AppRunner(self._application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        self.headers = [(name.lower(), value) for name, value in request.headers.items()]
        try:
            async for part in request.content.iter_any():
                self.bytes += len(part)
                self.first_part.set()
        except ConnectionError:
            return web.Response(status=400)
        return web.Response(text=str(self.bytes))

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        try:
            while True:
                await stream.write(b"data: one\n\n")
                await asyncio.sleep(0.05)  # signs of life, as the real streams send them
        finally:
            self.left.set()


async def _headers(session: aiohttp.ClientSession, path: str) -> list[tuple[str, str]]:
    async with session.get(path, allow_redirects=False) as answer:
        await answer.read()
        found = [(name.lower(), value) for name, value in answer.headers.items()]
    return sorted(pair for pair in found if pair[0] not in _OF_THE_CONNECTION)


async def test_i36_the_shipped_file_is_valid(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        program(), "validate", "--config", str(CADDYFILE), "--adapter", "caddyfile",
        env=environment_for(tmp_path, {}), stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, said = await process.communicate()
    assert process.returncode == 0, said.decode()


async def test_i36_pages_keep_their_headers_at_the_edge(house: Running, edge: Edge) -> None:
    """Through the edge every page has the program's own headers and the one about HTTPS; each once."""
    async with aiohttp.ClientSession(base_url=house.address) as direct, edge.session() as through:
        for path in _PAGES:
            assert await _headers(through, path) == sorted(await _headers(direct, path) + _ADDED), path


async def test_i36_what_is_for_machines_is_not_public(house: Running, edge: Edge) -> None:
    async with aiohttp.ClientSession() as direct, direct.get(house.address + "/metrics") as answer:
        assert answer.status == 200, "from this machine itself it is to be had"
    for path in ("/metrics", "/readyz", "/healthz", "/%6detrics", "/METRICS", "/x/../metrics"):
        assert (await _asked_raw(edge, path)).startswith(b"HTTP/1.1 404 "), path


async def _asked_raw(edge: Edge, path: str) -> bytes:
    """Ask with exactly these letters: a client library would tidy the address first."""
    reader, writer = await asyncio.open_connection(
        "localhost", edge.port, ssl=edge.trusted(), server_hostname="localhost"
    )
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost:{edge.port}\r\nConnection: close\r\n\r\n".encode())
    said = await asyncio.wait_for(reader.read(), _PATIENCE)
    writer.close()
    return said


async def test_i36_a_visitor_cannot_say_who_he_is(tmp_path: Path) -> None:
    """What the program is told about the visitor's address is what the edge saw, never what he claims."""
    async with Listener() as listener, edge_before(listener.port, tmp_path / "edge") as edge:
        claims = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "gopher", "X-Forwarded-Host": "vi-du.vn"}
        async with edge.session() as session, session.get("/bao-tin", headers=claims) as answer:
            assert answer.status == 200
        told = [value for name, value in listener.headers if name == "x-forwarded-for"]
        assert len(told) == 1
        assert told[0] in {"127.0.0.1", "::1"}
        assert "203.0.113.7" not in repr(listener.headers)
        assert "gopher" not in repr(listener.headers)


async def test_i36_a_photo_of_19_megabytes_arrives_and_touches_no_disk(house: Running, edge: Edge) -> None:
    """Sent in parts; before the last one goes, the edge holds no file open and none of its files has grown."""
    before, held = edge.files(), edge.open_files()
    large = photo() + b"\0" * (19 * _MEGABYTE - len(photo()))
    form = aiohttp.FormData()
    page = await (await house.visitor()).get("/bao-tin")
    form.add_field("draft", page.root.find(name="draft")[0].attributes["value"])
    form.add_field("text", STORY)
    form.add_field("go", "next")
    form.add_field("photos", io.BytesIO(large), filename="anh.jpg", content_type="image/jpeg")
    seen: list[tuple[dict[str, int], set[str]]] = []
    payload = form()

    async def parts() -> AsyncIterator[bytes]:
        body = await payload.as_bytes()
        for start in range(0, len(body), _MEGABYTE):
            yield body[start : start + _MEGABYTE]
            seen.append((edge.files(), edge.open_files()))

    async with (
        edge.session() as session,
        session.post("/bao-tin", data=parts(), headers={"Content-Type": payload.content_type}) as answer,
    ):
        body = await answer.text()
    assert answer.status == 200, body
    assert 'data-step="2"' in body, "the photo was not taken"
    assert len(seen) > 18
    for files, opened in [*seen, (edge.files(), edge.open_files())]:
        assert files == before
        assert opened == held
    assert not [one for one in (house.folder / "tmp").rglob("*") if one.is_file()]


async def test_i36_a_slow_upload_is_handed_on_as_it_comes(tmp_path: Path) -> None:
    """The program has the first part before the second was sent: the edge does not collect a body first."""
    async with Listener() as listener, edge_before(listener.port, tmp_path / "edge") as edge:

        async def parts() -> AsyncIterator[bytes]:
            yield b"first"
            await asyncio.wait_for(listener.first_part.wait(), _PATIENCE)
            assert listener.bytes == 5
            yield b"second"

        async with edge.session() as session, session.post("/bao-tin", data=parts()) as answer:
            assert await answer.text() == "11"


async def test_i36_a_body_larger_than_any_page_sends_is_cut_off(tmp_path: Path) -> None:
    async with Listener() as listener, edge_before(listener.port, tmp_path / "edge") as edge:
        async with (
            edge.session() as session,
            session.post("/hooks/telegram", data=io.BytesIO(bytes(3 * _MEGABYTE))) as answer,
        ):
            assert answer.status >= 400
            assert "Gọi 113" in await answer.text()
        assert listener.bytes <= _MEGABYTE


async def test_i36_the_chat_is_live_through_the_edge(house: Running, edge: Edge) -> None:
    """The stream stays open; what is answered meanwhile comes through it, so nothing waits for its end."""
    async with edge.session() as session:
        async with session.post("/chat/begin", headers={"Phaodai-Chat": "new"}) as answer:
            visit = {"Phaodai-Chat": orjson.loads(await answer.read())["chat"]}
        async with session.get("/chat/stream", headers=visit) as stream:
            assert stream.content_type == "text/event-stream"
            say = orjson.dumps({"key": "k1", "text": "/trogiup"})
            async with session.post("/chat/say", headers=visit, data=say) as answer:
                assert answer.status == 202, await answer.text()
            await asyncio.wait_for(stream.content.readuntil(b"113"), _PATIENCE)


async def test_i36_a_stream_ends_for_the_program_when_the_visitor_leaves(tmp_path: Path) -> None:
    async with Listener() as listener, edge_before(listener.port, tmp_path / "edge") as edge:
        async with edge.session() as session, session.get("/stream") as stream:
            assert await asyncio.wait_for(stream.content.readline(), _PATIENCE) == b"data: one\n"
            assert not listener.left.is_set()
        await asyncio.wait_for(listener.left.wait(), _PATIENCE)


async def test_i36_the_edge_writes_nothing_about_who_came(tmp_path: Path) -> None:
    """Pages that worked, pages that are missing, a program that is down, a body cut off: no line, no file."""
    browser, story = "TrinhDuyetHiemGap/4.7", "nguoi-hiem-gap-da-den-day"
    headers = {"User-Agent": browser, "Cookie": f"phaodai={story}", "Referer": f"https://vi-du.vn/{story}"}
    async with edge_before(free_port(), tmp_path / "edge") as edge:
        said = edge.said()
        async with edge.session() as session:
            for path in ("/bao-tin", f"/hop-thu?{story}", "/metrics", f"/{story}"):
                async with session.get(path, headers=headers) as answer:
                    assert answer.status in {404, 502}
                    assert answer.headers["Server"] == "phaodai"
                async with session.post(path, headers=headers, data=io.BytesIO(story.encode() * 100_000)) as answer:
                    assert answer.status in {404, 502}
        reader, writer = await asyncio.open_connection("localhost", edge.port)
        writer.write(b"this is not TLS\r\n\r\n")
        await reader.read()
        writer.close()
        assert edge.said() == said
        trace = [needles.Needle("visitor", "text", value.encode()) for value in (browser, story)]
        check_clean(edge.world(), trace, needles.story("story", residents.STORY))
