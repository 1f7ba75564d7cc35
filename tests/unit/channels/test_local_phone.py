"""The local platform refuses what a real one refuses, and tells of every change."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from channels.contract import (
    ChannelName,
    Choice,
    Incoming,
    IncomingKind,
    InvalidRecipient,
    Outgoing,
    RecipientGone,
    Refused,
    ReplyHandle,
)
from channels.local import LocalChannel, full_capabilities, plain_capabilities
from channels.local_phone import LocalMessage, Side
from channels.markup import Span
from channels.render import Part

NAME = ChannelName("local")


def _part(text: str, **changes: object) -> Part:
    return replace(Part(spans=(Span(text, False),)), **changes)  # type: ignore[arg-type]  # test shorthand


@pytest.mark.parametrize(
    "part",
    [
        _part("a" * 4097),
        _part(""),
        _part("a" * 1025, picture=b"jpeg"),
        _part("a", choices=(Choice(id="x" * 65, label="x"),)),
    ],
)
def test_a_part_that_breaks_a_limit_is_refused(part: Part) -> None:
    phone = LocalChannel(NAME, full_capabilities()).phone("1")
    with pytest.raises(Refused):
        phone.receive(part)
    assert phone.messages == ()


def test_buttons_are_refused_where_there_are_none() -> None:
    phone = LocalChannel(NAME, plain_capabilities()).phone("1")
    with pytest.raises(Refused):
        phone.receive(_part("a", choices=(Choice(id="x", label="x"),)))


async def test_blocked_and_unknown_phones() -> None:
    channel = LocalChannel(NAME, full_capabilities())
    channel.phone("1").blocked = True
    with pytest.raises(RecipientGone):
        await channel.reply(ReplyHandle(NAME, "1"), Outgoing(text="a"))
    with pytest.raises(InvalidRecipient):
        await channel.reply(ReplyHandle(NAME, "2"), Outgoing(text="a"))


async def test_pressing_what_is_not_shown_is_an_error() -> None:
    channel = LocalChannel(NAME, full_capabilities())
    phone = channel.phone("1")
    (shown,) = await channel.reply(ReplyHandle(NAME, "1"), Outgoing(text="a", choices=(Choice(id="x", label="X"),)))
    with pytest.raises(LookupError):
        phone.press(int(shown.reveal()), "y")
    await channel.delete(ReplyHandle(NAME, "1"), (shown,))
    with pytest.raises(LookupError):
        phone.press(int(shown.reveal()), "x")


async def test_the_feed_tells_of_new_edited_and_deleted_messages() -> None:
    channel = LocalChannel(NAME, full_capabilities())
    chat = ReplyHandle(NAME, "1")
    phone = channel.phone("1")
    heard: asyncio.Queue[LocalMessage] = asyncio.Queue()

    async def listen() -> None:
        async for message in phone.changes():
            heard.put_nowait(message)

    listener = asyncio.create_task(listen())
    phone.type("xin chào")
    first = await heard.get()
    (shown,) = await channel.reply(chat, Outgoing(text="một"))
    second = await heard.get()
    await channel.edit(chat, shown, Outgoing(text="hai"))
    third = await heard.get()
    await channel.delete(chat, (shown,))
    fourth = await heard.get()
    listener.cancel()
    assert (first.side, first.text) == (Side.ME, "xin chào")
    assert (second.side, second.text, second.edited) == (Side.BOT, "một", False)
    assert (third.id, third.text, third.edited) == (second.id, "hai", True)
    assert (fourth.id, fourth.deleted, fourth.text) == (second.id, True, "")


async def test_messages_sent_before_the_program_listens_are_delivered() -> None:
    channel = LocalChannel(NAME, full_capabilities())
    channel.phone("1").send_other(IncomingKind.STICKER)
    got: asyncio.Queue[Incoming] = asyncio.Queue()
    running = asyncio.create_task(channel.run(got.put))
    assert (await got.get()).kind is IncomingKind.STICKER
    running.cancel()


async def test_old_messages_leave_the_memory() -> None:
    phone = LocalChannel(NAME, full_capabilities()).phone("1")
    for number in range(501):
        phone.type(str(number))
    assert [message.text for message in phone.messages][:1] == ["1"]
    assert len(phone.messages) == 500
