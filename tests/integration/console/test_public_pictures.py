"""Pictures for platforms that fetch them: by an unguessable name, for an hour, in bounded memory, headers as ever."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from console.access import Access
from console.application import build
from console.headers import headers_for
from console.public.pictures import PublicPictures
from console.rendering import Pages
from tests.integration.console.test_public_edges import Nobody
from tests.unit.tips.clock import HandClock

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
JPEG = b"\xff\xd8\xff\xe0" + b"1" * 100
Visitor = TestClient[web.Request, web.Application]


@asynccontextmanager
async def shown(pictures: PublicPictures) -> AsyncIterator[Visitor]:
    """Yield a visitor of the pictures."""
    pages = Pages(base={"rehearsal": False, "hotlines": []})
    application = build(routes=pictures.routes(), webhooks=[], sessions=Nobody(), pages=pages)
    async with TestClient(TestServer(application)) as visitor:
        yield visitor


async def test_a_picture_is_shown_by_its_name_for_an_hour() -> None:
    clock = HandClock()
    pictures = PublicPictures(address="https://phaodai.example", clock=clock)
    address = pictures.publish(PNG)
    assert address.startswith("https://phaodai.example/media/")
    assert len(address.rpartition("/")[2]) >= 32
    path = urlsplit(address).path
    async with shown(pictures) as visitor:
        for method in ("GET", "HEAD"):
            async with visitor.request(method, path) as answer:
                assert (answer.status, answer.content_type) == (200, "image/png")
                assert dict(headers_for(Access.PUBLIC)).items() <= dict(answer.headers).items()
        async with visitor.get("/media/" + "x" * 32) as unknown:
            missing = (unknown.status, await unknown.text())
        clock.forward(minutes=59)
        assert pictures.publish(PNG) == address, "the same picture keeps its name while it is shown"
        clock.forward(minutes=59)
        async with visitor.get(path) as answer:
            assert answer.status == 200
        clock.forward(minutes=1)
        async with visitor.get(path) as late:
            assert (late.status, await late.text()) == missing
    assert pictures.publish(PNG) != address


async def test_memory_is_bounded_and_the_oldest_goes_first() -> None:
    pictures = PublicPictures(address="https://phaodai.example", clock=HandClock(), most_bytes=250)
    paths = [urlsplit(pictures.publish(one)).path for one in (PNG, JPEG, JPEG + b"x", PNG + b"x")]
    assert len(set(paths)) == 4
    async with shown(pictures) as visitor:
        statuses = []
        for path in paths:
            async with visitor.get(path) as answer:
                statuses.append((answer.status, answer.content_type))
    assert [status for status, _ in statuses] == [404, 404, 200, 200]
    assert [kind for _, kind in statuses[2:]] == ["image/jpeg", "image/png"]
