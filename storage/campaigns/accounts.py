"""The send budget's rows, one an account, each moved by a single statement, so that any number of processes agree."""

from __future__ import annotations

from sqlalchemy import select

from storage.campaigns.dialects import insert_into, larger
from storage.campaigns.tables import send_account
from storage.database import Database


class SendAccounts:
    """Reads and moves the times at which bulk may leave. All times are seconds since 1970, with fractions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def book(self, account: str, *, now: float, cost: float) -> tuple[float, float]:
        """Move the account's theoretical arrival time by `cost` seconds; return (where it stood, halted until)."""
        async with self._database.write() as connection:
            new = insert_into(connection, send_account).values(
                account=account, bulk_arrival=now + cost, halted_until=0.0
            )
            moved = new.on_conflict_do_update(
                index_elements=[send_account.c.account],
                set_={"bulk_arrival": larger(connection, send_account.c.bulk_arrival, now) + cost},
            ).returning(send_account.c.bulk_arrival, send_account.c.halted_until)
            row = (await connection.execute(moved)).one()
        return row.bulk_arrival - cost, row.halted_until

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

    async def halted_until(self, account: str) -> float:
        """Return until when nothing may leave; 0 when nothing is in the way."""
        query = select(send_account.c.halted_until).where(send_account.c.account == account)
        async with self._database.read() as connection:
            return float((await connection.execute(query)).scalar_one_or_none() or 0.0)
