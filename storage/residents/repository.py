"""Subscribers: written down when they ask for it, gone when they say stop.

Stopping and sending meet at the person's row: whoever sends holds it while a delivery turns to `sending`,
whoever stops takes it away. So after `stop` returned no message to this person starts.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.campaigns.leases import START_SECONDS, started_at
from storage.campaigns.tables import delivery
from storage.campaigns.types import DeliveryState, Reason
from storage.database import Database
from storage.dialects import insert_into, new_id
from storage.gathering import Gathering
from storage.residents.address import AddressCipher
from storage.residents.reminders import is_being_reminded
from storage.residents.tables import resident, resident_topic
from storage.residents.types import Language, ResidentId, ResidentState, Subscription, Topic
from storage.types import Clock, Instant, UnitCode, instant

_HERE = ZoneInfo("Asia/Ho_Chi_Minh")
_LOOK_AGAIN = 0.05
_NOT_STARTED = (DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.RETRY_WAIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What one person asked for: his row, as it is when he is new, and the topics that he wants."""

    row: Mapping[str, Any] = field(repr=False)
    topics: frozenset[Topic]


class ResidentRepository:
    """Reads and writes subscribers in the app database (SQLite or PostgreSQL)."""

    def __init__(
        self,
        database: Database,
        cipher: AddressCipher,
        clock: Clock,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._cipher = cipher
        self._clock = clock
        self._sleep = sleep
        self._subscribing = Gathering(self._subscribe_all)
        self._is_known = database.question(select(resident.c.resident).where(resident.c.lookup == bindparam("lookup")))

    async def subscribe(
        self, channel: str, value: str, *, unit: UnitCode | None, topics: Iterable[Topic], language: Language
    ) -> ResidentId:
        """Write a person down, or change what he asked for; somebody who had blocked us is active again.

        People who come together share a transaction. Raises `AddressTooLong`.
        """
        wish = _Wish(
            row={
                "resident": secrets.token_bytes(16),
                "address_ciphertext": self._cipher.seal(channel, value),
                "lookup": self._cipher.lookup(channel, value),
                "channel": channel,
                "unit": unit,
                "language": language,
                "joined_month": self._month(),
                "state": ResidentState.ACTIVE,
            },
            topics=frozenset(topics),
        )
        return await self._subscribing.ask(wish)

    async def get(self, channel: str, value: str) -> Subscription | None:
        """Return what the person behind an address asked for; None when he never subscribed or stopped."""
        # Most people who talk to us are not written down, and everybody is looked for at the first message.
        if await self._database.find(self._is_known, lookup=self._cipher.lookup(channel, value)) is None:
            return None
        async with self._database.read() as connection:
            row = await self._row(connection, channel, value)
            if row is None:
                return None
            asked = select(resident_topic.c.topic).where(resident_topic.c.resident == row.resident)
            topics = frozenset(Topic(topic) for topic in (await connection.execute(asked)).scalars())
        return Subscription(
            resident=ResidentId(row.resident),
            unit=None if row.unit is None else UnitCode(row.unit),
            topics=topics,
            language=Language(row.language),
        )

    async def update(
        self, channel: str, value: str, *, unit: UnitCode | None, topics: Iterable[Topic], language: Language
    ) -> bool:
        """Replace what a subscriber asked for; False when he is none."""
        async with self._database.write() as connection:
            row = await self._row(connection, channel, value)
            if row is None:
                return False
            await connection.execute(
                update(resident)
                .where(resident.c.resident == row.resident)
                .values(unit=unit, language=language, state=ResidentState.ACTIVE)
            )
            await connection.run_sync(_set_topics, {ResidentId(row.resident): topics})
            return True

    async def stop(self, channel: str, value: str) -> bool:
        """Forget a subscriber and skip what was still to be sent to him; False when he was none.

        When this returns, no message to him starts any more: one whose sending had begun is waited for, at
        most `START_SECONDS` and a little. His rows in the ledger stay as numbers, each under a new random id,
        so that no two of them belong together.
        """
        async with self._database.write() as connection:
            row = await self._row(connection, channel, value, lock=True)
            if row is None:
                return False
            person = ResidentId(row.resident)
            begun = await _begun(connection, person)
            is_reminded = await is_being_reminded(connection, person)
            await connection.execute(
                update(delivery)
                .where(delivery.c.resident == person, delivery.c.state.in_(_NOT_STARTED))
                .values(state=DeliveryState.SKIPPED, reason=Reason.STOPPED)
            )
            await connection.execute(
                update(delivery)
                .where(delivery.c.resident == person, delivery.c.state != DeliveryState.SENDING)
                .values(resident=new_id(connection))
            )
            await connection.execute(delete(resident_topic).where(resident_topic.c.resident == person))
            await connection.execute(delete(resident).where(resident.c.resident == person))
        if is_reminded:
            # Its row went with the person, so nothing tells when it is through: the longest that it can take.
            await self._wait_out(instant(self._clock.now()))
        await self._wait_for_started(person, begun)
        return True

    async def erase(self, channel: str, value: str) -> bool:
        """Do the same as `stop`: nothing is kept that could be erased beyond it."""
        return await self.stop(channel, value)

    async def total(self) -> int:
        """Return how many people are reached at present."""
        query = select(func.count()).select_from(resident).where(resident.c.state == ResidentState.ACTIVE)
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def _subscribe_all(self, wishes: Sequence[_Wish]) -> list[ResidentId]:
        # In the order of their hashes, as every process does it, so that none waits for another in a circle;
        # the last wish of the same person stands.
        wanted = {wish.row["lookup"]: wish for wish in sorted(wishes, key=lambda wish: wish.row["lookup"])}
        people = await self._database.write_at_once(lambda connection: _subscribe(connection, wanted))
        return [people[wish.row["lookup"]] for wish in wishes]

    async def _row(
        self, connection: AsyncConnection, channel: str, value: str, *, lock: bool = False
    ) -> Row[Any, Any, Any] | None:
        query = select(resident.c.resident, resident.c.unit, resident.c.language).where(
            resident.c.lookup == self._cipher.lookup(channel, value)
        )
        found: Row[Any, Any, Any] | None = (
            await connection.execute(query.with_for_update() if lock else query)
        ).one_or_none()
        return found

    async def _wait_for_started(self, person: ResidentId, begun: Instant | None) -> None:
        if begun is None:
            return
        while instant(self._clock.now()) <= begun + START_SECONDS:
            async with self._database.read() as connection:
                if await _begun(connection, person) is None:
                    return
            await self._sleep(_LOOK_AGAIN)

    async def _wait_out(self, begun: Instant) -> None:
        while instant(self._clock.now()) <= begun + START_SECONDS:
            await self._sleep(_LOOK_AGAIN)

    def _month(self) -> int:
        today = self._clock.now().astimezone(_HERE)
        return today.year * 100 + today.month


async def _begun(connection: AsyncConnection, person: ResidentId) -> Instant | None:
    """Return when the youngest delivery that is in `sending` became so; None when there is none."""
    query = select(func.max(delivery.c.lease_until)).where(
        delivery.c.resident == person, delivery.c.state == DeliveryState.SENDING
    )
    lease = (await connection.execute(query)).scalar_one_or_none()
    return None if lease is None else started_at(Instant(lease))


def _subscribe(connection: Connection, wanted: Mapping[bytes, _Wish]) -> dict[bytes, ResidentId]:
    statement = insert_into(connection, resident)
    again = statement.on_conflict_do_update(
        index_elements=[resident.c.lookup],
        set_={name: statement.excluded[name] for name in ("unit", "language", "state")},
    ).returning(resident.c.lookup, resident.c.resident)
    written = connection.execute(again, [wish.row for wish in wanted.values()])
    people = {row.lookup: ResidentId(row.resident) for row in written}
    _set_topics(connection, {people[lookup]: wish.topics for lookup, wish in wanted.items()})
    return people


def _set_topics(connection: Connection, wanted: Mapping[ResidentId, Iterable[Topic]]) -> None:
    connection.execute(delete(resident_topic).where(resident_topic.c.resident.in_(list(wanted))))
    rows = [
        {"resident": person, "topic": topic} for person, topics in wanted.items() for topic in sorted(frozenset(topics))
    ]
    if rows:
        # One statement with all rows: SQLite's thread asks for the interpreter's lock after each.
        connection.execute(insert(resident_topic).values(rows))
