"""How fast an account may send: bulk paced in the app database, answers ahead of it in memory.

Bulk is one row an account, so the pace holds over any number of processes and survives a restart. Answers
are paced in the process that gives them: a time written down for every answer would tell when somebody used
the tip line. Whatever answers took is taken off bulk, so both together stay under the platform's ceiling.

Source: Telegram's limits, about 30 messages a second over all chats (core.telegram.org/bots/faq).
"""

from __future__ import annotations

from dataclasses import dataclass

from broadcasts import pacing
from channels.contract import Lane
from storage.campaigns.accounts import SendAccounts
from storage.types import Clock

_SHORTEST_HALT = 1.0
_ASK_AGAIN = 1.0
"""Seconds for which an answer believes what it last read about a halt."""
_MOST_ANSWERED = 1.0
"""Seconds by which answers given since the last bulk booking push bulk back; older ones are no matter any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Messages a second and burst in messages, for bulk and for all together."""

    bulk: float = 25.0
    bulk_burst: int = 5
    ceiling: float = 30.0
    reply_burst: int = 30


@dataclass(slots=True)
class _Answers:
    """One account's answers, as this process knows them. Times in seconds since 1970."""

    arrival: float = 0.0
    not_yet_in_bulk: int = 0
    halted_until: float = 0.0
    asked_at: float = 0.0


class DatabaseSendBudget:
    """Implements `channels.budgeted.SendBudget`, and what the sender asks besides."""

    def __init__(self, *, accounts: SendAccounts, clock: Clock, rates: Rates | None = None) -> None:
        self._accounts = accounts
        self._clock = clock
        self.rates = Rates() if rates is None else rates
        self._answers: dict[str, _Answers] = {}

    async def reserve(self, account: str, lane: Lane, messages: int) -> float:
        """Book `messages` more on `account`; return the seconds to wait before the first of them."""
        answers = self._answers.setdefault(account, _Answers())
        if lane is Lane.BULK:
            return await self._reserve_bulk(account, messages, answers)
        return await self._reserve_reply(account, messages, answers)

    async def throttled(self, account: str, retry_after: float, lane: Lane) -> None:
        """Halt the whole account for `retry_after` seconds, and at least one; every process hears of it."""
        until = self._now() + max(retry_after, _SHORTEST_HALT)
        answers = self._answers.setdefault(account, _Answers())
        answers.halted_until = max(answers.halted_until, until)
        await self._accounts.halt(account, until=until)

    async def halted_for(self, account: str) -> float:
        """Return the seconds for which nothing may leave on the account."""
        return max(0.0, await self._accounts.halted_until(account) - self._now())

    async def _reserve_bulk(self, account: str, messages: int, answers: _Answers) -> float:
        now = self._now()
        taken, answers.not_yet_in_bulk = answers.not_yet_in_bulk, 0
        answered = min(pacing.cost(taken, rate=self.rates.ceiling), _MOST_ANSWERED)
        price = answered + pacing.cost(messages, rate=self.rates.bulk)
        arrival, halted_until = await self._accounts.book(account, now=now, cost=price)
        return pacing.wait(
            arrival=arrival + answered,
            now=now,
            rate=self.rates.bulk,
            burst=self.rates.bulk_burst,
            halted_until=halted_until,
        )

    async def _reserve_reply(self, account: str, messages: int, answers: _Answers) -> float:
        now = self._now()
        if now - answers.asked_at >= _ASK_AGAIN:
            answers.asked_at = now
            answers.halted_until = max(answers.halted_until, await self._accounts.halted_until(account))
        arrival = answers.arrival
        answers.arrival = max(arrival, now) + pacing.cost(messages, rate=self.rates.ceiling)
        answers.not_yet_in_bulk += messages
        return pacing.wait(
            arrival=arrival,
            now=now,
            rate=self.rates.ceiling,
            burst=self.rates.reply_burst,
            halted_until=answers.halted_until,
        )

    def _now(self) -> float:
        return self._clock.now().timestamp()
