"""Rows that nobody holds any more: of dead senders by their lease, of runs that were cancelled or are too old.

Locks: run, resident, delivery, in this order.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, null, or_, select, tuple_, update

from storage.campaigns.tables import campaign, delivery, run
from storage.campaigns.types import NOT_STARTED, OPEN_RUNS, CampaignKind, DeliveryState, Reason, RunState
from storage.database import Database
from storage.dialects import is_one_of
from storage.types import Instant

_HELD = (DeliveryState.CLAIMED, DeliveryState.SENDING)
_AGAIN_AFTER = 60
"""Seconds after which an alert whose fate is unknown is sent again, marked."""


class LedgerSweep:
    """Settles what was left behind; any number of processes may."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def close_rows(self, now: Instant) -> int:
        """Skip what a cancelled run would still have sent, expire what an old run would; returns how many.

        Rows in `sending` go on to their own end.
        """
        cancelled = select(run.c.run).where(run.c.state == RunState.CANCELLED)
        old = select(run.c.run).where(run.c.state.in_(OPEN_RUNS), run.c.expires <= now)
        closed = 0
        for runs, state, reason in (
            (cancelled, DeliveryState.SKIPPED, Reason.CANCELLED.value),
            (old, DeliveryState.EXPIRED, ""),
        ):
            async with self._database.write() as connection:
                names = list((await connection.execute(runs)).scalars())
                for name in names:
                    free = (
                        select(delivery.c.resident)
                        .where(delivery.c.run == name, delivery.c.state.in_(NOT_STARTED))
                        .with_for_update(skip_locked=True)
                    )
                    done = await connection.execute(
                        update(delivery)
                        .where(delivery.c.run == name, delivery.c.resident.in_(free), delivery.c.state.in_(NOT_STARTED))
                        .values(state=state, reason=reason)
                    )
                    closed += done.rowcount
        return closed

    async def settle_leases(self, now: Instant | None) -> tuple[int, int]:
        """Settle rows whose lease ended before `now`; None: every lease, for the start of the only process.

        claimed → queued (nothing was sent); sending → unknown (it may have been), but an alert waits to be
        sent once more, marked. Returns how many were freed, how many lost.
        """
        async with self._database.write() as connection:
            freed = await connection.execute(
                update(delivery)
                .where(_in(_ended(DeliveryState.CLAIMED, now)))
                .values(state=DeliveryState.QUEUED, claim=None, lease_until=None)
            )
            alerts = (
                select(run.c.run)
                .join(campaign, campaign.c.campaign == run.c.campaign)
                .where(campaign.c.kind == CampaignKind.ALERT)
            )
            again = and_(delivery.c.run.in_(alerts), delivery.c.repeated == false())
            lost = await connection.execute(
                update(delivery)
                .where(_in(_ended(DeliveryState.SENDING, now)))
                .values(
                    state=case((again, DeliveryState.RETRY_WAIT.value), else_=DeliveryState.UNKNOWN.value),
                    not_before=case((again, delivery.c.lease_until + _AGAIN_AFTER), else_=delivery.c.not_before),
                    repeated=or_(again, delivery.c.repeated),
                    attempts=delivery.c.attempts + 1,
                    lease_until=None,
                )
            )
        return freed.rowcount, lost.rowcount


def _ended(state: DeliveryState, now: Instant | None) -> Any:
    """Rows of a state whose lease has run out, as keys; held rows of others are left to them."""
    is_old = delivery.c.lease_until < now if now is not None else delivery.c.lease_until.is_not(null())
    return (
        select(delivery.c.run, delivery.c.resident)
        .where(is_one_of(delivery.c.state, _HELD), delivery.c.state == state, is_old)
        .with_for_update(skip_locked=True)
    )


def _in(keys: Any) -> ColumnElement[bool]:
    return tuple_(delivery.c.run, delivery.c.resident).in_(keys)
