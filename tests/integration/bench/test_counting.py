"""The bench's platform counts what arrives, in every library's form; a missing answer fails instead of counting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import aiohttp
import orjson
import pytest
import pytest_asyncio

from bench.bots.answers import KEYBOARD
from bench.conversation import PEER_TEXT, Kind, Turn
from bench.platform import TOKEN, Platform
from bench.turns import AnswerMissing, Crowd
from bench.wire import ClientConnection, ServerConnection, Unreadable, message_in


@pytest_asyncio.fixture
async def platform() -> AsyncIterator[Platform]:
    """A running platform."""
    running = Platform()
    await running.start()
    yield running
    await running.stop()


async def test_calls_count_in_the_forms_of_all_libraries(platform: Platform) -> None:
    url = f"{platform.address}/bot{TOKEN}/sendMessage"
    fields = {"chat_id": "5", "text": "chào", "reply_markup": orjson.dumps(KEYBOARD).decode()}
    form = aiohttp.FormData(fields)
    several = aiohttp.FormData(default_to_multipart=True)
    for name, value in fields.items():
        several.add_field(name, value)
    async with aiohttp.ClientSession() as session:
        for sent in (
            {"json": {"chat_id": 5, "text": "chào", "reply_markup": KEYBOARD}},
            {"data": form},
            {"data": several},
        ):
            shown = platform.expect(5)
            async with session.post(url, **sent) as answer:
                result = (await answer.json())["result"]
            assert result["text"] == "chào"
            assert result["reply_markup"] == KEYBOARD
            assert len((await shown).buttons) == 8
    assert platform.calls["sendMessage"] == 3
    assert platform.arrived == {5: 3}
    assert platform.signs == 12


async def test_a_picture_counts_as_one_message_and_its_text_cannot_be_edited(platform: Platform) -> None:
    form = aiohttp.FormData({"chat_id": "5", "caption": "tranh"})
    form.add_field("photo", b"\x89PNG", filename="picture")
    edit: dict[str, object] = {"chat_id": 5, "text": "chữ"}
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{platform.address}/bot{TOKEN}/sendPhoto", data=form) as answer:
            sent = (await answer.json())["result"]
        assert sent["photo"][0]["file_id"]
        edit["message_id"] = sent["message_id"]
        async with session.post(f"{platform.address}/bot{TOKEN}/editMessageText", json=edit) as answer:
            assert answer.status == 400
    assert platform.arrived == {5: 1}
    assert platform.signs == len("tranh")


async def test_other_calls_are_answered_and_are_no_message(platform: Platform) -> None:
    async with aiohttp.ClientSession() as session:
        for method in ("getMe", "setWebhook", "answerCallbackQuery"):
            async with session.post(f"{platform.address}/bot{TOKEN}/{method}", json={}) as answer:
                assert (await answer.json())["ok"]
    assert not platform.arrived
    assert platform.calls.total() == 3


async def test_requests_that_come_in_pieces_or_together_are_each_read_once() -> None:
    request = b"POST /x HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
    assert message_in(bytearray(request[:-1])) is None
    found = message_in(bytearray(request + request))
    assert found is not None
    assert (found[1], found[2]) == (b"abc", len(request))
    with pytest.raises(Unreadable):
        message_in(bytearray(b"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"))


Answer = Callable[[bytes, bytes], bytes]


async def _bot(answer: Answer) -> tuple[asyncio.Server, int]:
    server = await asyncio.get_running_loop().create_server(lambda: ServerConnection(answer), "127.0.0.1", 0)
    return server, int(server.sockets[0].getsockname()[1])


async def test_turns_are_counted_and_timed_one_by_one(platform: Platform) -> None:
    api = await ClientConnection.to(platform.port)
    seen: list[int] = []

    def answer(_head: bytes, body: bytes) -> bytes:
        update = orjson.loads(body)
        message = update.get("message") or update["callback_query"]["message"]
        chat = message["chat"]["id"]
        seen.append(chat)
        reply = {"chat_id": chat, "text": PEER_TEXT, "reply_markup": KEYBOARD}
        _unread = api.ask(f"/bot{TOKEN}/sendMessage", orjson.dumps(reply))
        return b"{}"

    server, port = await _bot(answer)
    measured = await Crowd(platform, port).talk(chats=3, seconds=0.2)
    server.close()
    api.close()
    assert len(measured.milliseconds) == len(seen) == platform.arrived.total() > 3
    assert measured.signs == len(PEER_TEXT) * len(seen)


async def test_an_answer_that_never_comes_fails_loudly(platform: Platform) -> None:
    server, port = await _bot(lambda _head, _body: b"{}")
    with pytest.raises(AnswerMissing):
        await Crowd(platform, port, patience=0.1).talk(chats=2, seconds=0.1)
    server.close()


async def test_an_answer_to_another_chat_is_no_answer(platform: Platform) -> None:
    shown = platform.expect(7)
    async with aiohttp.ClientSession() as session:
        url = f"{platform.address}/bot{TOKEN}/sendMessage"
        async with session.post(url, json={"chat_id": 8, "text": "x"}) as answer:
            assert answer.status == 200
    assert not shown.done()


def test_the_first_turn_needs_no_screen() -> None:
    platform = Platform()
    assert orjson.loads(platform.update(5, Turn(Kind.COMMAND, "/start"), None))["message"]["text"] == "/start"
