"""I-28: what reaches an officer's chat, on whatever platform, holds nothing of a tip.

Three cases of a commune are told, taken by officers on three platforms, asked about, answered, closed, opened
again and left until every clock has run out; others concern places that the receiver is not to read of. Whatever
left for a member of staff on the way is compared with what was told: by letters, by words, and by shape.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from bot.wiring import Additions
from channels.contract import ChannelName
from channels.local import LocalChannel, plain_capabilities
from channels.local_phone import LocalMessage, LocalPhone, Side
from channels.markup import plain
from handlers import texts
from places.gazetteer import load as load_gazetteer
from storage.residents.types import Language
from storage.tips.types import NoticeKind
from storage.types import UnitCode
from tests.emulators.telegram import Person
from tests.emulators.zalo_bot import Person as ZaloPerson
from tests.emulators.zalo_bot import ZaloBotEmulator
from tests.journeys.forms import Visitor
from tests.privacy import needles, residents
from tests.privacy.officers import case_numbers, do
from tests.privacy.residents import MARKER, photo
from tests.privacy.running import Running, running
from tests.privacy.scanner import Search
from tests.privacy.scenario import LEAD, OTHER, Account, Ready, join, sign_in, switch_on_phones

_HOST = "phaodai.example"
_ZALO_TOKEN = "8471203956:khoa-cua-bot-zalo"
_MORNING = datetime(2027, 3, 9, 1, 0, 2, tzinfo=UTC)
_LATER = (
    datetime(2027, 3, 9, 15, 0, 2, tzinfo=UTC),
    datetime(2027, 3, 10, 11, 0, 2, tzinfo=UTC),
    datetime(2027, 3, 26, 11, 0, 2, tzinfo=UTC),
)
"""Before the end of the urgent case's last day, after everything untaken is late, near the end of the twenty days."""

_STORIES = {
    "telegram": "Đêm thứ Bảy ông Kềnh chở bọc xốp trắng qua ngầm Rà Đuông, xe bán tải không biển",
    "zalo": "Nhà sàn cuối dốc Cây Trẩu có mùi khét, thanh niên lạ tụ tập suốt khuya hút chích",
    "local": "Quán cà phê Mắc Nhung bán nước vui trong chai trà xanh, học sinh cấp ba hay ghé",
}
"""What the case is about that the officer on this platform takes."""
_ANSWER = "Chuyến sau họ hẹn gặp ở lò gạch cũ, khoảng chập tối Chủ nhật"
_REASON = "Gã ấy lại về xóm, đêm qua còn dựng thêm lán nứa bên khe"
_QUESTION = "Chiếc bán tải rẽ về hướng cầu treo hay hướng nương sắn?"
_NOTE = "Trinh sát thấy vết bánh lốp mòn gần gốc đa làng"
_CLOSING = "Cảm ơn bà con, tổ công tác đã rà soát kỹ khu vực."
_AGAINST = "Trưởng thôn bao che nhóm gói hàng ở chuồng bò bỏ hoang"
_ELSEWHERE = "Xưởng mộc cạnh bến đò nghi trộn thuốc lắc ban đêm"
_AGAIN = "Có bầy xe máy phóng qua đèo lúc rạng sáng, bỏ lại túi bóng kẹo màu"
_TOLD = (*_STORIES.values(), _ANSWER, _REASON, _QUESTION, _NOTE, _CLOSING, _AGAINST, _ELSEWHERE, _AGAIN)
_FTL = Path(__file__).parents[2] / "handlers" / "texts" / "vi"
_INACTIVE = "19462"
"""A commune without officers: PC04 leads what happens there, and reads of it in the console only."""

_GAZETTEER = load_gazetteer()
_HEADS = {
    kind: plain(texts.load().text(Language.VIETNAMESE, f"notice-{kind.value.replace('_', '-')}")) for kind in NoticeKind
}
_OF_MANY = plain(texts.load().text(Language.VIETNAMESE, "notice-of-many"))
"""What stands in place of a case where a reminder or a breach speaks of what a flood put aside."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One message to a member of staff: by which channel, of which unit he is, the words, every string with them."""

    channel: str
    unit: str
    text: str
    strings: tuple[str, ...]


@pytest.fixture(scope="module")
def sent(prepared: Ready, tmp_path_factory: pytest.TempPathFactory) -> list[Sent]:
    """Everything that left for members of staff in those days."""
    ready = prepared.copy(tmp_path_factory.mktemp("envelopes") / "house")
    with ThreadPoolExecutor(1) as apart:  # a loop of its own, which ends before the tests begin
        return apart.submit(asyncio.run, _those_days(ready)).result()


