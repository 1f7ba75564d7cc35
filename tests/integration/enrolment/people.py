"""People, times and boxes that the tests of enrolment and casework share."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nacl.secret import SecretBox

from storage import metadata
from storage.database import Database, app_database, tips_database
from storage.keys.folder import KeyFolder
from storage.keys.passphrase import Cost
from storage.staff.repository import StaffRepository
from storage.staff.types import Role
from storage.tips.key_repository import KeyRepository
from storage.tips.types import CaseNumber
from storage.types import OVERSIGHT, PC04, PROVINCE, StaffId, UnitCode
from tips.argon2_gate import Argon2Gate
from tips.attempts import Attempts
from tips.credentials import Credentials
from tips.enrolment import Enrolment
from tips.staffing import Staffing
from tips.unlocked import Unlocked
from tips.unlocking import SessionToken, SignIn, StaffSession

CHEAP = Cost(memory=8, passes=1)
COMMUNE, NEIGHBOUR = UnitCode("19360"), UnitCode("19429")
__all__ = ["CHEAP", "COMMUNE", "NEIGHBOUR", "OVERSIGHT", "PC04", "PROVINCE"]


class Hands:
    """A clock that the test sets: Wednesday 2026-11-25, 10:00 in Quảng Trị."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 25, 3, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def pass_by(self, **duration: float) -> None:
        """Move on, for example `minutes=15`."""
        self.time += timedelta(**duration)


class ChatBox:
    """Encrypts chat ids as the address cipher does, for tests that stay on this side of the privacy wall."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def seal(self, channel: str, value: str) -> bytes:
        return bytes(SecretBox(self._key).encrypt(f"{channel}\n{value}".encode()))

    def open(self, blob: bytes) -> tuple[str, str]:
        channel, value = SecretBox(self._key).decrypt(blob).decode().split("\n")
        return channel, value

    def lookup(self, channel: str, value: str, context: str = "resident") -> bytes:
        return hmac.new(self._key, f"{context}\n{channel}\n{value}".encode(), hashlib.sha256).digest()


class NobodyOwns:
    """No cases: enrolment is tested without the tip line."""

    async def open_cases_of(self, staff: StaffId) -> tuple[CaseNumber, ...]:
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who enrolled, with the words he noted."""

    staff: StaffId
    unit: UnitCode
    passphrase: str
    recovery_words: str | None
    fingerprint: str | None


class Office:
    """Both databases, a key folder, and the services of staff over them."""

    def __init__(self, folder: Path) -> None:
        self.clock = Hands()
        self.folder = KeyFolder(folder / "keys")
        self.folder.make_missing()
        self.app: Database = app_database(f"sqlite+aiosqlite:///{folder / 'app.db'}")
        self.tips: Database = tips_database(folder / "tips.db")
        self.staff = StaffRepository(self.app, ChatBox(self.folder.address_key))
        self.keys = KeyRepository(self.tips)
        self.gate = Argon2Gate()
        self.credentials = Credentials(
            staff=self.staff,
            gate=self.gate,
            attempts=Attempts(clock=self.clock, per_person=5),
            pepper=lambda: self.folder.pepper,
            cost=CHEAP,
        )
        self.enrolment = Enrolment(
            staff=self.staff,
            keys=self.keys,
            folder=self.folder,
            credentials=self.credentials,
            clock=self.clock,
        )
        self.sign_ins = SignIn(staff=self.staff, keys=self.keys, credentials=self.credentials, clock=self.clock)
        self.staffing = Staffing(
            staff=self.staff,
            keys=self.keys,
            cases=NobodyOwns(),
            sessions=self.sign_ins,
            communes={COMMUNE, NEIGHBOUR},
            clock=self.clock,
        )

    async def open(self) -> None:
        """Make the tables of both databases."""
        async with self.app.write() as connection:
            await connection.run_sync(metadata.app.create_all)
        async with self.tips.write() as connection:
            await connection.run_sync(metadata.tips.create_all)

    async def close(self) -> None:
        """Close both databases."""
        await self.app.close()
        await self.tips.close()

    async def enrol(self, unit: UnitCode, role: Role = Role.OFFICER, *, confirm: bool = True) -> Person:
        """Invite and enrol somebody; confirmed unless told otherwise. Each a minute later than the last."""
        self.clock.pass_by(minutes=1)
        invitation = await self.staffing.invite(role=role, unit=unit, name="Nguyễn Văn A")
        enrolled = await self.enrolment.enrol(invitation.link_token)
        if confirm:
            await self.enrolment.confirm(enrolled.staff, enrolled.passphrase)
        return Person(
            staff=enrolled.staff,
            unit=unit,
            passphrase=enrolled.passphrase,
            recovery_words=enrolled.recovery_words,
            fingerprint=enrolled.fingerprint,
        )

    async def sign_in(self, person: Person) -> tuple[SessionToken, StaffSession]:
        """Sign in with the words he noted."""
        token = await self.sign_ins.sign_in(person.staff, person.passphrase)
        session = self.sign_ins.session(token)
        assert session is not None
        return token, session

    async def unlock(self, person: Person) -> Unlocked:
        """Sign in and return the opened keys."""
        session = (await self.sign_in(person))[1]
        assert session.unlocked is not None
        return session.unlocked

    async def admitted(self, unit: UnitCode, by: Person, role: Role = Role.OFFICER) -> Person:
        """Enrol somebody and have him let in by a colleague."""
        person = await self.enrol(unit, role)
        await self.enrolment.admit(await self.unlock(by), person.staff)
        return person
