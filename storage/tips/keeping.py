"""Let go of what is no longer needed, and leave no bytes of it in the file or its log.

Of a tip whose time is over, every piece, wrap and the mailbox go; its closed row and audit chain stay, which
hold no word of it and which the daily anchors rest on. No unit sees it any more, since none holds a wrap.
Source: facts/tip-line.md 4.14.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.tips import tables
from storage.tips.types import Result, TipId, TipState
from storage.types import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """How many tips and how many mailboxes went."""

    tips: int
    mailboxes: int


class TipKeeper:
    """Deletes from tips.db and compacts it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sweep(self, now: Instant, lives: Mapping[Result, int]) -> Swept:
        """Delete the mailboxes that ended, and the content of tips closed longer ago than their result's life.

        `lives` are seconds; a result without one is kept.
        """
        async with self._database.write() as connection:
            ended = await connection.execute(delete(tables.mailbox).where(tables.mailbox.c.expires <= now))
            over = (await connection.execute(_over(now, lives))).scalars().all()
            for tip in over:
                await _shred(connection, TipId(tip))
        return Swept(tips=len(over), mailboxes=ended.rowcount)

    async def shred(self, tip: TipId) -> None:
        """Delete one tip's content, wraps, mailbox and waiting notices now."""
        async with self._database.write() as connection:
            await _shred(connection, tip)

    async def compact(self) -> None:
        """Rewrite the file and empty its log, so that deleted rows and the order of writing are gone from both."""
        async with self._database.read() as connection:
            await connection.exec_driver_sql("VACUUM")
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def empty_log(self) -> bool:
        """Empty the write-ahead log, which holds in what order tips came; False while somebody reads from it."""
        return await self._database.empty_log()


def _over(now: Instant, lives: Mapping[Result, int]) -> Select[Any]:
    ends = [
        (tables.tip.c.result == result) & (tables.tip.c.closed <= now - seconds) for result, seconds in lives.items()
    ]
    still_there = select(tables.part.c.tip).where(tables.part.c.tip == tables.tip.c.tip).exists()
    return select(tables.tip.c.tip).where(tables.tip.c.state == TipState.CLOSED, still_there, or_(False, *ends))


async def _shred(connection: AsyncConnection, tip: TipId) -> None:
    number = select(tables.tip.c.case_number).where(tables.tip.c.tip == tip).scalar_subquery()
    await connection.execute(delete(tables.notice).where(tables.notice.c.case_number == number))
    for table in (tables.part, tables.mailbox):
        await connection.execute(delete(table).where(table.c.tip == tip))
