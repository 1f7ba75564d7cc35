"""The ledger as a sender sees it: claim, mark sending, write results.

`sending` is committed before the platform is called and is never handed over: a lost one becomes `unknown`.
Source of the steps: facts/broadcasts.md 6.3 and 6.4. Locks: run, resident, delivery, in this order.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    func,
    literal,
    select,
    update,
)

from storage.campaigns.claims import Cap, Claim, Outcome, Sendable
from storage.campaigns.leases import lease_from
from storage.campaigns.results import by_fate, write_fate
from storage.campaigns.tables import delivery, run
from storage.campaigns.types import DUE, DeliveryState, Reason, RunId, RunState
from storage.database import Database
from storage.dialects import held, is_one_of, one_of
from storage.residents.address import AddressCipher, AddressUnreadable
from storage.residents.tables import resident
from storage.residents.types import Language, ResidentId, ResidentState
from storage.types import Instant

_CAPPED = (DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNKNOWN)


class Ledger:
    """Claims and results, over any number of senders."""

    def __init__(self, database: Database, cipher: AddressCipher) -> None:
        self._database = database
        self._cipher = cipher

    async def claim(self, one: RunId, channel: str, *, most: int, now: Instant) -> Claim | None:
        """Take up to `most` due rows of a running run for one lease; None when nothing is due."""
        token = secrets.token_bytes(16)

        def take(connection: Connection) -> int:
            # As a table of its own: PostgreSQL may run a subquery once a row, and then LIMIT bounds nothing. Its rows
            # are held, so nothing of them is asked again: the key alone finds each.
            due = _due(one, channel, most, now).cte("due").prefix_with("MATERIALIZED", dialect="postgresql")
            taken = connection.execute(
                update(delivery)
                .where(delivery.c.run == one, one_of(connection, delivery.c.resident, select(due.c.resident)))
                .values(state=DeliveryState.CLAIMED, claim=token, lease_until=lease_from(now))
                .returning(delivery.c.resident)
            )
            # Counted by hand: SQLite's driver tells no row count after WITH.
            return len(taken.all())

        rows = await self._database.write_alone(take)
        return Claim(run=one, token=token, rows=rows) if rows else None

    async def start_sending(self, claim: Claim, *, now: Instant, cap: Cap | None) -> list[Sendable]:
        """Mark the claimed rows `sending`, commit, and return them. From here on each ends by a result.

        Everything is asked again: a run that does not run any more gives its rows back, who stopped or
        blocked us is skipped, and so is who got enough this week. The residents are held until the commit,
        so that somebody's stop comes before it or after it, never between.
        """
        return await self._database.write_at_once(lambda connection: self._start(connection, claim, now, cap))

    async def give_back(self, claim: Claim, not_before: Instant | None = None) -> None:
        """Put claimed rows back into the queue; surely nothing was sent."""
        await self._database.write_alone(lambda connection: _give_back(connection, claim, not_before))

    async def write_results(self, claim: Claim, outcomes: Mapping[ResidentId, Outcome]) -> None:
        """Write what became of rows in `sending`. Only the claim's own token counts.

        A late `sent` lifts what was given up as unknown; no other end is ever changed. Somebody who is gone
        is not written to again until he comes back.
        """
        if not outcomes:
            return
        gone = [person for person, one in outcomes.items() if one.state is DeliveryState.BLOCKED]
        fates = by_fate(outcomes)

        def write(connection: Connection) -> None:
            if gone:
                connection.execute(
                    update(resident).where(resident.c.resident.in_(gone)).values(state=ResidentState.BLOCKED)
                )
            for fate, persons in fates.items():
                write_fate(connection, claim, fate, persons)

        is_one_statement = len(fates) == 1 and not gone
        await (self._database.write_alone if is_one_statement else self._database.write_at_once)(write)

    def _start(self, connection: Connection, claim: Claim, now: Instant, cap: Cap | None) -> list[Sendable]:
        runs = select(run.c.state).where(run.c.run == claim.run).with_for_update(read=True)
        if connection.execute(runs).scalar_one() != RunState.RUNNING:
            _give_back(connection, claim, None)
            return []
        people = _people(connection, claim)
        rows = connection.execute(held(connection, _claimed(claim), delivery.c.resident)).all()
        full = _full(connection, claim, cap)
        decided = {row.resident: self._decide(row, people, full) for row in rows}
        _mark(connection, claim, decided, now)
        return [one for one in decided.values() if isinstance(one, Sendable)]

    def _decide(
        self, row: Row[Any, Any, Any], people: Mapping[bytes, Row[Any, Any, Any]], full: frozenset[bytes]
    ) -> Sendable | Outcome:
        person = people.get(row.resident)
        if person is None:
            return Outcome(state=DeliveryState.SKIPPED, reason=Reason.STOPPED)
        if row.resident in full:
            return Outcome(state=DeliveryState.SKIPPED, reason=Reason.CAP)
        try:
            _, value = self._cipher.open(person.address_ciphertext)
        except AddressUnreadable:
            # One bad row never holds up its batch.
            return Outcome(state=DeliveryState.INVALID, reason=Reason.UNREADABLE)
        return Sendable(
            resident=ResidentId(row.resident),
            value=value,
            language=Language(person.language),
            attempts=row.attempts,
            repeated=row.repeated,
        )


def _people(connection: Connection, claim: Claim) -> dict[bytes, Row[Any, Any, Any]]:
    """Return who can be written to, held against a stop until the transaction ends."""
    query = (
        select(resident.c.resident, resident.c.address_ciphertext, resident.c.language)
        .where(one_of(connection, resident.c.resident, _mine(claim)), resident.c.state == ResidentState.ACTIVE)
        .order_by(resident.c.resident)
        .with_for_update(read=True)
    )
    return {row.resident: row for row in connection.execute(query)}


def _full(connection: Connection, claim: Claim, cap: Cap | None) -> frozenset[bytes]:
    """Return who got as many messages as one person gets."""
    if cap is None:
        return frozenset()
    query = (
        select(delivery.c.resident)
        .join(run, run.c.run == delivery.c.run)
        .where(
            one_of(connection, delivery.c.resident, _mine(claim)),
            delivery.c.run != claim.run,
            delivery.c.state.in_(_CAPPED),
            run.c.fire_at > cap.since,
        )
        .group_by(delivery.c.resident)
        .having(func.count() >= cap.most)
    )
    return frozenset(connection.execute(query).scalars())


def _mark(connection: Connection, claim: Claim, decided: Mapping[bytes, Sendable | Outcome], now: Instant) -> None:
    mine = (delivery.c.run == claim.run, delivery.c.claim == claim.token, delivery.c.state == DeliveryState.CLAIMED)
    groups: dict[tuple[DeliveryState, str], list[bytes]] = {}
    for person, one in decided.items():
        key = (DeliveryState.SENDING, "") if isinstance(one, Sendable) else (one.state, one.reason or "")
        groups.setdefault(key, []).append(person)
    for (state, reason), persons in groups.items():
        these = () if len(persons) == len(decided) else (delivery.c.resident.in_(persons),)
        connection.execute(
            update(delivery).where(*mine, *these).values(state=state, reason=reason, lease_until=lease_from(now))
        )


def _give_back(connection: Connection, claim: Claim, not_before: Instant | None) -> None:
    later = delivery.c.not_before if not_before is None else literal(int(not_before))
    connection.execute(
        update(delivery)
        .where(
            delivery.c.run == claim.run,
            delivery.c.claim == claim.token,
            delivery.c.state == DeliveryState.CLAIMED,
        )
        .values(state=DeliveryState.QUEUED, claim=None, lease_until=None, not_before=later)
    )


def _due(one: RunId, channel: str, most: int, now: Instant) -> Any:
    is_running = select(run.c.run).where(run.c.run == one, run.c.state == RunState.RUNNING).exists()
    return (
        select(delivery.c.resident)
        .where(
            delivery.c.run == one,
            delivery.c.channel == channel,
            is_one_of(delivery.c.state, DUE),
            delivery.c.not_before <= now,
            is_running,
        )
        .order_by(delivery.c.not_before)
        .limit(most)
        .with_for_update(of=delivery, skip_locked=True)
    )


def _mine(claim: Claim) -> Select[tuple[bytes]]:
    """The people of a claim's rows. With their state, so that an index finds them among all of the run."""
    return select(delivery.c.resident).where(
        delivery.c.run == claim.run, delivery.c.claim == claim.token, delivery.c.state == DeliveryState.CLAIMED
    )


def _claimed(claim: Claim) -> Select[Any]:
    return _mine(claim).add_columns(delivery.c.attempts, delivery.c.repeated)
