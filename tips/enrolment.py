"""From an invitation to an account that works: enrol, confirm, be let in; and PC04's first officer.

    invited --enrol, confirm--> pending --an unlocked officer lets in--> active     officers, oversight
    invited --enrol, confirm--> active                                             organizers, approvers, leaders
    invited --enrol, confirm--> active                                             PC04's first officer

The link dies when the passphrase was shown; whoever did not note it is reset by the operator.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from storage.keys import passphrase
from storage.keys.folder import KeyFolder
from storage.staff.repository import StaffRepository
from storage.staff.types import Invited, Role, StaffMember, StaffState
from storage.tips.key_repository import KeyRepository
from storage.tips.key_types import OfficerKey, SigningKey
from storage.types import PC04, Clock, StaffId, UnitCode, instant
from tips import founding, keyring
from tips.credentials import Credentials, NewPassphrase
from tips.handover import share_of_signing_key, shares_of_unit, signed_unit_key
from tips.staff_errors import (
    Bar,
    FingerprintDiffers,
    KeyDamaged,
    LinkExpired,
    LinkUnknown,
    NotAllowed,
    NothingToPin,
    Obstacle,
    SignInNeeded,
    SignInRefused,
    StaffUnknown,
    WrongState,
)
from tips.unlocked import Unlocked

_WITH_KEYS = frozenset({Role.OFFICER, Role.OVERSIGHT})


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentOffer:
    """Whom a link is for, shown before he presses the button."""

    staff: StaffId
    role: Role
    unit: UnitCode
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """What a person sees once and never again. Words and fingerprint only for PC04's first officer."""

    staff: StaffId
    passphrase: str = field(repr=False)
    recovery_words: str | None = field(default=None, repr=False)
    fingerprint: str | None = None


