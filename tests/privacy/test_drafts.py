"""A tip being written is in memory only: pull the plug and it was never there."""

from __future__ import annotations

import os
import pickle
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from channels.contract import ChannelName, ReplyHandle
from tests.journeys.forms import Visitor
from tests.journeys.program import ProgramUnderTest
from tests.privacy import residents
from tests.privacy.residents import CHAT, NAME, STORY, photo
from tests.privacy.running import RecordingEmulator
from tests.privacy.scanner import World, check_clean
from tests.privacy.scenario import Ready
from tips.drafts import Drafts
from tips.media import PhotoRebuilder


@pytest.fixture
async def emulator() -> AsyncIterator[RecordingEmulator]:
    async with RecordingEmulator() as started:
        yield started


@pytest.fixture
async def child(
    ready: Ready, emulator: RecordingEmulator, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[ProgramUnderTest]:
    """The program as a process of its own over the prepared house, its temporary files inside it."""
    scratch = ready.folder / "tmp"
    scratch.mkdir(exist_ok=True)
    monkeypatch.setitem(os.environ, "TMPDIR", str(scratch))
    settings = {"TELEGRAM_TOKEN": emulator.token, "TELEGRAM_API_URL": emulator.url, "REHEARSAL": "true"}
    program = ProgramUnderTest(ready.folder, settings)
    await program.start()
    yield program
    await program.kill()


async def test_i25_killed_in_mid_draft_nothing_of_it_is_on_the_disk(
    child: ProgramUnderTest, emulator: RecordingEmulator
) -> None:
    person = emulator.person(NAME, CHAT)
    await residents.write_in_chat(person, photos=[photo(), photo()])
    async with Visitor(child.address) as visitor:
        page = await residents.fill_web_form(visitor, photos=[photo()])
        assert STORY in page.body
        await child.kill()
    check_clean(World(folders=[child.folder]), residents.what_was_told(), residents.who_told())


async def test_i25_after_the_restart_the_draft_is_gone_and_the_page_says_so(
    child: ProgramUnderTest, emulator: RecordingEmulator
) -> None:
    async with Visitor(child.address) as visitor:
        page = await residents.fill_web_form(visitor, photos=[photo()])
        await child.kill()
        await child.start()
        answer = await visitor.submit(page, go="send")
    assert answer.has("error")
    assert not answer.has("receipt")
    assert STORY not in answer.body
    check_clean(World(folders=[child.folder]), residents.what_was_told())


async def test_i01_i25_killed_while_sending_the_sender_is_nowhere(
    child: ProgramUnderTest, emulator: RecordingEmulator
) -> None:
    """The receipt is on its way when the plug is pulled: tips.db may hold the sealed tip, and nothing of who told."""
    person = emulator.person(NAME, CHAT)
    await residents.write_in_chat(person, photos=[photo()])
    await residents.press(person, "Xong")
    await residents.choose_place(person, "Lao Bảo")
    await residents.press(person, "Đã xảy ra")
    await residents.press(person, "Không liên quan")
    await residents.see(person, "Gửi tin")
    await person.presses("Gửi tin")
    await child.kill()
    check_clean(World(folders=[child.folder]), residents.who_told(), residents.what_was_told())
    await child.start()
    check_clean(World(folders=[child.folder]), residents.who_told(), residents.what_was_told())


class _Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = datetime(2027, 3, 9, 7, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


async def test_i25_a_draft_left_alone_for_half_an_hour_is_gone() -> None:
    clock = _Clock()
    drafts = Drafts(rebuilder=PhotoRebuilder(), clock=clock)
    key = drafts.new()
    drafts.set_text(key, STORY)
    await drafts.add_photo(key, photo())
    clock.at += timedelta(minutes=29)
    assert drafts.get(key) is not None
    clock.at += timedelta(minutes=31)
    drafts.forget_idle()
    assert (drafts.count(), drafts.held_bytes()) == (0, 0)
    assert drafts.get(key) is None


async def test_i25_a_draft_cannot_be_written_out() -> None:
    drafts = Drafts(rebuilder=PhotoRebuilder(), clock=_Clock())
    key = drafts.new()
    drafts.set_text(key, STORY)
    for thing in (drafts.get(key), ReplyHandle(ChannelName("telegram"), str(CHAT))):
        with pytest.raises(TypeError):
            pickle.dumps(thing)
