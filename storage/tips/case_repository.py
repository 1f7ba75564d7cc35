"""What the clocks, the audit and the operator ask of tips.db beyond one unit's own cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from storage.database import Database
from storage.tips import tables
from storage.tips.outbox import add_notices
from storage.tips.rows import event_of
from storage.tips.types import CaseNumber, CaseRow, Event, EventKind, Notice, TipId, TipState
from storage.types import StaffId


class CaseRepository:
    """Reads across units; no unit's page may use it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open_cases_of(self, staff: StaffId) -> tuple[CaseNumber, ...]:
        """Return the numbers of the open cases that a person is in charge of; drills bind nobody."""
        query = (
            select(tables.tip.c.case_number)
            .where(tables.tip.c.owner == staff, tables.tip.c.state != TipState.CLOSED, tables.tip.c.is_test.is_(False))
            .order_by(tables.tip.c.case_number)
        )
        async with self._database.read() as connection:
            return tuple(CaseNumber(number) for number in (await connection.execute(query)).scalars())

    async def acted(self) -> frozenset[TipId]:
        """Return the tips on which somebody has done a first thing: asked, or noted what he did."""
        query = select(tables.event.c.tip).where(tables.event.c.kind.in_([EventKind.ASKED, EventKind.NOTED])).distinct()
        async with self._database.read() as connection:
            return frozenset(TipId(tip) for tip in (await connection.execute(query)).scalars())

    async def remind(self, row: CaseRow, level: int, notices: Sequence[Notice]) -> bool:
        """Write down that a reminder of this level leaves; False when the case moved meanwhile."""
        async with self._database.write() as connection:
            changed = await connection.execute(
                update(tables.tip)
                .where(
                    tables.tip.c.tip == row.tip,
                    tables.tip.c.state == row.state,
                    tables.tip.c.reminded == row.reminded,
                )
                .values(reminded=level)
            )
            if changed.rowcount != 1:
                return False
            await add_notices(connection, notices)
            return True

    async def chains(self) -> list[tuple[CaseNumber, TipId, list[Event]]]:
        """Return every tip with its audit chain from its start."""
        by_tip: dict[bytes, list[Event]] = defaultdict(list)
        events = select(tables.event).order_by(tables.event.c.tip, tables.event.c.sequence)
        async with self._database.read() as connection:
            rows = (await connection.execute(select(tables.tip.c.tip, tables.tip.c.case_number))).all()
            for row in await connection.execute(events):
                by_tip[row.tip].append(event_of(row))
        return [(CaseNumber(row.case_number), TipId(row.tip), by_tip[row.tip]) for row in rows]

    async def anchors(self) -> list[tuple[date, bytes]]:
        """Return every day's anchor, the oldest first."""
        query = select(tables.anchor).order_by(tables.anchor.c.day)
        async with self._database.read() as connection:
            return [(row.day, row.digest) for row in await connection.execute(query)]

    async def put_anchor(self, day: date, digest: bytes) -> None:
        """Keep the day's anchor; the first one of a day stands."""
        async with self._database.write() as connection:
            await connection.execute(insert_or(tables.anchor).values(day=day, digest=digest).on_conflict_do_nothing())
