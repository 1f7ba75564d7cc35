"""Double clicks, reloads and the back button: nothing is sent twice, and nobody is told something untrue."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient, TestServer

from console.application import build
from console.neighbourhoods import Neighbourhoods
from console.public.mailbox import MailboxPage, OpenMailboxes
from console.public.tip_form import TipForm
from console.rendering import Pages
from places.gazetteer import load as load_gazetteer
from places.matcher import Matcher
from storage.tips.types import PartKind
from tests.integration.tips.pictures import jpeg
from tests.integration.tips.world import LAO_BAO, World, draft, new_world
from tips.drafts import Drafts
from tips.media import PhotoRebuilder
from tips.unlocking import StaffSession

Visitor = TestClient[web.Request, web.Application]


class Nobody:
    """Nobody is signed in."""

    def session(self, token: str) -> StaffSession | None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The public pages over a real tips.db."""

    world: World
    visitor: Visitor

    async def post(self, path: str = "/bao-tin", **fields: str | bytes) -> tuple[int, str]:
        """Send a form; bytes go as a photo."""
        form = FormData(default_to_multipart=True)
        for name, value in fields.items():
            form.add_field(name, value, filename="a.jpg" if isinstance(value, bytes) else None)
        answer = await self.visitor.post(path, data=form)
        return answer.status, await answer.text()

    async def begin(self) -> str:
        """Open the tip form and return the draft's key."""
        return hidden(await (await self.visitor.get("/bao-tin")).text(), "draft")

    async def preview(self, text: str) -> str:
        """Fill in the form up to the last step and return the draft's key."""
        key = await self.begin()
        await self.post(draft=key, step="1", text=text, go="next")
        await self.post(draft=key, step="2", unit=LAO_BAO, happening="no", go="next")
        status, page = await self.post(draft=key, step="3", conflict="none", go="next")
        assert status == 200
        assert 'data-step="4"' in page
        return key

    async def stored(self, kind: PartKind) -> int:
        """Return how many pieces of a kind all tips hold."""
        return sum(row["kind"] == kind for row in await self.world.rows("part"))


def hidden(page: str, name: str) -> str:
    """Return a hidden field of a page."""
    (value,) = re.findall(f'name="{name}" value="([^"]+)"', page)
    return str(value)


def receipts(page: str) -> list[str]:
    """Return the codes that a page shows."""
    return re.findall(r'data-testid="receipt">([^<]+)<', page)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    world, gazetteer, photos = await new_world(tmp_path), load_gazetteer(), PhotoRebuilder()
    pages = Pages(base={"rehearsal": False, "hotlines": []})
    form = TipForm(
        pages=pages,
        drafts=Drafts(rebuilder=photos, clock=world.clock),
        intake=world.intake,
        gazetteer=gazetteer,
        matcher=Matcher(gazetteer),
        neighbourhoods=Neighbourhoods(clock=world.clock, per_minute=2),
        outside_body="",
        missing_in=lambda text: [],
        naming_in=lambda text: [],
    )
    mailbox = MailboxPage(
        pages=pages,
        mailboxes=world.mailboxes,
        photos=photos,
        opened=OpenMailboxes(clock=world.clock),
        neighbourhoods=Neighbourhoods(clock=world.clock, per_minute=20),
    )
    application = build(routes=[*form.routes(), *mailbox.routes()], webhooks=[], sessions=Nobody(), pages=pages)
    async with TestClient(TestServer(application)) as visitor:
        yield Site(world=world, visitor=visitor)
    await world.database.close()


async def test_a_double_click_on_send_sends_one_tip_and_both_answers_show_its_code(site: Site) -> None:
    key = await site.preview("Có người bán ma túy ở quán nước cạnh bến phà.")
    first, second = await asyncio.gather(*(site.post(draft=key, step="4", go="send") for _ in range(2)))
    assert await site.stored(PartKind.CONTENT) == 1
    assert receipts(first[1]) == receipts(second[1])
    (code,) = receipts(first[1])
    assert (await site.post("/hop-thu", code=code))[0] == 200


async def test_whoever_loads_the_receipt_anew_is_told_that_the_tip_arrived(site: Site) -> None:
    key = await site.preview("Có người bán ma túy ở quán nước cạnh bến phà.")
    assert (await site.post(draft=key, step="4", go="send"))[0] == 200
    _, page = await site.post(draft=key, step="4", go="send")
    assert receipts(page) == []
    assert "đã được gửi" in page
    assert "gửi tiếp" not in page
    assert await site.stored(PartKind.CONTENT) == 1


async def test_going_back_over_a_photo_does_not_add_it_again(site: Site) -> None:
    key = await site.begin()
    photo = jpeg()
    for _ in range(2):
        status, page = await site.post(draft=key, step="1", text="Ảnh chụp ở chợ.", photos=photo, go="next")
        assert status == 200
    await asyncio.gather(*(site.post(draft=key, step="1", text="Ảnh chụp ở chợ.", photos=photo) for _ in range(2)))
    await site.post(draft=key, step="2", unit=LAO_BAO, happening="no", go="next")
    status, page = await site.post(draft=key, step="3", conflict="none", go="next")
    assert "<p>1 ảnh ·" in page


async def test_an_answer_sent_twice_arrives_once(site: Site) -> None:
    code = (await site.world.intake.send(draft("Có người bán ma túy ở chợ."))).receipt
    key = hidden((await site.post("/hop-thu", code=code))[1], "mailbox")
    answers = [site.post("/hop-thu", mailbox=key, answer="Nhà có hai cửa.", go="answer") for _ in range(2)]
    for status, page in await asyncio.gather(*answers):
        assert status == 200
        assert "Đã gửi cho cán bộ" in page
    assert (await site.post("/hop-thu", mailbox=key, answer="Nhà có hai cửa.", go="answer"))[0] == 200
    assert await site.stored(PartKind.ADDITION) == 1
    assert (await site.post("/hop-thu", mailbox=key, answer="Cả cửa sau nữa.", go="answer"))[0] == 200
    assert await site.stored(PartKind.ADDITION) == 2


async def test_a_typed_place_counts_more_than_the_one_we_guessed(site: Site) -> None:
    key = await site.begin()
    _, page = await site.post(draft=key, step="1", text="Ở xã Lao Bảo có người bán ma túy.", go="next")
    assert f'value="{LAO_BAO}" checked' in page
    _, page = await site.post(
        draft=key, step="2", unit=LAO_BAO, place="Khe Sanh", place_shown="", happening="no", go="next"
    )
    assert "Khe Sanh" in page
    assert 'data-step="2"' in page, "a guess of ours went over what was typed"
