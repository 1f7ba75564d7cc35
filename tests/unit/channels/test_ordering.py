"""Order within a chat, and what may be confirmed to the platform."""

from __future__ import annotations

import asyncio

from channels.contract import ChannelName, Incoming, IncomingKind, ReplyHandle
from channels.ordering import ChatOrder
from channels.telegram.receiving import Received


def _text(chat: str, text: str) -> Incoming:
    return Incoming(reply=ReplyHandle(ChannelName("x"), chat), kind=IncomingKind.TEXT, text=text)


async def test_a_chat_waits_for_itself_only() -> None:
    gate = asyncio.Event()
    handled: list[str] = []

    async def deliver(incoming: Incoming) -> None:
        if incoming.text == "a1":
            await gate.wait()
        handled.append(incoming.text)

    order = ChatOrder(deliver)
    first, second, other = order.put(_text("a", "a1")), order.put(_text("a", "a2")), order.put(_text("b", "b1"))
    await other
    assert handled == ["b1"]
    assert not first.done()
    gate.set()
    await second
    assert handled == ["b1", "a1", "a2"]


async def test_what_is_stopped_was_not_handled() -> None:
    started = asyncio.Event()

    async def never_ends(_incoming: Incoming) -> None:
        started.set()
        await asyncio.Event().wait()

    order = ChatOrder(never_ends)
    running, waiting = order.put(_text("a", "1")), order.put(_text("a", "2"))
    await started.wait()
    await order.stop()
    assert running.cancelled()
    assert waiting.cancelled()


async def _settled(future: asyncio.Future[None]) -> None:
    """Let the callbacks of a finished future run."""
    await asyncio.gather(future, return_exceptions=True)


async def test_nothing_at_or_above_an_unfinished_update_is_confirmed() -> None:
    received = Received()
    futures = {number: asyncio.get_running_loop().create_future() for number in (10, 11, 12)}
    assert received.offset is None
    for number, future in futures.items():
        received.take(number, future)
    assert received.offset == 10
    futures[11].set_result(None)
    await _settled(futures[11])
    assert received.offset == 10
    futures[10].set_result(None)
    await _settled(futures[10])
    assert received.offset == 12
    futures[12].cancel()
    await _settled(futures[12])
    assert received.offset == 12
    assert [received.is_new(number) for number in (10, 11, 12, 13)] == [False, False, False, True]


async def test_finished_updates_above_an_unfinished_one_are_remembered_whatever_their_number() -> None:
    received = Received()
    slow = asyncio.get_running_loop().create_future()
    received.take(1, slow)
    for number in range(2, 3000):
        received.take_ignored(number)
    assert not any(received.is_new(number) for number in range(1, 3000))
    slow.set_result(None)
    await _settled(slow)
    assert received.offset == 3000
    for number in range(3000, 5000):
        received.take_ignored(number)
    assert received.is_new(2)
    assert not received.is_new(4000)


async def test_the_offset_is_forgotten_only_when_all_is_confirmed() -> None:
    received = Received()
    slow = asyncio.get_running_loop().create_future()
    received.take(5, slow)
    received.forget_offset()
    assert received.offset == 5
    slow.set_result(None)
    await _settled(slow)
    received.forget_offset()
    assert received.offset is None
    assert not received.is_new(5)
