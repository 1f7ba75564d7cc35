"""The Zalo Bot client over HTTP: events by webhook and by polling, what goes wrong, and what it never says."""

from __future__ import annotations

import asyncio
import logging
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import orjson
import pytest
from structlog.testing import capture_logs

from channels.contract import (
    AllowanceUsedUp,
    Deliver,
    Health,
    Incoming,
    IncomingKind,
    Lane,
    MaybeSent,
    Outgoing,
    Refused,
    ReplyHandle,
)
from channels.zalo_bot.channel import WEBHOOK_PATH, ZaloBotChannel, ZaloBotMode
from channels.zalo_bot.client import Timeouts
from console.public.pictures import PublicPictures
from tests.contract.zalo_bot_rig import ADDRESS, SECRET, StandingClock, reachable
from tests.emulators.zalo_bot import Misbehaviour, Person, ZaloBotEmulator

QUICK = Timeouts(connect=2.0, read=2.0, picture_in_reply=0.3, picture=2.0)
HELLO = Outgoing(text="Xin chào")


@pytest.fixture
async def emulator() -> AsyncIterator[ZaloBotEmulator]:
    async with ZaloBotEmulator() as running:
        yield running
        running.check()


def make(
    emulator: ZaloBotEmulator,
    mode: ZaloBotMode = ZaloBotMode.WEBHOOK,
    *,
    pictures: PublicPictures | None = None,
    answer_within: float = 1.0,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> ZaloBotChannel:
    is_webhook = mode is ZaloBotMode.WEBHOOK
    return ZaloBotChannel(
        token=emulator.token,
        api_url=emulator.url,
        mode=mode,
        webhook_url=f"{ADDRESS}{WEBHOOK_PATH}" if is_webhook else "",
        webhook_secret=SECRET if is_webhook else "",
        pictures=pictures,
        timeouts=QUICK,
        poll_seconds=1,
        answer_within=answer_within,
        sleep=sleep,
    )


@asynccontextmanager
async def running(emulator: ZaloBotEmulator, channel: ZaloBotChannel, deliver: Deliver) -> AsyncIterator[str]:
    pictures = PublicPictures(address=ADDRESS, clock=StandingClock())
    async with reachable(emulator, channel.webhooks(), pictures) as base:
        task = asyncio.create_task(channel.run(deliver))
        try:
            yield base
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await channel.close()


def body(text: str = "xin chào", **changes: object) -> bytes:
    """Return a webhook's body."""
    message = {"chat": {"id": "c1"}, "text": text, "message_id": "m1", **changes}
    return orjson.dumps({"event_name": "message.text.received", "message": message})


def signed(secret: str = SECRET) -> dict[str, str]:
    """Return the webhook's headers in lower case."""
    return {"x-bot-api-secret-token": secret}


class Waits:
    """A fault clock: remembers how long the channel wanted to wait, and lets `limit` waits pass at once."""

    def __init__(self, limit: int) -> None:
        self.seconds: list[float] = []
        self.used_up = asyncio.Event()
        self._limit = limit

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if len(self.seconds) >= self._limit:
            self.used_up.set()
            await asyncio.Event().wait()


# The webhook


@pytest.mark.parametrize("given", ["", "webhook-secret", SECRET + "x", "\udcff\udcfe", "khóa"])
async def test_without_the_secret_nothing_is_read(emulator: ZaloBotEmulator, given: str) -> None:
    channel, got = make(emulator), asyncio.Queue[Incoming]()
    (hook,) = channel.webhooks()
    async with running(emulator, channel, got.put):
        for content in (body(), b"this is no JSON"):
            assert await hook.receive(signed(given), content) == 401
        assert await hook.receive({}, body()) == 401
        person = emulator.person()
        await person.types("hai")
        assert (await got.get()).text == "hai"
    assert got.empty()


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b"[]",
        b"null",
        b'{"event_name": "user.follow"}',
        b'{"ok": true, "result": {}}',
        b'{"event_name": "message.text.received"}',
    ],
)
async def test_signed_but_no_event_of_ours_is_taken_and_left(emulator: ZaloBotEmulator, content: bytes) -> None:
    channel, got = make(emulator), asyncio.Queue[Incoming]()
    (hook,) = channel.webhooks()
    async with running(emulator, channel, got.put):
        await emulator.person().types("trước")
        await got.get()
        assert await hook.receive(signed(), content) == 200
        assert await hook.receive(signed(), b"no JSON") == 400
    assert got.empty()