@dataclass(slots=True, kw_only=True)
class Officers:
    """Three officers of the commune, each on another platform, and what they know."""

    house: Running
    ready: Ready
    zalo: ZaloBotEmulator
    telegram: Person
    on_zalo: ZaloPerson
    phone: LocalPhone
    takers: dict[str, Account]
    begun: tuple[int, int] = field(default=(0, 0))

    async def look(self) -> None:
        """Each asks for the cases in his chat and opens the first envelope."""
        self.telegram.catches_up()
        await self.telegram.types("/vuviec")
        await self.telegram.hears()
        await residents.press(self.telegram, "1. T-")
        await self.telegram.hears()
        for text in ("/vuviec", "1"):
            await self.on_zalo.types(text)
            await self.on_zalo.hears()
            await _says(self.phone, text)

    def sent(self) -> list[Sent]:
        """Everything that left for members of staff since the officers' chats are tied."""
        units = {account.chat: account.unit for account in self.ready.accounts.values()}
        requests = [given for _, given in self.house.emulator.requests if int(given.get("chat_id", 0)) in units]
        by_telegram = [
            Sent("telegram", units[int(given["chat_id"])], str(given.get("text", "")), tuple(_strings(given)))
            for given in requests
        ]
        said = [one.text for one in self.on_zalo.shown()[self.begun[0] :] if one.from_bot]
        shown = [one for one in self.phone.messages[self.begun[1] :] if one.side is Side.BOT]
        assert not any(one.picture or one.document for one in shown)
        assert not any(one.photo for one in self.on_zalo.shown())
        return [
            *by_telegram,
            *(Sent("zalo", LEAD, text, (text,)) for text in said),
            *(Sent("local", LEAD, one.text, tuple(_strings(_of_local(one)))) for one in shown),
        ]


async def _says(phone: LocalPhone, text: str) -> None:
    """Type on a local phone and wait for the answer."""
    before = len([one for one in phone.messages if one.side is Side.BOT])
    phone.type(text)
    version = phone.version
    async with asyncio.timeout(90):
        while len([one for one in phone.messages if one.side is Side.BOT]) == before:
            version = await phone.wait_for_change(version)


def _of_local(message: LocalMessage) -> object:
    links = [(link.label, link.url) for link in message.links]
    return [message.text, [(choice.id, choice.label) for choice in message.choices], links]


