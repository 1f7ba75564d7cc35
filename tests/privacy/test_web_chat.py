"""The web chat: whoever visits and whatever he writes is on no disk, in no log, in no address, in no cookie."""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from handlers.tip.services import TipMemory
from tests.journeys.web_page import WebPage
from tests.privacy import databases, needles
from tests.privacy.needles import Needle
from tests.privacy.residents import STORY
from tests.privacy.running import Running
from tests.privacy.scanner import check_clean

_VISITOR = "203.0.113.77"
_BROWSER = "TrinhDuyetHiemGap/4.7"
_COMMANDS = ("/start", "/baotin", "/hopthu", "/hoc", "/hoi", "/giadinh", "/caidat", "/trogiup", "/dung", "/xoa",
             "/vuviec", "/chiendich", "/start ABCDEFGH")  # fmt: skip
_STATIC = Path(__file__).parents[2] / "console" / "static"


@asynccontextmanager
async def _visiting(house: Running) -> AsyncIterator[WebPage]:
    """A page behind a proxy that tells everything about the visitor."""
    async with WebPage(house.address) as opened:
        opened.headers = {
            "X-Forwarded-For": _VISITOR,
            "Forwarded": f"for={_VISITOR}",
            "X-Real-IP": _VISITOR,
            "User-Agent": _BROWSER,
            "Cookie": f"other={_BROWSER}",
            "Referer": f"https://vi-du.vn/{_BROWSER}",
        }
        yield await opened.opens()


@pytest.fixture
async def page(house: Running) -> AsyncIterator[WebPage]:
    """One open page."""
    async with _visiting(house) as opened:
        yield opened


def _who_visited(visits: Sequence[str]) -> list[Needle]:
    trace = [Needle("visitor", "text", value.encode()) for value in (_VISITOR, _BROWSER)]
    trace.append(Needle("visitor", "packed", bytes(int(part) for part in _VISITOR.split("."))))
    for visit in visits:
        trace.append(Needle("visit", "bytes", base64.urlsafe_b64decode(visit + "=")))
        trace += needles.word("visit", visit)
    return trace


async def _goes_everywhere(house: Running) -> list[str]:
    """Use every order and tell everything, in two visits, for one may not write that fast; returns the visits."""
    async with _visiting(house) as first, _visiting(house) as second:
        for command in _COMMANDS:
            await _says(first, command)
        await _presses(first, "Quay lại")
        for text in (STORY, "cứu tôi với, nó đang cầm dao đánh tôi", "4821 0937 5562 1180 43", "/xa", "Lao Bảo"):
            await _says(second, text)
        await _presses(second, "Đúng")
        await _says(second, "/xoa")
        await _presses(second, "Xóa hết")
        await second.cut()
        await second.listens()
        await second.leaves()
        return [first.visit, second.visit]


async def _says(page: WebPage, text: str) -> None:
    await page.says(text)
    await page.hears()


async def _presses(page: WebPage, label: str) -> None:
    await page.presses(label)
    await page.hears()


async def test_i01_i31_a_visit_is_on_no_disk_and_in_no_log(house: Running) -> None:
    visits = await _goes_everywhere(house)
    await house.tick()
    await house.operate("backup")
    check_clean(house.world(), _who_visited(visits), needles.story("story", STORY))


async def test_i01_a_visit_changes_no_stored_byte(house: Running) -> None:
    data = house.settings.data_dir
    before = [(databases.dump(data / name), databases.file_bytes(data, name)) for name in ("app.db", "tips.db")]
    await _goes_everywhere(house)
    assert [(databases.dump(data / name), databases.file_bytes(data, name)) for name in ("app.db", "tips.db")] == before


async def test_i25_what_looks_like_a_tip_is_not_even_in_memory(house: Running, page: WebPage) -> None:
    """The chat sends to the form; the words themselves are let go as soon as they were answered."""
    await _says(page, STORY)
    assert "/bao-tin" in [url for message in page.shown.values() for _, url in message["links"]]
    memories = [session.recall(TipMemory) for session in house.program.dispatcher._sessions._open.values()]
    assert {(memory.key, memory.kept_text, memory.kept_photo) for memory in memories} == {(None, "", None)}


async def test_i36_the_visit_stands_in_no_address_and_no_cookie(house: Running, page: WebPage) -> None:
    addresses = set()
    for script in _STATIC.glob("chat*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|eval\(|history\.", text)
        addresses |= set(re.findall(r"[\"'`](/chat[^\"'`]*)[\"'`]", text))
    assert addresses == {
        "/chat/begin",
        "/chat/say",
        "/chat/stream",
        "/chat/end",
        "/chat/media/${Number(number)}",
    }
    async with page.asks("GET", f"/chat?visit={page.visit}") as answer:
        assert page.visit not in await answer.text()
        assert "Set-Cookie" not in answer.headers


async def test_i37_one_visitor_reads_and_presses_nothing_of_another(house: Running, page: WebPage) -> None:
    await _says(page, "/hoc")
    screen, choice = page.button("Quay lại")
    async with WebPage(house.address) as stranger:
        await stranger.opens()
        assert (await stranger.sends({"key": "k", "choice": choice, "screen": screen}))[0] == 409
        for guess in (page.visit[:-1] + "A", "", "new", "../" + page.visit):
            if guess != page.visit:
                assert (await stranger.sends({"key": "k", "text": "chào"}, visit=guess))[0] == 404
        assert stranger.told == []
