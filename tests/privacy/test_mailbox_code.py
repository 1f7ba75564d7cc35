"""I-23: the code opens the mailbox and never the tip: whoever finds it tries everything there is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from tests.journeys.forms import Page, Visitor
from tests.privacy import needles, residents
from tests.privacy.officers import case_numbers, do, send
from tests.privacy.residents import ANSWER, photo, sender
from tests.privacy.running import Running
from tests.privacy.scanner import Search, scan_bytes
from tests.privacy.scenario import Ready, sign_in

_STORY = "Ông Kềnh chở bọc xốp trắng qua ngầm Rà Đuông lúc nước cạn"
_FINDER = 6_100_200_300
_BUTTONS = ("answer", "reopen", "next", "back", "send", "open", "take", "close", "ask", "enrol", "admit")


async def _asked_back(house: Running, ready: Ready) -> str:
    """A tip with a photo and an addition, taken and asked about; returns its receipt."""
    receipt = await residents.tell_by_web(await house.visitor(), story=_STORY, photos=[photo()])
    await residents.answer_by_web(await house.visitor(), receipt, ANSWER)
    officer = await sign_in(house, ready.accounts["lead-a"])
    case = next(iter(await case_numbers(officer)))
    assert _STORY in (await officer.get(f"/console/cases/{case}")).body
    await do(officer, case, "take")
    await do(officer, case, "ask", question="Mấy giờ thì thấy xe?")
    return receipt


def _routes(house: Running) -> Iterator[tuple[str, str]]:
    for resource in house.program.application.router.resources():
        for route in resource:
            if route.method in {"GET", "POST"} and "{name:.+}" not in resource.canonical:
                yield route.method, resource.canonical


async def test_i23_with_an_open_mailbox_no_page_shows_a_word_of_the_tip(house: Running, ready: Ready) -> None:
    """Every route there is, with the code, the open mailbox's key and every button's name."""
    pages_alone = b"".join([body async for body in _before(house)])
    receipt = await _asked_back(house, ready)
    finder = await house.visitor()
    opened = await residents.open_mailbox(finder, receipt)
    assert opened.has("mailbox-question"), opened.body
    key = opened.root.find(name="mailbox")[0].attributes["value"]
    secrets = {"mailbox": key, "draft": key, "code": receipt, "key": key, "chat": key}
    words = needles.story("story", _STORY) + needles.story("addition", ANSWER)
    of_our_own = set(Search(words).found_in(pages_alone))
    told = [needle for needle in words if needle not in of_our_own]
    assert len(told) > 100, "scraps that our own pages say of themselves prove nothing, but most must be left"
    search, routes = Search(told), list(_routes(house))
    assert len(routes) > 25
    for method, path in routes:
        for filled in {path.replace("{", "").replace("}", ""), _with(path, key), _with(path, receipt.replace(" ", ""))}:
            for body in await _answers(finder, opened, method, filled, secrets):
                assert search.found_in(body) == [], f"{method} {filled}"
    assert search.found_in(opened.body.encode()) == []


async def _before(house: Running) -> AsyncIterator[bytes]:
    """Yield the pages as they stand before there is any tip."""
    visitor = await house.visitor()
    form = await visitor.get("/hop-thu")
    for method, path in _routes(house):
        for body in await _answers(visitor, form, method, path.replace("{", "").replace("}", ""), {}):
            yield body


def _with(path: str, value: str) -> str:
    return "/".join(value if part.startswith("{") else part for part in path.split("/"))


async def _answers(finder: Visitor, page: Page, method: str, path: str, secrets: dict[str, str]) -> list[bytes]:
    if method == "GET":
        if path.endswith(("/stream", "/live")):
            return []  # a stream of a visit or campaign that this visitor does not have
        return [(await finder.get_bytes(path))[1]]
    if not path.startswith(("/hop-thu", "/bao-tin")):
        return [(await send(finder, page, path, **secrets, go="answer", text="?")).body.encode()]
    return [(await send(finder, page, path, **secrets, go=button)).body.encode() for button in _BUTTONS]


async def test_i23_with_an_open_mailbox_no_chat_shows_a_word_of_the_tip(house: Running, ready: Ready) -> None:
    """On Telegram the finder types the code, presses what he is shown and tries every command."""
    receipt = await _asked_back(house, ready)
    finder = house.emulator.person("Người nhặt được", _FINDER)
    house.emulator.requests.clear()
    await finder.types("/hopthu")
    await finder.hears()
    await finder.types(receipt)
    shown = await finder.hears(lambda one: "Mấy giờ" in one.text)
    for label in [label for label in shown.labels if "Trả lời" in label]:
        await finder.presses(label)
        await finder.hears()
    await finder.types("xem lại tin đã báo")
    await finder.hears()
    for command in ("/hopthu", "/baotin", "/start", "/vuviec", "/trogiup", "/caidat"):
        await finder.types(command)
        await finder.hears()
    await house.emulator.settled()
    told = needles.story("story", _STORY) + needles.story("addition", ANSWER)
    assert len(house.emulator.requests) > 6
    for method, parameters in house.emulator.requests:
        assert not scan_bytes(method, repr(parameters).encode(), told)


async def test_i23_who_wrote_the_tip_in_a_chat_cannot_read_it_there_again(house: Running) -> None:
    """The sender himself, in his own chat, after the code was noted: a phone that is taken shows nothing."""
    person = sender(house)
    receipt = await residents.tell_by_chat(person, story=_STORY)
    await house.emulator.settled()
    house.emulator.requests.clear()
    await person.types("/hopthu")
    await person.hears()
    await person.types(receipt)
    await person.hears()
    await house.emulator.settled()
    for method, parameters in house.emulator.requests:
        assert not scan_bytes(method, repr(parameters).encode(), needles.story("story", _STORY))
