"""The send budget around a real channel: who waits, who is halted, what is tried again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from channels.budgeted import BudgetedChannel
from channels.contract import Channel, Choice, Lane, Outgoing, RecipientGone, Refused, ReplyHandle, Throttled
from channels.local import LocalChannel, plain_capabilities
from channels.telegram.channel import TelegramChannel
from tests.contract.rigs import LOCAL
from tests.emulators.telegram import Misbehaviour, TelegramEmulator


@dataclass(slots=True)
class MemoryBudget:
    """A budget that grants at once, or asks to wait `pause` seconds; remembers what it was asked."""

    pause: float = 0.0
    broken: bool = False
    reserved: list[tuple[str, Lane, int]] = field(default_factory=list)
    halted: list[tuple[str, float, Lane]] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    async def reserve(self, account: str, lane: Lane, messages: int) -> float:
        if self.broken:
            raise OSError("no database")
        self.reserved.append((account, lane, messages))
        return self.pause

    def reserve_at_once(self, account: str, messages: int) -> float | None:
        return None

    async def throttled(self, account: str, retry_after: float, lane: Lane) -> None:
        if self.broken:
            raise OSError("no database")
        self.halted.append((account, retry_after, lane))

    async def used_up(self, account: str) -> None:
        self.closed.append(account)


@dataclass(slots=True)
class FakeTime:
    """The injected clock: sleeping moves it."""

    seconds: float = 100.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


@dataclass(slots=True, kw_only=True)
class Setting:
    emulator: TelegramEmulator
    channel: BudgetedChannel
    budget: MemoryBudget
    time: FakeTime

    def person(self) -> ReplyHandle:
        return ReplyHandle(self.channel.name, str(self.emulator.person().chat_id))

    def throttle(self, chat: ReplyHandle, retry_after: float, times: int = 1) -> None:
        number = int(chat.reveal())
        self.emulator.misbehave("sendMessage", Misbehaviour.THROTTLED, times, retry_after=retry_after, chat=number)

    def got(self, chat: ReplyHandle) -> int:
        return self.emulator.accepted.get(int(chat.reveal()), 0)


@pytest.fixture
async def setting(emulator: TelegramEmulator) -> AsyncIterator[Setting]:
    telegram = TelegramChannel(token=emulator.token, api_url=emulator.url)
    budget, time = MemoryBudget(), FakeTime()
    channel = BudgetedChannel(telegram, budget, time.sleep, now=time.now)
    yield Setting(emulator=emulator, channel=channel, budget=budget, time=time)
    await telegram.close()


HELLO = Outgoing(text="xin chào")


async def test_every_call_reserves_first_and_waits(setting: Setting) -> None:
    chat = setting.person()
    setting.budget.pause = 0.25
    (shown,) = await setting.channel.reply(chat, HELLO)
    await setting.channel.edit(chat, shown, Outgoing(text="khác"))
    await setting.channel.push(setting.channel.address(chat), Outgoing(text="Dài. " * 1000), Lane.BULK)
    await setting.channel.delete(chat, (shown,))
    assert setting.budget.reserved == [
        ("telegram", Lane.REPLY, 1),
        ("telegram", Lane.REPLY, 1),
        ("telegram", Lane.BULK, 2),
        ("telegram", Lane.REPLY, 1),
    ]
    assert setting.time.slept == [0.25] * 4


async def test_typing_is_left_out_when_it_would_have_to_wait(setting: Setting) -> None:
    chat = setting.person()
    setting.budget.pause = 0.25
    await setting.channel.typing(chat)
    assert setting.emulator.state.calls["sendchataction"] == 0
    setting.budget.pause = 0
    await setting.channel.typing(chat)
    assert setting.emulator.state.calls["sendchataction"] == 1


async def test_a_short_flood_wait_of_a_reply_is_waited_out(setting: Setting) -> None:
    chat = setting.person()
    setting.throttle(chat, 3)
    await setting.channel.reply(chat, HELLO)
    assert setting.time.slept == [3]
    assert setting.got(chat) == 1
    assert setting.budget.halted == []


async def test_a_long_flood_wait_halts_that_chat_only(setting: Setting) -> None:
    chat, other = setting.person(), setting.person()
    setting.throttle(chat, 30)
    with pytest.raises(Throttled) as caught:
        await setting.channel.reply(chat, HELLO)
    assert caught.value.retry_after == 30
    calls = setting.emulator.state.calls["sendmessage"]
    setting.time.seconds += 10
    with pytest.raises(Throttled) as caught:
        await setting.channel.push(setting.channel.address(chat), HELLO, Lane.REPLY)
    assert caught.value.retry_after == 20
    assert setting.emulator.state.calls["sendmessage"] == calls
    await setting.channel.reply(other, HELLO)
    setting.time.seconds += 20
    await setting.channel.reply(chat, HELLO)
    assert (setting.got(chat), setting.got(other)) == (1, 1)
    assert setting.time.slept == []


async def test_a_reply_is_tried_twice_at_most(setting: Setting) -> None:
    chat = setting.person()
    setting.throttle(chat, 2, times=2)
    with pytest.raises(Throttled):
        await setting.channel.reply(chat, HELLO)
    assert setting.got(chat) == 0


async def test_a_flood_wait_of_bulk_halts_the_account(setting: Setting) -> None:
    chat = setting.person()
    setting.throttle(chat, 30)
    with pytest.raises(Throttled):
        await setting.channel.push(setting.channel.address(chat), HELLO, Lane.BULK)
    assert setting.budget.halted == [("telegram", 30, Lane.BULK)]
    assert setting.time.slept == []


@pytest.mark.parametrize(("apart", "halts"), [(4.0, 1), (6.0, 0)])
async def test_three_chats_within_ten_seconds_halt_the_account(setting: Setting, apart: float, halts: int) -> None:
    for _ in range(3):
        chat = setting.person()
        setting.throttle(chat, 30)
        with pytest.raises(Throttled):
            await setting.channel.reply(chat, HELLO)
        setting.time.seconds += apart
    assert setting.budget.halted == [("telegram", 30, Lane.REPLY)] * halts


async def test_one_chat_warned_three_times_halts_no_account(setting: Setting) -> None:
    chat = setting.person()
    for _ in range(3):
        setting.throttle(chat, 1, times=2)
        with pytest.raises(Throttled):
            await setting.channel.reply(chat, HELLO)
    assert setting.budget.halted == []


async def test_other_errors_pass_through_untouched(setting: Setting) -> None:
    person = setting.emulator.person()
    chat = ReplyHandle(setting.channel.name, str(person.chat_id))
    with pytest.raises(Refused):
        await setting.channel.reply(chat, Outgoing(text=""))
    person.blocks()
    with pytest.raises(RecipientGone):
        await setting.channel.push(setting.channel.address(chat), HELLO, Lane.BULK)
    assert setting.budget.halted == []


async def test_parts_are_counted_for_the_platform_it_wraps() -> None:
    budget, time = MemoryBudget(), FakeTime()
    local = LocalChannel(LOCAL, plain_capabilities())
    local.phone("1")
    channel: Channel = BudgetedChannel(local, budget, time.sleep, now=time.now, account="main")
    message = Outgoing(text="Câu. " * 500, choices=(Choice(id="a", label="A"),))
    sent = await channel.reply(ReplyHandle(LOCAL, "1"), message)
    assert budget.reserved == [("main", Lane.REPLY, len(sent))]
    assert len(sent) == 2


async def test_answers_go_out_while_the_budget_is_out_of_reach(setting: Setting) -> None:
    setting.budget.broken = True
    chat = setting.person()
    await setting.channel.typing(chat)
    await setting.channel.reply(chat, HELLO)
    assert setting.got(chat) == 1


async def test_a_flood_warning_is_heard_while_the_budget_is_out_of_reach(setting: Setting) -> None:
    setting.budget.broken = True
    for _ in range(3):
        chat = setting.person()
        setting.throttle(chat, 60.0)
        with pytest.raises(Throttled):
            await setting.channel.reply(chat, HELLO)
