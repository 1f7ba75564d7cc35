"""Mailboxes in tips.db: found by what the receipt stretches to, or by the case when an officer writes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select

from storage.database import Database
from storage.tips.tables import mailbox, mailbox_item
from storage.tips.types import ItemKind, Mailbox, MailboxItem, TipId
from storage.types import Instant


class MailboxRepository:
    """Reads the mailboxes of tips.db; they are written with the steps of their case."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, lookup: bytes, now: Instant) -> Mailbox | None:
        """Return the mailbox that is open now. One query, whether it never was, expired, or was erased."""
        query = select(mailbox).where(mailbox.c.lookup == lookup, _living(now))
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _mailbox(row)

    async def of_tip(self, tip: TipId, now: Instant | None = None) -> Mailbox | None:
        """Return the mailbox of a case; with `now`, only while it is open."""
        query = select(mailbox).where(mailbox.c.tip == tip)
        if now is not None:
            query = query.where(_living(now))
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _mailbox(row)

    async def items(self, lookup: bytes) -> list[MailboxItem]:
        """Return what lies in a mailbox, sealed, the oldest first."""
        query = select(mailbox_item).where(mailbox_item.c.lookup == lookup).order_by(mailbox_item.c.number)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [
            MailboxItem(
                number=row.number,
                kind=ItemKind(row.kind),
                hour=Instant(row.hour),
                blob=row.blob,
                answered=row.answered,
            )
            for row in rows
        ]

    async def next_number(self, lookup: bytes) -> int:
        """Return the number that the next item takes."""
        query = select(func.max(mailbox_item.c.number)).where(mailbox_item.c.lookup == lookup)
        async with self._database.read() as connection:
            newest: int | None = (await connection.execute(query)).scalar_one()
        return 0 if newest is None else newest + 1


def _living(now: Instant) -> ColumnElement[bool]:
    return or_(mailbox.c.expires.is_(None), mailbox.c.expires > now)


def _mailbox(row: Row[Any]) -> Mailbox:
    return Mailbox(
        lookup=row.lookup,
        tip=TipId(row.tip),
        public_key=row.public_key,
        private_ciphertext=row.private_ciphertext,
        expires=None if row.expires is None else Instant(row.expires),
    )