async def test_it_answers_after_the_handler_when_that_is_quick(emulator: ZaloBotEmulator) -> None:
    channel, handled = make(emulator, answer_within=30), asyncio.Event()

    async def deliver(incoming: Incoming) -> None:
        await asyncio.sleep(0)
        handled.set()

    (hook,) = channel.webhooks()
    async with running(emulator, channel, deliver):
        await emulator.person().types("trước")
        await handled.wait()
        handled.clear()
        assert await hook.receive(signed(), body()) == 200
        assert handled.is_set()


async def test_it_answers_in_time_when_the_handler_is_slow_and_handles_it_once(emulator: ZaloBotEmulator) -> None:
    channel, gate, begun = make(emulator, answer_within=0.01), asyncio.Event(), asyncio.Event()
    heard: list[str] = []

    async def deliver(incoming: Incoming) -> None:
        heard.append(incoming.text)
        begun.set()
        await gate.wait()

    person = emulator.person()
    async with running(emulator, channel, deliver):
        first = await person.types("chậm")
        await begun.wait()
        emulator.delivery.redeliver(first)
        await emulator.delivery.settled()
        assert emulator.state.hook_answers == [200, 200]
        gate.set()
        emulator.delivery.redeliver(first)
        await emulator.delivery.settled()
    assert heard == ["chậm"]


async def test_the_same_id_under_another_event_is_another_message(emulator: ZaloBotEmulator) -> None:
    channel, got = make(emulator), asyncio.Queue[Incoming]()
    (hook,) = channel.webhooks()
    async with running(emulator, channel, got.put):
        await emulator.person().types("trước")
        await got.get()
        await hook.receive(signed(), body())
        sticker = orjson.loads(body()) | {"event_name": "message.sticker.received"}
        await hook.receive(signed(), orjson.dumps(sticker))
        assert [(await got.get()).kind for _ in range(2)] == [IncomingKind.TEXT, IncomingKind.STICKER]


async def test_a_program_that_stops_says_so_and_takes_it_again_later(emulator: ZaloBotEmulator) -> None:
    channel, begun = make(emulator, answer_within=30), asyncio.Event()

    async def never_ends(incoming: Incoming) -> None:
        begun.set()
        await asyncio.Event().wait()

    (hook,) = channel.webhooks()
    assert await hook.receive(signed(), body()) == 503
    async with running(emulator, channel, never_ends):
        await emulator.person().types("trước")
        await begun.wait()
        waiting = asyncio.ensure_future(hook.receive(signed(), body()))
        await asyncio.sleep(0)
    assert await waiting == 503
    got = asyncio.Queue[Incoming]()
    async with running(emulator, channel, got.put):
        await emulator.person().types("sau")
        await got.get()
        assert await hook.receive(signed(), body()) == 200
        assert (await got.get()).text == "xin chào"


@pytest.mark.parametrize(("bare", "field"), [(False, "photo_url"), (True, "photo_url"), (False, "photo")])
async def test_envelopes_and_picture_fields_of_every_habit(emulator: ZaloBotEmulator, bare: bool, field: str) -> None:
    emulator.state.habits = replace(emulator.state.habits, bare_envelope=bare, photo_field=field)
    channel, got = make(emulator), asyncio.Queue[Incoming]()
    person = emulator.person()
    async with running(emulator, channel, got.put):
        await person.types(unicodedata.normalize("NFD", "Hướng Hóa"))
        assert (await got.get()).text == "Hướng Hóa"
        await person.sends_photo(b"picture", "Cổng sau")
        media = (await got.get()).media
        assert media is not None
        assert await media.read(100) == b"picture"
        await person.sends_something_withheld()
        assert (await got.get()).kind is IncomingKind.WITHHELD


async def test_groups_are_never_answered(emulator: ZaloBotEmulator) -> None:
    channel, got = make(emulator), asyncio.Queue[Incoming]()
    group, person = emulator.person("Nhóm", kind="GROUP"), emulator.person()
    async with running(emulator, channel, got.put):
        await group.types("@bot có ai bán ma túy")
        await person.types("một")
        assert (await got.get()).reply == ReplyHandle(channel.name, person.chat_id)
    assert got.empty()


async def test_a_webhook_that_is_not_reached_is_said_once_and_set_all_the_same(emulator: ZaloBotEmulator) -> None:
    emulator.resolves("phaodai.example", "http://127.0.0.1:9")
    waits = Waits(1)
    channel = make(emulator, sleep=waits)
    with capture_logs() as logs:
        task = asyncio.create_task(channel.run(asyncio.Queue[Incoming]().put))
        await waits.used_up.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await channel.close()
    assert [entry["event"] for entry in logs] == ["webhook_not_reached", "channel_up"]
    assert emulator.state.webhook["url"] == f"{ADDRESS}{WEBHOOK_PATH}"


