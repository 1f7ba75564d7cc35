"""`/chat` over HTTP: a line that is cut, a message sent twice, two tabs, a visit that is over, and what is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from aiohttp import ClientSession, TCPConnector
from aiohttp.test_utils import TestServer

from channels.contract import Choice, Incoming, IncomingKind, Outgoing
from channels.web_chat.channel import WebChatChannel
from channels.web_chat.limits import LONGEST_TEXT, Limits, Pace
from console.neighbourhoods import Neighbourhoods
from tests.contract.web_chat_rig import chat_application
from tests.integration.enrolment.people import Hands
from tests.journeys.web_page import WebPage, text_of

_ROOMY = Limits(beginnings=Pace(rate=1000.0, burst=1000), messages=Pace(rate=1000.0, burst=1000), waiting=50)


@dataclass(slots=True)
class Site:
    """The chat behind its pages. Whatever is written is answered with the same words, once `echo` may."""

    address: str
    channel: WebChatChannel
    opened: AsyncExitStack
    heard: list[Incoming] = field(default_factory=list)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def page(self) -> WebPage:
        """Open one more page."""
        page = await self.opened.enter_async_context(WebPage(self.address))
        return await page.opens()

    async def answer(self, incoming: Incoming) -> None:
        await self.may_answer.wait()
        self.heard.append(incoming)
        text = incoming.choice if incoming.kind is IncomingKind.CHOICE else incoming.text
        choices = (Choice(id=f"more {len(self.heard)}", label="Nữa"),)
        await self.channel.reply(incoming.reply, Outgoing(text=f"nghe: {text}", choices=choices))


@asynccontextmanager
async def _site(limits: Limits = _ROOMY, neighbourhoods: Neighbourhoods | None = None) -> AsyncIterator[Site]:
    seconds = asyncio.get_running_loop().time
    channel = WebChatChannel(site="http://site.example", now=seconds, limits=limits)
    async with AsyncExitStack() as opened:
        server = await opened.enter_async_context(TestServer(chat_application(channel, neighbourhoods)))
        site = Site(str(server.make_url("")).rstrip("/"), channel, opened)
        site.may_answer.set()
        running = asyncio.create_task(channel.run(site.answer))
        try:
            yield site
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with _site() as opened:
        yield opened


def _texts(page: WebPage) -> list[str]:
    return [text_of(event.data) for event in page.told if event.name == "show"]


async def test_a_cut_stream_goes_on_exactly_where_it_was(site: Site) -> None:
    page = await site.page()
    await page.says("một")
    await page.hears()
    await page.cut()
    site.may_answer.clear()
    for text in ("hai", "ba", "bốn"):
        await page.says(text)
    site.may_answer.set()
    await page.listens()
    await page.until(lambda: len(page.shown) == 4)
    await page.cut()
    await page.listens()
    await page.says("năm")
    await page.until(lambda: len(page.shown) == 5)
    assert _texts(page) == [f"nghe: {text}" for text in ("một", "hai", "ba", "bốn", "năm")]
    assert [event.number for event in page.told] == [1, 2, 3, 4, 5]


async def test_what_changed_while_the_line_was_cut_is_told_too(site: Site) -> None:
    page = await site.page()
    number = await page.says("một")
    await page.hears()
    await page.cut()
    chat = site.heard[0].reply
    first, message = page.shown[2], site.heard[0].message
    assert message is not None
    assert (first["id"], number) == (2, 1)
    (anew,) = await site.channel.reply(chat, Outgoing(text="hai"))
    await site.channel.edit(chat, anew, Outgoing(text="ba"))
    await site.channel.delete(chat, (message,))
    await page.listens()
    await page.until(lambda: page.last == 4)
    assert ([text_of(one) for one in page.shown.values()], page.mine) == (["nghe: một", "ba"], {})


async def test_a_last_event_that_is_no_number_replays_all_that_is_kept(site: Site) -> None:
    page = await site.page()
    await page.says("một")
    await page.hears()
    headers = {"Phaodai-Chat": page.visit, "Last-Event-ID": "-1; DROP"}
    async with ClientSession() as session, session.get(f"{site.address}/chat/stream", headers=headers) as stream:
        assert stream.status == 200
        assert b"retry: " in await stream.content.readuntil(b"\n\n")
        assert "nghe: một".encode() in await stream.content.readuntil(b"\n\n")


async def test_a_newer_stream_ends_the_older_one(site: Site) -> None:
    page = await site.page()
    again = WebPage(site.address)
    async with again:
        again.visit = page.visit
        await again.listens()
        await page.stream_ends()
        await again.says("một")
        await again.hears()
    assert page.told == []


async def test_the_same_message_twice_acts_once(site: Site) -> None:
    page = await site.page()
    said = {"key": "k1", "text": "một"}
    answers = await asyncio.gather(*(page.sends(said) for _ in range(5)))
    assert {(status, answer["message"]) for status, answer in answers} == {(202, 1)}
    await page.says("hai")
    await page.until(lambda: len(page.shown) == 2)
    assert [incoming.text for incoming in site.heard] == ["một", "hai"]
    screen, choice = page.button("Nữa")
    for _ in range(3):
        assert (await page.sends({"key": "k2", "choice": choice, "screen": screen}))[0] == 202
    await page.says("ba")
    await page.until(lambda: len(page.shown) == 4)
    assert [incoming.kind for incoming in site.heard].count(IncomingKind.CHOICE) == 1


async def test_two_tabs_are_two_chats_and_never_mix(site: Site) -> None:
    one, other = await site.page(), await site.page()
    await asyncio.gather(*(page.says(f"{name} {n}") for n in range(8) for page, name in ((one, "A"), (other, "B"))))
    await one.until(lambda: len(one.shown) == 8)
    await other.until(lambda: len(other.shown) == 8)
    assert {text[:7] for text in _texts(one)} == {"nghe: A"}
    assert {text[:7] for text in _texts(other)} == {"nghe: B"}
    screen, choice = one.button("Nữa")
    assert (await other.sends({"key": "x", "choice": choice, "screen": screen}))[0] == 409, "a button of another chat"


async def test_a_page_that_is_closed_is_forgotten_at_once(site: Site) -> None:
    page = await site.page()
    await page.leaves()
    await page.stream_ends()
    assert page.is_over
    assert await page.sends({"key": "k", "text": "một"}) == (404, {"error": "over", "retry_after": 0.0})


async def test_a_restarted_server_knows_no_visit_and_says_so_quietly(site: Site) -> None:
    page = await site.page()
    async with _site() as restarted:
        page.address = restarted.address
        assert (await page.sends({"key": "k", "text": "một"}))[0] == 404
        headers = {"Phaodai-Chat": page.visit, "Last-Event-ID": "7"}
        async with ClientSession() as session:
            for path in ("/chat/stream", "/chat/media/1"):
                async with session.get(restarted.address + path, headers=headers) as answer:
                    assert (answer.status, (await answer.json())["error"]) == (404, "over")
        assert restarted.heard == []


async def test_more_streams_than_the_server_can_hold_end_when_all_is_told() -> None:
    async with _site(replace(_ROOMY, streams=1)) as site:
        first, second = await site.page(), await site.page()
        await second.stream_ends()
        await second.says("một")
        await first.says("hai")
        await first.hears()
        async with asyncio.timeout(20):
            while not second.shown:
                await second.listens()
                await second.stream_ends()
        assert _texts(second) == ["nghe: một"]


async def test_over_the_caps_there_is_a_clear_refusal() -> None:
    async with _site(replace(_ROOMY, messages=Pace(rate=0.001, burst=2))) as site:
        page = await site.page()
        await page.says("một")
        await page.says("hai")
        status, answer = await page.sends({"key": "k", "text": "ba"})
        assert (status, answer["error"]) == (429, "fast")
        assert answer["retry_after"] > 0
        status, answer = await page.sends({"key": "l", "text": "a" * (LONGEST_TEXT + 1)})
        assert (status, answer["error"]) == (413, "long")
        assert (await page.sends({"key": "m", "text": "a" * 100_000}))[0] == 413


async def test_one_network_can_neither_open_visits_without_end_nor_push_out_others() -> None:
    hands = Hands()
    async with _site(replace(_ROOMY, visits=4), Neighbourhoods(clock=hands, per_minute=6)) as site:
        neighbour = await site.page()
        await neighbour.says("một")
        async with ClientSession() as session:
            opened = [await _begin(session, site, "203.0.113.7") for _ in range(8)]
            assert [status for status, _ in opened] == [200] * 6 + [429] * 2
            assert (await _begin(session, site, "198.51.100.7"))[0] == 200
            hands.pass_by(minutes=1)
            assert (await _begin(session, site, "203.0.113.9"))[0] == 200
        await neighbour.says("hai")
        await neighbour.until(lambda: "nghe: hai" in neighbour.text())


async def _begin(session: ClientSession, site: Site, address: str) -> tuple[int, str]:
    headers = {"Phaodai-Chat": "new", "X-Forwarded-For": address}
    async with session.post(f"{site.address}/chat/begin", headers=headers) as answer:
        return answer.status, (await answer.json()).get("chat", "")


_BROKEN: list[Any] = [
    {"text": "một"},
    {"key": "", "text": "một"},
    {"key": "k" * 65, "text": "một"},
    {"key": 1, "text": "một"},
    {"key": "k", "text": ""},
    {"key": "k", "text": "một", "choice": "yes"},
    {"key": "k", "text": "một", "screen": "1"},
    {"key": "k", "text": "một", "seen": True},
    {"key": "k", "text": ["một"]},
    {"key": "k", "choice": "y" * 65, "screen": 1},
    {"key": "k", "text": "một", "seen": None},
]


@pytest.mark.parametrize("said", _BROKEN)
async def test_what_no_page_of_ours_sends_is_refused(site: Site, said: dict[str, Any]) -> None:
    page = await site.page()
    assert (await page.sends(said))[0] == 400
    assert site.heard == []


async def _opens_from_elsewhere(session: ClientSession, site: Site) -> int:
    async with session.post(f"{site.address}/chat/begin", data={"a": "b"}) as answer:
        return answer.status


async def _speaks_without_visit(session: ClientSession, site: Site) -> int:
    async with session.post(f"{site.address}/chat/say", data='{"key": "k", "text": "a"}') as answer:
        return answer.status


async def _sends_no_json(session: ClientSession, site: Site) -> int:
    async with session.post(f"{site.address}/chat/say", data="[1") as answer:
        return answer.status


async def _asks_for_a_file(session: ClientSession, site: Site) -> int:
    async with session.get(f"{site.address}/chat/media/..%2f") as answer:
        return answer.status


@pytest.mark.parametrize(
    ("does", "status"),
    [(_opens_from_elsewhere, 403), (_speaks_without_visit, 404), (_sends_no_json, 400), (_asks_for_a_file, 404)],
)
async def test_strangers(site: Site, does: Callable[[ClientSession, Site], Awaitable[int]], status: int) -> None:
    async with ClientSession(connector=TCPConnector()) as session:
        assert await does(session, site) == status


async def test_the_page_and_its_parts_carry_exactly_these_rules(site: Site) -> None:
    page = await site.page()
    visit = {"Phaodai-Chat": page.visit}
    async with ClientSession() as session:
        for path in ("/chat", "/chat/stream", "/chat/media/1"):
            async with session.get(site.address + path, headers=visit) as answer:
                policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
                assert policy == {
                    "default-src": "'none'", "style-src": "'self'", "script-src": "'self'", "connect-src": "'self'",
                    "img-src": "blob:", "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
                }, path  # fmt: skip
                assert answer.headers["Cache-Control"] == "no-store"
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert "geolocation=()" in answer.headers["Permissions-Policy"]
                assert "Set-Cookie" not in answer.headers
        async with session.get(f"{site.address}/chat") as answer:
            html = await answer.text()
    assert "<style" not in html
    assert " style=" not in html
    assert html.count("<script") == 1
    assert '<script type="module" src="/static/chat.js"></script>' in html
    assert "http" not in html, "nothing from elsewhere"
    for path in ("/bao-tin", "/hop-thu", "tel:113"):
        assert f'href="{path}"' in html, "without script it says where to go"
