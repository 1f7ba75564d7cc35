"""The public pages at their edges: a proxy in front, a body that is no page of ours, a draft that is gone."""

from __future__ import annotations

import gzip
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path

import pytest
from aiohttp import ClientSession, FormData, web
from aiohttp.test_utils import TestClient, TestServer

from console.access import Access, Route
from console.application import build, runner_of
from console.forms import read_form
from console.neighbourhoods import Neighbourhoods
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
        neighbourhoods=Neighbourhoods(clock=world.clock, per_minute=2),
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


async def test_a_step_that_was_left_out_is_asked_for(tip_form: Visitor) -> None:
    opened = await (await tip_form.get("/bao-tin")).text()
    (key,) = re.findall(r'name="draft" value="([^"]+)"', opened)
    answer = await tip_form.post("/bao-tin", data={"draft": key, "step": "3", "conflict": "none", "go": "next"})
    assert answer.status == 422
    assert 'data-step="2"' in await answer.text()


@pytest.mark.parametrize(
    ("conflict", "said", "not_said"),
    [
        ("none", "Công an nơi xảy ra cũng mở được, nếu nơi ấy đã tham gia", "không gửi đến xã ấy"),
        ("commune", "Tin không gửi đến xã ấy", "nơi xảy ra cũng mở được"),
        ("unsure", "Tin không gửi đến xã ấy", "nơi xảy ra cũng mở được"),
    ],
)
async def test_before_sending_it_says_who_can_open_it(
    tip_form: Visitor, conflict: str, said: str, not_said: str
) -> None:
    opened = await (await tip_form.get("/bao-tin")).text()
    (key,) = re.findall(r'name="draft" value="([^"]+)"', opened)
    page = ""
    for fields in (
        {"step": "1", "text": "Có người bán ở chợ."},
        {"step": "2", "unit": "unknown", "happening": "no"},
        {"step": "3", "conflict": conflict},
    ):
        page = await (await tip_form.post("/bao-tin", data={"draft": key, "go": "next", **fields})).text()
    assert 'data-step="4"' in page
    assert said in page
    assert "ban giám sát" in page
    assert not_said not in page


async def test_what_no_file_can_be_called_is_not_there() -> None:
    async with _visit("POST", "/form", _echo) as visitor:
        for name in ("a%00b", "a" * 3_000, "..%2f..%2fpyproject.toml"):
            answer = await visitor.get(f"/static/{name}")
            assert (answer.status, answer.headers["Server"]) == (404, "phaodai")


@pytest.mark.parametrize("header", ["n" * 20_000 + ": x", "no colon"])
async def test_a_form_with_a_broken_head_is_no_failure_of_ours(header: str) -> None:
    async with _visit("POST", "/form", _echo) as visitor:
        body = f"--b\r\n{header}\r\n\r\nx\r\n--b--\r\n".encode()
        answer = await visitor.post("/form", data=body, headers={"Content-Type": "multipart/form-data; boundary=b"})
        assert answer.status == 422


async def test_nothing_is_unpacked_for_a_stranger() -> None:
    """The body reaches us as it was sent, so a small one cannot become a large one in our memory."""
    arrived = []

    async def weigh(request: web.Request) -> web.StreamResponse:
        arrived.append(len(await request.read()))
        return web.Response()

    pages = Pages(base={"rehearsal": False, "hotlines": []})
    routes = [Route(method="POST", path="/weigh", handler=weigh, access=Access.TIP)]
    routes.append(Route(method="POST", path="/form", handler=_echo, access=Access.TIP))
    runner = runner_of(build(routes=routes, webhooks=[], sessions=Nobody(), pages=pages), shutdown_seconds=0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        packed = gzip.compress(b"text=" + bytes(1_000_000))
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/x-www-form-urlencoded"}
        async with ClientSession(f"http://{host}:{port}") as stranger:
            await stranger.post("/weigh", data=packed, headers=headers)
            refused = await stranger.post("/form", data=packed, headers=headers)
    finally:
        await runner.cleanup()
    assert arrived == [len(packed)]
    assert refused.status == 422


async def test_one_network_cannot_push_out_the_drafts_of_others(tip_form: Visitor) -> None:
    async def begin(network: str, text: str) -> tuple[int, str]:
        data = {"go": "carry", "text": text}
        answer = await tip_form.post("/bao-tin", data=data, headers={"X-Forwarded-For": network})
        return answer.status, await answer.text()

    _, mine = await begin("198.51.100.7", "Có người bán ở chợ.")
    (key,) = re.findall(r'name="draft" value="([^"]+)"', mine)
    tries = [await begin("203.0.113.9", f"Việc {number}") for number in range(4)]
    assert [status for status, _ in tries] == [200, 200, 422, 422]
    assert "Việc 3</textarea>" in tries[-1][1]
    assert "đợi một phút" in tries[-1][1]
    data = {"draft": key, "step": "1", "text": "Có người bán ở chợ, chiều tối.", "go": "next"}
    answer = await tip_form.post("/bao-tin", data=data, headers={"X-Forwarded-For": "203.0.113.9"})
    assert answer.status == 200, "whoever writes on in his draft is no newcomer"


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