# Polling


@pytest.mark.parametrize("in_body", [False, True])
async def test_an_empty_poll_is_nothing_new(emulator: ZaloBotEmulator, in_body: bool) -> None:
    emulator.state.habits = replace(emulator.state.habits, empty_poll_is_body=in_body)
    emulator.misbehave("getUpdates", Misbehaviour.TIMED_OUT, 3)
    channel, got = make(emulator, ZaloBotMode.POLLING), asyncio.Queue[Incoming]()
    async with running(emulator, channel, got.put):
        await emulator.person().types("một")
        assert (await got.get()).text == "một"
        assert _health(channel) is Health.UP


async def test_polling_takes_the_webhook_away(emulator: ZaloBotEmulator) -> None:
    emulator.state.webhook = {"url": f"{ADDRESS}/old", "secret_token": SECRET}
    channel, got = make(emulator, ZaloBotMode.POLLING), asyncio.Queue[Incoming]()
    async with running(emulator, channel, got.put):
        person = emulator.person()
        await emulator.has_answered("deleteWebhook")
        await person.types("một")
        assert (await got.get()).text == "một"
    assert channel.webhooks() == ()


@pytest.mark.parametrize("kind", [Misbehaviour.NOT_JSON, Misbehaviour.SERVER_ERROR, Misbehaviour.CUT_BEFORE])
@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
async def test_an_outage_is_waited_out(emulator: ZaloBotEmulator, method: str, kind: Misbehaviour) -> None:
    if kind is Misbehaviour.NOT_JSON and method == "getUpdates":
        await emulator.person().types("mất")  # handed out once, in an answer nobody can read
    emulator.misbehave(method, kind)
    waits = Waits(2)
    channel, got = make(emulator, ZaloBotMode.POLLING, sleep=waits), asyncio.Queue[Incoming]()
    with capture_logs() as logs:
        async with running(emulator, channel, got.put):
            person = emulator.person()
            await person.types("một")
            assert (await got.get()).text == "một"
    assert waits.seconds[0] == 1
    assert "channel_down" in [entry["event"] for entry in logs]


