"""The emulator judged by clients that are not ours: python-telegram-bot on its stock backend, and plain HTTP."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.emulators.telegram import Misbehaviour, TelegramEmulator


@pytest.fixture
async def emulator() -> AsyncIterator[TelegramEmulator]:
    async with TelegramEmulator() as running:
        yield running
        running.check()


@pytest.fixture
async def bot(emulator: TelegramEmulator) -> AsyncIterator[Bot]:
    base = f"{emulator.url}/bot"
    async with Bot(emulator.token, base_url=base, base_file_url=f"{emulator.url}/file/bot") as stock:
        yield stock


def _keyboard(label: str, data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])


async def test_a_conversation(emulator: TelegramEmulator, bot: Bot) -> None:
    person = emulator.person()
    await person.types("/start")
    (update,) = await bot.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.text == "/start"
    sent = await bot.send_message(
        person.chat_id, "<b>Xin</b> chào &amp; mời", parse_mode="HTML", reply_markup=_keyboard("Báo tin", "tip")
    )
    seen = await person.hears("Xin chào & mời")
    assert (seen.id, seen.bold, seen.labels) == (sent.message_id, ("Xin",), ("Báo tin",))
    await person.presses("báo")
    (press,) = await bot.get_updates(offset=update.update_id + 1, timeout=5)
    assert press.callback_query is not None
    assert press.callback_query.data == "tip"
    assert await press.callback_query.answer()
    await press.callback_query.edit_message_text("Bước 1", reply_markup=_keyboard("Xong", "done"))
    assert (await person.hears()).text == "Bước 1"
    await bot.edit_message_reply_markup(person.chat_id, sent.message_id, reply_markup=_keyboard("Quay lại", "x"))
    assert (await person.hears()).labels == ("Quay lại",)
    assert await bot.delete_message(person.chat_id, sent.message_id)
    assert await bot.delete_messages(person.chat_id, [update.message.message_id, 999])
    assert person.shown() == []
    assert emulator.accepted == {person.chat_id: 1}


async def test_an_update_stays_until_a_higher_offset(emulator: TelegramEmulator, bot: Bot) -> None:
    person = emulator.person()
    first, second = [await person.types(text) for text in ("một", "hai")]
    assert [update.update_id for update in await bot.get_updates()] == [first, second]
    assert [update.update_id for update in await bot.get_updates(offset=first)] == [first, second]
    assert [update.update_id for update in await bot.get_updates(offset=second)] == [second]
    assert await bot.get_updates(offset=second + 1) == ()
    assert await bot.get_updates() == ()
    await emulator.delivery.all_confirmed()


async def test_a_long_poll_ends_with_the_first_update(emulator: TelegramEmulator, bot: Bot) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=30))
    await bot.get_me()
    sent = await emulator.person().types("một")
    assert [update.update_id for update in await waiting] == [sent]


async def test_a_second_poll_ends_the_first(emulator: TelegramEmulator, bot: Bot) -> None:
    async with aiohttp.ClientSession() as session:
        url = f"{emulator.url}/bot{emulator.token}/getUpdates"
        first = asyncio.create_task(session.post(url, json={"timeout": 30}))
        while emulator.state.calls["getupdates"] == 0:
            await bot.get_me()
        assert await bot.get_updates() == ()
        assert (await first).status == 409


async def test_duplicates_and_the_wrong_order(emulator: TelegramEmulator, bot: Bot) -> None:
    person = emulator.person()
    emulator.delivery.hold()
    ids = [await person.types(str(number)) for number in range(3)]
    assert await bot.get_updates() == ()
    emulator.delivery.release(reverse=True)
    assert [update.update_id for update in await bot.get_updates()] == ids[::-1]
    assert await bot.get_updates(offset=ids[-1] + 1) == ()
    emulator.delivery.redeliver(ids[0])
    assert [update.update_id for update in await bot.get_updates(offset=ids[-1] + 1)] == ids[:1]


async def test_pictures_both_ways(emulator: TelegramEmulator, bot: Bot) -> None:
    person = emulator.person()
    await person.sends_photo(b"their picture", "đây")
    (update,) = await bot.get_updates()
    assert update.message is not None
    file = await bot.get_file(update.message.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == b"their picture"
    sent = await bot.send_photo(person.chat_id, b"our picture", caption="chú thích")
    assert (await person.hears()).photo == b"our picture"
    await bot.send_photo(person.chat_id, sent.photo[-1].file_id)
    assert (await person.hears()).photo == b"our picture"
    await bot.edit_message_caption(person.chat_id, sent.message_id, caption="khác")
    assert (await person.hears()).text == "khác"
    await bot.send_document(person.chat_id, InputFile(b"pdf", filename="so-tay.pdf"))
    seen = await person.hears()
    assert (seen.document, seen.document_name) == (b"pdf", "so-tay.pdf")


@pytest.mark.parametrize("send", ["sticker", "voice", "video", "contact", "location", "forward", "edit", "album"])
async def test_every_update_is_one_that_the_library_reads(emulator: TelegramEmulator, bot: Bot, send: str) -> None:
    person = emulator.person()
    match send:
        case "location":
            await person.sends_location(16.6, 106.6, live=True)
        case "forward":
            await person.forwards("một")
        case "edit":
            await person.types("một")
            await person.edits_last("hai")
        case "album":
            await person.sends_album([b"1", b"2"], "hai ảnh")
        case other:
            await {
                "sticker": person.sends_sticker,
                "voice": person.sends_voice,
                "video": person.sends_video,
                "contact": person.sends_contact,
            }[other]()
    updates: tuple[Update, ...] = await bot.get_updates()
    assert updates
    assert all(update.effective_message is not None for update in updates)


async def test_the_limits(emulator: TelegramEmulator, bot: Bot) -> None:
    chat = emulator.person().chat_id
    for text, keyboard in [
        ("a" * 4097, None),
        (" ", None),
        ("a", _keyboard("x", "é" * 33)),
        ("a", InlineKeyboardMarkup([[InlineKeyboardButton("x", url="http://127.0.0.1:8080/")]])),
    ]:
        with pytest.raises(BadRequest):
            await bot.send_message(chat, text, reply_markup=keyboard)
    for markup in ("<b>a", "a</b>", "<script>a</script>", "a < b", "a & b"):
        with pytest.raises(BadRequest):
            await bot.send_message(chat, markup, parse_mode="HTML")
    with pytest.raises(BadRequest):
        await bot.send_photo(chat, b"picture", caption="a" * 1025)
    assert emulator.accepted == {}


async def test_bad_days(emulator: TelegramEmulator, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    chat = emulator.person().chat_id
    expected: list[tuple[Misbehaviour, type[Exception], int]] = [
        (Misbehaviour.THROTTLED, RetryAfter, 0),
        (Misbehaviour.FORBIDDEN, Forbidden, 0),
        (Misbehaviour.BAD_REQUEST, BadRequest, 0),
        (Misbehaviour.CONFLICT, Conflict, 0),
        (Misbehaviour.SERVER_ERROR, NetworkError, 0),
        (Misbehaviour.CUT_BEFORE, NetworkError, 0),
        (Misbehaviour.CUT_AFTER, NetworkError, 1),
    ]
    for kind, error, accepted in expected:
        before = emulator.accepted.get(chat, 0)
        emulator.misbehave("sendMessage", kind)
        with pytest.raises(error):
            await bot.send_message(chat, "một")
        assert emulator.accepted.get(chat, 0) - before == accepted
    emulator.misbehave("sendMessage", Misbehaviour.FORBIDDEN, chat=chat + 1)
    await bot.send_message(chat, "một")
    emulator.state.plans.clear()


async def test_commands_actions_and_webhook(emulator: TelegramEmulator, bot: Bot) -> None:
    person = emulator.person()
    assert await bot.set_my_commands([BotCommand("start", "Bắt đầu")])
    assert await bot.send_chat_action(person.chat_id, "typing")
    assert person.actions == ["typing"]
    assert await bot.set_webhook("http://127.0.0.1:9/", secret_token="s")
    with pytest.raises(Conflict):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "http://127.0.0.1:9/"
    assert await bot.delete_webhook()


async def test_a_wrong_token(emulator: TelegramEmulator) -> None:
    with pytest.raises(InvalidToken):
        await _greet(Bot("1:wrong", base_url=f"{emulator.url}/bot"))


async def _greet(bot: Bot) -> None:
    async with bot:
        pass


async def test_what_must_not_happen_fails_the_check() -> None:
    async with TelegramEmulator() as emulator:
        async with Bot(emulator.token, base_url=f"{emulator.url}/bot") as bot:
            with pytest.raises(InvalidToken):
                await bot.forward_message(1, 2, 3)
        with pytest.raises(AssertionError, match="forbidden method forwardmessage"):
            emulator.check()
        emulator.state.errors.clear()
        emulator.misbehave("sendMessage", Misbehaviour.HANG)
        with pytest.raises(AssertionError, match="never used"):
            emulator.check()


async def test_a_process_of_its_own_is_steered_over_http(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    root = Path(__file__).resolve().parents[2]
    command = (sys.executable, "-m", "tests.emulators.telegram", "--token", "1:own")
    process = await asyncio.create_subprocess_exec(*command, cwd=root, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as session, Bot("1:own", base_url=f"{url}/bot") as bot:

        async def control(verb: str, **asked: object) -> object:
            async with session.post(f"{url}/_emu/{verb}", json=asked) as response:
                assert response.status == 200, await response.text()
                return await response.json()

        person = await control("person")
        assert isinstance(person, dict)
        await control("types", id=person["id"], text="xin chào")
        (update,) = await bot.get_updates(timeout=5)
        assert update.message is not None
        await bot.send_message(update.message.chat.id, "Chào bạn", reply_markup=_keyboard("Học", "learn"))
        heard = await control("hears", id=person["id"], wanted="Chào")
        assert isinstance(heard, dict)
        assert heard["buttons"] == [{"label": "Học", "data": "learn", "url": ""}]
        await control("presses", id=person["id"], label="Học")
        assert await control("accepted") == {str(person["id"]): 1}
        assert await control("errors") == []
        await control("misbehave", method="sendMessage", kind="throttled", retry_after=3)
        with pytest.raises(RetryAfter):
            await bot.send_message(person["id"], "nữa")
    process.terminate()
    assert await process.wait() == 0
