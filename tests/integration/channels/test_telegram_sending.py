"""What Telegram alone does on the way out: old messages, pictures sent once, refused edits and addresses."""

from __future__ import annotations

import asyncio
import traceback

import pytest
from telegram.error import TelegramError

from channels.contract import Address, Choice, Incoming, Lane, Link, MaybeSent, Outgoing
from channels.telegram.aiohttp_request import AiohttpRequest, Timeouts
from channels.telegram.channel import TelegramChannel
from channels.telegram.errors import AnswerLost, NotConnected, Rejected
from tests.emulators.telegram import Misbehaviour, TelegramEmulator


def _channel(emulator: TelegramEmulator) -> TelegramChannel:
    return TelegramChannel(token=emulator.token, api_url=emulator.url)


async def test_old_messages_do_not_keep_the_young_ones_from_being_deleted(emulator: TelegramEmulator) -> None:
    person = emulator.person()
    got: asyncio.Queue[Incoming] = asyncio.Queue()
    channel = _channel(emulator)
    running = asyncio.create_task(channel.run(got.put))
    await person.types("cũ")
    old = await got.get()
    person.messages_grow_old()
    young = [(await channel.reply(old.reply, Outgoing(text=str(number))))[0] for number in range(120)]
    assert old.message is not None
    await channel.delete(old.reply, [old.message, *young])
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await channel.close()
    assert [shown.text for shown in person.shown()] == ["cũ"]


async def test_a_picture_is_uploaded_once_for_a_whole_campaign(emulator: TelegramEmulator) -> None:
    channel = _channel(emulator)
    people = [emulator.person() for _ in range(5)]
    for person in people:
        await channel.push(_address(channel, person.chat_id), Outgoing(text="Tranh", picture=b"jpeg"), Lane.BULK)
    await channel.close()
    assert [(await person.hears()).photo for person in people] == [b"jpeg"] * 5
    assert len(emulator.state.files) == 1


async def test_a_picture_whose_text_is_throttled_is_not_sent_a_second_time(emulator: TelegramEmulator) -> None:
    channel = _channel(emulator)
    person = emulator.person()
    # More than a caption's 1,024 characters: the picture with the beginning, then the rest.
    message = Outgoing(text="Bà con giữ gìn nhau. " * 80, picture=b"jpeg", choices=(Choice(id="a", label="Đã đọc"),))
    emulator.misbehave("sendMessage", Misbehaviour.THROTTLED, retry_after=0.01)
    await channel.push(_address(channel, person.chat_id), message, Lane.BULK)
    emulator.misbehave("sendMessage", Misbehaviour.THROTTLED, retry_after=60)
    with pytest.raises(MaybeSent) as raised:
        await channel.push(_address(channel, person.chat_id), message, Lane.BULK)
    await channel.close()
    assert raised.value.retry_after == 60, "the account pauses all the same"
    assert [bool(shown.photo) for shown in person.shown()] == [True, False, True]
    first, second, _half = person.shown()
    assert (first.labels, second.labels) == ((), ("Đã đọc",))


async def test_an_edit_that_telegram_refuses_is_sent_anew(emulator: TelegramEmulator) -> None:
    channel = _channel(emulator)
    person = emulator.person()
    chat = channel.handle(_address(channel, person.chat_id))
    (picture,) = await channel.reply(chat, Outgoing(text="Tranh", picture=b"jpeg"))
    (text,) = await channel.edit(chat, picture, Outgoing(text="Một"))
    emulator.misbehave("editMessageText", Misbehaviour.CANNOT_EDIT)
    (again,) = await channel.edit(chat, text, Outgoing(text="Hai"))
    (with_picture,) = await channel.edit(chat, again, Outgoing(text="Tranh", picture=b"jpeg"))
    await channel.close()
    assert len({picture, text, again, with_picture}) == 4


async def test_a_loopback_link_is_text_under_the_message(emulator: TelegramEmulator) -> None:
    channel = _channel(emulator)
    person = emulator.person()
    chat = channel.handle(_address(channel, person.chat_id))
    await channel.reply(chat, Outgoing(text="Vụ việc", links=(Link(label="Mở", url="http://127.0.0.1:8080/a_b"),)))
    await channel.close()
    assert (await person.hears()).text == "Vụ việc\n\nMở: http://127.0.0.1:8080/a_b"


async def test_a_document_keeps_its_name_and_choices(emulator: TelegramEmulator) -> None:
    channel = _channel(emulator)
    person = emulator.person()
    message = Outgoing(
        text="**Sổ tay**", document=b"pdf", document_name="so-tay.pdf", choices=(Choice(id="a", label="Xong"),)
    )
    await channel.push(_address(channel, person.chat_id), message, Lane.BULK)
    await channel.close()
    seen = await person.hears()
    assert (seen.document, seen.document_name, seen.bold, seen.labels) == (
        b"pdf",
        "so-tay.pdf",
        ("Sổ tay",),
        ("Xong",),
    )


@pytest.mark.parametrize(
    ("url", "kind", "error"),
    [
        ("http://127.0.0.1:1", None, NotConnected),
        (None, Misbehaviour.CUT_BEFORE, AnswerLost),
        (None, Misbehaviour.HANG, AnswerLost),
        (None, Misbehaviour.NOT_JSON, AnswerLost),
        (None, Misbehaviour.THROTTLED, Rejected),
    ],
)
async def test_the_errors_of_the_request_carry_nothing_of_the_address(
    emulator: TelegramEmulator, url: str | None, kind: Misbehaviour | None, error: type[TelegramError]
) -> None:
    if kind is not None:
        emulator.misbehave("getMe", kind)
    request = AiohttpRequest(
        token=emulator.token, api_url=url or emulator.url, timeouts=Timeouts(connect=2.0, read=0.5)
    )
    with pytest.raises(TelegramError) as caught:
        await request.call("getMe", {})
    await request.shutdown()
    assert type(caught.value) is error
    assert caught.value.__context__ is None
    said = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + repr(request)
    assert emulator.token not in said


def _address(channel: TelegramChannel, chat: int) -> Address:
    return Address(channel.name, str(chat))
