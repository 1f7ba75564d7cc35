"""The planner's side of runs: made once per approval and time, filled page by page, finished when the ledger says so.

Locks are always taken in the order campaign, run, resident, delivery.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.campaigns.audience import meant_by
from storage.campaigns.tables import approval, campaign, delivery, run
from storage.campaigns.types import (
    OPEN_RUNS,
    UNFINISHED,
    AudienceRule,
    CampaignId,
    CampaignKind,
    CampaignState,
    Decision,
    DeliveryState,
    RunId,
    RunState,
)
from storage.database import Database
from storage.dialects import count_anew, insert_into
from storage.residents.tables import resident
from storage.types import Instant

_FIRST = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCampaign:
    """An approved campaign whose time has come; `max_late` in seconds."""

    campaign: CampaignId
    approval: str
    fire_at: Instant
    max_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRun:
    """A run that has not come to its end."""

    run: RunId
    campaign: CampaignId
    kind: CampaignKind
    state: RunState


class RunRepository:
    """Makes, fills and ends runs; any number of planners may use it at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open_runs = database.question(
            select(run.c.run, run.c.campaign, campaign.c.kind, run.c.state)
            .join(campaign, campaign.c.campaign == run.c.campaign)
            .where(or_(*[run.c.state == state for state in OPEN_RUNS]))
            .order_by(campaign.c.kind != CampaignKind.ALERT, run.c.fire_at, run.c.run)
        )

    async def due(self, now: Instant) -> list[DueCampaign]:
        """Return approved campaigns whose start is not in the future."""
        fire_at = func.coalesce(campaign.c.starts, approval.c.at).label("fire_at")
        query = (
            select(campaign.c.campaign, campaign.c.max_late, approval.c.approval, fire_at)
            .join(approval, _binds_what_stands())
            .where(campaign.c.state == CampaignState.APPROVED, fire_at <= now)
            .order_by(approval.c.at)
        )
        async with self._database.read() as connection:
            # The same text may have been approved, edited back and approved again: the newest decision counts.
            newest = {row.campaign: row for row in await connection.execute(query)}
        return [
            DueCampaign(
                campaign=CampaignId(row.campaign),
                approval=row.approval,
                fire_at=Instant(row.fire_at),
                max_late=row.max_late,
            )
            for row in newest.values()
        ]

    async def fire(self, due: DueCampaign, *, expires: Instant) -> bool:
        """Make the run and set the campaign running; False when another planner did, or an edit came first."""
        approved = select(approval.c.approval).where(_binds_what_stands(), approval.c.approval == due.approval)
        async with self._database.write() as connection:
            moved = await connection.execute(
                update(campaign)
                .where(
                    campaign.c.campaign == due.campaign, campaign.c.state == CampaignState.APPROVED, approved.exists()
                )
                .values(state=CampaignState.RUNNING)
            )
            if moved.rowcount != 1:
                return False
            await connection.execute(
                insert(run).values(
                    run=secrets.token_hex(6),
                    campaign=due.campaign,
                    approval=due.approval,
                    fire_at=due.fire_at,
                    expires=expires,
                    state=RunState.EXPANDING,
                    total=0,
                    expanded_to=_FIRST,
                    expanded=False,
                    halted_reason="",
                    forgiven=0,
                )
            )
            return True

    async def expire(self, campaign_id: CampaignId) -> bool:
        """End an approved campaign whose time was missed by more than its `max_late`."""
        async with self._database.write() as connection:
            moved = await connection.execute(
                update(campaign)
                .where(campaign.c.campaign == campaign_id, campaign.c.state == CampaignState.APPROVED)
                .values(state=CampaignState.EXPIRED)
            )
            return moved.rowcount == 1

    async def expand(self, one: RunId, rule: AudienceRule, *, page: int) -> bool:
        """Write the next `page` residents into the ledger, with the cursor in the same transaction.

        Returns whether the audience is complete; then the run is running.
        """
        async with self._database.write() as connection:
            found = (
                await connection.execute(
                    select(run.c.state, run.c.expanded_to, campaign.c.kind, run.c.fire_at)
                    .join(campaign, campaign.c.campaign == run.c.campaign)
                    .where(run.c.run == one)
                    .with_for_update(of=run)
                )
            ).one()
            if found.state != RunState.EXPANDING:
                return True
            meant = and_(meant_by(rule), resident.c.resident > found.expanded_to)
            ids = select(resident.c.resident).where(meant).order_by(resident.c.resident).limit(page).subquery()
            last = (
                await connection.execute(select(ids.c.resident).order_by(ids.c.resident.desc()).limit(1))
            ).scalar_one_or_none()
            if last is None:
                await self._filled(connection, one)
                return True
            rows = select(
                literal(one),
                resident.c.resident,
                resident.c.channel,
                literal(DeliveryState.QUEUED.value),
                literal(int(found.fire_at)),
            ).where(meant, resident.c.resident <= last)
            columns = ["run", "resident", "channel", "state", "not_before"]
            await connection.execute(
                insert_into(connection, delivery).from_select(columns, rows).on_conflict_do_nothing()
            )
            await connection.execute(update(run).where(run.c.run == one).values(expanded_to=last))
            return False

    async def open_runs(self) -> list[OpenRun]:
        """Return the runs that are not at their end, alerts first, then the oldest."""
        return [
            OpenRun(run=RunId(name), campaign=CampaignId(owner), kind=CampaignKind(kind), state=RunState(state))
            for name, owner, kind, state in await self._database.find_all(self._open_runs)
        ]

    async def finish(self, one: OpenRun) -> bool:
        """End a run of which every delivery came to its end, counted in the ledger; False while one has not."""
        unfinished = exists(
            select(delivery.c.run).where(
                delivery.c.run == one.run,
                delivery.c.state.in_(UNFINISHED),
            )
        )
        async with self._database.write() as connection:
            await _lock(connection, one.campaign)
            done = await connection.execute(
                update(run)
                .where(run.c.run == one.run, run.c.state.in_(OPEN_RUNS), run.c.expanded, ~unfinished)
                .values(state=RunState.FINISHED, halted_reason="")
            )
            if done.rowcount != 1:
                return False
            await connection.execute(
                update(campaign)
                .where(
                    campaign.c.campaign == one.campaign,
                    campaign.c.state.in_([CampaignState.RUNNING, CampaignState.PAUSED]),
                )
                .values(state=CampaignState.FINISHED)
            )
            return True

    async def _filled(self, connection: AsyncConnection, one: RunId) -> None:
        total = select(func.count()).where(delivery.c.run == one).scalar_subquery()
        await connection.execute(
            update(run).where(run.c.run == one).values(state=RunState.RUNNING, expanded=True, total=total)
        )
        await count_anew(connection, delivery)


def _binds_what_stands() -> ColumnElement[bool]:
    """The approval of exactly the content, audience and schedule that the campaign has now."""
    return and_(
        approval.c.campaign == campaign.c.campaign,
        approval.c.digest == campaign.c.digest,
        approval.c.decision == Decision.APPROVED,
    )


async def _lock(connection: AsyncConnection, campaign_id: CampaignId) -> None:
    await connection.execute(select(campaign.c.campaign).where(campaign.c.campaign == campaign_id).with_for_update())
