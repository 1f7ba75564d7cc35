"""Events of Zalo by webhook and by polling: in time, once, in order, and nothing without the secret."""

from __future__ import annotations

import asyncio
import logging
import unicodedata
from dataclasses import replace

import orjson
import pytest
from structlog.testing import capture_logs

from channels.contract import (
    Health,
    Incoming,
    IncomingKind,
    ReplyHandle,
)
from channels.zalo_bot.channel import WEBHOOK_PATH, ZaloBotChannel, ZaloBotMode
from tests.contract.zalo_bot_rig import ADDRESS, SECRET
from tests.emulators.zalo_bot import Misbehaviour, ZaloBotEmulator
from tests.integration.channels.zalo_bot import Waits, body, make, running, signed

# The webhook


@pytest.mark.parametrize("given", ["", "webhook-secret", SECRET + "x", "\udcff\udcfe", "khóa"])
async def test_without_the_secret_nothing_is_read(zalo_emulator: ZaloBotEmulator, given: str) -> None:
    channel, got = make(zalo_emulator), asyncio.Queue[Incoming]()
    (hook,) = channel.webhooks()
    async with running(zalo_emulator, channel, got.put):
        for content in (body(), b"this is no JSON"):
            assert await hook.receive(signed(given), content) == 401
        assert await hook.receive({}, body()) == 401
        person = zalo_emulator.person()
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
async def test_signed_but_no_event_of_ours_is_taken_and_left(zalo_emulator: ZaloBotEmulator, content: bytes) -> None:
    channel, got = make(zalo_emulator), asyncio.Queue[Incoming]()
    (hook,) = channel.webhooks()
    async with running(zalo_emulator, channel, got.put):
        await zalo_emulator.person().types("trước")
        await got.get()
        assert await hook.receive(signed(), content) == 200
        assert await hook.receive(signed(), b"no JSON") == 400
    assert got.empty()


async def test_it_answers_after_the_handler_when_that_is_quick(zalo_emulator: ZaloBotEmulator) -> None:
    channel, handled = make(zalo_emulator, answer_within=30), asyncio.Event()

    async def deliver(incoming: Incoming) -> None:
        await asyncio.sleep(0)
        handled.set()

    (hook,) = channel.webhooks()
    async with running(zalo_emulator, channel, deliver):
        await zalo_emulator.person().types("trước")
        await handled.wait()
        handled.clear()
        assert await hook.receive(signed(), body()) == 200
        assert handled.is_set()


async def test_it_answers_in_time_when_the_handler_is_slow_and_handles_it_once(zalo_emulator: ZaloBotEmulator) -> None:
    channel, gate, begun = make(zalo_emulator, answer_within=0.01), asyncio.Event(), asyncio.Event()
    heard: list[str] = []

    async def deliver(incoming: Incoming) -> None:
        heard.append(incoming.text)
        begun.set()
        await gate.wait()

    person = zalo_emulator.person()
    async with running(zalo_emulator, channel, deliver):
        first = await person.types("chậm")
        await begun.wait()
        zalo_emulator.delivery.redeliver(first)
        await zalo_emulator.delivery.settled()
        assert zalo_emulator.state.hook_answers == [200, 200]
        gate.set()
        zalo_emulator.delivery.redeliver(first)
        await zalo_emulator.delivery.settled()
    assert heard == ["chậm"]


async def test_the_same_id_under_another_event_is_another_message(zalo_emulator: ZaloBotEmulator) -> None:
    channel, got = make(zalo_emulator), asyncio.Queue[Incoming]()
    (hook,) = channel.webhooks()
    async with running(zalo_emulator, channel, got.put):
        await zalo_emulator.person().types("trước")
        await got.get()
        await hook.receive(signed(), body())
        sticker = orjson.loads(body()) | {"event_name": "message.sticker.received"}
        await hook.receive(signed(), orjson.dumps(sticker))
        assert [(await got.get()).kind for _ in range(2)] == [IncomingKind.TEXT, IncomingKind.STICKER]


async def test_a_program_that_stops_says_so_and_takes_it_again_later(zalo_emulator: ZaloBotEmulator) -> None:
    channel, begun = make(zalo_emulator, answer_within=30), asyncio.Event()

    async def never_ends(incoming: Incoming) -> None:
        begun.set()
        await asyncio.Event().wait()

    (hook,) = channel.webhooks()
    assert await hook.receive(signed(), body()) == 503
    async with running(zalo_emulator, channel, never_ends):
        await zalo_emulator.person().types("trước")
        await begun.wait()
        waiting = asyncio.ensure_future(hook.receive(signed(), body()))
        await asyncio.sleep(0)
    assert await waiting == 503
    got = asyncio.Queue[Incoming]()
    async with running(zalo_emulator, channel, got.put):
        await zalo_emulator.person().types("sau")
        await got.get()
        assert await hook.receive(signed(), body()) == 200
        assert (await got.get()).text == "xin chào"