def _strings(value: object) -> Iterator[str]:
    """Yield every text anywhere in a request: words, buttons, what the buttons carry, addresses, names of files."""
    if isinstance(value, str):
        if value[:1] in {"{", "["}:
            yield from _strings(json.loads(value))
        else:
            yield value
    elif isinstance(value, dict):
        yield from _strings([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, bytes):
        yield value.decode(errors="replace")


async def _those_days(ready: Ready) -> list[Sent]:
    local = LocalChannel(ChannelName("local"), plain_capabilities())
    async with ZaloBotEmulator(_ZALO_TOKEN) as zalo:
        given: dict[str, Any] = {
            "zalo_bot_token": _ZALO_TOKEN,
            "zalo_bot_api_url": zalo.url,
            "zalo_bot_webhook_secret": "bi-mat-cua-webhook",
            "public_url": f"https://{_HOST}",
        }
        with time_machine.travel(_MORNING, tick=True):
            async with running(ready.folder, additions=Additions(channels=(local,)), **given) as house:
                zalo.resolves(_HOST, house.address)
                switch_on_phones(house, ready)
                await zalo.has_answered("setWebhook")
                officers = await _officers(house, ready, zalo, local)
                await _work(officers)
                for at in _LATER:
                    with time_machine.travel(at, tick=True):
                        for _ in range(4):
                            await house.tick()
                        await officers.look()
                        await house.emulator.settled()
                        await zalo.delivery.settled()
                house.emulator.check()
                return officers.sent()


async def _officers(house: Running, ready: Ready, zalo: ZaloBotEmulator, local: LocalChannel) -> Officers:
    on_zalo, phone = zalo.person("Hồ Thị Gái"), local.phone("officer")
    gai, code_of_gai = await join(house, ready, LEAD, "Hồ Thị Gái")
    await on_zalo.types(f"/start {code_of_gai}")
    await on_zalo.hears()
    hai, code_of_hai = await join(house, ready, LEAD, "Lê Văn Hai")
    await _says(phone, f"/start {code_of_hai}")
    house.emulator.requests.clear()
    return Officers(
        house=house,
        ready=ready,
        zalo=zalo,
        telegram=house.emulator.person("lead-a", ready.accounts["lead-a"].chat),
        on_zalo=on_zalo,
        phone=phone,
        takers={"telegram": ready.accounts["lead-a"], "zalo": gai, "local": hai},
        begun=(len(on_zalo.shown()), len(phone.messages)),
    )


async def _work(officers: Officers) -> None:
    """The first day: a case for each officer, one against the commune, one elsewhere, one told again and again."""
    house = officers.house
    seen: set[str] = set()
    for channel, account in officers.takers.items():
        receipt = await _tell(house, channel)
        officer = await sign_in(house, account)
        case = next(case for case in await case_numbers(officer) if case not in seen)
        seen.add(case)
        await house.tick()
        await officers.look()
        await _through(house, officer, case, receipt)
    await residents.tell_by_web(await house.visitor(), story=_AGAINST, unit=OTHER, conflict="commune")
    await residents.tell_by_web(await house.visitor(), story=_ELSEWHERE, unit=_INACTIVE, photos=[photo()])
    for _ in range(6):
        await residents.tell_by_web(await house.visitor(), story=_AGAIN)
    await house.tick()


async def _tell(house: Running, channel: str) -> str:
    if channel != "telegram":
        return await residents.tell_by_web(await house.visitor(), story=_STORIES[channel], photos=[photo()])
    person = residents.sender(house)
    return await residents.tell_by_chat(person, story=_STORIES[channel], photos=[photo()], happening="Đang diễn ra")


async def _through(house: Running, officer: Visitor, case: str, receipt: str) -> None:
    """Take, ask, note; answered with a photo; closed; opened again by the sender; taken again."""
    await do(officer, case, "take")
    await do(officer, case, "ask", question=_QUESTION)
    await do(officer, case, "note", note=_NOTE)
    answered = await residents.answer_by_web(await house.visitor(), receipt, _ANSWER, [photo()])
    assert answered.status == 200, answered.body
    await house.tick()
    closed = await do(officer, case, "close", result="partly", reader_text=_CLOSING)
    assert closed.mark("case-state").attributes["data-state"] == "closed", closed.body
    visitor = await house.visitor()
    box = await residents.open_mailbox(visitor, receipt)
    again = await visitor.submit(box, go="reopen", values={"answer": _REASON})
    assert again.status == 200, again.body
    await house.tick()
    await do(officer, case, "take")


_CHANNELS = pytest.mark.parametrize("channel", ["telegram", "zalo", "local"])


def _on(sent: Iterable[Sent], channel: str) -> list[Sent]:
    found = [one for one in sent if one.channel == channel]
    assert len(found) > 10, f"too little was sent by {channel} to prove anything"
    return found


@_CHANNELS
def test_i28_no_eight_letters_of_what_was_told_or_written_reach_an_officers_chat(
    sent: list[Sent], channel: str
) -> None:
    told = [needle for text in _TOLD for needle in needles.story(text[:20], text)]
    told += needles.word("in the picture", MARKER)
    search = Search(told)
    for one in _on(sent, channel):
        for text in one.strings:
            assert not search.found_in(text.encode()), text


@_CHANNELS
def test_i28_no_word_that_is_not_ours_and_no_two_words_together_reach_an_officers_chat(
    sent: list[Sent], channel: str
) -> None:
    """The n-gram check: one word where our own texts do not have it, two neighbours whatever they are."""
    ours = _words(" ".join(path.read_text(encoding="utf-8") for path in _FTL.glob("*.ftl")))
    ours += [word for unit in _GAZETTEER.units for word in _words(unit.name)]
    rare = {word for text in _TOLD for word in _words(text)} - set(ours)
    pairs = {pair for text in _TOLD for pair in itertools.pairwise(_words(text))} - set(itertools.pairwise(ours))
    assert len(rare) > 30, "most of what was told has to be told from our own words"
    assert len(pairs) > 100
    for one in _on(sent, channel):
        for text in one.strings:
            words = _words(text)
            assert not rare & set(words), text
            assert not pairs & set(itertools.pairwise(words)), text


@_CHANNELS
def test_i28_every_notice_is_an_envelope_and_nothing_else(sent: list[Sent], channel: str) -> None:
    """Number, urgency, the receiver's own unit, a time: the whole text has this shape, of every kind there is."""
    seen = set()
    for one in _on(sent, channel):
        for kind, head in _HEADS.items():
            if one.text.startswith(head):
                if kind is NoticeKind.DIGEST or "T-" in one.text:
                    seen.add(kind)
                assert re.fullmatch(_shape(kind, one), one.text), one.text
    assert seen == set(NoticeKind), "not every kind of notice was sent"


def _shape(kind: NoticeKind, one: Sent) -> str:
    """Return what a notice's text may be; without buttons, the menu and the console's address stand below it."""
    unit = _GAZETTEER.unit(UnitCode(one.unit)).name if _GAZETTEER.has(one.unit) else one.unit
    lines = rf"\nT-[2-9A-HJ-NP-Z]{{6}} · (Khẩn|Gấp|Thường) · {unit}\nHạn nhận: \d\d:\d\d \d+/\d+/\d{{4}}"
    below = rf"(\n\nMở: https://{_HOST}/console/cases(/T-[2-9A-HJ-NP-Z]{{6}})?)?(\n\n1\. Nhận việc)?"
    match kind:
        case NoticeKind.DIGEST:
            lines = ""
        case NoticeKind.REMINDER | NoticeKind.BREACH:
            lines = rf"({lines}|\n{re.escape(_OF_MANY)})"
        case NoticeKind.NEW_CASE | NoticeKind.ANSWER_ARRIVED:
            pass
    return re.escape(_HEADS[kind]) + lines + below


def test_i28_no_place_but_the_receivers_own_is_named(sent: list[Sent]) -> None:
    """Where it happened is part of the tip: PC04 reads in its chats of no commune, a commune of no other."""
    to_pc04 = [one for one in sent if one.unit == "PC04"]
    assert len(to_pc04) > 2
    for one in sent:
        for unit in _GAZETTEER.units:
            if unit.code != one.unit:
                folded = [_folded(text) for text in one.strings]
                assert not any(_folded(unit.bare_name) in text for text in folded), (unit.name, one)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _folded(text))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
