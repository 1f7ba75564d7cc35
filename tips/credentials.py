"""Prove a staff id with its passphrase, at the same cost whether or not anybody has that id."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from storage.keys import passphrase
from storage.keys.passphrase import Cost, Stretched
from storage.staff.repository import StaffRepository
from storage.staff.types import Passphrase, StaffMember, StaffState
from storage.types import StaffId
from tips.argon2_gate import Argon2Gate
from tips.attempts import Attempts
from tips.staff_errors import SignInRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassphrase:
    """A passphrase just made: its words for the person, its record for the store, its key for his keys."""

    words: str = field(repr=False)
    record: Passphrase
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """A member of staff who typed his passphrase, and the key half of it."""

    member: StaffMember
    key: bytes = field(repr=False)


class Credentials:
    """Makes and checks passphrases; every Argon2 of staff goes through the shared gate."""

    def __init__(
        self,
        *,
        staff: StaffRepository,
        gate: Argon2Gate,
        attempts: Attempts,
        pepper: Callable[[], bytes],
        cost: Cost | None = None,
    ) -> None:
        self._staff = staff
        self._gate = gate
        self._attempts = attempts
        self._pepper = pepper
        self._cost = cost or Cost()

    async def make(self) -> NewPassphrase:
        """Draw six words and stretch them."""
        words, salt = passphrase.new_passphrase(), passphrase.new_salt()
        stretched = await self.stretch(words, salt)
        record = Passphrase(salt=salt, verifier=passphrase.stored_verifier(stretched.verifier))
        return NewPassphrase(words=words, record=record, key=stretched.key)

    async def stretch(self, secret: str, salt: bytes) -> Stretched:
        """Return both halves of a typed secret; waits for a place at the gate."""
        pepper, cost = self._pepper(), self._cost
        return await self._gate.run(lambda: passphrase.stretch(secret, salt, pepper, cost))

    def trying(self, staff: StaffId) -> AbstractContextManager[None]:
        """Hold a place for a try that counts as wrong until `right`. Raises `TooManyTries`, as `prove` does."""
        return self._attempts.trying(staff)

    def right(self, staff: StaffId) -> None:
        """Forget this person's wrong tries."""
        self._attempts.right(staff)

    async def prove(self, staff: StaffId, typed: str, state: StaffState) -> Proven:
        """Return who this is; the id may be typed in small letters.

        Unknown id, wrong words and wrong state are the same `SignInRefused` at the cost of one Argon2.
        Raises `TooManyTries` before that when there were too many.
        """
        staff = StaffId(staff.strip().upper())
        with self._attempts.trying(staff):
            member, record = await self._staff.get(staff), await self._staff.passphrase(staff)
            stretched = await self.stretch(typed, record.salt if record is not None else passphrase.new_salt())
        known = record is not None and passphrase.proves(stretched, record.verifier)
        if member is None or not known or member.state is not state:
            raise SignInRefused
        self._attempts.right(staff)
        return Proven(member=member, key=stretched.key)