@pytest.mark.parametrize(("bare", "field"), [(False, "photo_url"), (True, "photo_url"), (False, "photo")])
async def test_envelopes_and_picture_fields_of_every_habit(
    zalo_emulator: ZaloBotEmulator, bare: bool, field: str
) -> None:
    zalo_emulator.state.habits = replace(zalo_emulator.state.habits, bare_envelope=bare, photo_field=field)
    channel, got = make(zalo_emulator), asyncio.Queue[Incoming]()
    person = zalo_emulator.person()
    async with running(zalo_emulator, channel, got.put):
        await person.types(unicodedata.normalize("NFD", "Hướng Hóa"))
        assert (await got.get()).text == "Hướng Hóa"
        await person.sends_photo(b"picture", "Cổng sau")
        media = (await got.get()).media
        assert media is not None
        assert await media.read(100) == b"picture"
        await person.sends_something_withheld()
        assert (await got.get()).kind is IncomingKind.WITHHELD


async def test_groups_are_never_answered(zalo_emulator: ZaloBotEmulator) -> None:
    channel, got = make(zalo_emulator), asyncio.Queue[Incoming]()
    group, person = zalo_emulator.person("Nhóm", kind="GROUP"), zalo_emulator.person()
    async with running(zalo_emulator, channel, got.put):
        await group.types("@bot có ai bán ma túy")
        await person.types("một")
        assert (await got.get()).reply == ReplyHandle(channel.name, person.chat_id)
    assert got.empty()


async def test_a_webhook_that_is_not_reached_is_said_once_and_set_all_the_same(zalo_emulator: ZaloBotEmulator) -> None:
    zalo_emulator.resolves("phaodai.example", "http://127.0.0.1:9")
    waits = Waits(1)
    channel = make(zalo_emulator, sleep=waits)
    with capture_logs() as logs:
        task = asyncio.create_task(channel.run(asyncio.Queue[Incoming]().put))
        await waits.used_up.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await channel.close()
    assert [entry["event"] for entry in logs] == ["webhook_not_reached", "channel_up"]
    assert zalo_emulator.state.webhook["url"] == f"{ADDRESS}{WEBHOOK_PATH}"


# Polling


@pytest.mark.parametrize("in_body", [False, True])
async def test_an_empty_poll_is_nothing_new(zalo_emulator: ZaloBotEmulator, in_body: bool) -> None:
    zalo_emulator.state.habits = replace(zalo_emulator.state.habits, empty_poll_is_body=in_body)
    zalo_emulator.misbehave("getUpdates", Misbehaviour.TIMED_OUT, 3)
    channel, got = make(zalo_emulator, ZaloBotMode.POLLING), asyncio.Queue[Incoming]()
    async with running(zalo_emulator, channel, got.put):
        await zalo_emulator.person().types("một")
        assert (await got.get()).text == "một"
        assert _health(channel) is Health.UP


async def test_polling_takes_the_webhook_away(zalo_emulator: ZaloBotEmulator) -> None:
    zalo_emulator.state.webhook = {"url": f"{ADDRESS}/old", "secret_token": SECRET}
    channel, got = make(zalo_emulator, ZaloBotMode.POLLING), asyncio.Queue[Incoming]()
    async with running(zalo_emulator, channel, got.put):
        person = zalo_emulator.person()
        await zalo_emulator.has_answered("deleteWebhook")
        await person.types("một")
        assert (await got.get()).text == "một"
    assert channel.webhooks() == ()


@pytest.mark.parametrize("kind", [Misbehaviour.NOT_JSON, Misbehaviour.SERVER_ERROR, Misbehaviour.CUT_BEFORE])
@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
async def test_an_outage_is_waited_out(zalo_emulator: ZaloBotEmulator, method: str, kind: Misbehaviour) -> None:
    if kind is Misbehaviour.NOT_JSON and method == "getUpdates":
        await zalo_emulator.person().types("mất")  # handed out once, in an answer nobody can read
    zalo_emulator.misbehave(method, kind)
    waits = Waits(2)
    channel, got = make(zalo_emulator, ZaloBotMode.POLLING, sleep=waits), asyncio.Queue[Incoming]()
    with capture_logs() as logs:
        async with running(zalo_emulator, channel, got.put):
            person = zalo_emulator.person()
            await person.types("một")
            assert (await got.get()).text == "một"
    assert waits.seconds[0] == 1
    assert "channel_down" in [entry["event"] for entry in logs]


@pytest.mark.parametrize("in_json", [True, False])
async def test_a_wrong_token_is_down_and_is_never_said(
    zalo_emulator: ZaloBotEmulator, in_json: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    zalo_emulator.token_answers_in_json = in_json
    waits = Waits(2)
    channel = make(zalo_emulator, sleep=waits)
    token, zalo_emulator.token = zalo_emulator.token, "1:another"
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


def _health(channel: ZaloBotChannel) -> Health:
    """Read anew: the type checker believes that an attribute stays what it was."""
    return channel.health
