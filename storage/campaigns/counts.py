"""How many deliveries stand where: of one run for its page, of all that wait for the forecast."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select

from storage.campaigns.tables import delivery, run, run_count
from storage.campaigns.types import NOT_STARTED, OPEN_RUNS, DeliveryState, RunId
from storage.database import Database


class DeliveryCounts:
    """Counts rows of the ledger; a folded run's numbers are kept beside it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def counts(self, one: RunId) -> dict[DeliveryState, int]:
        """Return the number of deliveries in every state, zeros too."""
        rows = select(delivery.c.state, func.count()).where(delivery.c.run == one).group_by(delivery.c.state)
        kept = select(run_count.c.state, run_count.c.count).where(run_count.c.run == one)
        found: Counter[str] = Counter()
        async with self._database.read() as connection:
            for query in (rows, kept):
                found.update({row[0]: int(row[1]) for row in await connection.execute(query)})
        return {state: found[state.value] for state in DeliveryState}

    async def waits_on(self, one: RunId, channel: str) -> bool:
        """Tell whether somebody on this channel is still to be sent the message, of a run not at its end."""
        query = (
            select(delivery.c.run)
            .join(run, run.c.run == delivery.c.run)
            .where(
                delivery.c.run == one,
                delivery.c.channel == channel,
                delivery.c.state.in_(NOT_STARTED),
                run.c.state.in_(OPEN_RUNS),
            )
            .limit(1)
        )
        async with self._database.read() as connection:
            return (await connection.execute(query)).first() is not None

    async def waiting_by_channel(self) -> dict[str, int]:
        """Return how many deliveries of all open runs are still to be sent, by channel."""
        query = (
            select(delivery.c.channel, func.count())
            .join(run, run.c.run == delivery.c.run)
            .where(run.c.state.in_(OPEN_RUNS), delivery.c.state.in_(NOT_STARTED))
            .group_by(delivery.c.channel)
        )
        async with self._database.read() as connection:
            return {row[0]: int(row[1]) for row in await connection.execute(query)}
