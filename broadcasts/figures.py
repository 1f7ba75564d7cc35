"""A campaign in numbers: how many people it means, how long sending takes, and how far its run has come."""

from __future__ import annotations

from collections.abc import Mapping

from broadcasts.allowance import Allowance
from broadcasts.audience import AudienceCount, told
from broadcasts.estimate import Estimate
from broadcasts.forecast import forecast
from broadcasts.held_back import Allowances, held_back
from broadcasts.previews import Previews
from broadcasts.report import CampaignReport, answers_told
from storage.campaigns.answers import AnswerRepository
from storage.campaigns.counts import DeliveryCounts
from storage.campaigns.repository import CampaignRepository
from storage.campaigns.types import AudienceRule, Campaign, Decision, DeliveryState
from storage.types import Clock


class Figures:
    """Counts people and messages, as far as it may be told; `rate` is bulk messages a second."""

    def __init__(
        self,
        *,
        campaigns: CampaignRepository,
        counts: DeliveryCounts,
        answers: AnswerRepository,
        previews: Previews,
        clock: Clock,
        rate: float,
        rehearsal: bool,
        allowances: Allowances | None = None,
    ) -> None:
        self._campaigns = campaigns
        self._counts = counts
        self._answers = answers
        self._previews = previews
        self._clock = clock
        self._rate = rate
        self._rehearsal = rehearsal
        self._allowances = allowances

    async def count(self, rule: AudienceRule) -> AudienceCount:
        """Return how many people a rule means, as far as it may be told."""
        return told(await self._campaigns.count(rule), rehearsal=self._rehearsal)

    async def estimate(self, one: Campaign) -> Estimate:
        """Return how long sending takes within the hours, behind whatever is queued already, and who is left out."""
        return forecast(
            one,
            meant=await self._campaigns.count_by_channel(one.audience),
            waiting=await self._counts.waiting_by_channel(),
            allowances=await self._months(),
            parts=lambda channel: self._previews.parts(one.content, channel),
            rate=self._rate,
            now=self._clock.now(),
            rehearsal=self._rehearsal,
        )

    async def report(self, one: Campaign) -> CampaignReport:
        """Return the campaign with its run's numbers, all zero before it runs."""
        run = await self._campaigns.last_run(one.campaign)
        decision = await self._campaigns.last_decision(one.campaign)
        allowances = await self._months()
        counts: Mapping[DeliveryState, int] = dict.fromkeys(DeliveryState, 0)
        answers: Mapping[int, int] = {}
        waits: tuple[Allowance, ...] = ()
        if run is not None:
            counts = await self._counts.counts(run.run)
            answers = await self._answers.by_option(run.run)
            parts = self._previews.parts(one.content)
            waits = await held_back(run.run, allowances, counts=self._counts, parts=parts)
        return CampaignReport(
            campaign=one,
            run=run,
            counts=counts,
            answers=answers_told(answers, rehearsal=self._rehearsal),
            note="" if decision is None else decision.note,
            allowances=allowances,
            held_back=waits,
            is_returned=decision is not None and decision.decision is Decision.REJECTED,
        )

    async def _months(self) -> tuple[Allowance, ...]:
        return () if self._allowances is None else await self._allowances.allowances()
