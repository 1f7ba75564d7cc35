"""The channel contract, hearing: what comes in, in which order, and that it names nobody."""

from __future__ import annotations

import asyncio
import unicodedata

import pytest

from channels.contract import (
    Incoming,
    IncomingKind,
    MediaTooLarge,
    Outgoing,
    Point,
)
from tests.contract.rigs import CannotHappen, Rig


async def test_text_comes_in_as_nfc_and_names_nobody(rig: Rig) -> None:
    await rig.types(unicodedata.normalize("NFD", "Hướng Hóa"))
    incoming = await rig.incoming.get()
    assert (incoming.kind, incoming.text) == (IncomingKind.TEXT, "Hướng Hóa")
    assert incoming.reply == rig.chat
    assert "Hướng" not in repr(incoming)


async def _takes_no_photos(rig: Rig) -> bool:
    """Tell whether photos cannot come in here, after trying."""
    if "photos_in" not in rig.channel.capabilities.absent:
        return False
    with pytest.raises(CannotHappen):
        await rig.sends_photo(b"x")
    return True


async def test_a_photo_with_its_caption(rig: Rig, jpeg: bytes) -> None:
    if await _takes_no_photos(rig):
        return
    await rig.sends_photo(jpeg, "Cổng sau")
    incoming = await rig.incoming.get()
    assert (incoming.kind, incoming.text) == (IncomingKind.PHOTO, "Cổng sau")
    assert incoming.media is not None
    assert await incoming.media.read(len(jpeg)) == jpeg


@pytest.mark.parametrize("announced", [True, False])
async def test_a_photo_larger_than_asked_for_is_not_read(rig: Rig, announced: bool) -> None:
    if await _takes_no_photos(rig):
        return
    await rig.sends_photo(b"x" * 200_000, announced=announced)
    media = (await rig.incoming.get()).media
    assert media is not None
    with pytest.raises(MediaTooLarge):
        await media.read(199_999)


@pytest.mark.parametrize("announced", [True, False])
async def test_a_photo_larger_than_the_platform_gives_is_too_large(rig: Rig, announced: bool) -> None:
    if await _takes_no_photos(rig):
        return
    await rig.sends_photo(b"x" * 20_000_001, announced=announced)
    media = (await rig.incoming.get()).media
    assert media is not None
    with pytest.raises(MediaTooLarge):
        await media.read(20_000_000)


async def test_a_broken_photo_is_read_as_it_is(rig: Rig) -> None:
    if await _takes_no_photos(rig):
        return
    await rig.sends_photo(b"this is no picture")
    media = (await rig.incoming.get()).media
    assert media is not None
    assert await media.read(1000) == b"this is no picture"


async def test_a_location(rig: Rig) -> None:
    if "location" in rig.channel.capabilities.absent:
        with pytest.raises(CannotHappen):
            await rig.sends_location(16.6163, 106.5958)
        return
    await rig.sends_location(16.6163, 106.5958)
    incoming = await rig.incoming.get()
    assert (incoming.kind, incoming.point) == (IncomingKind.LOCATION, Point(latitude=16.6163, longitude=106.5958))


@pytest.mark.parametrize("kind", [IncomingKind.STICKER, IncomingKind.VOICE, IncomingKind.VIDEO, IncomingKind.CONTACT])
async def test_what_has_no_text(rig: Rig, kind: IncomingKind) -> None:
    if "kinds_without_text" in rig.channel.capabilities.absent:
        with pytest.raises(CannotHappen):
            await rig.sends_other(kind)
        return
    if "unknown_kinds" in rig.channel.capabilities.absent and kind in (IncomingKind.VIDEO, IncomingKind.CONTACT):
        with pytest.raises(CannotHappen):
            await rig.sends_other(kind)
        return
    await rig.sends_other(kind)
    incoming = await rig.incoming.get()
    assert (incoming.kind, incoming.text, incoming.media) == (kind, "", None)


async def test_messages_of_a_chat_are_handled_in_order_one_at_a_time(rig: Rig) -> None:
    at_once = most = 0
    heard: list[str] = []
    finished = asyncio.Event()

    async def handle(incoming: Incoming) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await rig.channel.reply(incoming.reply, Outgoing(text=incoming.text))
        heard.append(incoming.text)
        at_once -= 1
        if len(heard) == 8:
            finished.set()

    rig.handler = handle
    for number in range(8):
        await rig.types(str(number))
    await finished.wait()
    assert heard == [str(number) for number in range(8)]
    assert most == 1


async def test_a_slow_chat_does_not_hold_up_another(rig: Rig) -> None:
    other_was_heard = asyncio.Event()
    slow_ended = asyncio.Event()

    async def handle(incoming: Incoming) -> None:
        if incoming.text == "chậm":
            await other_was_heard.wait()
            slow_ended.set()
        else:
            other_was_heard.set()

    rig.handler = handle
    await rig.types("chậm")
    await rig.another_person().types("nhanh")
    await slow_ended.wait()


async def test_a_failing_handler_does_not_stop_the_channel(rig: Rig) -> None:
    async def fail_once(incoming: Incoming) -> None:
        rig.handler = rig.incoming.put
        raise RuntimeError(incoming.text)

    rig.handler = fail_once
    await rig.types("một")
    await rig.types("hai")
    assert (await rig.incoming.get()).text == "hai"


async def test_a_redelivered_message_is_handled_once(rig: Rig) -> None:
    await rig.types("một")
    assert (await rig.incoming.get()).text == "một"
    if "redelivered" in rig.channel.capabilities.absent:
        with pytest.raises(CannotHappen):
            await rig.sends_the_last_again()
        return
    await rig.sends_the_last_again()
    await rig.types("hai")
    assert (await rig.incoming.get()).text == "hai"
