"""A run's ledger after its end: uncertain messages sent once more by decision, and rows that become numbers."""

from __future__ import annotations

from sqlalchemy import and_, delete, exists, false, func, insert, literal, select, update

from storage.campaigns.approvals import keep_decision, wrote_any_of_it
from storage.campaigns.tables import campaign, delivery, run, run_count
from storage.campaigns.types import UNFINISHED, Approval, CampaignId, CampaignState, DeliveryState, RunId, RunState
from storage.database import Database
from storage.types import Instant

_ENDED = (RunState.FINISHED, RunState.CANCELLED, RunState.EXPIRED)
_RESENDABLE = and_(delivery.c.state == DeliveryState.UNKNOWN, delivery.c.repeated == false())


class AftermathRepository:
    """Locks as the ledger does: campaign, run, delivery."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def resendable(self, campaign_id: CampaignId) -> int:
        """Return how many uncertain messages of a finished campaign may be sent once more."""
        query = (
            select(func.count())
            .select_from(delivery)
            .join(run, run.c.run == delivery.c.run)
            .where(run.c.campaign == campaign_id, run.c.state == RunState.FINISHED, _RESENDABLE)
        )
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def resend(self, decision: Approval, *, expires: Instant) -> int:
        """Let a finished run go on with its uncertain messages, marked as repeated; return how many.

        0, and nothing changed, when the campaign is not finished, is another digest, has none, or was written by
        who decides. A message is repeated once; what is uncertain again stays so.
        """
        async with self._database.write() as connection:
            runs = select(run.c.run).where(run.c.campaign == decision.campaign, run.c.state == RunState.FINISHED)
            meant = and_(delivery.c.run.in_(runs), _RESENDABLE)
            going = await connection.execute(
                update(campaign)
                .where(
                    campaign.c.campaign == decision.campaign,
                    campaign.c.state == CampaignState.FINISHED,
                    campaign.c.digest == decision.digest,
                    ~wrote_any_of_it(decision),
                    exists(select(delivery.c.run).where(meant)),
                )
                .values(state=CampaignState.RUNNING)
            )
            if going.rowcount != 1:
                return 0
            again = await connection.execute(
                update(delivery)
                .where(meant)
                .values(state=DeliveryState.RETRY_WAIT, not_before=int(decision.at), repeated=True)
            )
            await connection.execute(
                update(run)
                .where(run.c.campaign == decision.campaign, run.c.state == RunState.FINISHED)
                .values(state=RunState.RUNNING, expires=expires)
            )
            await keep_decision(connection, decision)
            return again.rowcount

    async def to_fold(self, before: Instant) -> list[RunId]:
        """Return ended runs fired before an instant whose rows are still there, all of them at their end."""
        rows = select(delivery.c.run).where(delivery.c.run == run.c.run)
        query = select(run.c.run).where(
            run.c.state.in_(_ENDED),
            run.c.fire_at < before,
            rows.exists(),
            ~rows.where(delivery.c.state.in_(UNFINISHED)).exists(),
        )
        async with self._database.read() as connection:
            return [RunId(name) for name in (await connection.execute(query)).scalars()]

    async def fold(self, one: RunId) -> int:
        """Put numbers by state in the place of a run's rows, in one transaction; return how many rows went."""
        async with self._database.write() as connection:
            await connection.execute(select(run.c.run).where(run.c.run == one).with_for_update())
            counted = (
                select(literal(one), delivery.c.state, func.count())
                .where(delivery.c.run == one)
                .group_by(delivery.c.state)
            )
            await connection.execute(insert(run_count).from_select(["run", "state", "count"], counted))
            gone = await connection.execute(delete(delivery).where(delivery.c.run == one))
            return gone.rowcount
