"""A channel behind the send budget: every outgoing call asks first, a flood warning halts what it should.

A 429 on a reply halts that chat; on bulk, or in three chats within ten seconds, the whole account. A month that
is used up stops bulk only: for an answer the platform is asked each time, until it says yes again.
Source: DESIGN section 5; Telegram's limits in python-telegram-bot `FloodLimit`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

import structlog

from channels.contract import (
    Address,
    AllowanceUsedUp,
    Capabilities,
    Channel,
    ChannelName,
    Deliver,
    Health,
    Lane,
    MessageRef,
    Outgoing,
    ReplyHandle,
    Throttled,
    WebhookRoute,
)
from channels.deadlines import Deadlines
from channels.render import message_count

_T = TypeVar("_T")
_MANY_CHATS = 3
_WITHIN = 10.0
_BUDGET_SECONDS = 1.0
_PATIENCE = 5.0
"""Seconds that a reply waits by itself for a halted chat; a handler has ten in all."""


class SendBudget(Protocol):
    """How fast an account may send, over all processes."""

    async def reserve(self, account: str, lane: Lane, messages: int) -> float:
        """Book `messages` more on `account`; return the seconds to wait before sending them.

        Raises `AllowanceUsedUp` for bulk when its share of the month is used up; answers are always booked.
        """

    def reserve_at_once(self, account: str, messages: int) -> float | None:
        """Book an answer as `reserve` does, from memory; None, and nothing booked, where that has to ask first."""

    async def throttled(self, account: str, retry_after: float, lane: Lane) -> None:
        """Halt the whole `account` for `retry_after` seconds; `lane` is where the platform said so.

        Called for bulk at the first 429, for replies when three chats met one within ten seconds.
        """

    async def used_up(self, account: str) -> None:
        """Note that the platform says the month of `account` is used up; bulk stops, answers go on trying."""


class BudgetedChannel:
    """A `Channel` that sends through `inner` as fast as the budget allows.

    `account` is the budget's row, never a token. `now` gives monotonic seconds. `pushed` hears of each message with
    a numbered menu that was pushed in the reply lane: where there are no buttons, its digits mean nothing alone.
    """

    def __init__(
        self,
        inner: Channel,
        budget: SendBudget,
        sleep: Callable[[float], Awaitable[None]],
        *,
        now: Callable[[], float],
        account: str | None = None,
        pushed: Callable[[ReplyHandle, Outgoing], None] | None = None,
    ) -> None:
        self._pushed = pushed
        self._inner = inner
        self._budget = budget
        self._sleep = sleep
        self._now = now
        self._account = inner.name if account is None else account
        self._deadlines = Deadlines(_BUDGET_SECONDS)
        self._halted: dict[ReplyHandle, float] = {}
        self._warnings: dict[ReplyHandle, float] = {}

    @property
    def name(self) -> ChannelName:
        return self._inner.name

    @property
    def capabilities(self) -> Capabilities:
        return self._inner.capabilities

    @property
    def health(self) -> Health:
        return self._inner.health

    async def reply(self, to: ReplyHandle, message: Outgoing) -> tuple[MessageRef, ...]:
        return await self._answer(to, self._messages(message), lambda: self._inner.reply(to, message))

    async def edit(self, to: ReplyHandle, shown: MessageRef, message: Outgoing) -> tuple[MessageRef, ...]:
        return await self._answer(to, self._messages(message), lambda: self._inner.edit(to, shown, message))

    async def delete(self, to: ReplyHandle, shown: Sequence[MessageRef]) -> None:
        await self._answer(to, 1, lambda: self._inner.delete(to, shown))

    async def typing(self, to: ReplyHandle) -> None:
        """Show that an answer is on its way, unless that would have to wait."""
        if self._pause_of(to) == 0 and await self._booked(1) <= 0:
            await self._inner.typing(to)

    async def push(self, to: Address, message: Outgoing, lane: Lane) -> MessageRef:
        def send() -> Awaitable[MessageRef]:
            return self._inner.push(to, message, lane)

        if lane is Lane.REPLY:
            shown = await self._answer(self.handle(to), self._messages(message), send)
            if self._pushed is not None and message.choices and not self.capabilities.buttons:
                self._pushed(self.handle(to), message)
            return shown
        await self._sleep_for(await self._budget.reserve(self._account, lane, self._messages(message)))
        try:
            return await send()
        except Throttled as warning:
            await self._budget.throttled(self._account, warning.retry_after or 0.0, lane)
            raise
        except AllowanceUsedUp:
            await self._budget.used_up(self._account)
            raise

    def address(self, of: ReplyHandle) -> Address:
        return self._inner.address(of)

    def handle(self, of: Address) -> ReplyHandle:
        return self._inner.handle(of)

    async def run(self, deliver: Deliver) -> None:
        await self._inner.run(deliver)

    def webhooks(self) -> tuple[WebhookRoute, ...]:
        return self._inner.webhooks()

    def _messages(self, message: Outgoing) -> int:
        return message_count(message, self._inner.capabilities)

    async def _answer(self, chat: ReplyHandle, messages: int, send: Callable[[], Awaitable[_T]]) -> _T:
        """Send in the reply lane. A short flood wait is waited out once, a long one is the caller's to know.

        The second try is safe: `Throttled` means surely not sent. Parts of one answer that went out before
        the warning come again, which is better than half an answer.
        """
        wait = None if self._halted else self._budget.reserve_at_once(self._account, messages)
        if wait is None:
            await self._wait_turn(chat, messages)
        elif wait > 0:
            await self._sleep(wait)
        try:
            return await send()
        except Throttled as warning:
            await self._warned(chat, warning.retry_after or 0.0)
        await self._wait_turn(chat, messages)
        try:
            return await send()
        except Throttled as warning:
            await self._warned(chat, warning.retry_after or 0.0)
            raise

    async def _wait_turn(self, chat: ReplyHandle, messages: int) -> None:
        """Wait while the chat is halted, then as long as the budget says."""
        if self._halted:
            await self._wait_for(chat)
        await self._sleep_for(await self._booked(messages))

    async def _booked(self, messages: int) -> float:
        """Book an answer; return the seconds to wait.

        A budget that does not answer keeps nobody from an answer, least of all from 113: the platform itself
        says when it is too much.
        """
        known = self._budget.reserve_at_once(self._account, messages)
        if known is not None:
            return known
        try:
            with self._deadlines.one():
                return await self._budget.reserve(self._account, Lane.REPLY, messages)
        except Exception as error:
            structlog.get_logger().warning("budget_unknown", error=type(error).__name__)
            return 0.0

    async def _wait_for(self, chat: ReplyHandle) -> None:
        pause = self._pause_of(chat)
        if pause > _PATIENCE:
            raise Throttled(pause)
        await self._sleep_for(pause)

    def _pause_of(self, chat: ReplyHandle) -> float:
        return max(0.0, self._halted.get(chat, 0.0) - self._now())

    async def _sleep_for(self, seconds: float) -> None:
        if seconds > 0:
            await self._sleep(seconds)

    async def _warned(self, chat: ReplyHandle, retry_after: float) -> None:
        """Halt the chat; the third chat within ten seconds halts the account."""
        now = self._now()
        self._halted = {known: until for known, until in self._halted.items() if until > now}
        self._halted[chat] = now + retry_after
        self._warnings = {known: at for known, at in self._warnings.items() if at > now - _WITHIN}
        self._warnings[chat] = now
        if len(self._warnings) >= _MANY_CHATS:
            try:
                async with asyncio.timeout(_BUDGET_SECONDS):
                    await self._budget.throttled(self._account, retry_after, Lane.REPLY)
            except Exception as error:
                # The caller has to hear of the 429, whatever else is broken.
                structlog.get_logger().warning("budget_unknown", error=type(error).__name__)
