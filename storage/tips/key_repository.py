"""Keys at rest in tips.db: stored, found, handed on; never opened here."""

from __future__ import annotations

from sqlalchemy import Row, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.tips.key_tables import (
    drill_opening,
    officer_key,
    recovery,
    signing_key,
    signing_key_share,
    unit_key,
    unit_key_share,
)
from storage.tips.key_types import Founding, OfficerKey, Recovery, SigningKey, SigningShare, UnitKey, UnitKeyShare
from storage.types import PC04, StaffId, UnitCode


class KeyRepository:
    """Reads and writes the key tables of tips.db."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put_officer_key(self, key: OfficerKey) -> None:
        """Keep an officer's key pair in place of an earlier one."""
        async with self._database.write() as connection:
            await _put_officer_key(connection, key)

    async def officer_key(self, staff: StaffId) -> OfficerKey | None:
        """Return an officer's key pair."""
        query = select(officer_key).where(officer_key.c.staff == staff)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        return OfficerKey(
            staff=StaffId(row.staff), public_key=row.public_key, private_ciphertext=row.private_ciphertext
        )

    async def forget_officer(self, staff: StaffId) -> None:
        """Delete his key pair, all that was sealed to it, and his drill; a unit's key outlives its officers.

        PC04's own keys go too when he alone held them and never confirmed (`forget_founding`).
        """
        async with self._database.write() as connection:
            for table in (officer_key, unit_key_share, signing_key_share, drill_opening):
                await connection.execute(delete(table).where(table.c.staff == staff))

    async def found_pc04(self, founding: Founding) -> bool:
        """Keep PC04's keys and its first officer's share of them; False when PC04 has keys already."""
        async with self._database.write() as connection:
            if (await connection.execute(select(func.count()).select_from(signing_key))).scalar_one():
                return False
            await _put_officer_key(connection, founding.officer)
            await connection.execute(
                insert(signing_key).values(
                    fingerprint=founding.signing.fingerprint, public_key=founding.signing.public_key
                )
            )
            await _put_unit_key(connection, founding.unit_key)
            await _put_share(connection, founding.unit_share)
            await _put_signing_share(connection, founding.signing_share)
            await connection.execute(
                insert(recovery).values(
                    unit=founding.recovery.unit,
                    version=founding.recovery.version,
                    salt=founding.recovery.salt,
                    blob=founding.recovery.blob,
                )
            )
            return True

    async def forget_founding(self) -> None:
        """Delete PC04's keys whole: only while nobody confirmed them, so nothing was ever sealed to them."""
        async with self._database.write() as connection:
            await connection.execute(delete(unit_key).where(unit_key.c.unit == PC04))
            await connection.execute(delete(signing_key))

    async def add_unit_key(self, key: UnitKey, share: UnitKeyShare) -> bool:
        """Keep a new version of a unit's key with its first share; False when that version exists."""
        async with self._database.write() as connection:
            query = select(func.count()).where(unit_key.c.unit == key.unit, unit_key.c.version == key.version)
            if (await connection.execute(query)).scalar_one():
                return False
            await _put_unit_key(connection, key)
            await _put_share(connection, share)
            return True

    async def add_shares(self, shares: list[UnitKeyShare], signing: SigningShare | None = None) -> None:
        """Keep what was sealed to an officer who is let in; sealing again replaces."""
        async with self._database.write() as connection:
            for share in shares:
                await _put_share(connection, share)
            if signing is not None:
                await _put_signing_share(connection, signing)

    async def newest_unit_key(self, unit: UnitCode) -> UnitKey | None:
        """Return the newest version of a unit's public key."""
        query = select(unit_key).where(unit_key.c.unit == unit).order_by(unit_key.c.version.desc()).limit(1)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _unit_key(row)

    async def unit_key(self, unit: UnitCode, version: int) -> UnitKey | None:
        """Return one version of a unit's public key."""
        query = select(unit_key).where(unit_key.c.unit == unit, unit_key.c.version == version)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _unit_key(row)

    async def shares_of(self, staff: StaffId) -> list[UnitKeyShare]:
        """Return every unit key that was sealed to an officer."""
        query = select(unit_key_share).where(unit_key_share.c.staff == staff)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [
            UnitKeyShare(unit=UnitCode(row.unit), version=row.version, staff=staff, sealed=row.sealed) for row in rows
        ]

    async def holders(self, unit: UnitCode) -> frozenset[StaffId]:
        """Return who can open the newest version of a unit's key."""
        newest = select(func.max(unit_key.c.version)).where(unit_key.c.unit == unit).scalar_subquery()
        query = select(unit_key_share.c.staff).where(unit_key_share.c.unit == unit, unit_key_share.c.version == newest)
        async with self._database.read() as connection:
            return frozenset(StaffId(staff) for staff in (await connection.execute(query)).scalars())

    async def signing_key(self) -> SigningKey | None:
        """Return PC04's public signing key, once it was made."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(signing_key))).one_or_none()
        return None if row is None else SigningKey(fingerprint=row.fingerprint, public_key=row.public_key)

    async def signing_share(self, staff: StaffId) -> SigningShare | None:
        """Return the signing key as sealed to an officer of PC04."""
        query = select(signing_key_share).where(signing_key_share.c.staff == staff)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else SigningShare(fingerprint=row.fingerprint, staff=staff, sealed=row.sealed)

    async def recovery(self) -> Recovery | None:
        """Return PC04's keys under the twelve words, newest version."""
        query = select(recovery).where(recovery.c.unit == PC04).order_by(recovery.c.version.desc()).limit(1)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        return Recovery(unit=UnitCode(row.unit), version=row.version, salt=row.salt, blob=row.blob)

    async def mark_drilled(self, staff: StaffId, unit: UnitCode) -> None:
        """Remember that an officer opened a test tip of his unit."""
        async with self._database.write() as connection:
            await connection.execute(insert_or(drill_opening).values(staff=staff, unit=unit).on_conflict_do_nothing())

    async def drilled(self) -> dict[StaffId, UnitCode]:
        """Return everybody who opened a test tip, with the unit it was opened for."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(drill_opening))).all()
        return {StaffId(row.staff): UnitCode(row.unit) for row in rows}


async def _put_officer_key(connection: AsyncConnection, key: OfficerKey) -> None:
    await connection.execute(delete(officer_key).where(officer_key.c.staff == key.staff))
    await connection.execute(
        insert(officer_key).values(
            staff=key.staff, public_key=key.public_key, private_ciphertext=key.private_ciphertext
        )
    )


async def _put_unit_key(connection: AsyncConnection, key: UnitKey) -> None:
    await connection.execute(
        insert(unit_key).values(
            unit=key.unit,
            version=key.version,
            public_key=key.public_key,
            signature=key.signature,
            signer=key.signer,
        )
    )


async def _put_share(connection: AsyncConnection, share: UnitKeyShare) -> None:
    values = {"unit": share.unit, "version": share.version, "staff": share.staff, "sealed": share.sealed}
    await connection.execute(
        insert_or(unit_key_share)
        .values(values)
        .on_conflict_do_update(index_elements=["unit", "version", "staff"], set_={"sealed": share.sealed})
    )


async def _put_signing_share(connection: AsyncConnection, share: SigningShare) -> None:
    values = {"fingerprint": share.fingerprint, "staff": share.staff, "sealed": share.sealed}
    await connection.execute(
        insert_or(signing_key_share)
        .values(values)
        .on_conflict_do_update(index_elements=["fingerprint", "staff"], set_={"sealed": share.sealed})
    )


def _unit_key(row: Row[tuple[object, ...]]) -> UnitKey:
    return UnitKey(
        unit=UnitCode(row.unit),
        version=row.version,
        public_key=row.public_key,
        signature=row.signature,
        signer=row.signer,
    )
