"""Weekly reminders of those who asked for them: four weeks, at most one a week, and no date of anybody.

At most once a week rests on two things. A round of a week is opened once, for everybody, by a compare-and-set;
only that makes rows due. And a row leaves `due`, with a week less, in a transaction that is committed before the
platform is called, so that a death in between costs a reminder and never doubles one.
Locks: resident, then reminder, as in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.dialects import insert_into
from storage.residents.address import AddressCipher, AddressUnreadable
from storage.residents.tables import reminder, reminder_round, resident
from storage.residents.types import Language, ReminderState, ResidentId, ResidentState

WEEKS = 4
_SERIES = "family"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remindable:
    """Somebody whose row is in `sending`; `week` is 1 to `WEEKS`."""

    resident: ResidentId
    value: str = field(repr=False)
    language: Language
    week: int


class ReminderRepository:
    """Reads and moves reminders in the app database; any number of processes may."""

    def __init__(self, database: Database, cipher: AddressCipher) -> None:
        self._database = database
        self._cipher = cipher

    async def start(self, channel: str, value: str) -> bool:
        """Remind a subscriber for `WEEKS` weeks, from the next round on; False when he is no subscriber.

        Who is reminded already begins his weeks anew, and still gets only one a week.
        """
        async with self._database.write() as connection:
            person = await self._person(connection, channel, value)
            if person is None:
                return False
            new = insert_into(connection, reminder).values(
                resident=person, weeks_left=WEEKS, state=ReminderState.WAITING
            )
            await connection.execute(
                new.on_conflict_do_update(index_elements=[reminder.c.resident], set_={"weeks_left": WEEKS})
            )
            return True

    async def weeks_left(self, channel: str, value: str) -> int:
        """Return how many reminders a person still gets; 0 when there are none."""
        query = (
            select(reminder.c.weeks_left)
            .join(resident, resident.c.resident == reminder.c.resident)
            .where(resident.c.lookup == self._cipher.lookup(channel, value))
        )
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one_or_none() or 0)

    async def stop(self, channel: str, value: str) -> bool:
        """Remind no more; False when nothing was to come. The subscription stays."""
        async with self._database.write() as connection:
            person = await self._person(connection, channel, value)
            if person is None:
                return False
            done = await connection.execute(delete(reminder).where(reminder.c.resident == person))
            return done.rowcount == 1

    async def open_round(self, week: int) -> bool:
        """Make everybody's reminder of `week` (year * 100 + week of the year) due; False when that was done.

        Who blocked us or has had his last reminder is dropped.
        """
        async with self._database.write() as connection:
            first = insert_into(connection, reminder_round).values(series=_SERIES, week=week)
            opened = await connection.execute(
                first.on_conflict_do_update(
                    index_elements=[reminder_round.c.series], set_={"week": week}, where=reminder_round.c.week < week
                ).returning(reminder_round.c.week)
            )
            if opened.one_or_none() is None:
                return False
            blocked = select(resident.c.resident).where(resident.c.state == ResidentState.BLOCKED)
            await connection.execute(
                delete(reminder).where((reminder.c.weeks_left == 0) | reminder.c.resident.in_(blocked))
            )
            await connection.execute(update(reminder).values(state=ReminderState.DUE))
            return True

    async def is_due(self, channel: str) -> bool:
        """Tell whether anybody on a channel waits for this week's reminder."""
        query = (
            select(reminder.c.resident)
            .join(resident, resident.c.resident == reminder.c.resident)
            .where(
                reminder.c.state == ReminderState.DUE,
                resident.c.channel == channel,
                resident.c.state == ResidentState.ACTIVE,
            )
            .limit(1)
        )
        async with self._database.read() as connection:
            return (await connection.execute(query)).first() is not None

    async def take(self, channel: str, most: int) -> list[Remindable]:
        """Take up to `most` due reminders: committed in `sending`, a week less, when this returns.

        The residents are held until the commit, so that a stop comes before it or sees that sending began.
        """
        query = (
            select(reminder.c.resident, reminder.c.weeks_left, resident.c.address_ciphertext, resident.c.language)
            .join(resident, resident.c.resident == reminder.c.resident)
            .where(
                reminder.c.state == ReminderState.DUE,
                resident.c.channel == channel,
                resident.c.state == ResidentState.ACTIVE,
            )
            .order_by(reminder.c.resident)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        taken: list[Remindable] = []
        async with self._database.write() as connection:
            for row in (await connection.execute(query)).all():
                try:
                    _, opened = self._cipher.open(row.address_ciphertext)
                except AddressUnreadable:
                    # Nobody can be written to there; the row must not be tried for ever.
                    await connection.execute(delete(reminder).where(reminder.c.resident == row.resident))
                    continue
                taken.append(
                    Remindable(
                        resident=ResidentId(row.resident),
                        value=opened,
                        language=Language(row.language),
                        week=WEEKS + 1 - row.weeks_left,
                    )
                )
            await connection.execute(
                update(reminder)
                .where(reminder.c.resident.in_([one.resident for one in taken]))
                .values(state=ReminderState.SENDING, weeks_left=reminder.c.weeks_left - 1)
            )
        return taken

    async def done(self, people: Iterable[ResidentId]) -> None:
        """Settle reminders that were sent, or may have been: they wait for next week, or were the last."""
        mine = self._sending(people)
        async with self._database.write() as connection:
            await connection.execute(delete(reminder).where(*mine, reminder.c.weeks_left == 0))
            await connection.execute(update(reminder).where(*mine).values(state=ReminderState.WAITING))

    async def give_back(self, people: Iterable[ResidentId]) -> None:
        """Make reminders due again that surely were not sent."""
        async with self._database.write() as connection:
            await connection.execute(
                update(reminder)
                .where(*self._sending(people))
                # Who began anew in between has all his weeks already.
                .values(
                    state=ReminderState.DUE,
                    weeks_left=case((reminder.c.weeks_left < WEEKS, reminder.c.weeks_left + 1), else_=WEEKS),
                )
            )

    async def drop(self, people: Iterable[ResidentId], *, blocked: bool) -> None:
        """End the reminders of people who cannot be reached; who `blocked` us is written to by nobody any more."""
        gone = sorted(people)
        async with self._database.write() as connection:
            if blocked:
                await connection.execute(
                    update(resident).where(resident.c.resident.in_(gone)).values(state=ResidentState.BLOCKED)
                )
            await connection.execute(delete(reminder).where(reminder.c.resident.in_(gone)))

    async def recover(self) -> int:
        """Settle what a dead process held, at the start of the only one: it may have been sent, so it is not again."""
        held = reminder.c.state == ReminderState.SENDING
        async with self._database.write() as connection:
            ended = await connection.execute(delete(reminder).where(held, reminder.c.weeks_left == 0))
            kept = await connection.execute(update(reminder).where(held).values(state=ReminderState.WAITING))
        return ended.rowcount + kept.rowcount

    async def _person(self, connection: AsyncConnection, channel: str, value: str) -> bytes | None:
        """Return a subscriber's id, held until the transaction ends."""
        query = (
            select(resident.c.resident)
            .where(resident.c.lookup == self._cipher.lookup(channel, value))
            .with_for_update()
        )
        found: bytes | None = (await connection.execute(query)).scalar_one_or_none()
        return found

    @staticmethod
    def _sending(people: Iterable[ResidentId]) -> tuple[ColumnElement[bool], ...]:
        return (reminder.c.resident.in_(sorted(people)), reminder.c.state == ReminderState.SENDING)


async def is_being_reminded(connection: AsyncConnection, person: ResidentId) -> bool:
    """Tell whether a reminder to this person is on its way to the platform."""
    query = select(reminder.c.resident).where(reminder.c.resident == person, reminder.c.state == ReminderState.SENDING)
    return (await connection.execute(query)).first() is not None
