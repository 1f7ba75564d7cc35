"""Send what the ledger holds: claim, wait for the budget, mark `sending`, call the platform, write results.

The order is the guarantee. `sending` is committed before the call, so a crash leaves at most `MOST_IN_FLIGHT`
rows whose fate is unknown; those are shown and never resent blindly. Source: facts/broadcasts.md 6.3.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog

from broadcasts.bulk_budget import BulkBudget
from broadcasts.faults import FaultPoints, NoFaults, Point
from broadcasts.halt import halt_if_failing
from broadcasts.hours import is_open
from broadcasts.outcomes import not_started, outcome_of, sent, uncertain
from broadcasts.rendering import CampaignRenderer
from broadcasts.turns import Turns
from channels.contract import Address, AllowanceUsedUp, Channel, ChannelError, Lane, Outgoing
from channels.render import render
from storage.campaigns.claims import Cap, Claim, Outcome, Sendable
from storage.campaigns.control import RunControl
from storage.campaigns.leases import START_SECONDS
from storage.campaigns.ledger import Ledger
from storage.campaigns.repository import CampaignRepository
from storage.campaigns.runs import OpenRun, RunRepository
from storage.campaigns.types import FAILED, Campaign, CampaignKind, DeliveryState
from storage.residents.types import Language
from storage.types import Clock, Instant, instant

MOST_IN_FLIGHT = 25
"""Rows in `sending` over all channels of a process, and so the most that one kill can leave unknown."""
_MOST_IN_FAST_FLIGHT = 200
_WORKERS = 2
"""Batches a channel at once: while one waits for the platform, the other has its turn in the budget."""
_IDLE_SECONDS = 0.5
_PATIENCE = 10.0
"""Seconds that claimed rows wait for the budget; longer, and they go back."""
_GRACE = 1.5
"""Seconds that a stopping program gives to calls under way."""
_CAP = 3
_CAP_SPAN = timedelta(days=7)
_LONGEST_PAUSE = 30.0
_TIMER_GRAIN = 0.001
"""Seconds; the loop's timers tell nothing shorter apart, and setting one costs more than it would wait."""


