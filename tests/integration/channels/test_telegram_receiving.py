"""An update is confirmed only after it was handled, by polling and by webhook; outages are waited out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import orjson
import pytest
from aiohttp import web
from structlog.testing import capture_logs

from channels.contract import ChannelError, Deliver, Health, Incoming, IncomingKind, MediaTooLarge
from channels.telegram.aiohttp_request import Timeouts
from channels.telegram.channel import WEBHOOK_PATH, TelegramChannel
from channels.telegram.registration import BotCommand, TelegramMode
from tests.emulators.telegram import Misbehaviour, TelegramEmulator

SECRET = "webhook-secret_1"
QUICK = Timeouts(connect=2.0, read=2.0)


@asynccontextmanager
async def running(channel: TelegramChannel, deliver: Deliver) -> AsyncIterator[None]:
    task = asyncio.create_task(channel.run(deliver))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await channel.close()


def _channel(emulator: TelegramEmulator, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> TelegramChannel:
    return TelegramChannel(token=emulator.token, api_url=emulator.url, timeouts=QUICK, sleep=sleep)


def _health(channel: TelegramChannel) -> Health:
    """Read anew: the type checker believes that an attribute stays what it was."""
    return channel.health


class Waits:
    """A fault clock: remembers how long the channel wanted to wait, and lets `limit` waits pass at once."""

    def __init__(self, limit: int) -> None:
        self.seconds: list[float] = []
        self.used_up = asyncio.Event()
        self.go_on = asyncio.Event()
        self._limit = limit

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if len(self.seconds) >= self._limit:
            self.used_up.set()
            await self.go_on.wait()


# Polling


async def test_an_update_is_confirmed_only_after_it_was_handled(emulator: TelegramEmulator) -> None:
    started, gate, quick_was_handled = asyncio.Event(), asyncio.Event(), asyncio.Event()
    handled: list[str] = []

    async def deliver(incoming: Incoming) -> None:
        if incoming.text == "chậm":
            started.set()
            await gate.wait()
        handled.append(incoming.text)
        if incoming.text == "nhanh nữa":
            quick_was_handled.set()

    slow, quick = emulator.person(), emulator.person()
    async with running(_channel(emulator), deliver):
        slow_update = await slow.types("chậm")
        await started.wait()
        await quick.types("nhanh")
        await quick.types("nhanh nữa")
        await quick_was_handled.wait()
        await emulator.answers("getUpdates", 2)
        assert min(emulator.state.updates) == slow_update
        gate.set()
        await emulator.delivery.all_confirmed()
    assert handled == ["nhanh", "nhanh nữa", "chậm"]


async def test_what_a_stopped_program_did_not_handle_comes_again(emulator: TelegramEmulator) -> None:
    started = asyncio.Event()

    async def never_ends(incoming: Incoming) -> None:
        if incoming.text == "hai":
            started.set()
            await asyncio.Event().wait()

    person = emulator.person()
    async with running(_channel(emulator), never_ends):
        await person.types("một")
        await person.types("hai")
        await started.wait()
    again: asyncio.Queue[Incoming] = asyncio.Queue()
    async with running(_channel(emulator), again.put):
        assert (await again.get()).text == "hai"
        await emulator.delivery.all_confirmed()


async def test_what_was_handled_is_confirmed_when_the_program_stops(emulator: TelegramEmulator) -> None:
    got: asyncio.Queue[Incoming] = asyncio.Queue()
    person = emulator.person()
    async with running(_channel(emulator), got.put):
        await person.types("một")
        await got.get()
    assert emulator.state.updates == {}


async def test_a_batch_in_the_wrong_order_is_handled_in_the_right_one(emulator: TelegramEmulator) -> None:
    got: asyncio.Queue[Incoming] = asyncio.Queue()
    person = emulator.person()
    emulator.delivery.hold()
    for number in range(4):
        await person.types(str(number))
    emulator.delivery.release(reverse=True)
    async with running(_channel(emulator), got.put):
        assert [(await got.get()).text for _ in range(4)] == ["0", "1", "2", "3"]


async def test_more_updates_than_one_poll_holds(emulator: TelegramEmulator) -> None:
    got: asyncio.Queue[Incoming] = asyncio.Queue()
    people = [emulator.person() for _ in range(250)]
    for person in people:
        await person.types(str(person.chat_id))
    async with running(_channel(emulator), got.put):
        texts = {(await got.get()).text for _ in people}
        await emulator.delivery.all_confirmed()
    assert texts == {str(person.chat_id) for person in people}
    assert got.empty()


async def test_every_press_is_answered(emulator: TelegramEmulator) -> None:
    got: asyncio.Queue[Incoming] = asyncio.Queue()
    person = emulator.person()
    async with running(_channel(emulator), got.put):
        emulator.misbehave("answerCallbackQuery", Misbehaviour.BAD_REQUEST)
        await person.presses_data(1, "old")
        assert (await got.get()).choice == "old"
        await person.presses_data(2, "new")
        assert (await got.get()).choice == "new"
    assert emulator.state.answered_presses == {"press-100002"}


async def test_groups_edits_and_memberships_are_passed_over(emulator: TelegramEmulator) -> None:
    got: asyncio.Queue[Incoming] = asyncio.Queue()
    person = emulator.person()
    group = {"id": -100, "type": "supergroup", "title": "Thôn"}
    async with running(_channel(emulator), got.put):
        await person.sends_raw({"message": {"message_id": 1, "date": 1, "chat": group, "text": "trong nhóm"}})
        await person.edits_last("đã sửa")
        await person.sends_raw({"my_chat_member": {"chat": group, "date": 1}})
        await person.sends_raw({"message": {"unreadable": True}})
        await person.sends_album([b"1", b"2"], "hai ảnh")
        await person.forwards("chuyển tiếp")
        received = [await got.get() for _ in range(3)]
        await emulator.delivery.all_confirmed()
    assert [(incoming.kind, incoming.text) for incoming in received] == [
        (IncomingKind.PHOTO, "hai ảnh"),
        (IncomingKind.PHOTO, ""),
        (IncomingKind.TEXT, "chuyển tiếp"),
    ]
    assert got.empty()


async def test_it_says_who_it_is_and_sets_its_commands(emulator: TelegramEmulator) -> None:
    channel = TelegramChannel(
        token=emulator.token,
        api_url=emulator.url + "/",
        commands=(BotCommand(name="baotin", description="Báo tin ẩn danh"),),
    )
    got: asyncio.Queue[Incoming] = asyncio.Queue()
    emulator.state.webhook = {"url": "http://127.0.0.1:9/"}
    assert channel.health is Health.STARTING
    async with running(channel, got.put):
        await emulator.person().types("một")
        await got.get()
        assert _health(channel) is Health.UP
    assert emulator.state.commands == [{"command": "baotin", "description": "Báo tin ẩn danh"}]
    assert emulator.state.calls["getme"] == 1
    assert _health(channel) is Health.DOWN


@pytest.mark.parametrize("outage", ["down", "wrong token", "conflict", "broken"])
async def test_an_outage_is_said_once_and_waited_out(outage: str) -> None:
    waits = Waits(limit=8)
    got: asyncio.Queue[Incoming] = asyncio.Queue()
    async with TelegramEmulator() as emulator:
        recovered = emulator
        token, port = emulator.token, int(emulator.url.rsplit(":", 1)[1])
        channel = _channel(emulator, sleep=waits)
        match outage:
            case "down":
                await emulator.stop()
            case "wrong token":
                emulator.token = "1:another"
            case "conflict":
                emulator.misbehave("getUpdates", Misbehaviour.CONFLICT, times=8)
            case _:
                emulator.misbehave("getMe", Misbehaviour.NOT_JSON, times=8)
        with capture_logs() as logs:
            async with running(channel, got.put):
                await waits.used_up.wait()
                assert channel.health is Health.DOWN
                assert waits.seconds == [1, 2, 4, 8, 16, 32, 60, 60]
                emulator.token = token
                if outage == "down":
                    recovered = TelegramEmulator(token)
                    await recovered.start(port)
                waits.go_on.set()
                await recovered.person().types("lại đây")
                assert (await got.get()).text == "lại đây"
                assert _health(channel) is Health.UP
        await recovered.stop()
    assert [line["event"] for line in logs] == ["channel_down", "channel_up"]
    assert token not in str(logs)


async def test_an_outage_in_the_middle_loses_nothing(emulator: TelegramEmulator) -> None:
    waits = Waits(limit=100)
    got: asyncio.Queue[Incoming] = asyncio.Queue()
    person = emulator.person()
    async with running(_channel(emulator, sleep=waits), got.put):
        await person.types("một")
        assert (await got.get()).text == "một"
        emulator.misbehave("getUpdates", Misbehaviour.CUT_AFTER)
        emulator.misbehave("getUpdates", Misbehaviour.SERVER_ERROR)
        emulator.misbehave("getUpdates", Misbehaviour.NOT_JSON)
        for number in range(5):
            await person.types(str(number))
        assert [(await got.get()).text for _ in range(5)] == ["0", "1", "2", "3", "4"]
        await emulator.delivery.all_confirmed()
    assert got.empty()


# Pictures


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("getFile", Misbehaviour.BAD_REQUEST),
        ("getFile", Misbehaviour.SERVER_ERROR),
        ("getFile", Misbehaviour.HANG),
        ("file", Misbehaviour.CUT_AFTER),
        ("file", Misbehaviour.SERVER_ERROR),
        ("file", Misbehaviour.HANG_AFTER),
    ],
)
async def test_a_picture_that_cannot_be_fetched_is_a_channel_error(
    emulator: TelegramEmulator, method: str, kind: Misbehaviour
) -> None:
    got: asyncio.Queue[Incoming] = asyncio.Queue()
    async with running(_channel(emulator), got.put):
        await emulator.person().sends_photo(b"picture" * 10_000)
        media = (await got.get()).media
        assert media is not None
        emulator.misbehave(method, kind)
        with pytest.raises(ChannelError) as caught:
            await media.read(1_000_000)
        assert caught.value.__context__ is None
        assert await media.read(1_000_000) == b"picture" * 10_000
        with pytest.raises(MediaTooLarge):
            await media.read(69_999)


# Webhook


@asynccontextmanager
async def hooked(emulator: TelegramEmulator, deliver: Deliver) -> AsyncIterator[str]:
    """Run a channel in webhook mode, its route mounted on a real server; gives the address."""
    runner: web.AppRunner

    async def receive(request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        return web.Response(status=await route.receive(headers, await request.read()))

    app = web.Application()
    app.router.add_post(WEBHOOK_PATH, receive)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}{WEBHOOK_PATH}"
    channel = TelegramChannel(
        token=emulator.token,
        api_url=emulator.url,
        mode=TelegramMode.WEBHOOK,
        webhook_url=url,
        webhook_secret=SECRET,
    )
    (route,) = channel.webhooks()
    assert route.path == WEBHOOK_PATH
    async with running(channel, deliver):
        await emulator.has_answered("setWebhook")
        yield url
    await runner.cleanup()


async def test_updates_come_by_webhook(emulator: TelegramEmulator) -> None:
    got: asyncio.Queue[Incoming] = asyncio.Queue()
    person = emulator.person()
    async with hooked(emulator, got.put):
        assert emulator.state.webhook["secret_token"] == SECRET
        for number in range(5):
            await person.types(str(number))
        assert [(await got.get()).text for _ in range(5)] == ["0", "1", "2", "3", "4"]
        await emulator.delivery.all_confirmed()
        emulator.delivery.redeliver(emulator.state.last_update)
        await person.types("sau")
        assert (await got.get()).text == "sau"
    assert emulator.state.calls["getupdates"] == 0


async def test_the_platform_hears_200_only_after_handling_and_repeats_are_not_handled_again(
    emulator: TelegramEmulator,
) -> None:
    started, gate = asyncio.Event(), asyncio.Event()
    handled: list[str] = []

    async def deliver(incoming: Incoming) -> None:
        started.set()
        await gate.wait()
        handled.append(incoming.text)

    emulator.delivery.hold()
    update = emulator.state.all_updates[await emulator.person().types("một")]
    async with hooked(emulator, deliver) as url, aiohttp.ClientSession() as session:

        async def post() -> int:
            headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            async with session.post(url, data=orjson.dumps(update), headers=headers) as response:
                return response.status

        first = asyncio.create_task(post())
        await started.wait()
        repeated = asyncio.create_task(post())
        await asyncio.wait((first, repeated), timeout=0.05)
        assert not first.done()
        assert not repeated.done()
        gate.set()
        assert [await first, await repeated, await post()] == [200, 200, 200]
    assert handled == ["một"]


@pytest.mark.parametrize(
    ("secret", "content", "status"),
    [
        (None, b"not even JSON", 401),
        ("wrong", b'{"update_id": 1}', 401),
        ("sai-bí-mật", b"{}", 401),
        (SECRET, b"not even JSON", 400),
        (SECRET, b"[]", 400),
        (SECRET, b"{}", 400),
        (SECRET, b'{"update_id": 1}', 200),
        (SECRET, b'{"update_id": 2, "message": 5}', 200),
    ],
)
async def test_the_secret_is_checked_before_parsing(
    emulator: TelegramEmulator, secret: str | None, content: bytes, status: int
) -> None:
    got: asyncio.Queue[Incoming] = asyncio.Queue()
    headers = {} if secret is None else {"x-telegram-bot-api-secret-token": secret}
    channel = TelegramChannel(
        token=emulator.token,
        api_url=emulator.url,
        mode=TelegramMode.WEBHOOK,
        webhook_url="http://127.0.0.1:9" + WEBHOOK_PATH,
        webhook_secret=SECRET,
    )
    (route,) = channel.webhooks()
    assert await route.receive({"x-telegram-bot-api-secret-token": SECRET}, b"{}") == 503
    async with running(channel, got.put):
        await emulator.has_answered("setWebhook")
        assert await route.receive(headers, content) == status
    assert got.empty()


async def test_webhook_mode_without_its_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="webhook"):
        TelegramChannel(token="1:a", mode=TelegramMode.WEBHOOK, webhook_url="https://a.example")
