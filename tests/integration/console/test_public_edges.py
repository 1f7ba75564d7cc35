"""The public pages at their edges: a proxy in front, a body that is no page of ours, a draft that is gone."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient, TestServer

from console.access import Access, Route
from console.application import build
from console.forms import read_form
from console.public.tip_form import TipForm
from console.rendering import Pages
from places.gazetteer import load as load_gazetteer
from places.matcher import Matcher
from tests.integration.tips.world import new_world
from tips.drafts import LONGEST_TEXT, Drafts
from tips.media import PhotoRebuilder
from tips.unlocking import StaffSession

Visitor = TestClient[web.Request, web.Application]


class Nobody:
    """Nobody is signed in."""

    def session(self, token: str) -> StaffSession | None:
        return None


async def _numbers(_request: web.Request) -> web.StreamResponse:
    return web.Response(text="numbers")


async def _echo(request: web.Request) -> web.StreamResponse:
    form = await read_form(request)
    return web.Response(text=str(sum(len(values) for values in form.values.values())))


def _visit(method: str, path: str, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> Visitor:
    access = Access.LOOPBACK if method == "GET" else Access.TIP
    route = Route(method=method, path=path, handler=handler, access=access)
    pages = Pages(base={"rehearsal": False, "hotlines": []})
    return _client([route], pages)


def _client(routes: Iterable[Route], pages: Pages) -> Visitor:
    return TestClient(TestServer(build(routes=routes, webhooks=[], sessions=Nobody(), pages=pages)))


@pytest.fixture
async def tip_form(tmp_path: Path) -> AsyncIterator[Visitor]:
    """Yield a visitor of the tip form over a real tips.db."""
    world, gazetteer = await new_world(tmp_path), load_gazetteer()
    pages = Pages(base={"rehearsal": False, "hotlines": []})
    form = TipForm(
        pages=pages,
        drafts=Drafts(rebuilder=PhotoRebuilder(), clock=world.clock),
        intake=world.intake,
        gazetteer=gazetteer,
        matcher=Matcher(gazetteer),
        outside_body="",
        missing_in=lambda text: [],
        naming_in=lambda text: [],
    )
    async with _client(form.routes(), pages) as visitor:
        yield visitor
    await world.database.close()


async def test_a_lost_draft_keeps_as_much_of_a_very_long_text_as_a_tip_may_have(tip_form: Visitor) -> None:
    answer = await tip_form.post("/bao-tin", data={"draft": "gone", "step": "1", "text": "chợ " * 6_000})
    page = await answer.text()
    assert answer.status == 422
    assert "Bản nháp không còn" in page
    assert page.count("chợ") == LONGEST_TEXT / len("chợ ")


async def test_words_from_the_chat_begin_a_tip(tip_form: Visitor) -> None:
    answer = await tip_form.post("/bao-tin", data={"go": "carry", "text": "Có người bán ở chợ."})
    page = await answer.text()
    assert answer.status == 200
    assert 'data-step="1"' in page
    assert "Có người bán ở chợ.</textarea>" in page
    answer = await tip_form.post("/bao-tin", data={"go": "carry", "text": "chợ " * 6_000})
    assert answer.status == 422
    assert "Phần đầu đã được giữ" in await answer.text()


async def test_nothing_at_all_cannot_be_sent(tip_form: Visitor) -> None:
    opened = await (await tip_form.get("/bao-tin")).text()
    (key,) = re.findall(r'name="draft" value="([^"]+)"', opened)
    answer = await tip_form.post("/bao-tin", data={"draft": key, "step": "4", "go": "send"})
    assert answer.status == 422
    assert "Hãy viết vài chữ" in await answer.text()


@pytest.mark.parametrize("passed_on", ["X-Forwarded-For", "Forwarded", "Via", "x-real-ip"])
async def test_a_proxy_on_this_machine_hands_no_numbers_out(passed_on: str) -> None:
    async with _visit("GET", "/metrics", _numbers) as visitor:
        assert (await visitor.get("/metrics")).status == 200
        assert (await visitor.get("/metrics", headers={passed_on: "203.0.113.7"})).status == 404


async def test_many_long_fields_together_are_refused() -> None:
    async with _visit("POST", "/form", _echo) as visitor:
        for count, status in ((3, 200), (40, 422)):
            body = FormData(default_to_multipart=True)
            for number in range(count):
                body.add_field(f"field{number}", "a" * 200_000)
            assert (await visitor.post("/form", data=body)).status == status
