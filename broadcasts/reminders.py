"""The family's weekly reminders: Saturday from 08:30, four weeks, then no more.

Nobody's day is written down. A round is opened once for everybody, at most one a week; whoever is then due leaves
the queue before the platform is called, so a crash, a restart or a second process never makes it two. What a
week-end could not bring, it does not bring: the next round is the next week's.
They were asked for by name, so the cap over campaigns does not count them; the send budget does, as bulk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, time
from enum import StrEnum
from typing import Protocol

import structlog

from broadcasts.bulk_budget import BulkBudget
from broadcasts.hours import ZONE
from channels.contract import (
    Address,
    AllowanceUsedUp,
    Capabilities,
    Channel,
    ChannelError,
    InvalidRecipient,
    Lane,
    Outgoing,
)
from channels.render import render
from storage.campaigns.leases import START_SECONDS
from storage.residents.reminders import WEEKS, Remindable, ReminderRepository
from storage.residents.types import Language, ResidentId
from storage.types import Clock

_SATURDAY, _SUNDAY = 6, 7
_OPENS, _CLOSES = time(8, 30), time(21)
_BATCH = 10
"""People at once, at most a second of work: so many reminders a crash can cost."""
_PATIENCE = 10.0
"""Seconds to wait for the budget; when it is longer, a later tick goes on."""


class ReminderRenderer(Protocol):
    """Turns a week of the checklist into a message."""

    def __call__(self, week: int, *, language: Language, capabilities: Capabilities) -> Outgoing | None:
        """Return the message of `week` (1 to 4); None when there is nothing to say that week."""


class _Fate(StrEnum):
    """What became of one reminder."""

    DONE = "done"
    """Sent, or may have been."""
    BACK = "back"
    """Surely not sent."""
    BLOCKED = "blocked"
    GONE = "gone"


def is_reminding_time(now: datetime) -> bool:
    """Tell whether reminders may leave: Saturday and Sunday, 08:30 to 21:00 in the province."""
    local = now.astimezone(ZONE)
    return local.isoweekday() in (_SATURDAY, _SUNDAY) and _OPENS <= local.time() < _CLOSES


def week_of(now: datetime) -> int:
    """Return the province's year and week (ISO 8601) as one number that grows."""
    year, week, _ = now.astimezone(ZONE).isocalendar()
    return year * 100 + week


class ReminderSender:
    """Runs as an interval tick; any number of them may run.

    `channels` are the platforms themselves, not wrapped by `BudgetedChannel`, as for campaigns: the wait comes
    before a row leaves the queue.
    """

    def __init__(
        self,
        *,
        reminders: ReminderRepository,
        channels: Mapping[str, Channel],
        budget: BulkBudget,
        renderer: ReminderRenderer,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._reminders = reminders
        self._channels = channels
        self._budget = budget
        self._renderer = renderer
        self._clock = clock
        self._sleep = sleep

    async def tick(self) -> int:
        """Open this week's round when it is time, and send what is due; returns how many were handed over."""
        now = self._clock.now()
        if not is_reminding_time(now) or not self._has_words():
            return 0
        if await self._reminders.open_round(week_of(now)):
            structlog.get_logger().info("reminders.opened")
        return sum([await self._send_due(channel) for channel in self._channels.values()])

    async def _send_due(self, channel: Channel) -> int:
        sent = 0
        while is_reminding_time(self._clock.now()) and await self._reminders.is_due(channel.name):
            handed = await self._send_batch(channel)
            if handed is None:
                break
            sent += handed
        return sent

    async def _send_batch(self, channel: Channel) -> int | None:
        """Send one small batch; None when the platform or the budget says: not now."""
        if await self._budget.halted_for(channel.name) > 0:
            return None
        parts = self._parts(channel)
        most = max(1, min(_BATCH, int(self._budget.rates_of(channel.name).bulk / parts)))
        try:
            wait = await self._budget.reserve(channel.name, Lane.BULK, most * parts)
        except AllowanceUsedUp:
            return None
        people: Sequence[Remindable] = ()
        if wait <= _PATIENCE:
            if wait > 0:
                await self._sleep(wait)
            people = await self._reminders.take(channel.name, most)
        fates = await self._send_all(channel, people, parts)
        await self._settle(fates)
        back = sum(1 for fate in fates.values() if fate is _Fate.BACK)
        await self._budget.put_back(channel.name, (most - len(people) + back) * parts)
        return None if back or not people else len(people)

    async def _send_all(self, channel: Channel, people: Sequence[Remindable], parts: int) -> dict[ResidentId, _Fate]:
        """Hand them over one after the other at the account's pace; after a refusal the rest is not tried."""
        started = self._clock.now()
        fates: dict[ResidentId, _Fate] = {}
        for place, one in enumerate(people):
            if place:
                await self._sleep(parts / self._budget.rates_of(channel.name).bulk)
            late = (self._clock.now() - started).total_seconds() >= START_SECONDS
            # Whoever stopped in between waits no longer than this for a message to start.
            is_over = late or _Fate.BACK in fates.values()
            fates[one.resident] = _Fate.BACK if is_over else await self._send(channel, one)
        return fates

    async def _send(self, channel: Channel, one: Remindable) -> _Fate:
        message = self._renderer(one.week, language=one.language, capabilities=channel.capabilities)
        if message is None:
            return _Fate.DONE
        try:
            await channel.push(Address(channel.name, one.value), message, Lane.BULK)
        except ChannelError as error:
            return await self._fate_of(channel, error)
        except Exception as error:
            # Whatever broke in our code may have broken after the request left.
            structlog.get_logger().error("reminder.failed", error=type(error).__name__)
        return _Fate.DONE

    async def _fate_of(self, channel: Channel, error: ChannelError) -> _Fate:
        if error.allowance_used_up:
            await self._budget.used_up(channel.name)
        elif error.retry_after is not None:
            await self._budget.throttled(channel.name, error.retry_after, Lane.BULK)
        if error.may_have_been_sent:
            return _Fate.DONE
        if error.recipient_gone:
            return _Fate.GONE if isinstance(error, InvalidRecipient) else _Fate.BLOCKED
        # What the platform refuses for good is our fault and would be refused again.
        return _Fate.BACK if error.temporary else _Fate.DONE

    async def _settle(self, fates: Mapping[ResidentId, _Fate]) -> None:
        def those(wanted: _Fate) -> list[ResidentId]:
            return [person for person, fate in fates.items() if fate is wanted]

        if done := those(_Fate.DONE):
            await self._reminders.done(done)
        if back := those(_Fate.BACK):
            await self._reminders.give_back(back)
        if blocked := those(_Fate.BLOCKED):
            await self._reminders.drop(blocked, blocked=True)
        if gone := those(_Fate.GONE):
            await self._reminders.drop(gone, blocked=False)

    def _has_words(self) -> bool:
        """Tell whether there is anything to say: content that nobody has approved may be hidden by setting."""
        return any(self._messages(channel) for channel in self._channels.values())

    def _parts(self, channel: Channel) -> int:
        """Return how many messages one person gets, of the week that needs most."""
        return max((len(render(one, channel.capabilities)) for one in self._messages(channel)), default=1)

    def _messages(self, channel: Channel) -> list[Outgoing]:
        found = [
            self._renderer(week, language=language, capabilities=channel.capabilities)
            for week in range(1, WEEKS + 1)
            for language in Language
        ]
        return [one for one in found if one is not None]
