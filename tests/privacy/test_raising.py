"""Every handler forced to raise, with the sender and his words in the error: nothing of it gets out.

The conversations and routes are the program's own; each handler is replaced by one that raises before, or
after, the real one did its work. They run under a dispatcher and an application built for this.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TypeVar

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from channels.contract import Incoming
from channels.telegram.channel import TelegramChannel
from console.access import Route
from console.application import build as build_application
from console.rendering import Pages
from handlers import texts
from handlers.conversation import Context, Conversation, Handler
from handlers.dispatch import Dispatcher
from handlers.sessions import Sessions
from storage.types import SystemClock
from tests.emulators.telegram import Person
from tests.privacy import residents
from tests.privacy.living import living
from tests.privacy.residents import ANSWER, CHAT, NAME, STORY, photo
from tests.privacy.running import RecordingEmulator, Running
from tests.privacy.scanner import check_clean
from tests.privacy.scenario import Ready, sign_in
from tips.unlocking import SignIn

Kind = TypeVar("Kind")


class Forced(RuntimeError):
    """What a handler raises here."""


def _live(kind: type[Kind]) -> list[Kind]:
    """Return the program's own objects of a class: its wiring hands them to nobody else."""
    return [one for one in living(kind) if type(one) is kind]


def _raising(handler: Handler, *, late: bool) -> Handler:
    async def forced(context: Context) -> None:
        if late:
            await handler(context)
        raise Forced(f"{NAME} {context.reply.reveal()} {context.incoming.text} {context.text} {STORY}")

    return forced


def _forced(one: Conversation, *, late: bool) -> Conversation:
    def maybe(handler: Handler | None) -> Handler | None:
        return None if handler is None else _raising(handler, late=late)

    return replace(
        one,
        open=_raising(one.open, late=late),
        choices={name: _raising(handler, late=late) for name, handler in one.choices.items()},
        standing={name: _raising(handler, late=late) for name, handler in one.standing.items()},
        text=maybe(one.text),
        photo=maybe(one.photo),
        location=maybe(one.location),
    )


def _conversations(*, late: bool) -> tuple[Conversation, ...]:
    by_name = {one.name: one for one in _live(Conversation)}
    assert len(by_name) >= 10, "the program's conversations were not found"
    return tuple(_forced(one, late=late) for one in by_name.values())


@asynccontextmanager
async def _bot(conversations: Iterable[Conversation]) -> AsyncIterator[RecordingEmulator]:
    """A second bot whose conversations all raise; its log goes where the house's goes."""
    clock = SystemClock()
    dispatcher = Dispatcher(conversations=tuple(conversations), sessions=Sessions(clock), catalogue=texts.load())
    async with RecordingEmulator() as emulator:
        channel = TelegramChannel(token=emulator.token, api_url=emulator.url)

        async def deliver(incoming: Incoming) -> None:
            await dispatcher.handle(channel, incoming)

        running = asyncio.create_task(channel.run(deliver))
        try:
            yield emulator
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            await channel.close()


async def _everything(person: Person, emulator: RecordingEmulator) -> None:
    """Say and press all one can, whatever is on the screen."""
    for command in ("start", "baotin", "hopthu", "hoc", "hoi", "giadinh", "xa", "caidat", "dung", "xoa", "trogiup"):
        await person.types(f"/{command}")
        await emulator.settled()
        await person.types(STORY)
        await person.sends_photo(photo(), caption=ANSWER)
        await person.sends_location(16.64, 106.62)
        await emulator.settled()
        for shown in person.shown()[-1:]:
            for button in shown.buttons:
                if button.data:
                    await person.presses_data(shown.id, button.data)
        await emulator.settled()
    await person.forwards(STORY)
    await person.sends_contact()
    await person.sends_voice()
    await emulator.settled()


@pytest.mark.parametrize("late", [False, True], ids=["before its work", "after its work"])
async def test_i01_i02_i31_with_every_conversation_raising_the_sender_is_nowhere(house: Running, *, late: bool) -> None:
    async with _bot(_conversations(late=late)) as emulator:
        await _everything(emulator.person(NAME, CHAT), emulator)
    assert "handler_failed" in house.log.getvalue() or "Forced" in house.log.getvalue(), "nothing was forced"
    check_clean(house.world(), residents.who_told(), residents.what_was_told())


WebHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _raising_page(handler: WebHandler, *, late: bool) -> WebHandler:
    async def forced(request: web.Request) -> web.StreamResponse:
        if late:
            await handler(request)
        raise Forced(f"{request.headers} {request.remote} {STORY} {CHAT}")

    return forced


@pytest.mark.parametrize("late", [False, True], ids=["before its work", "after its work"])
async def test_i01_i31_with_every_page_raising_the_sender_is_nowhere(
    house: Running, ready: Ready, *, late: bool
) -> None:
    await residents.tell_by_web(await house.visitor(), photos=[photo()])
    await sign_in(house, ready.accounts["lead-a"])
    routes = {(one.method, one.path): one for one in _live(Route)}
    assert len(routes) > 15
    application = build_application(
        routes=[replace(one, handler=_raising_page(one.handler, late=late)) for one in routes.values()],
        webhooks=(),
        sessions=_live(SignIn)[-1],
        pages=_live(Pages)[-1],
    )
    async with TestClient(TestServer(application)) as client:
        for method, path in routes:
            target = path.replace("{token}", "x" * 43).replace("{case}", "T-222222").replace("{", "").replace("}", "")
            async with client.request(
                method, target, data={"text": STORY, "answer": ANSWER} if method == "POST" else None
            ) as answer:
                body = await answer.text()
                assert STORY not in body or answer.status == 401, f"{method} {path} told the error"
                assert "Traceback" not in body
    check_clean(house.world(), residents.who_told(), residents.what_was_told())