def most_in_flight(rate: float) -> int:
    """Return how many rows may be in `sending` where an account sends `rate` messages a second.

    `MOST_IN_FLIGHT` at every ordinary rate. Where a platform sells more, a quarter of a second of work and never
    more than 200: smaller batches would spend the time on commits.
    """
    return max(MOST_IN_FLIGHT, min(_MOST_IN_FAST_FLIGHT, int(rate / 4)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """One micro-batch: rows of one run for one channel; `parts` messages a person."""

    channel: Channel
    run: OpenRun
    campaign: Campaign
    claim: Claim
    parts: int


class Sender:
    """Sends on all channels. Several processes may; the ledger keeps them apart.

    `channels` are the platforms themselves, not wrapped by `BudgetedChannel`: the wait must come before a row
    is marked, so the sender asks the budget. An account is named by its channel.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        runs: RunRepository,
        control: RunControl,
        campaigns: CampaignRepository,
        channels: Mapping[str, Channel],
        budget: BulkBudget,
        renderer: CampaignRenderer,
        clock: Clock,
        rehearsal: bool,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        faults: FaultPoints | None = None,
    ) -> None:
        self._ledger = ledger
        self._control = control
        self._turns = Turns(runs=runs, campaigns=campaigns)
        self._channels = channels
        self._budget = budget
        self._renderer = renderer
        self._clock = clock
        self._rehearsal = rehearsal
        self._sleep = sleep
        self._faults: FaultPoints = NoFaults() if faults is None else faults
        self._is_stopping = False
        self._halted_until: dict[str, float] = {}

    async def run(self) -> None:
        """Send until cancelled; calls under way are given a moment to end."""
        self._is_stopping = False
        async with asyncio.TaskGroup() as group:
            for channel in self._channels.values():
                for _ in range(_WORKERS):
                    group.create_task(self._work(channel))

    async def _work(self, channel: Channel) -> None:
        pause = _IDLE_SECONDS
        while True:
            step = asyncio.ensure_future(self.step(channel))
            try:
                handled = await asyncio.shield(step)
                pause = _IDLE_SECONDS
            except asyncio.CancelledError:
                self._is_stopping = True
                await asyncio.wait({step}, timeout=_GRACE)
                step.cancel()
                raise
            except Exception as error:
                # The database is away or broken: what was claimed comes back by its lease.
                structlog.get_logger().error("sender.failed", error=type(error).__name__)
                handled, pause = 0, min(pause * 2, _LONGEST_PAUSE)
            if not handled:
                await self._sleep(pause)

    async def step(self, channel: Channel) -> int:
        """Send one micro-batch on a channel; returns how many rows were in hand, 0 when nothing can be done."""
        if await self._budget.halted_for(channel.name) > 0:
            return 0
        # With the month's share used up the rows wait; the run's page says so.
        room = await self._budget.room(channel.name)
        for run in await self._turns.now(is_open=self._is_open()):
            campaign = await self._turns.campaign_of(run)
            if campaign is None:
                continue
            parts = max(
                len(render(self._message(campaign, run, channel, language), channel.capabilities))
                for language in Language
            )
            most = self._batch(channel, parts) if room is None else min(self._batch(channel, parts), room // parts)
            if most == 0:
                continue
            if campaign.content.picture is not None and not self._turns.has_carried(run, channel.name):
                # A platform takes a picture once and names it from then on: the first message goes alone, or
                # everybody in the first batch would carry it there.
                most = 1
            claim = await self._ledger.claim(run.run, channel.name, most=most, now=self._now())
            if claim is not None:
                await self._faults.reached(Point.CLAIMED)
                return await self._deliver(
                    _Batch(channel=channel, run=run, campaign=campaign, claim=claim, parts=parts)
                )
        return 0

    async def _deliver(self, batch: _Batch) -> int:
        run, claim = batch.run, batch.claim
        try:
            wait = await self._budget.reserve(batch.channel.name, Lane.BULK, claim.rows * batch.parts)
        except AllowanceUsedUp:
            # Another process took the last of the month in between.
            await self._ledger.give_back(claim)
            return 0
        await self._faults.reached(Point.RESERVED)
        if wait > _PATIENCE:
            return await self._give_back(batch, Instant(self._now() + int(wait)))
        if wait > 0:
            await self._sleep(wait)
        if self._is_stopping or not (run.kind is CampaignKind.ALERT or self._is_open()):
            return await self._give_back(batch, None)
        started = self._now()
        rows = await self._ledger.start_sending(claim, now=started, cap=self._cap(run, started))
        await self._faults.reached(Point.SENDING)
        pace = batch.parts / self._budget.rates_of(batch.channel.name).bulk
        # The same words for all who read the same language: one message, made once.
        messages = {
            (language, is_repeat): self._message(batch.campaign, run, batch.channel, language, is_repeat=is_repeat)
            for language, is_repeat in {(one.language, one.repeated) for one in rows}
        }
        calls = [
            self._send(batch, one, messages[one.language, one.repeated], started, delay=place * pace)
            for place, one in enumerate(rows)
        ]
        answers = await asyncio.gather(*calls, return_exceptions=True)
        await self._faults.reached(Point.CALLED)
        outcomes = {one.resident: self._outcome(answer, one, run) for one, answer in zip(rows, answers, strict=True)}
        await self._ledger.write_results(claim, outcomes)
        await self._faults.reached(Point.WRITTEN)
        if any(one.state is DeliveryState.SENT for one in outcomes.values()):
            self._turns.note_carried(run, batch.channel.name)
        unsent = claim.rows - sum(1 for one in outcomes.values() if _was_handed_over(one))
        await self._budget.put_back(batch.channel.name, unsent * batch.parts)
        if any(one.state in FAILED for one in outcomes.values()):
            await halt_if_failing(self._control, run.run, run.campaign)
        return claim.rows

    async def _give_back(self, batch: _Batch, not_before: Instant | None) -> int:
        """Put the rows back into the queue and their messages back into the month; returns 0, the rows in hand."""
        await self._ledger.give_back(batch.claim, not_before)
        await self._budget.put_back(batch.channel.name, batch.claim.rows * batch.parts)
        return 0

    async def _send(
        self, batch: _Batch, one: Sendable, message: Outgoing, started: Instant, *, delay: float
    ) -> Outcome:
        channel, kind = batch.channel, batch.run.kind
        if delay >= _TIMER_GRAIN:
            await self._sleep(delay)
        if self._is_stopping or self._now() - started >= START_SECONDS:
            # Whoever stopped in between waits no longer than this for a message to start.
            return not_started(self._now())
        if (left := self._halted_until.get(channel.name, 0.0) - self._clock.now().timestamp()) > 0:
            # Somebody else of this batch was told to wait: that goes for all.
            return not_started(Instant(self._now() + math.ceil(left)))
        try:
            await channel.push(Address(channel.name, one.value), message, Lane.BULK)
        except ChannelError as error:
            if error.allowance_used_up:
                self._halted_until[channel.name] = self._clock.now().timestamp() + 1
                await self._budget.used_up(channel.name)
            elif error.retry_after is not None:
                self._halted_until[channel.name] = self._clock.now().timestamp() + error.retry_after
                await self._budget.throttled(channel.name, error.retry_after, Lane.BULK)
            return outcome_of(error, one, kind, self._now())
        return sent()

    def _outcome(self, answer: Outcome | BaseException, one: Sendable, run: OpenRun) -> Outcome:
        if isinstance(answer, Outcome):
            return answer
        if not isinstance(answer, Exception):
            raise answer
        # Whatever broke in our code may have broken after the request left.
        structlog.get_logger().error("delivery.failed", error=type(answer).__name__)
        return uncertain(one, run.kind, self._now())

    def _message(
        self, campaign: Campaign, run: OpenRun, channel: Channel, language: Language, *, is_repeat: bool = False
    ) -> Outgoing:
        return self._renderer(
            campaign.content,
            run=run.run,
            language=language,
            capabilities=channel.capabilities,
            is_repeat=is_repeat,
        )

    def _batch(self, channel: Channel, parts: int) -> int:
        """Rows of one micro-batch: at most a second of work, and in all workers together within the bound."""
        rate = self._budget.rates_of(channel.name).bulk
        share = most_in_flight(rate) // (max(1, len(self._channels)) * _WORKERS)
        return max(1, min(share, int(rate / parts)))

    def _cap(self, run: OpenRun, now: Instant) -> Cap | None:
        if self._rehearsal or run.kind is CampaignKind.ALERT:
            return None
        return Cap(most=_CAP, since=Instant(now - int(_CAP_SPAN.total_seconds())))

    def _is_open(self) -> bool:
        return self._rehearsal or is_open(self._clock.now())

    def _now(self) -> Instant:
        return instant(self._clock.now())


def _was_handed_over(one: Outcome) -> bool:
    """Tell whether the platform may have counted this message."""
    is_later = one.state is DeliveryState.QUEUED or (one.state is DeliveryState.RETRY_WAIT and not one.repeated)
    return not is_later
