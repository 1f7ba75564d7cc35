"""I-38: hostile words are only words, in every place where one person's words are shown to another or to himself.

The whole corpus goes once through the program: told in a chat and by the form, asked, answered, noted and closed
by an officer; written, returned, approved and received as a campaign; typed into the web chat and the demo.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from channels.local_phone import LocalPhone, Side
from console.demo.guide import Panel
from console.demo.pages import DemoPages
from tests.emulators.telegram import Shown as OnTelegram
from tests.emulators.zalo_bot import Person as ZaloPerson
from tests.emulators.zalo_bot import ZaloBotEmulator
from tests.journeys.forms import Page, Visitor
from tests.journeys.web_page import WebPage
from tests.privacy import residents
from tests.privacy.hostile import (
    A_LITTLE,
    CORPUS,
    EVERYTHING,
    LINE,
    SHORT,
    Seen,
    awake,
    of_page,
    shown_outside_fields,
    steering,
    visible,
)
from tests.privacy.living import living
from tests.privacy.officers import case_numbers, do
from tests.privacy.running import Running, running
from tests.privacy.scenario import LEAD, Ready, join, sign_in, switch_on_phones
from tests.privacy.test_sender import subscribe

_HOST = "phaodai.example"
_TOKEN = "8471203956:khoa-cua-bot-zalo"
_PATIENCE = 90.0
"""Seconds until a wait counts as failed: a guard against hanging, not an expectation."""
_STATIC = Path(__file__).parents[2] / "console" / "static"

_PLACES = (
    "the form's preview",
    "the form, given back",
    "the preview in a chat",
    "the case page",
    "the mailbox page",
    "the mailbox in a chat",
    "the result on the mailbox page",
    "the result in a chat",
    "a campaign's form",
    "a campaign's page",
    "the note on its page",
    "the list of campaigns",
    "an approver's chat",
    "an approver's chat without buttons",
    "an author's chat",
    "a subscriber's chat",
    "a subscriber's chat without buttons",
    "the demo's phone",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Everywhere:
    """What every place showed; what reached officers' chats and the web chat's page; what the operator is told."""

    places: Mapping[str, Seen]
    to_officers: tuple[str, ...]
    to_web_chat: tuple[str, ...]
    to_operator: str


@pytest.fixture(scope="module")
def everywhere(prepared: Ready, tmp_path_factory: pytest.TempPathFactory) -> Everywhere:
    """The corpus gone through the program, and through its demo."""
    ready = prepared.copy(tmp_path_factory.mktemp("hostile") / "house")
    demo = tmp_path_factory.mktemp("hostile-demo") / "house"
    with ThreadPoolExecutor(1) as apart:  # a loop of its own, which ends before the tests begin
        shown = apart.submit(asyncio.run, _in_earnest(ready)).result()
        phone = apart.submit(asyncio.run, _in_the_demo(demo)).result()
    return Everywhere(
        places={**shown.places, "the demo's phone": phone},
        to_officers=shown.to_officers,
        to_web_chat=shown.to_web_chat,
        to_operator=shown.to_operator,
    )


async def _in_earnest(ready: Ready) -> Everywhere:
    async with ZaloBotEmulator(_TOKEN) as zalo:
        given: dict[str, Any] = {
            "zalo_bot_token": _TOKEN,
            "zalo_bot_api_url": zalo.url,
            "zalo_bot_webhook_secret": "bi-mat-cua-webhook",
            "public_url": f"https://{_HOST}",
        }
        async with running(ready.folder, **given) as house:
            zalo.resolves(_HOST, house.address)
            switch_on_phones(house, ready)
            await zalo.has_answered("setWebhook")
            places = await _tip(house, ready)
            officers = [house.emulator.person(name, account.chat) for name, account in ready.accounts.items()]
            to_officers = tuple(
                text for one in officers for shown in one.shown() for text in (shown.text, *shown.labels)
            )
            places |= await _campaign(house, ready, zalo)
            to_web_chat = await _web_chat(house)
            operator = json.dumps(await house.operate("campaign.list"), ensure_ascii=False, default=str)
            house.emulator.check()
            marked_up = [method for method, given in house.emulator.requests if given.get("parse_mode")]
            assert marked_up == [], "a text left to be read as markup"
            return Everywhere(places=places, to_officers=to_officers, to_web_chat=to_web_chat, to_operator=operator)


async def _tip(house: Running, ready: Ready) -> dict[str, Seen]:
    """A tip by each door with hostile words; everything an officer and the sender then read."""
    places: dict[str, Seen] = {}
    person = residents.sender(house)
    await residents.write_in_chat(person, story=EVERYTHING)
    await residents.press(person, "Xong")
    await residents.choose_place(person, "Lao Bảo")
    await residents.press(person, "Đã xảy ra")
    await residents.press(person, "Không liên quan")
    await residents.see(person, "Gửi tin")
    places["the preview in a chat"] = _of_chat(one for one in person.shown() if "Gửi tin" in " ".join(one.labels))
    visitor = await house.visitor()
    preview = await residents.fill_web_form(visitor, story=EVERYTHING)
    places["the form's preview"] = of_page(preview, "preview")
    back = await visitor.submit(preview, go="back")
    back = await visitor.submit(await visitor.submit(back, go="back"), go="back")
    assert visible(EVERYTHING) in visible(back.root.tags("textarea")[0].text), "what was typed is given back"
    places["the form, given back"] = Seen(kinds=(), text="", page=back)
    receipt = _receipt(await visitor.submit(preview, go="send"))
    await house.tick()
    officer = await sign_in(house, ready.accounts["lead-a"])
    case = next(iter(await case_numbers(officer)))
    await do(officer, case, "take")
    await residents.answer_by_web(visitor, receipt, EVERYTHING)
    await house.tick()
    await do(officer, case, "ask", question=EVERYTHING)
    places["the case page"] = of_page(await do(officer, case, "note", note=EVERYTHING), "case-text", "case-answer")
    places["the mailbox page"] = of_page(await residents.open_mailbox(visitor, receipt), "mailbox-question")
    places["the mailbox in a chat"] = await _mailbox_in_chat(house, receipt)
    closed = await do(officer, case, "close", result="partly", reader_text=A_LITTLE)
    assert closed.mark("case-state").attributes["data-state"] == "closed", closed.body
    box = await residents.open_mailbox(visitor, receipt)
    places["the result on the mailbox page"] = of_page(box, "mailbox-result", kinds=SHORT)
    places["the result in a chat"] = await _mailbox_in_chat(house, receipt, kinds=SHORT)
    await house.tick()
    await house.emulator.settled()
    return places


async def _mailbox_in_chat(house: Running, receipt: str, kinds: tuple[str, ...] = tuple(CORPUS)) -> Seen:
    finder = house.emulator.person("Người giữ mã", 6_100_200_301)
    finder.catches_up()
    await finder.types("/hopthu")
    await finder.hears()
    await finder.types(receipt)
    return _of_chat([await finder.hears(lambda one: "alert" in one.text)], kinds=kinds)


def _of_chat(shown: Iterable[OnTelegram], kinds: tuple[str, ...] = tuple(CORPUS)) -> Seen:
    found = list(shown)
    return Seen(
        kinds=kinds,
        text="\n".join(one.text for one in found),
        bold=tuple(run for one in found for run in one.bold),
        labels=tuple(label for one in found for label in one.labels),
    )


def _receipt(page: Page) -> str:
    return " ".join(page.mark("receipt").text.split())


async def _campaign(house: Running, ready: Ready, zalo: ZaloBotEmulator) -> dict[str, Seen]:
    """A campaign of hostile words: returned with a hostile note, approved, received by two subscribers."""
    places: dict[str, Seen] = {}
    on_telegram, on_zalo = house.emulator.person("Người nhận", 6_100_200_302), zalo.person("Người nhận Zalo")
    await subscribe(on_telegram)
    await _subscribe_by_numbers(on_zalo)
    approver, author = (house.emulator.person(one, ready.accounts[one].chat) for one in ("approver", "organizer"))
    plain = zalo.person("Người duyệt Zalo")
    _, code = await join(house, ready, "PROVINCE", "Người duyệt Zalo", role="approver")
    await plain.types(f"/start {code}")
    await plain.hears()
    writer, other = await sign_in(house, ready.accounts["organizer"]), await sign_in(house, ready.accounts["approver"])
    path = await _written(writer)
    approver.catches_up()
    author.catches_up()
    await _press(writer, path, "submit")
    called = await approver.hears(lambda one: "alert" in one.text)
    places["an approver's chat"] = _of_chat([called])
    read = await plain.hears("alert")
    places["an approver's chat without buttons"] = Seen(kinds=tuple(CORPUS), text=read.text)
    await _press(other, path, "reject", note=EVERYTHING)
    places["an author's chat"] = _of_chat([await author.hears(lambda one: "alert" in one.text)])
    returned = await writer.get(path)
    places["a campaign's form"] = Seen(kinds=(), text="", page=await writer.get(f"{path}/edit"))
    places["a campaign's page"] = of_page(returned, "campaign-preview")
    note = tuple(node for node in returned.root.find() if node.attributes.get("class") == "alarm")
    places["the note on its page"] = Seen(
        kinds=tuple(CORPUS), text=" ".join(node.text for node in note), page=returned, marked=note
    )
    places["the list of campaigns"] = of_page(await writer.get("/console/campaigns"), "campaign", kinds=())
    await _press(writer, path, "submit")
    await _press(other, path, "approve")
    await house.tick()
    places["a subscriber's chat"] = _of_chat([await on_telegram.hears(lambda one: "alert" in one.text)])
    places["a subscriber's chat without buttons"] = Seen(kinds=tuple(CORPUS), text=(await on_zalo.hears("alert")).text)
    return places


async def _subscribe_by_numbers(person: ZaloPerson) -> None:
    for text, answer in (("xa", "Gõ tên"), ("lao bao", "Đúng"), ("1", "Nhận tin"), ("1", "/dung")):
        await person.types(text)
        await person.hears(answer)


async def _written(writer: Visitor) -> str:
    page = await writer.get("/console/campaigns/new")
    values = {
        "title": LINE,
        "text": EVERYTHING,
        "question": f"{LINE}?",
        "option": [f"Có {LINE}", CORPUS["invisible"]],
        "unit": [LEAD],
    }
    saved = await writer.submit(page, go="save", values=values)
    assert saved.status == 303, saved.body
    return saved.headers["Location"]


async def _press(person: Visitor, path: str, go: str, **values: str) -> None:
    answer = await person.submit(await person.get(path), go=go, values=values)
    assert answer.status == 303, answer.body


async def _web_chat(house: Running) -> tuple[str, ...]:
    """Say every hostile line to the web chat; returns all that its page is told."""

    async def say(text: str) -> list[str]:
        async with WebPage(house.address) as page:
            await page.opens()
            await page.says(text)
            await page.hears()
            return [json.dumps(event.data, ensure_ascii=False) for event in page.told]

    texts = (*CORPUS.values(), f"Gần nhà tôi, nhà em ở {LINE} có người bán ma túy")
    return tuple(event for told in await asyncio.gather(*map(say, texts)) for event in told)


async def _in_the_demo(folder: Path) -> Seen:
    """Tell on the demo's villager's phone up to the preview; returns the page with all its phones."""
    async with running(folder, demo=True) as house:
        phone = living(DemoPages)[-1].phones[Panel.VILLAGER]
        visitor = await house.visitor()
        await _shows(phone, "Báo tin")
        page = await visitor.get("/demo")
        form = next(form for form in page.root.tags("form") if form.attributes.get("action") == "/demo/villager")
        phone.type("/baotin")
        await _presses(phone, "Tiếp tục ở đây", "Hủy")
        sent = await visitor.submit(page, values={"text": EVERYTHING}, form=form)
        assert sent.status == 303, sent.body
        await _presses(phone, "Xong", "Tôi không biết")
        phone.type("Lao Bảo")
        await _presses(phone, "Đúng", "Đã xảy ra")
        await _presses(phone, "Đã xảy ra", "Không liên quan")
        await _presses(phone, "Không liên quan", "Gửi tin")
        page = await visitor.get("/demo")
        assert sum("alert" in one.text for one in phone.messages) >= 2, "typed, and in the preview"
        return of_page(page, "phone-villager")


async def _shows(phone: LocalPhone, label: str) -> tuple[int, str]:
    """Wait for a button; returns its message and id."""
    async with asyncio.timeout(_PATIENCE):
        version = 0
        while True:
            for message in reversed(phone.messages):
                for choice in message.choices:
                    if label in choice.label and message.side is Side.BOT:
                        return message.id, choice.id
            version = await phone.wait_for_change(max(version, phone.version))


async def _presses(phone: LocalPhone, label: str, then: str) -> None:
    phone.press(*await _shows(phone, label))
    await _shows(phone, then)


@pytest.mark.parametrize("kind", CORPUS)
@pytest.mark.parametrize("place", _PLACES)
def test_i38_hostile_words_are_shown_as_they_are(everywhere: Everywhere, place: str, kind: str) -> None:
    """Letter by letter, nothing swallowed as a tag, a template, markup or an entity, nothing made bold."""
    seen = everywhere.places[place]
    if kind in seen.kinds:
        assert visible(CORPUS[kind]) in visible(seen.text), seen.text
    assert not any(visible(run) and visible(run) in visible(CORPUS[kind]) for run in seen.bold)


@pytest.mark.parametrize("place", _PLACES)
def test_i38_nothing_typed_steers_what_is_read(everywhere: Everywhere, place: str) -> None:
    """No character turns writing round, hides it or steers a terminal, in the words nor anywhere else on a page."""
    seen = everywhere.places[place]
    outside = shown_outside_fields(seen.page) if seen.page is not None else ""
    for text in (seen.text, *seen.labels, outside):
        assert steering(text) == [], text


@pytest.mark.parametrize("place", _PLACES)
def test_i38_nothing_typed_comes_to_life_on_a_page(everywhere: Everywhere, place: str) -> None:
    seen = everywhere.places[place]
    if seen.page is None:
        assert len(seen.text) > 100, "a chat's words"
        return
    assert awake(seen.page) == []
    for node in seen.marked:
        assert {"script", "style", "textarea", "form"} & {one.tag for one in node.find()} <= {"form"}
    policy = seen.page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("kind", CORPUS)
def test_i38_nothing_typed_reaches_an_officers_chat(everywhere: Everywhere, kind: str) -> None:
    assert len(everywhere.to_officers) > 3
    for text in everywhere.to_officers:
        assert visible(CORPUS[kind]) not in visible(text)
        assert steering(text) == []


@pytest.mark.parametrize("kind", CORPUS)
def test_i38_the_web_chat_tells_its_page_nothing_that_was_typed(everywhere: Everywhere, kind: str) -> None:
    """What a visitor says stands in his own bubble, put there by the page; the server never says it back."""
    assert len(everywhere.to_web_chat) > len(CORPUS)
    for event in everywhere.to_web_chat:
        assert visible(CORPUS[kind]) not in visible(event)
        assert "alert" not in event
        assert steering(event) == []


def test_i38_the_pages_scripts_make_text_and_never_markup() -> None:
    """The web chat's script puts what arrives in as text. Two others put in pieces of pages that we rendered."""
    ways = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|createContextualFragment"
    )
    scripts = list(_STATIC.glob("*.js"))
    assert {"chat.js", "chat-screen.js", "chat-events.js"} <= {path.name for path in scripts}
    found = {path.name: ways.findall(path.read_text(encoding="utf-8")) for path in scripts}
    rendered = {"demo.js": ["innerHTML", "innerHTML"], "live.js": ["innerHTML"]}
    assert {name: used for name, used in found.items() if used} == rendered


def test_i38_a_terminal_that_lists_campaigns_is_not_steered(everywhere: Everywhere) -> None:
    assert "{{7*7}}" in everywhere.to_operator
    assert "\\u001b" not in everywhere.to_operator
    assert steering(everywhere.to_operator) == []
