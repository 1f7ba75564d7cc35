"""Notices that still have to leave: a row is written with the step it tells of, and goes when it was sent."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.tips.tables import notice as notice_table
from storage.tips.types import CaseNumber, Notice, NoticeKind, Urgency
from storage.types import Instant, StaffId, UnitCode


class Outbox:
    """Reads and clears the notices of tips.db."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, notices: Sequence[Notice]) -> None:
        """Put notices into the outbox that belong to no other step."""
        async with self._database.write() as connection:
            await add_notices(connection, notices)

    async def due(self, now: Instant, limit: int) -> list[Notice]:
        """Return at most `limit` notices that may leave by now, the longest due first."""
        query = select(notice_table).where(notice_table.c.not_before <= now)
        query = query.order_by(notice_table.c.not_before, notice_table.c.notice).limit(limit)
        async with self._database.read() as connection:
            return [_notice(row) for row in (await connection.execute(query)).all()]

    async def sent(self, notice: bytes) -> None:
        """Forget a notice that was sent."""
        async with self._database.write() as connection:
            await connection.execute(delete(notice_table).where(notice_table.c.notice == notice))

    async def failed(self, notice: bytes, not_before: Instant) -> None:
        """Keep a notice for another try, not before the given time."""
        again = {"attempts": notice_table.c.attempts + 1, "not_before": not_before}
        async with self._database.write() as connection:
            await connection.execute(update(notice_table).where(notice_table.c.notice == notice).values(again))

    async def postpone(self, notice: bytes, not_before: Instant) -> None:
        """Keep a notice for later; this was no try."""
        async with self._database.write() as connection:
            await connection.execute(
                update(notice_table).where(notice_table.c.notice == notice).values(not_before=not_before)
            )

    async def narrow(self, notice: Notice, staff: Sequence[StaffId], not_before: Instant) -> None:
        """Keep a unit's notice for those of its people only whom it did not reach, for another try."""
        rest = [
            replace(
                notice, notice=secrets.token_bytes(16), staff=one, not_before=not_before, attempts=notice.attempts + 1
            )
            for one in staff
        ]
        async with self._database.write() as connection:
            await connection.execute(delete(notice_table).where(notice_table.c.notice == notice.notice))
            await add_notices(connection, rest)

    async def waits(self, kind: NoticeKind, unit: UnitCode) -> bool:
        """Say whether a notice of this kind already waits for the unit."""
        query = select(notice_table.c.notice).where(notice_table.c.kind == kind, notice_table.c.unit == unit).limit(1)
        async with self._database.read() as connection:
            return (await connection.execute(query)).one_or_none() is not None


async def add_notices(connection: AsyncConnection, notices: Sequence[Notice]) -> None:
    """Put notices into the outbox within the step's own transaction."""
    for one in notices:
        await connection.execute(
            insert(notice_table).values(
                notice=one.notice,
                kind=one.kind,
                unit=one.unit,
                staff=one.staff,
                case_number=one.case,
                urgency=one.urgency,
                due=one.due,
                not_before=one.not_before,
                attempts=one.attempts,
            )
        )


def _notice(row: Row[Any]) -> Notice:
    return Notice(
        notice=row.notice,
        kind=NoticeKind(row.kind),
        unit=UnitCode(row.unit),
        staff=None if row.staff is None else StaffId(row.staff),
        case=None if row.case_number is None else CaseNumber(row.case_number),
        urgency=Urgency(row.urgency),
        due=Instant(row.due),
        not_before=Instant(row.not_before),
        attempts=row.attempts,
    )
