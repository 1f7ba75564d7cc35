"""The send budget's rows: one an account for its pace, one an account and month for what the platform counts by month.

Each is moved by a single statement, so that any number of processes agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from storage.campaigns.tables import send_account, send_month
from storage.database import Database
from storage.dialects import insert_into, larger
from storage.types import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthUse:
    """An account's month: bulk messages taken, and until when the platform refuses (0: it does not)."""

    bulk: int
    refused_until: Instant


class SendAccounts:
    """Reads and moves the times at which bulk may leave. All times are seconds since 1970, with fractions."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._halt = database.question(
            select(send_account.c.halted_until).where(send_account.c.account == bindparam("account"))
        )

    async def book(self, account: str, *, now: float, cost: float) -> tuple[float, float]:
        """Move the account's theoretical arrival time by `cost` seconds; return (where it stood, halted until)."""

        def move(connection: Connection) -> tuple[float, float]:
            new = insert_into(connection, send_account).values(
                account=account, bulk_arrival=now + cost, halted_until=0.0
            )
            moved = new.on_conflict_do_update(
                index_elements=[send_account.c.account],
                set_={"bulk_arrival": larger(connection, send_account.c.bulk_arrival, now) + cost},
            ).returning(send_account.c.bulk_arrival, send_account.c.halted_until)
            row = connection.execute(moved).one()
            return row.bulk_arrival - cost, row.halted_until

        return await self._database.write_alone(move)

    async def halt(self, account: str, *, until: float) -> None:
        """Let nothing leave before `until`; of two halts the longer holds."""
        async with self._database.write() as connection:
            new = insert_into(connection, send_account).values(account=account, bulk_arrival=0.0, halted_until=until)
            await connection.execute(
                new.on_conflict_do_update(
                    index_elements=[send_account.c.account],
                    set_={"halted_until": larger(connection, send_account.c.halted_until, until)},
                )
            )

    async def take(self, account: str, *, month: str, messages: int, most: int) -> bool:
        """Take `messages` of the `most` bulk messages of a month (YYYY-MM); False takes none: not all are left."""
        if messages > most:
            return False
        async with self._database.write() as connection:
            new = insert_into(connection, send_month).values(
                account=account, month=month, bulk=messages, refused_until=0
            )
            taken = new.on_conflict_do_update(
                index_elements=[send_month.c.account, send_month.c.month],
                set_={"bulk": send_month.c.bulk + messages},
                where=send_month.c.bulk + messages <= most,
            ).returning(send_month.c.bulk)
            return (await connection.execute(taken)).first() is not None

    async def put_back(self, account: str, *, month: str, messages: int) -> None:
        """Put back what was taken and surely not sent."""
        mine = (send_month.c.account == account, send_month.c.month == month, send_month.c.bulk >= messages)
        async with self._database.write() as connection:
            await connection.execute(update(send_month).where(*mine).values(bulk=send_month.c.bulk - messages))

    async def refuse(self, account: str, *, month: str, until: Instant) -> None:
        """Note that the platform sends nothing more for the account; bulk asks again after `until`."""
        async with self._database.write() as connection:
            new = insert_into(connection, send_month).values(account=account, month=month, bulk=0, refused_until=until)
            await connection.execute(
                new.on_conflict_do_update(
                    index_elements=[send_month.c.account, send_month.c.month], set_={"refused_until": until}
                )
            )

    async def use_of(self, account: str, *, month: str) -> MonthUse:
        """Return how an account's month stands."""
        query = select(send_month.c.bulk, send_month.c.refused_until).where(
            send_month.c.account == account, send_month.c.month == month
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return MonthUse(bulk=0, refused_until=Instant(0))
        return MonthUse(bulk=row.bulk, refused_until=Instant(row.refused_until))

    async def halted_until(self, account: str) -> float:
        """Return until when nothing may leave; 0 when nothing is in the way."""
        found = await self._database.find(self._halt, account=account)
        return 0.0 if found is None else float(found[0])
