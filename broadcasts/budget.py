"""How fast an account may send: bulk paced in the app database, answers ahead of it in memory.

Bulk is one row an account, so the pace holds over any number of processes and survives a restart. Answers
are paced in the process that gives them: a time written down for every answer would tell when somebody used
the tip line. Whatever answers took is taken off bulk, so both together stay under the platform's ceiling.
Where a platform counts by the month, bulk is counted in the database as well (`broadcasts.allowance`).

Source: Telegram's limits, about 30 messages a second over all chats (core.telegram.org/bots/faq).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from broadcasts import pacing
from broadcasts.allowance import Allowance, bulk_share, month_of, next_month
from channels.contract import AllowanceUsedUp, Lane
from storage.campaigns.accounts import SendAccounts
from storage.types import Clock, Instant, instant

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


CAREFUL = Rates(bulk=5.0, bulk_burst=2, ceiling=20.0, reply_burst=20)
"""For accounts that are counted by the month: their limit a second is not published, and meeting it looks the same."""
_ASK_AGAIN_AFTER = 3600
"""Seconds after which bulk tries a platform again that said its month is used up."""


@dataclass(slots=True)
class _Answers:
    """One account's answers, as this process knows them. Times in seconds since 1970."""

    arrival: float = 0.0
    not_yet_in_bulk: int = 0
    halted_until: float = 0.0
    asked_at: float = 0.0


class DatabaseSendBudget:
    """Implements `channels.budgeted.SendBudget`, and what the sender and the organizer's page ask besides.

    `quotas` are messages a month, for the accounts whose platform counts so; these go at the careful pace.
    """

    def __init__(
        self,
        *,
        accounts: SendAccounts,
        clock: Clock,
        rates: Rates | None = None,
        quotas: Mapping[str, int] | None = None,
    ) -> None:
        self._accounts = accounts
        self._clock = clock
        self.rates = Rates() if rates is None else rates
        self._quotas = dict(quotas or {})
        self._answers: dict[str, _Answers] = {}

    def rates_of(self, account: str) -> Rates:
        """Return how fast an account may send."""
        return CAREFUL if account in self._quotas else self.rates

    async def reserve(self, account: str, lane: Lane, messages: int) -> float:
        """Book `messages` more on `account`; return the seconds to wait before the first of them.

        Raises `AllowanceUsedUp` for bulk when the month's share does not hold them; nothing is booked then.
        """
        answers = self._answers.setdefault(account, _Answers())
        if lane is Lane.BULK:
            return await self._reserve_bulk(account, messages, answers)
        return await self._reserve_reply(account, messages, answers)

    def reserve_at_once(self, account: str, messages: int) -> float | None:
        """Book an answer from memory; None, and nothing booked, once a second, when a halt has to be asked for."""
        answers, now = self._answers.get(account), self._now()
        if answers is None or now - answers.asked_at >= _ASK_AGAIN:
            return None
        return self._book_reply(self.rates_of(account), messages, answers, now)

    async def throttled(self, account: str, retry_after: float, lane: Lane) -> None:
        """Halt the whole account for `retry_after` seconds, and at least one; every process hears of it."""
        until = self._now() + max(retry_after, _SHORTEST_HALT)
        answers = self._answers.setdefault(account, _Answers())
        answers.halted_until = max(answers.halted_until, until)
        await self._accounts.halt(account, until=until)

    async def halted_for(self, account: str) -> float:
        """Return the seconds for which nothing may leave on the account."""
        return max(0.0, await self._accounts.halted_until(account) - self._now())

    async def used_up(self, account: str) -> None:
        """Note that the platform says the month is used up: bulk asks again in an hour, answers go on trying."""
        now = self._clock.now()
        until = Instant(instant(now) + _ASK_AGAIN_AFTER)
        await self._accounts.refuse(account, month=month_of(now), until=until)

    async def put_back(self, account: str, messages: int) -> None:
        """Put back bulk messages that were booked and surely not sent."""
        if account in self._quotas and messages > 0:
            await self._accounts.put_back(account, month=month_of(self._clock.now()), messages=messages)

    async def room(self, account: str) -> int | None:
        """Return how many bulk messages the month still holds; None where nobody counts."""
        allowance = await self.allowance(account)
        return None if allowance is None else allowance.left

    async def allowance(self, account: str) -> Allowance | None:
        """Return how the month of an account stands; None where the platform does not count by the month."""
        quota = self._quotas.get(account)
        if quota is None:
            return None
        now = self._clock.now()
        use = await self._accounts.use_of(account, month=month_of(now))
        return Allowance(
            account=account,
            quota=quota,
            used=use.bulk,
            is_refused=use.refused_until > instant(now),
            resets=next_month(now),
        )

    async def allowances(self) -> tuple[Allowance, ...]:
        """Return how the month stands for every account that is counted so."""
        found = [await self.allowance(account) for account in self._quotas]
        return tuple(one for one in found if one is not None)

    async def _reserve_bulk(self, account: str, messages: int, answers: _Answers) -> float:
        now, rates = self._now(), self.rates_of(account)
        if (quota := self._quotas.get(account)) is not None:
            month = month_of(self._clock.now())
            if not await self._accounts.take(account, month=month, messages=messages, most=bulk_share(quota)):
                raise AllowanceUsedUp
        taken, answers.not_yet_in_bulk = answers.not_yet_in_bulk, 0
        answered = min(pacing.cost(taken, rate=rates.ceiling), _MOST_ANSWERED)
        price = answered + pacing.cost(messages, rate=rates.bulk)
        arrival, halted_until = await self._accounts.book(account, now=now, cost=price)
        return pacing.wait(
            arrival=arrival + answered,
            now=now,
            rate=rates.bulk,
            burst=rates.bulk_burst,
            halted_until=halted_until,
        )

    async def _reserve_reply(self, account: str, messages: int, answers: _Answers) -> float:
        now = self._now()
        if now - answers.asked_at >= _ASK_AGAIN:
            answers.asked_at = now
            answers.halted_until = max(answers.halted_until, await self._accounts.halted_until(account))
        return self._book_reply(self.rates_of(account), messages, answers, now)

    @staticmethod
    def _book_reply(rates: Rates, messages: int, answers: _Answers, now: float) -> float:
        arrival = answers.arrival
        answers.arrival = max(arrival, now) + pacing.cost(messages, rate=rates.ceiling)
        answers.not_yet_in_bulk += messages
        if max(arrival, answers.halted_until) <= now:
            return 0.0
        return pacing.wait(
            arrival=arrival,
            now=now,
            rate=rates.ceiling,
            burst=rates.reply_burst,
            halted_until=answers.halted_until,
        )

    def _now(self) -> float:
        return self._clock.now().timestamp()
