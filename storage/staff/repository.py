"""Staff as the house sees them: invited, enrolled, active, on duty, reachable in a chat."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.dialects import insert_into
from storage.staff import secrets
from storage.staff.invitations import new_invitation, use_up
from storage.staff.tables import duty, invitation, staff
from storage.staff.types import (
    Invitation,
    Invited,
    Passphrase,
    Role,
    StaffChat,
    StaffMember,
    StaffState,
)
from storage.types import Instant, StaffId, UnitCode

_CONTEXT = "staff"


class ChatCipher(Protocol):
    """Keeps chat ids; the address cipher of subscribers does the same under another context."""

    def seal(self, channel: str, value: str) -> bytes:
        """Return the encrypted chat id."""

    def open(self, blob: bytes) -> tuple[str, str]:
        """Return (channel, chat id)."""

    def lookup(self, channel: str, value: str, context: str = ...) -> bytes:
        """Return the keyed hash by which a chat is found again."""


class StaffRepository:
    """Reads and writes staff in the app database (SQLite or PostgreSQL)."""

    def __init__(self, database: Database, cipher: ChatCipher) -> None:
        self._database = database
        self._cipher = cipher

    async def invite(self, *, role: Role, unit: UnitCode, name: str, now: Instant) -> Invitation:
        """Write down a new member of staff and return his two secrets, which are stored as hashes only."""
        member = secrets.new_staff_id()
        async with self._database.write() as connection:
            await connection.execute(
                insert(staff).values(staff=member, role=role, unit=unit, state=StaffState.INVITED, name=name)
            )
            return await new_invitation(connection, member, now)

    async def reset(self, member: StaffId, now: Instant) -> Invitation | None:
        """Forget his passphrase, chat and duties and invite him anew; None when nobody has this id."""
        async with self._database.write() as connection:
            if not await _strip(connection, member, StaffState.INVITED):
                return None
            return await new_invitation(connection, member, now)

    async def disable(self, member: StaffId) -> bool:
        """Close his account; returns whether there was one. His id and name stay for the audit chain."""
        async with self._database.write() as connection:
            return await _strip(connection, member, StaffState.DISABLED)

    async def by_link(self, token: str) -> Invited | None:
        """Return whom a link was made for, also when it has run out; None when it is unknown or used."""
        return await self._invited(secrets.hash_of_link(token))

    async def by_code(self, code: str) -> Invited | None:
        """Return whom a chat code was made for, also when it has run out; None when unknown or used."""
        return await self._invited(secrets.hash_of_code(code))

    async def enrol(self, token: str, passphrase: Passphrase, now: Instant) -> bool:
        """Use up a link: keep the passphrase of the person it invited. False when the link is dead."""
        async with self._database.write() as connection:
            member = await use_up(connection, secrets.hash_of_link(token), now)
            if member is None:
                return False
            await connection.execute(
                update(staff)
                .where(staff.c.staff == member)
                .values(salt=passphrase.salt, verifier=passphrase.verifier, enrolled=now)
            )
            return True

    async def move(self, member: StaffId, before: StaffState, after: StaffState) -> bool:
        """Change his state from `before` to `after`; False when it was another."""
        async with self._database.write() as connection:
            moved = await connection.execute(
                update(staff)
                .where(staff.c.staff == member, staff.c.state == before, staff.c.verifier.is_not(None))
                .values(state=after)
            )
            return moved.rowcount == 1

    async def activate(self, member: StaffId) -> bool:
        """Let an enrolled person in; False unless he was pending."""
        return await self.move(member, StaffState.PENDING, StaffState.ACTIVE)

    async def passphrase(self, member: StaffId) -> Passphrase | None:
        """Return what is stored of his passphrase."""
        async with self._database.read() as connection:
            row = (
                await connection.execute(select(staff.c.salt, staff.c.verifier).where(staff.c.staff == member))
            ).one_or_none()
        if row is None or row.salt is None:
            return None
        return Passphrase(salt=row.salt, verifier=row.verifier)

    async def get(self, member: StaffId) -> StaffMember | None:
        """Return one member of staff."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(staff).where(staff.c.staff == member))).one_or_none()
        return None if row is None else _member(row)

    async def list_all(self) -> list[StaffMember]:
        """Return everybody, disabled ones too, by unit and rank."""
        query = select(staff).order_by(staff.c.unit, staff.c.enrolled, staff.c.staff)
        async with self._database.read() as connection:
            return [_member(row) for row in await connection.execute(query)]

    async def members(
        self, unit: UnitCode, role: Role | None = None, state: StaffState | None = StaffState.ACTIVE
    ) -> list[StaffMember]:
        """Return the people of a unit, longest-serving first; `state` None means all states."""
        query = select(staff).where(staff.c.unit == unit).order_by(staff.c.enrolled, staff.c.staff)
        if role is not None:
            query = query.where(staff.c.role == role)
        if state is not None:
            query = query.where(staff.c.state == state)
        async with self._database.read() as connection:
            return [_member(row) for row in await connection.execute(query)]

    async def use_code(self, code: str, *, channel: str, value: str, now: Instant) -> StaffMember | None:
        """Tie the chat that sent a code to the person the code was made for, in one step; None when it is dead."""
        async with self._database.write() as connection:
            member = await use_up(connection, secrets.hash_of_code(code), now)
            if member is None:
                return None
            await self._tie(connection, member, channel, value)
            row = (await connection.execute(select(staff).where(staff.c.staff == member))).one()
            return _member(row)

    async def tie_chat(self, member: StaffId, channel: str, value: str) -> None:
        """Keep where he can be reached; a chat belongs to one person, the last who tied it."""
        async with self._database.write() as connection:
            await self._tie(connection, member, channel, value)

    async def untie(self, channel: str, value: str) -> bool:
        """Forget a staff chat; returns whether there was one."""
        lookup = self._cipher.lookup(channel, value, context=_CONTEXT)
        async with self._database.write() as connection:
            return await _untie(connection, lookup) == 1

    async def chats_of(self, unit: UnitCode) -> list[StaffChat]:
        """Return where the active people of a unit can be reached."""
        query = (
            select(staff.c.staff, staff.c.chat_ciphertext)
            .where(staff.c.unit == unit, staff.c.state == StaffState.ACTIVE, staff.c.chat_ciphertext.is_not(None))
            .order_by(staff.c.enrolled, staff.c.staff)
        )
        async with self._database.read() as connection:
            return [self._chat(row.staff, row.chat_ciphertext) for row in await connection.execute(query)]

    async def chat_of(self, member: StaffId) -> StaffChat | None:
        """Return where an active member of staff can be reached; None when he tied no chat."""
        query = select(staff.c.chat_ciphertext).where(staff.c.staff == member, staff.c.state == StaffState.ACTIVE)
        async with self._database.read() as connection:
            blob = (await connection.execute(query)).scalar_one_or_none()
        return None if blob is None else self._chat(member, blob)

    async def staff_of_chat(self, channel: str, value: str) -> StaffMember | None:
        """Return who wrote from a tied chat; disabled people are nobody."""
        lookup = self._cipher.lookup(channel, value, context=_CONTEXT)
        query = select(staff).where(staff.c.chat_lookup == lookup, staff.c.state != StaffState.DISABLED)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _member(row)

    async def duty(self, unit: UnitCode, day: date) -> StaffId | None:
        """Return who was set on duty for a day, or None when nobody was."""
        query = select(duty.c.staff).where(duty.c.unit == unit, duty.c.day == day.isoformat())
        async with self._database.read() as connection:
            found = (await connection.execute(query)).scalar_one_or_none()
        return None if found is None else StaffId(found)

    async def set_duty(self, unit: UnitCode, day: date, member: StaffId) -> None:
        """Put somebody on duty for a day; older days of the unit are forgotten."""
        async with self._database.write() as connection:
            today = day.isoformat()
            await connection.execute(delete(duty).where(duty.c.unit == unit, duty.c.day < today))
            # Of colleagues who say it at the same moment the last one counts, and none of them gets an error.
            new = insert_into(connection, duty).values(unit=unit, day=today, staff=member)
            await connection.execute(
                new.on_conflict_do_update(index_elements=[duty.c.unit, duty.c.day], set_={"staff": member})
            )

    async def count_without_chat(self, unit: UnitCode) -> int:
        """Return how many active people of a unit no chat reaches."""
        query = (
            select(func.count())
            .select_from(staff)
            .where(staff.c.unit == unit, staff.c.state == StaffState.ACTIVE, staff.c.chat_ciphertext.is_(None))
        )
        async with self._database.read() as connection:
            return (await connection.execute(query)).scalar_one()

    async def _invited(self, secret_hash: bytes) -> Invited | None:
        query = (
            select(staff, invitation.c.expires)
            .join(invitation, invitation.c.staff == staff.c.staff)
            .where(invitation.c.secret_hash == secret_hash)
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else Invited(member=_member(row), expires=Instant(row.expires))

    async def _tie(self, connection: AsyncConnection, member: StaffId, channel: str, value: str) -> None:
        lookup = self._cipher.lookup(channel, value, context=_CONTEXT)
        await _untie(connection, lookup)
        await connection.execute(
            update(staff)
            .where(staff.c.staff == member)
            .values(chat_ciphertext=self._cipher.seal(channel, value), chat_lookup=lookup)
        )

    def _chat(self, member: str, blob: bytes) -> StaffChat:
        channel, value = self._cipher.open(blob)
        return StaffChat(StaffId(member), channel, value)


async def _strip(connection: AsyncConnection, member: StaffId, state: StaffState) -> bool:
    await connection.execute(delete(invitation).where(invitation.c.staff == member))
    await connection.execute(delete(duty).where(duty.c.staff == member))
    stripped = await connection.execute(
        update(staff)
        .where(staff.c.staff == member)
        .values(state=state, salt=None, verifier=None, enrolled=None, chat_ciphertext=None, chat_lookup=None)
    )
    return stripped.rowcount == 1


async def _untie(connection: AsyncConnection, lookup: bytes) -> int:
    untied = await connection.execute(
        update(staff).where(staff.c.chat_lookup == lookup).values(chat_ciphertext=None, chat_lookup=None)
    )
    return untied.rowcount


def _member(row: Row[tuple[object, ...]]) -> StaffMember:
    return StaffMember(
        staff=StaffId(row.staff),
        role=Role(row.role),
        unit=UnitCode(row.unit),
        name=row.name,
        state=StaffState(row.state),
        enrolled=None if row.enrolled is None else Instant(row.enrolled),
        has_chat=row.chat_ciphertext is not None,
    )
