"""Cases in tips.db: stored whole, shown only to units that hold a wrap, changed one checked step at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import fields
from typing import Any

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.tips import audit, tables
from storage.tips.changes import CaseChange, NewTip, NotStored
from storage.tips.outbox import add_notices
from storage.tips.rows import case_columns, case_of, event_of, piece_of
from storage.tips.types import (
    CaseNumber,
    CaseRow,
    Event,
    MailboxItem,
    NewEvent,
    PartKind,
    SealedPart,
    TipId,
    TipState,
    Wrap,
)
from storage.types import Instant, UnitCode

CONTENT = 0
"""The number of the piece that holds a tip's text: who has its wrap holds the case."""

TIPS = "tips"
"""The hourly total of tips that were sent, tests apart."""

_HOUR = 3600


class TipRepository:
    """Reads and writes the cases of tips.db."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def store(self, new: NewTip) -> None:
        """Write a tip with its pieces, wraps, mailbox, first event and notices, or nothing at all.

        Counts it in the hourly total unless it is a test. Raises `NotStored`.
        """
        tip = new.row.tip
        async with _whole(self._database) as connection:
            if not new.row.is_test:
                await _count(connection, new.row.received, TIPS)
            await connection.execute(insert(tables.tip).values(case_columns(new.row)))
            await _add_pieces(connection, tip, new.parts, new.wraps)
            box = new.mailbox
            await connection.execute(
                insert(tables.mailbox).values(
                    lookup=box.lookup,
                    tip=tip,
                    public_key=box.public_key,
                    private_ciphertext=box.private_ciphertext,
                    expires=box.expires,
                )
            )
            await _append_event(connection, tip, new.event)
            await add_notices(connection, new.notices)

    async def change(self, step: CaseChange) -> bool:
        """Do one step in one transaction; False, with nothing written, when somebody was faster.

        "Faster" means that the row is no longer `before`, or that a piece or mailbox item has its number already.
        Raises `NotStored` when the database fails.
        """
        tip = step.before.tip
        async with _whole(self._database) as connection:
            current = (await connection.execute(select(tables.tip).where(tables.tip.c.tip == tip))).one_or_none()
            if current is None or case_of(current) != step.before:
                return False
            if await _taken(connection, tip, step):
                return False
            await connection.execute(update(tables.tip).where(tables.tip.c.tip == tip).values(case_columns(step.after)))
            await _add_pieces(connection, tip, step.parts, step.wraps)
            await _change_mailbox(connection, tip, step)
            await _append_event(connection, tip, step.event)
            await add_notices(connection, step.notices)
        return True

    async def record(self, tip: TipId, event: NewEvent) -> None:
        """Link an event that changes nothing else (a case was opened, exported). Raises `NotStored`."""
        async with _whole(self._database) as connection:
            await _append_event(connection, tip, event)

    async def cases_for(self, unit: UnitCode, *, open_only: bool) -> list[CaseRow]:
        """Return the cases whose content the unit can open, the next deadline first.

        What a flood put aside (quarantined) is among them: it was not announced, but nothing is hidden.
        """
        query = _held_by(unit)
        if open_only:
            query = query.where(tables.tip.c.state != TipState.CLOSED)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(tables.tip.c.due_resolve, tables.tip.c.tip))).all()
        return [case_of(row) for row in rows]

    async def case_for(self, unit: UnitCode, number: CaseNumber) -> CaseRow | None:
        """Return one case, when the unit can open its content; None for all others, known or not."""
        query = _held_by(unit).where(tables.tip.c.case_number == number)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else case_of(row)

    async def open_cases(self) -> list[CaseRow]:
        """Return every open case, for the clocks; no unit's page may use it."""
        query = select(tables.tip).where(tables.tip.c.state != TipState.CLOSED).order_by(tables.tip.c.tip)
        async with self._database.read() as connection:
            return [case_of(row) for row in (await connection.execute(query)).all()]

    async def case(self, tip: TipId) -> CaseRow | None:
        """Return a case by its inner id, for the mailbox; no unit's page may use it."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(tables.tip).where(tables.tip.c.tip == tip))).one_or_none()
        return None if row is None else case_of(row)

    async def holders(self, tip: TipId) -> frozenset[UnitCode]:
        """Return the units that hold a wrap of the content."""
        query = select(tables.wrap.c.unit).where(tables.wrap.c.tip == tip, tables.wrap.c.number == CONTENT)
        async with self._database.read() as connection:
            return frozenset(UnitCode(unit) for unit in (await connection.execute(query)).scalars())

    async def pieces(
        self, tip: TipId, unit: UnitCode, kinds: Sequence[PartKind] = tuple(PartKind)
    ) -> list[tuple[SealedPart, Wrap]]:
        """Return the pieces of these kinds that the unit holds a wrap of, in order."""
        query = _pieces(tip, unit).where(tables.part.c.kind.in_(kinds)).order_by(tables.part.c.number)
        async with self._database.read() as connection:
            return [piece_of(row, unit) for row in (await connection.execute(query)).all()]

    async def piece(self, tip: TipId, unit: UnitCode, number: int) -> tuple[SealedPart, Wrap] | None:
        """Return one piece, when the unit holds a wrap of it."""
        query = _pieces(tip, unit).where(tables.part.c.number == number)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else piece_of(row, unit)

    async def piece_numbers(self, tip: TipId, kind: PartKind) -> list[int]:
        """Return the numbers of all pieces of one kind, in order."""
        query = select(tables.part.c.number).where(tables.part.c.tip == tip, tables.part.c.kind == kind)
        async with self._database.read() as connection:
            return list((await connection.execute(query.order_by(tables.part.c.number))).scalars())

    async def next_number(self, tip: TipId) -> int:
        """Return the number that the tip's next piece takes; `change` refuses it if another takes it first."""
        query = select(func.max(tables.part.c.number)).where(tables.part.c.tip == tip)
        async with self._database.read() as connection:
            newest: int | None = (await connection.execute(query)).scalar_one()
        return CONTENT if newest is None else newest + 1

    async def events(self, tip: TipId) -> list[Event]:
        """Return the tip's audit chain from its start."""
        query = select(tables.event).where(tables.event.c.tip == tip).order_by(tables.event.c.sequence)
        async with self._database.read() as connection:
            return [event_of(row) for row in (await connection.execute(query)).all()]

    async def totals(self, since: Instant) -> list[tuple[Instant, str, int]]:
        """Return (hour, what, how many) from an hour on."""
        query = select(tables.counter).where(tables.counter.c.hour >= since)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(tables.counter.c.hour, tables.counter.c.what))).all()
        return [(Instant(row.hour), str(row.what), int(row._mapping["count"])) for row in rows]