class Enrolment:
    """Makes accounts and keys. One instance a process: it keeps two enrolments from crossing."""

    def __init__(
        self,
        *,
        staff: StaffRepository,
        keys: KeyRepository,
        folder: KeyFolder,
        credentials: Credentials,
        clock: Clock,
    ) -> None:
        self._staff = staff
        self._keys = keys
        self._folder = folder
        self._credentials = credentials
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()

    async def begin(self, link_token: str) -> EnrolmentOffer:
        """Return whom the link is for. Raises `LinkUnknown`, `LinkExpired`."""
        member = (await self._invited(link_token)).member
        return EnrolmentOffer(staff=member.staff, role=member.role, unit=member.unit, name=member.name)

    async def enrol(self, link_token: str) -> Enrolled:
        """Use up the link: make the passphrase and, for those who open tips, a key pair under it."""
        async with self._one_at_a_time:
            member = (await self._invited(link_token)).member
            made = await self._credentials.make()
            if member.role in _WITH_KEYS:
                enrolled = await self._enrol_with_keys(member, made)
            else:
                enrolled = Enrolled(staff=member.staff, passphrase=made.words)
            if not await self._staff.enrol(link_token, made.record, instant(self._clock.now())):
                raise LinkUnknown
            return enrolled

    async def confirm(self, staff: StaffId, typed: str) -> StaffMember:
        """The person typed his new passphrase once: he is active, or pending until somebody lets him in.

        Raises `SignInRefused`, `TooManyTries` like a sign-in.
        """
        member = (await self._credentials.prove(staff, typed, StaffState.INVITED)).member
        waits = member.role in _WITH_KEYS and member.staff not in await self._keys.holders(member.unit)
        after = StaffState.PENDING if waits else StaffState.ACTIVE
        if not await self._staff.move(member.staff, StaffState.INVITED, after):
            raise SignInRefused
        confirmed = await self._staff.get(member.staff)
        if confirmed is None:
            raise SignInRefused
        return confirmed

    async def pending(self, unlocked: Unlocked) -> list[StaffMember]:
        """Return those who wait and whom this officer may let in."""
        self._check_alive(unlocked)
        waiting = [member for member in await self._staff.list_all() if member.state is StaffState.PENDING]
        return [member for member in waiting if await self._may_admit(unlocked, member)]

    async def admit(self, unlocked: Unlocked, staff: StaffId) -> None:
        """Let a pending person in and seal the unit's key to him; for a unit's first, make and sign that key.

        Raises `StaffUnknown`, `WrongState`, `NotAllowed`, `SignInNeeded`.
        """
        self._check_alive(unlocked)
        async with self._one_at_a_time:
            newcomer = await self._staff.get(staff)
            if newcomer is None:
                raise StaffUnknown
            if newcomer.state is not StaffState.PENDING:
                raise WrongState(Obstacle.NOT_PENDING)
            if not await self._may_admit(unlocked, newcomer):
                raise NotAllowed(Bar.NOT_YOUR_UNIT)
            await self._hand_keys(unlocked, newcomer)
            if not await self._staff.activate(staff):
                raise WrongState(Obstacle.NOT_PENDING)

    async def recover(self, staff: StaffId, recovery_words: str) -> None:
        """Let a pending officer of PC04 in by the twelve words, when nobody is left who could.

        The id may be typed in small letters. Raises `SignInRefused` (also for wrong words), `TooManyTries`.
        """
        staff = StaffId(staff.strip().upper())
        with self._credentials.trying(staff):
            await self._recovered(staff, recovery_words)
        self._credentials.right(staff)

    async def _recovered(self, staff: StaffId, recovery_words: str) -> None:
        async with self._one_at_a_time:
            member, key = await self._staff.get(staff), await self._keys.officer_key(staff)
            blob, signing = await self._keys.recovery(), await self._keys.signing_key()
            if member is None or key is None or blob is None or signing is None:
                raise SignInRefused
            if member.unit != PC04 or member.state is not StaffState.PENDING:
                raise SignInRefused
            stretched = await self._credentials.stretch(recovery_words, blob.salt)
            try:
                unlocked = founding.open_recovery(blob, stretched.key, staff)
            except KeyDamaged as error:
                raise SignInRefused from error
            await self._seal_existing(unlocked, key, signing)
            await self._staff.activate(staff)

    async def pin(self, fingerprint: str) -> None:
        """Keep the fingerprint that PC04 read aloud. Raises `NothingToPin`, `FingerprintDiffers`."""
        signing = await self._keys.signing_key()
        if signing is None:
            raise NothingToPin
        if not keyring.same_fingerprint(fingerprint, keyring.fingerprint(signing.public_key)):
            raise FingerprintDiffers
        self._folder.pin(keyring.fingerprint(signing.public_key))

    async def fingerprint(self) -> tuple[str | None, bool]:
        """Return PC04's fingerprint (None before its first officer) and whether exactly this one is pinned."""
        signing = await self._keys.signing_key()
        if signing is None:
            return None, False
        true, pinned = keyring.fingerprint(signing.public_key), self._folder.pinned_fingerprint()
        return true, pinned is not None and keyring.same_fingerprint(pinned, true)

    async def _invited(self, link_token: str) -> Invited:
        invited = await self._staff.by_link(link_token)
        if invited is None or invited.member.state is not StaffState.INVITED:
            raise LinkUnknown
        if invited.expires < instant(self._clock.now()):
            raise LinkExpired
        return invited

    async def _enrol_with_keys(self, member: StaffMember, made: NewPassphrase) -> Enrolled:
        pair = keyring.new_key_pair()
        key = OfficerKey(
            staff=member.staff,
            public_key=pair.public,
            private_ciphertext=keyring.lock(pair.private, made.key, keyring.officer_context(member.staff)),
        )
        if member.unit != PC04 or await self._keys.signing_key() is not None:
            await self._keys.put_officer_key(key)
            return Enrolled(staff=member.staff, passphrase=made.words)
        words, salt = passphrase.new_recovery_words(), passphrase.new_salt()
        stretched = await self._credentials.stretch(words, salt)
        founded = founding.found(key, recovery_key=stretched.key, recovery_salt=salt)
        await self._keys.found_pc04(founded)
        return Enrolled(
            staff=member.staff,
            passphrase=made.words,
            recovery_words=words,
            fingerprint=founded.signing.fingerprint,
        )

    async def _may_admit(self, unlocked: Unlocked, newcomer: StaffMember) -> bool:
        if unlocked.unit == newcomer.unit:
            newest = await self._keys.newest_unit_key(unlocked.unit)
            return newest is not None and newest.version in unlocked.versions
        if unlocked.unit != PC04 or unlocked.signing_key() is None:
            return False
        active = {member.staff for member in await self._staff.members(newcomer.unit)}
        return not active & await self._keys.holders(newcomer.unit)

    async def _hand_keys(self, unlocked: Unlocked, newcomer: StaffMember) -> None:
        key, signing = await self._keys.officer_key(newcomer.staff), await self._keys.signing_key()
        if key is None or signing is None:
            raise WrongState(Obstacle.NOT_ENROLLED)
        if unlocked.unit == newcomer.unit:
            await self._seal_existing(unlocked, key, signing)
            return
        newest = await self._keys.newest_unit_key(newcomer.unit)
        made, share = signed_unit_key(
            unlocked,
            signing,
            unit=newcomer.unit,
            version=1 if newest is None else newest.version + 1,
            holder=key,
        )
        if not await self._keys.add_unit_key(made, share):
            raise WrongState(Obstacle.CHANGED_MEANWHILE)

    async def _seal_existing(self, unlocked: Unlocked, key: OfficerKey, signing: SigningKey) -> None:
        await self._keys.add_shares(
            shares_of_unit(unlocked, key), share_of_signing_key(unlocked, key, signing.fingerprint)
        )

    @staticmethod
    def _check_alive(unlocked: Unlocked) -> None:
        if not unlocked.alive:
            raise SignInNeeded
