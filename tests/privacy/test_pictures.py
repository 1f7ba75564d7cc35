"""Of a picture only its pixels stay; a picture made to do harm is refused, and the text around it kept."""

from __future__ import annotations

import io
from collections.abc import Callable

import aiohttp
import pytest
from PIL import Image

from tests.journeys.forms import fields_of
from tests.privacy import needles, residents
from tests.privacy.officers import case_numbers
from tests.privacy.pictures import CARRIERS, HOSTILE, MARK
from tests.privacy.residents import MARKER, STORY
from tests.privacy.running import Running
from tests.privacy.scanner import World, check_clean
from tests.privacy.scenario import Ready, sign_in
from tips.errors import PhotoRefused
from tips.media import PhotoRebuilder

_KEPT_SEGMENTS = {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
"""JFIF header, tables, frame, scan: what it takes to show pixels and nothing else."""


def _segments(picture: bytes) -> set[int]:
    """Return the kinds of a JPEG's segments; fails on anything after its end."""
    assert picture.startswith(b"\xff\xd8")
    assert picture.endswith(b"\xff\xd9")
    assert picture.count(b"\xff\xd9") == 1
    kinds, at = set(), 2
    while True:
        assert picture[at] == 0xFF
        kinds.add(picture[at + 1])
        if picture[at + 1] == 0xDA:
            return kinds
        at += 2 + int.from_bytes(picture[at + 2 : at + 4], "big")


@pytest.mark.parametrize("make", CARRIERS.values(), ids=CARRIERS)
async def test_i33_only_pixels_survive(make: Callable[[], bytes], request: pytest.FixtureRequest) -> None:
    original = make()
    try:
        rebuilt = await PhotoRebuilder().rebuild(original)
    except PhotoRefused:
        assert "GIF" in request.node.name, "an ordinary picture was refused"
        return
    assert _segments(rebuilt) <= _KEPT_SEGMENTS
    for needle in needles.word("note", MARKER):
        assert needle.value not in rebuilt, needle.shape
    with Image.open(io.BytesIO(rebuilt)) as opened:
        opened.load()
        assert opened.format == "JPEG"
        assert not opened.getexif()
        assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
        assert max(opened.size) <= 2560


@pytest.mark.parametrize("make", CARRIERS.values(), ids=CARRIERS)
def test_the_corpus_really_carries_its_note(make: Callable[[], bytes]) -> None:
    hidden = World(folders=[], streams={"picture": make()})
    assert hidden.scan(needles.word("note", MARKER))


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
async def test_i34_a_hostile_picture_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(PhotoRefused):
        await PhotoRebuilder().rebuild(make())


@pytest.mark.parametrize("name", ["../../etc/passwd", "a.php", "/absolute.jpg", "x\\..\\y.jpg", "vô hại.jpg"])
async def test_i34_the_text_is_kept_and_a_name_means_nothing(house: Running, name: str) -> None:
    page = await (await house.visitor()).get("/bao-tin")
    body = aiohttp.FormData()
    for field, value in [*fields_of(page.form_with(field_name="text")), ("go", "next")]:
        if field != "text":
            body.add_field(field, value)
    body.add_field("text", STORY)
    for picture in (HOSTILE["cut JPEG"](), b"no picture"):
        body.add_field("photos", io.BytesIO(picture), filename=name)
    async with aiohttp.ClientSession() as session, session.post(page.url, data=body) as answer:
        shown = await answer.text()
    assert 'data-testid="error"' in shown
    assert STORY in shown
    check_clean(house.world(), needles.story("story", STORY), needles.word("file name", name.ljust(8)))


async def test_i33_what_an_officer_sees_is_the_rebuilt_picture(house: Running, ready: Ready) -> None:
    await residents.tell_by_web(await house.visitor(), photos=[residents.photo()])
    await residents.tell_by_chat(residents.sender(house), photos=[residents.photo()])
    officer = await sign_in(house, ready.accounts["lead-a"])
    seen = 0
    for case in await case_numbers(officer):
        page = await officer.get(f"/console/cases/{case}")
        for mark in page.marks("case-photo"):
            _, picture = await officer.get_bytes(mark.attributes["src"])
            assert _segments(picture) <= _KEPT_SEGMENTS
            assert MARK not in picture
            seen += 1
    assert seen == 2


async def test_i33_a_campaigns_picture_is_rebuilt_too(house: Running, ready: Ready) -> None:
    """An organizer's phone writes the place into a picture as a villager's does."""
    organizer = await sign_in(house, ready.accounts["organizer"])
    form = await organizer.get("/console/campaigns/new")
    values = {"title": "Họp thôn", "text": "Mời bà con.", "unit": "ALL"}
    saved = await organizer.submit(form, go="save", values=values, files=[("picture", residents.photo())])
    _, picture = await organizer.get_bytes(f"{saved.headers['Location']}/picture")
    assert _segments(picture) <= _KEPT_SEGMENTS
    check_clean(house.world(), needles.word("note in the picture", MARKER))
