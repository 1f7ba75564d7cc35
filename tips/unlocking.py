"""Sign-in of all staff; for officers and oversight it also opens their unit's keys, for 15 idle minutes."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import NewType

from storage.staff.repository import StaffRepository
from storage.staff.types import Role, StaffMember, StaffState
from storage.tips.key_repository import KeyRepository
from storage.types import Clock, StaffId, UnitCode, instant
from tips import keyring
from tips.credentials import Credentials
from tips.staff_errors import SignInRefused
from tips.unlocked import Unlocked

SessionToken = NewType("SessionToken", str)

IDLE_SECONDS = 15 * 60
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSession:
    """Who is signed in. `unlocked` is None for those who open no tips. `csrf` goes into every form."""

    staff: StaffId
    role: Role
    unit: UnitCode
    name: str
    csrf: str = field(repr=False)
    unlocked: Unlocked | None


@dataclass(slots=True)
class _Open:
    session: StaffSession
    last_used: int


class SignIn:
    """The sessions of the console, in memory: a restart signs everybody out, and a dump of the disk has none."""

    def __init__(self, *, staff: StaffRepository, keys: KeyRepository, credentials: Credentials, clock: Clock) -> None:
        self._staff = staff
        self._keys = keys
        self._credentials = credentials
        self._clock = clock
        self._open: dict[bytes, _Open] = {}

    async def sign_in(self, staff: StaffId, passphrase: str) -> SessionToken:
        """Return a new session's token. Raises `SignInRefused` (one answer for all), `TooManyTries`."""
        proven = await self._credentials.prove(staff, passphrase, StaffState.ACTIVE)
        unlocked = await self._unlock(proven.member, proven.key)
        if not await self._is_still_in(proven.member):
            if unlocked is not None:
                unlocked.forget()
            raise SignInRefused
        token = SessionToken(secrets.token_urlsafe(_TOKEN_BYTES))
        self.forget_idle()
        self._open[_hash(token)] = _Open(
            session=StaffSession(
                staff=proven.member.staff,
                role=proven.member.role,
                unit=proven.member.unit,
                name=proven.member.name,
                csrf=secrets.token_urlsafe(_TOKEN_BYTES),
                unlocked=unlocked,
            ),
            last_used=instant(self._clock.now()),
        )
        return token

    def session(self, token: str) -> StaffSession | None:
        """Return whose session this is and start its 15 minutes anew; None when it is unknown or idle."""
        self.forget_idle()
        found = self._open.get(_hash(token))
        if found is None:
            return None
        found.last_used = instant(self._clock.now())
        return found.session

    def sign_out(self, token: str) -> None:
        """End a session and forget its keys."""
        self._end(_hash(token))

    def sign_out_everywhere(self, staff: StaffId) -> None:
        """End all sessions of a person who was reset or disabled."""
        for key in [key for key, entry in self._open.items() if entry.session.staff == staff]:
            self._end(key)

    def count(self) -> int:
        """Return how many sessions are open."""
        self.forget_idle()
        return len(self._open)

    def __repr__(self) -> str:
        return "SignIn()"

    async def _is_still_in(self, member: StaffMember) -> bool:
        """Tell whether the person was neither disabled nor reset while Argon2 ran."""
        now = await self._staff.get(member.staff)
        return now is not None and now.state is StaffState.ACTIVE

    async def _unlock(self, member: StaffMember, key: bytes) -> Unlocked | None:
        stored = await self._keys.officer_key(member.staff)
        if stored is None:
            return None
        own = keyring.unlock(stored.private_ciphertext, key, keyring.officer_context(member.staff))
        shares = [share for share in await self._keys.shares_of(member.staff) if share.unit == member.unit]
        signing = await self._keys.signing_share(member.staff)
        return Unlocked(
            staff=member.staff,
            role=member.role,
            unit=member.unit,
            unit_keys={
                share.version: keyring.open_sealed(
                    own, share.sealed, keyring.unit_context(share.unit, share.version, member.staff)
                )
                for share in shares
            },
            signing=None
            if signing is None
            else keyring.open_sealed(own, signing.sealed, keyring.signing_context(signing.fingerprint, member.staff)),
        )

    def forget_idle(self) -> None:
        """End the sessions that nobody used for 15 minutes, and forget their keys."""
        limit = instant(self._clock.now()) - IDLE_SECONDS
        for key in [key for key, entry in self._open.items() if entry.last_used <= limit]:
            self._end(key)

    def _end(self, key: bytes) -> None:
        ended = self._open.pop(key, None)
        if ended is not None and ended.session.unlocked is not None:
            ended.session.unlocked.forget()


def _hash(token: str) -> bytes:
    return hashlib.blake2b(token.encode(), digest_size=32, person=b"phaodai.session").digest()