@pytest.mark.parametrize("in_json", [True, False])
async def test_a_wrong_token_is_down_and_is_never_said(
    emulator: ZaloBotEmulator, in_json: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    emulator.token_answers_in_json = in_json
    waits = Waits(2)
    channel = make(emulator, sleep=waits)
    token, emulator.token = emulator.token, "1:another"
    with capture_logs() as logs:
        task = asyncio.create_task(channel.run(asyncio.Queue[Incoming]().put))
        await waits.used_up.wait()
        assert channel.health is Health.DOWN
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await channel.close()
    said = repr(logs) + repr([record.getMessage() for record in caplog.records]) + repr(channel)
    assert token.split(":")[1] not in said
    assert waits.seconds == [1, 2]


# Sending


@pytest.fixture
async def person(emulator: ZaloBotEmulator) -> Person:
    return emulator.person()


@pytest.fixture
async def pictures(emulator: ZaloBotEmulator) -> AsyncIterator[PublicPictures]:
    """Yield pictures at a public address that the platform reaches."""
    shelf = PublicPictures(address=ADDRESS, clock=StandingClock())
    async with reachable(emulator, (), shelf):
        yield shelf


@asynccontextmanager
async def sending(emulator: ZaloBotEmulator, pictures: PublicPictures | None = None) -> AsyncIterator[ZaloBotChannel]:
    channel = make(emulator, pictures=pictures)
    yield channel
    await channel.close()


@pytest.mark.parametrize("as_200", [False, True])
async def test_the_month_used_up_is_its_own_error(emulator: ZaloBotEmulator, person: Person, as_200: bool) -> None:
    emulator.state.habits = replace(emulator.state.habits, quota=1, errors_are_200=as_200)
    async with sending(emulator) as channel:
        chat = ReplyHandle(channel.name, person.chat_id)
        await channel.reply(chat, HELLO)
        for lane in Lane:
            with pytest.raises(AllowanceUsedUp):
                await channel.push(channel.address(chat), HELLO, lane)
    assert emulator.accepted == {person.chat_id: 1}


async def test_beyond_the_plans_people_the_month_is_used_up_too(emulator: ZaloBotEmulator, person: Person) -> None:
    emulator.state.habits = replace(emulator.state.habits, user_cap=1)
    one_more = emulator.person()
    async with sending(emulator) as channel:
        await channel.reply(ReplyHandle(channel.name, person.chat_id), HELLO)
        with pytest.raises(AllowanceUsedUp):
            await channel.reply(ReplyHandle(channel.name, one_more.chat_id), HELLO)


async def test_an_internal_error_strikes_nobody_off(emulator: ZaloBotEmulator, person: Person) -> None:
    emulator.misbehave("sendMessage", Misbehaviour.INTERNAL)
    async with sending(emulator) as channel:
        with pytest.raises(MaybeSent) as caught:
            await channel.reply(ReplyHandle(channel.name, person.chat_id), HELLO)
    assert not caught.value.recipient_gone


async def test_without_a_public_address_a_picture_is_left_out_and_the_words_are_not(
    emulator: ZaloBotEmulator, person: Person, jpeg: bytes
) -> None:
    async with sending(emulator) as channel:
        await channel.reply(ReplyHandle(channel.name, person.chat_id), Outgoing(text="Sơ đồ", picture=jpeg))
    shown = await person.hears()
    assert (shown.text, shown.photo) == ("Sơ đồ", None)
    assert emulator.state.calls["sendPhoto"] == 0


@pytest.mark.parametrize("kind", [Misbehaviour.BAD_REQUEST, Misbehaviour.HANG])
async def test_a_picture_that_does_not_get_through_never_costs_the_words(
    emulator: ZaloBotEmulator, person: Person, pictures: PublicPictures, jpeg: bytes, kind: Misbehaviour
) -> None:
    emulator.misbehave("sendPhoto", kind)
    async with sending(emulator, pictures) as channel:
        await channel.reply(ReplyHandle(channel.name, person.chat_id), Outgoing(text="Sơ đồ", picture=jpeg))
    shown = await person.hears()
    assert (shown.text, shown.photo) == ("Sơ đồ", None)


async def test_a_campaigns_picture_whose_fate_is_unknown_is_not_sent_again(
    emulator: ZaloBotEmulator, person: Person, pictures: PublicPictures, jpeg: bytes
) -> None:
    emulator.misbehave("sendPhoto", Misbehaviour.CUT_AFTER)
    async with sending(emulator, pictures) as channel:
        address = channel.address(ReplyHandle(channel.name, person.chat_id))
        with pytest.raises(MaybeSent):
            await channel.push(address, Outgoing(text="Tranh", picture=jpeg), Lane.BULK)
        emulator.misbehave("sendPhoto", Misbehaviour.BAD_REQUEST)
        await channel.push(address, Outgoing(text="Tranh", picture=jpeg), Lane.BULK)
    assert [(shown.text, shown.photo is None) for shown in person.shown()] == [("Tranh", False), ("Tranh", True)]


async def test_a_document_is_refused(emulator: ZaloBotEmulator, person: Person) -> None:
    async with sending(emulator) as channel:
        with pytest.raises(Refused):
            await channel.reply(
                ReplyHandle(channel.name, person.chat_id), Outgoing(text="Tệp", document=b"x", document_name="a.pdf")
            )


async def test_limits_are_counted_after_nfc(emulator: ZaloBotEmulator, person: Person) -> None:
    text = unicodedata.normalize("NFD", "ệ" * 2000)
    async with sending(emulator) as channel:
        sent = await channel.reply(ReplyHandle(channel.name, person.chat_id), Outgoing(text=text))
    assert len(sent) == 1
    assert (await person.hears()).text == "ệ" * 2000


async def test_a_picture_inside_our_network_is_not_fetched(emulator: ZaloBotEmulator) -> None:
    channel, got = make(emulator), asyncio.Queue[Incoming]()
    (hook,) = channel.webhooks()
    async with running(emulator, channel, got.put):
        await emulator.person().types("trước")
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
    emulator: ZaloBotEmulator, person: Person, method: str, parameters: dict[str, str], status: int
) -> None:
    asked = {"chat_id": person.chat_id, **parameters}
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{emulator.url}/bot{emulator.token}/{method}", json=asked) as answer:
            assert (answer.status, (await answer.json())["error_code"]) == (status, status)
        async with session.get(f"{emulator.url}/bot1:wrong/{method}") as answer:
            assert answer.status == 401


def _health(channel: ZaloBotChannel) -> Health:
    """Read anew: the type checker believes that an attribute stays what it was."""
    return channel.health
