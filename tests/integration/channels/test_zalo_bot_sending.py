"""What leaves for Zalo: the month, pictures by address, limits, and an emulator that keeps the platform's rules."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import orjson
import pytest

from channels.contract import (
    AllowanceUsedUp,
    Incoming,
    Lane,
    MaybeSent,
    Outgoing,
    Refused,
    ReplyHandle,
)
from channels.zalo_bot.channel import ZaloBotChannel
from console.public.pictures import PublicPictures
from tests.contract.zalo_bot_rig import ADDRESS, SECRET, StandingClock, reachable
from tests.emulators.zalo_bot import Misbehaviour, Person, ZaloBotEmulator
from tests.integration.channels.zalo_bot import HELLO, body, make, running, signed

# Sending


@pytest.fixture
async def person(zalo_emulator: ZaloBotEmulator) -> Person:
    return zalo_emulator.person()


@pytest.fixture
async def pictures(zalo_emulator: ZaloBotEmulator) -> AsyncIterator[PublicPictures]:
    """Yield pictures at a public address that the platform reaches."""
    shelf = PublicPictures(address=ADDRESS, clock=StandingClock())
    async with reachable(zalo_emulator, (), shelf):
        yield shelf


@asynccontextmanager
async def sending(
    zalo_emulator: ZaloBotEmulator, pictures: PublicPictures | None = None
) -> AsyncIterator[ZaloBotChannel]:
    channel = make(zalo_emulator, pictures=pictures)
    yield channel
    await channel.close()


@pytest.mark.parametrize("as_200", [False, True])
async def test_the_month_used_up_is_its_own_error(zalo_emulator: ZaloBotEmulator, person: Person, as_200: bool) -> None:
    zalo_emulator.state.habits = replace(zalo_emulator.state.habits, quota=1, errors_are_200=as_200)
    async with sending(zalo_emulator) as channel:
        chat = ReplyHandle(channel.name, person.chat_id)
        await channel.reply(chat, HELLO)
        for lane in Lane:
            with pytest.raises(AllowanceUsedUp):
                await channel.push(channel.address(chat), HELLO, lane)
    assert zalo_emulator.accepted == {person.chat_id: 1}


async def test_beyond_the_plans_people_the_month_is_used_up_too(zalo_emulator: ZaloBotEmulator, person: Person) -> None:
    zalo_emulator.state.habits = replace(zalo_emulator.state.habits, user_cap=1)
    one_more = zalo_emulator.person()
    async with sending(zalo_emulator) as channel:
        await channel.reply(ReplyHandle(channel.name, person.chat_id), HELLO)
        with pytest.raises(AllowanceUsedUp):
            await channel.reply(ReplyHandle(channel.name, one_more.chat_id), HELLO)


async def test_an_internal_error_strikes_nobody_off(zalo_emulator: ZaloBotEmulator, person: Person) -> None:
    zalo_emulator.misbehave("sendMessage", Misbehaviour.INTERNAL)
    async with sending(zalo_emulator) as channel:
        with pytest.raises(MaybeSent) as caught:
            await channel.reply(ReplyHandle(channel.name, person.chat_id), HELLO)
    assert not caught.value.recipient_gone


async def test_without_a_public_address_a_picture_is_left_out_and_the_words_are_not(
    zalo_emulator: ZaloBotEmulator, person: Person, jpeg: bytes
) -> None:
    async with sending(zalo_emulator) as channel:
        await channel.reply(ReplyHandle(channel.name, person.chat_id), Outgoing(text="Sơ đồ", picture=jpeg))
    shown = await person.hears()
    assert (shown.text, shown.photo) == ("Sơ đồ", None)
    assert zalo_emulator.state.calls["sendPhoto"] == 0


@pytest.mark.parametrize("kind", [Misbehaviour.BAD_REQUEST, Misbehaviour.HANG])
async def test_a_picture_that_does_not_get_through_never_costs_the_words(
    zalo_emulator: ZaloBotEmulator, person: Person, pictures: PublicPictures, jpeg: bytes, kind: Misbehaviour
) -> None:
    zalo_emulator.misbehave("sendPhoto", kind)
    async with sending(zalo_emulator, pictures) as channel:
        await channel.reply(ReplyHandle(channel.name, person.chat_id), Outgoing(text="Sơ đồ", picture=jpeg))
    shown = await person.hears()
    assert (shown.text, shown.photo) == ("Sơ đồ", None)


async def test_a_campaigns_picture_whose_fate_is_unknown_is_not_sent_again(
    zalo_emulator: ZaloBotEmulator, person: Person, pictures: PublicPictures, jpeg: bytes
) -> None:
    zalo_emulator.misbehave("sendPhoto", Misbehaviour.CUT_AFTER)
    async with sending(zalo_emulator, pictures) as channel:
        address = channel.address(ReplyHandle(channel.name, person.chat_id))
        with pytest.raises(MaybeSent):
            await channel.push(address, Outgoing(text="Tranh", picture=jpeg), Lane.BULK)
        zalo_emulator.misbehave("sendPhoto", Misbehaviour.BAD_REQUEST)
        await channel.push(address, Outgoing(text="Tranh", picture=jpeg), Lane.BULK)
    assert [(shown.text, shown.photo is None) for shown in person.shown()] == [("Tranh", False), ("Tranh", True)]


async def test_a_document_is_refused(zalo_emulator: ZaloBotEmulator, person: Person) -> None:
    async with sending(zalo_emulator) as channel:
        with pytest.raises(Refused):
            await channel.reply(
                ReplyHandle(channel.name, person.chat_id), Outgoing(text="Tệp", document=b"x", document_name="a.pdf")
            )


async def test_limits_are_counted_after_nfc(zalo_emulator: ZaloBotEmulator, person: Person) -> None:
    text = unicodedata.normalize("NFD", "ệ" * 2000)
    async with sending(zalo_emulator) as channel:
        sent = await channel.reply(ReplyHandle(channel.name, person.chat_id), Outgoing(text=text))
    assert len(sent) == 1
    assert (await person.hears()).text == "ệ" * 2000


async def test_a_picture_inside_our_network_is_not_fetched(zalo_emulator: ZaloBotEmulator) -> None:
    channel, got = make(zalo_emulator), asyncio.Queue[Incoming]()
    (hook,) = channel.webhooks()
    async with running(zalo_emulator, channel, got.put):
        await zalo_emulator.person().types("trước")
        await got.get()
        event = orjson.loads(body(photo_url="https://10.0.0.1/a.jpg")) | {"event_name": "message.image.received"}
        await hook.receive(signed(), orjson.dumps(event))
        media = (await got.get()).media
        assert media is not None
        with pytest.raises(Refused):
            await media.read(100)


# The emulator keeps the platform's rules, so that the tests above mean something


@pytest.mark.parametrize(
    ("method", "parameters", "status"),
    [
        ("sendMessage", {"chat_id": "nobody", "text": "a"}, 404),
        ("sendMessage", {"text": ""}, 400),
        ("sendMessage", {"text": "a" * 2001}, 400),
        ("sendPhoto", {"photo": "http://127.0.0.1/a.jpg"}, 400),
        ("sendVoice", {"voice_url": "https://a.vn/a.mp3"}, 400),
        ("setWebhook", {"url": "https://localhost/x", "secret_token": SECRET}, 400),
        ("setWebhook", {"url": "https://10.1.2.3/x", "secret_token": SECRET}, 400),
        ("setWebhook", {"url": "http://phaodai.example/x", "secret_token": SECRET}, 400),
        ("setWebhook", {"url": "https://phaodai.example/x", "secret_token": "short"}, 400),
        ("getWebhookInfo", {}, 404),
        ("getUpdates", {"timeout": "0.01"}, 408),
    ],
)
async def test_the_emulator_refuses(
    zalo_emulator: ZaloBotEmulator, person: Person, method: str, parameters: dict[str, str], status: int
) -> None:
    asked = {"chat_id": person.chat_id, **parameters}
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{zalo_emulator.url}/bot{zalo_emulator.token}/{method}", json=asked) as answer:
            assert (answer.status, (await answer.json())["error_code"]) == (status, status)
        async with session.get(f"{zalo_emulator.url}/bot1:wrong/{method}") as answer:
            assert answer.status == 401
