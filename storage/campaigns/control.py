"""Holding a run and letting it go: by a person's decision, or by itself when too much of it fails.

Locks are always taken in the order campaign, run, resident, delivery.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Boolean, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.campaigns.tables import campaign, delivery, run
from storage.campaigns.types import (
    FAILED,
    OPEN_RUNS,
    CampaignId,
    CampaignState,
    DeliveryState,
    HaltReason,
    RunId,
    RunState,
)
from storage.database import Database

_TRIED = (*FAILED, DeliveryState.SENT, DeliveryState.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """How a run stands: sends that failed for good, sends tried in all, failures that a person has accepted."""

    failed: int
    tried: int
    forgiven: int


class RunControl:
    """Pauses, halts, resumes and cancels; whoever comes second is told that it is so already."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def pause(self, campaign_id: CampaignId) -> bool:
        """Stop claiming for a running campaign by a person's decision; False when it does not run."""
        async with self._database.write() as connection:
            return await _hold(connection, campaign_id, RunState.PAUSED, "")

    async def halt(self, campaign_id: CampaignId, why: HaltReason) -> bool:
        """Stop claiming for a running campaign by itself, saying why; False when it does not run."""
        async with self._database.write() as connection:
            return await _hold(connection, campaign_id, RunState.HALTED, why)

    async def resume(self, campaign_id: CampaignId) -> bool:
        """Go on with a paused or halted campaign; the failures so far are accepted by this decision."""
        failed = select(func.count()).where(delivery.c.run == run.c.run, delivery.c.state.in_(FAILED)).scalar_subquery()
        held = (run.c.campaign == campaign_id, run.c.state.in_([RunState.PAUSED, RunState.HALTED]))
        async with self._database.write() as connection:
            moved = await connection.execute(
                update(campaign)
                .where(campaign.c.campaign == campaign_id, campaign.c.state == CampaignState.PAUSED)
                .values(state=CampaignState.RUNNING)
            )
            if moved.rowcount != 1:
                return False
            for is_filled, state in ((True, RunState.RUNNING), (False, RunState.EXPANDING)):
                await connection.execute(
                    update(run)
                    .where(*held, run.c.expanded == literal(is_filled, Boolean))
                    .values(state=state, halted_reason="", forgiven=failed)
                )
            return True

    async def cancel(self, campaign_id: CampaignId) -> bool:
        """End a campaign for good; False when it was at its end before. Its rows: `close_rows`."""
        living = (
            CampaignState.DRAFT,
            CampaignState.IN_REVIEW,
            CampaignState.APPROVED,
            CampaignState.RUNNING,
            CampaignState.PAUSED,
        )
        async with self._database.write() as connection:
            moved = await connection.execute(
                update(campaign)
                .where(campaign.c.campaign == campaign_id, campaign.c.state.in_(living))
                .values(state=CampaignState.CANCELLED)
            )
            if moved.rowcount != 1:
                return False
            await connection.execute(
                update(run)
                .where(run.c.campaign == campaign_id, run.c.state.in_(OPEN_RUNS))
                .values(state=RunState.CANCELLED, halted_reason="")
            )
            return True

    async def failures(self, one: RunId) -> Failures:
        """Return how a run's sends stand."""
        query = select(
            func.count().filter(delivery.c.state.in_(FAILED)).label("failed"), func.count().label("tried")
        ).where(delivery.c.run == one, delivery.c.state.in_(_TRIED))
        async with self._database.read() as connection:
            counted = (await connection.execute(query)).one()
            forgiven = (await connection.execute(select(run.c.forgiven).where(run.c.run == one))).scalar_one()
        return Failures(failed=counted.failed, tried=counted.tried, forgiven=forgiven)


async def _hold(connection: AsyncConnection, campaign_id: CampaignId, state: RunState, reason: str) -> bool:
    moved = await connection.execute(
        update(campaign)
        .where(campaign.c.campaign == campaign_id, campaign.c.state == CampaignState.RUNNING)
        .values(state=CampaignState.PAUSED)
    )
    if moved.rowcount != 1:
        return False
    await connection.execute(
        update(run)
        .where(run.c.campaign == campaign_id, run.c.state.in_([RunState.EXPANDING, RunState.RUNNING]))
        .values(state=state, halted_reason=reason)
    )
    return True