@asynccontextmanager
async def _whole(database: Database) -> AsyncIterator[AsyncConnection]:
    """Write all or nothing. The driver's own error is dropped: it names what was being written."""
    try:
        async with database.write() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise NotStored(type(error).__name__, disk_full=_is_full(error)) from None


def _is_full(error: SQLAlchemyError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None) if isinstance(error, DBAPIError) else None
    return code == sqlite3.SQLITE_FULL


def _held_by(unit: UnitCode) -> Select[Any]:
    return (
        select(tables.tip)
        .join(tables.wrap, tables.wrap.c.tip == tables.tip.c.tip)
        .where(tables.wrap.c.unit == unit, tables.wrap.c.number == CONTENT)
    )


def _pieces(tip: TipId, unit: UnitCode) -> Select[Any]:
    same = (tables.wrap.c.tip == tables.part.c.tip) & (tables.wrap.c.number == tables.part.c.number)
    return (
        select(tables.part, tables.wrap.c.key_version, tables.wrap.c.blob)
        .join(tables.wrap, same)
        .where(tables.part.c.tip == tip, tables.wrap.c.unit == unit)
    )


async def _add_pieces(
    connection: AsyncConnection, tip: TipId, parts: Sequence[SealedPart], wraps: Sequence[Wrap]
) -> None:
    for part in parts:
        await connection.execute(
            insert(tables.part).values(
                tip=tip, number=part.number, kind=part.kind, hour=part.hour, ciphertext=part.ciphertext
            )
        )
    for wrap in wraps:
        await connection.execute(
            insert(tables.wrap).values(
                tip=tip, number=wrap.number, unit=wrap.unit, key_version=wrap.key_version, blob=wrap.blob
            )
        )


async def _taken(connection: AsyncConnection, tip: TipId, step: CaseChange) -> bool:
    numbers = [part.number for part in step.parts]
    parts = select(func.count()).where(tables.part.c.tip == tip, tables.part.c.number.in_(numbers))
    items = (
        select(func.count())
        .where(tables.mailbox_item.c.number.in_([item.number for item in step.items]))
        .where(tables.mailbox_item.c.lookup == _lookup_of(tip))
    )
    found: int = (await connection.execute(parts)).scalar_one() + (await connection.execute(items)).scalar_one()
    return found > 0


async def _change_mailbox(connection: AsyncConnection, tip: TipId, step: CaseChange) -> None:
    if step.answered:
        await connection.execute(
            update(tables.mailbox_item).where(tables.mailbox_item.c.lookup == _lookup_of(tip)).values(answered=True)
        )
    for item in step.items:
        await _add_item(connection, tip, item)
    if step.expires is not None or step.keeps_open:
        await connection.execute(update(tables.mailbox).where(tables.mailbox.c.tip == tip).values(expires=step.expires))


async def _add_item(connection: AsyncConnection, tip: TipId, item: MailboxItem) -> None:
    await connection.execute(
        insert(tables.mailbox_item).values(
            lookup=_lookup_of(tip),
            number=item.number,
            kind=item.kind,
            hour=item.hour,
            blob=item.blob,
            answered=item.answered,
        )
    )


async def _count(connection: AsyncConnection, at: Instant, what: str) -> None:
    total = insert_or(tables.counter).values(hour=at - at % _HOUR, what=what, count=1)
    raised = {"count": tables.counter.c.count + 1}
    await connection.execute(total.on_conflict_do_update(index_elements=["hour", "what"], set_=raised))


def _lookup_of(tip: TipId) -> Any:
    return select(tables.mailbox.c.lookup).where(tables.mailbox.c.tip == tip).scalar_subquery()


async def _append_event(connection: AsyncConnection, tip: TipId, new: NewEvent) -> None:
    newest = select(tables.event).where(tables.event.c.tip == tip).order_by(tables.event.c.sequence.desc()).limit(1)
    row = (await connection.execute(newest)).one_or_none()
    linked = audit.link(tip, None if row is None else event_of(row), new)
    values = {field.name: getattr(linked, field.name) for field in fields(linked)}
    await connection.execute(insert(tables.event).values(tip=tip, **values))
