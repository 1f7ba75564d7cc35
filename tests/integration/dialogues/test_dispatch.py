"""The dispatcher: one at a time, ten seconds, apologies, bursts; and how little a new conversation takes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from channels.contract import Address, Choice, Lane, Outgoing, ReplyHandle
from handlers import texts
from handlers.conversation import Context, Conversation, Pick, Screen
from handlers.dispatch import Dispatcher
from handlers.sessions import Sessions
from handlers.turns import Turns
from tests.integration.dialogues.house import LOCAL, House, Resident, open_house, talk
from tests.unit.tips.clock import HandClock


def greeting() -> Conversation:
    """Return a toy conversation: all that a newcomer writes."""

    async def hello(context: Context) -> None:
        await context.show(Screen(text="Bạn tên gì?", choices=(Pick(label="Bí mật", action="secret"),)))

    async def secret(context: Context) -> None:
        await context.show(Screen(text="Vậy thôi."))

    return Conversation(name="toy", commands=("chao",), open=hello, choices={"secret": secret})


async def test_a_conversation_is_one_module_and_one_line(tmp_path: Path) -> None:
    async with open_house(tmp_path, extra=(greeting(),)) as house:
        resident = house.person()
        await talk(resident, [("/chao", "Bạn tên gì?"), ("bi mat", "Vậy thôi."), ("[Quay lại]", "Bạn cần gì?")])
        await talk(resident, [("chào", "Bạn tên gì?"), ("1", "Vậy thôi.")])


async def test_a_slow_handler_is_ended_with_an_apology_and_the_next_message_is_served(tmp_path: Path) -> None:
    async def sleepy(context: Context) -> None:
        await asyncio.Event().wait()

    slow = Conversation(name="slow", open=sleepy, standing={"go": sleepy})
    async with open_house(tmp_path, extra=(slow,), limit_seconds=0.05) as house:
        resident = house.person()
        await _press_standing(house, resident, "!slow.go:")
        assert "Xin lỗi" in resident.newest.text
        await talk(resident, [("/start", "Bạn cần gì")])


async def test_a_failing_handler_apologises_and_tells_the_log_no_word(tmp_path: Path) -> None:
    async def broken(context: Context) -> None:
        raise RuntimeError(f"secret {context.text}")

    failing = Conversation(name="broken", open=broken, standing={"go": broken})
    async with open_house(tmp_path, extra=(failing,)) as house:
        resident = house.person()
        with capture_logs() as logs:
            await _press_standing(house, resident, "!broken.go:secret")
        assert "Xin lỗi" in resident.newest.text
        assert "secret" not in repr(logs)
        assert [entry["event"] for entry in logs] == ["handler_failed"]


async def test_a_story_in_many_short_messages_has_one_answer(house: House, resident: Resident) -> None:
    await talk(resident, [("bao tin", "ai"), ("[Tiếp tục]", "Xong")])
    before = len(resident.bot)
    for words in ("có nhóm lạ", "ở gần chợ", "tối nào cũng vậy"):
        await talk(resident, [(words, "Đã ghi")])
    assert len(resident.bot) == before + 1
    house.clock.forward(seconds=30)
    await talk(resident, [("thêm một ý", "Đã ghi")])
    assert len(resident.bot) == before + 2


async def test_many_chats_are_served_at_once(house: House) -> None:
    people = [house.person(str(number)) for number in range(20)]
    await asyncio.gather(*(person.types("/start") for person in people))
    assert all("Bạn cần gì" in person.newest.text for person in people)


async def _take(turns: Turns, chat: ReplyHandle, order: list[str], name: str) -> None:
    await turns.take(chat)
    order.append(name)
    turns.leave(chat)


async def test_one_chat_is_served_one_message_at_a_time() -> None:
    turns, order = Turns(), list[str]()
    chat, other = ReplyHandle(LOCAL, "1"), ReplyHandle(LOCAL, "2")
    assert turns.take_at_once(chat)
    assert not turns.take_at_once(chat)
    tasks = [asyncio.create_task(_take(turns, chat, order, name)) for name in ("second", "third")]
    await asyncio.gather(_take(turns, other, order, "another chat"))
    assert order == ["another chat"]
    order.append("first")
    turns.leave(chat)
    await asyncio.gather(*tasks)
    assert order == ["another chat", "first", "second", "third"]
    assert len(turns) == 0


@pytest.mark.parametrize("is_handed_over", [True, False])
async def test_who_is_cancelled_while_waiting_holds_up_nobody(*, is_handed_over: bool) -> None:
    turns, order = Turns(), list[str]()
    chat = ReplyHandle(LOCAL, "1")
    assert turns.take_at_once(chat)
    cancelled, next_one = (asyncio.create_task(_take(turns, chat, order, name)) for name in ("cancelled", "next"))
    await asyncio.gather(_take(turns, ReplyHandle(LOCAL, "2"), [], "so that both wait"))
    if is_handed_over:
        turns.leave(chat)
        cancelled.cancel()
    else:
        cancelled.cancel()
        turns.leave(chat)
    with pytest.raises(asyncio.CancelledError):
        await cancelled
    await next_one
    assert order == ["next"]
    assert len(turns) == 0


async def _press_standing(house: House, resident: Resident, choice: str) -> None:
    """Push a message with a button that outlives sessions, and press it."""
    message = Outgoing(text="Một nút", choices=(Choice(id=choice, label="Bấm"),))
    await house.channel.push(Address(LOCAL, "1"), message, Lane.REPLY)
    await resident.presses("Bấm")


async def test_two_conversations_cannot_claim_one_command() -> None:
    clock = HandClock()

    async def nothing(context: Context) -> None:
        await context.working()

    def named(name: str) -> Conversation:
        return Conversation(name=name, open=nothing, commands=("hoc",) if name in ("menu", "free") else ())

    with pytest.raises(ValueError, match="/hoc"):
        Dispatcher(
            conversations=(named("menu"), named("free")),
            sessions=Sessions(clock),
            catalogue=texts.load(),
        )
