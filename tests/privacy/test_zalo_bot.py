"""I-1, I-2, I-3, I-21 over Zalo: who writes there, what he writes and his code are in no file and no log line.

The platform sends a display name with every event, keeps no secret of the account, and nothing can be deleted
there; so nothing of it may begin to exist with us.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from tests.emulators.zalo_bot import Misbehaviour, Person, ZaloBotEmulator
from tests.privacy import databases, needles, residents
from tests.privacy.needles import Needle
from tests.privacy.residents import NAME, STORY, photo
from tests.privacy.running import Running, running
from tests.privacy.scanner import check_clean
from tests.privacy.scenario import Ready, switch_on_phones

HOST = "phaodai.example"
TOKEN = "8471203956:khoa-cua-bot-zalo-Rat-Bi-Mat"
SECRET = "bi-mat-cua-webhook-Zalo_2026"
ROUNDS = ("/start", "/baotin", "/hopthu", "/hoc", "/hoi", "/giadinh", "/xa", "/caidat", "/dung", "/xoa", "/trogiup",
          "/vuviec", "/chiendich", "b")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OnZalo:
    """The program with its people, and somebody who writes on Zalo."""

    house: Running
    emulator: ZaloBotEmulator
    sender: Person

    def who(self) -> list[Needle]:
        """Everything the platform knows of the sender, and what only the operator may know."""
        found = needles.account("zalo chat", self.sender.chat_id) + needles.word("display name", NAME)
        for shown in self.sender.shown():
            found += needles.word("message", shown.id)
        for picture in self.emulator.state.pictures:
            found += needles.word("picture", picture)
        return found + needles.word("token", TOKEN) + needles.word("token", TOKEN.split(":")[1])

    async def says(self, text: str, then: str | None = None) -> None:
        """Write something and wait for the answer."""
        await self.sender.types(text)
        await self.sender.hears(then)

    async def settled(self) -> None:
        """Wait until every event was answered."""
        await self.emulator.delivery.settled()


@pytest.fixture
async def zalo(ready: Ready) -> AsyncIterator[OnZalo]:
    """Yield the program over the prepared house, with Zalo by webhook."""
    async with ZaloBotEmulator(TOKEN) as emulator:
        given: dict[str, Any] = {
            "zalo_bot_token": TOKEN,
            "zalo_bot_api_url": emulator.url,
            "zalo_bot_webhook_secret": SECRET,
            "public_url": f"https://{HOST}",
        }
        async with running(ready.folder, **given) as house:
            emulator.resolves(HOST, house.address)
            switch_on_phones(house, ready)
            await emulator.has_answered("setWebhook")
            yield OnZalo(house=house, emulator=emulator, sender=emulator.person(NAME))


def _in_tables(house: Running, name: str) -> dict[str, Iterable[object]]:
    path = house.settings.data_dir / name
    return {table: databases.rows(path, table) for table in databases.tables(path)}


async def test_i01_i02_i21_whatever_is_written_on_zalo_is_nowhere(zalo: OnZalo) -> None:
    """Everything a person can do there, told as a tip or not: no row, no byte, no line of the log."""
    house, sender = zalo.house, zalo.sender
    visitor = await house.visitor()
    code = await residents.tell_by_web(visitor, photos=[photo()])
    tips, app = _in_tables(house, "tips.db"), _in_tables(house, "app.db")
    await zalo.says("chào", "1. Báo tin")
    for told in (STORY, f"cứu với, có người cầm dao. {STORY}", "/baotin", STORY, "/hopthu", code):
        await zalo.says(told)
    await sender.sends_photo(photo(), STORY)
    await sender.hears()
    for sends in (sender.sends_voice, sender.sends_sticker, sender.sends_something_withheld):
        await sends()
        await sender.hears()
    await zalo.says("xa", "Gõ tên")
    await zalo.says("lao bao", "Đúng")
    await zalo.settled()
    assert (_in_tables(house, "tips.db"), _in_tables(house, "app.db")) == (tips, app), "talking changes no row"
    await house.tick()
    await house.operate("backup")
    check_clean(house.world(), zalo.who(), residents.what_was_told(), needles.receipt("receipt", code))


async def test_i01_a_subscriber_on_zalo_lies_encrypted_and_then_nowhere(zalo: OnZalo) -> None:
    house = zalo.house
    await zalo.says("xa", "Gõ tên")
    await zalo.says("lao bao", "Đúng")
    await zalo.says("1", "Nhận tin")
    await zalo.says("1", "/dung")
    assert len(databases.rows(house.settings.data_dir / "app.db", "resident")) == 1
    await house.operate("backup")
    check_clean(house.world(), zalo.who())
    await zalo.says("/xoa", "Xóa hết")
    await zalo.says("1", "Đã xóa")
    assert databases.rows(house.settings.data_dir / "app.db", "resident") == []
    await zalo.settled()
    check_clean(house.world(), zalo.who())


@pytest.mark.parametrize("name", ["app.db", "tips.db"])
async def test_i01_i31_when_every_table_is_gone_no_log_line_names_anybody(zalo: OnZalo, name: str) -> None:
    path = zalo.house.settings.data_dir / name
    for table in databases.tables(path):
        databases.execute(path, f'ALTER TABLE "{table}" RENAME TO "{table}_gone"')
    for command in ROUNDS:
        await zalo.says(command)
        await zalo.says(STORY)
    await zalo.settled()
    check_clean(zalo.house.world(), zalo.who(), residents.what_was_told())


async def test_i31_bad_days_of_the_platform_tell_the_log_nothing(zalo: OnZalo) -> None:
    """One after the other; the call that hangs is the last one, and is cut when the platform ends."""
    for kind in sorted(Misbehaviour, key=lambda one: one is Misbehaviour.HANG):
        zalo.emulator.misbehave("sendMessage", kind)
        await zalo.sender.types(STORY)
        await zalo.settled()
    assert zalo.emulator.state.plans == [], "every bad day came"
    check_clean(zalo.house.world(), zalo.who(), residents.what_was_told())


_UNREADABLE = (
    f'{{"from": "{NAME}", "text": "{STORY}"',
    f'{{"event_name": "message.text.received", "message": {{"text": "{STORY}", "from": {{"name": "{NAME}"}}}}}}',
    f'{{"event_name": "{NAME}", "message": "{STORY}"}}',
    f'{{"event_name": "message.text.received", "message": "{STORY} {NAME}"}}',
)


async def test_i31_events_that_cannot_be_read_are_not_quoted(zalo: OnZalo) -> None:
    address = f"{zalo.house.address}/hooks/zalo-bot"
    async with aiohttp.ClientSession() as session:
        for content in _UNREADABLE:
            for secret, statuses in ((SECRET, {200, 400}), ("another", {401})):
                headers = {"X-Bot-Api-Secret-Token": secret}
                async with session.post(address, data=content.encode(), headers=headers) as answer:
                    assert answer.status in statuses
                    assert await answer.read() == b""
    check_clean(zalo.house.world(), zalo.who(), residents.what_was_told(), needles.word("secret", SECRET))


@pytest.mark.parametrize("entry", ["/baotin", "bao tin", "báo tin", "1", STORY])
async def test_i50_every_way_into_a_tip_shows_the_form_before_anything_is_asked(zalo: OnZalo, entry: str) -> None:
    """By command, by words, by the menu's number, or by telling right away: the address first, and no question."""
    await zalo.says("/start", "1. Báo tin")
    await zalo.sender.types(entry)
    shown = await zalo.sender.hears()
    if "/bao-tin" not in shown.text:
        await zalo.sender.types("1")
        shown = await zalo.sender.hears()
    assert f"https://{HOST}/bao-tin" in shown.text
    assert "Tiếp tục ở đây" not in shown.text
    above = shown.text.split(f"https://{HOST}/bao-tin")[0].replace("Nguy hiểm? Gọi 113", "")
    assert "?" not in above, "something was asked before the address"
