"""Is intake open, which units lead, whose keys may be sealed to: what must be true before a tip is taken.

Intake opens when PC04's fingerprint is pinned and is that of the stored signing key, and two active officers
of PC04 have each opened a drill tip. A commune leads from its first let-in officer who has. All of it is
read anew each time, so opening needs no restart. Source: DESIGN section 4.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from storage.keys.folder import KeyFolder
from storage.staff.repository import StaffRepository
from storage.staff.types import Role, StaffMember, StaffState
from storage.tips.key_repository import KeyRepository
from storage.tips.key_types import SigningKey, UnitKey
from storage.types import OVERSIGHT, PC04, PROVINCE, Clock, StaffId, UnitCode
from tips import keyring
from tips.clocks_table import LOCAL
from tips.errors import UnitKeyInvalid

OFFICERS_BEFORE_OPENING = 2
_READERS = frozenset({Role.OFFICER, Role.OVERSIGHT})


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStatus:
    """How far a unit has come. `missing` are sentences for the operator: what to do next, in order."""

    unit: UnitCode
    officers: int
    drilled: int
    active: bool
    intake: str
    missing: tuple[str, ...]


class SignedKeys:
    """Public keys that carry PC04's signature."""

    def __init__(self, *, keys: KeyRepository, folder: KeyFolder) -> None:
        self._keys = keys
        self._folder = folder

    async def recipients(self, units: AbstractSet[UnitCode]) -> tuple[UnitKey, ...]:
        """Return the newest key of each of these units that has one, in the order of their codes.

        Raises `UnitKeyInvalid` when the signing key is not the pinned one, or one of the keys is not signed by
        it. Before anything is pinned only drills come here, and they are held to the stored signing key.
        """
        found = [key for unit in sorted(units) if (key := await self._keys.newest_unit_key(unit)) is not None]
        if not found:
            return ()
        signing = await self._keys.signing_key()
        if signing is None or self.is_foreign(signing):
            raise UnitKeyInvalid
        for key in found:
            if not keyring.is_signed(signing.public_key, key.signature, key.unit, key.version, key.public_key):
                raise UnitKeyInvalid
        return tuple(found)

    def is_foreign(self, signing: SigningKey) -> bool:
        """Say whether a fingerprint is pinned and it is another key's."""
        pinned = self._folder.pinned_fingerprint()
        return pinned is not None and not _is(signing, pinned)

    async def is_pinned(self) -> bool:
        """Say whether the stored signing key is the pinned one."""
        signing, pinned = await self._keys.signing_key(), self._folder.pinned_fingerprint()
        return signing is not None and pinned is not None and _is(signing, pinned)


class Gate:
    """Answers from staff, keys and drills as they are now. `communes` are the 78 unit codes."""

    def __init__(
        self,
        *,
        staff: StaffRepository,
        keys: KeyRepository,
        signed: SignedKeys,
        communes: Collection[UnitCode],
        clock: Clock,
    ) -> None:
        self._staff = staff
        self._keys = keys
        self._signed = signed
        self._communes = frozenset(communes)
        self._clock = clock

    async def is_open(self) -> bool:
        """Say whether tips are taken."""
        return await self._signed.is_pinned() and len(await self._drilled(PC04)) >= OFFICERS_BEFORE_OPENING

    async def active_units(self) -> frozenset[UnitCode]:
        """Return the communes that lead their own tips."""
        units = {unit for unit in (await self._keys.drilled()).values() if unit in self._communes}
        return frozenset({unit for unit in units if await self._drilled(unit)})

    async def first_owner(self, unit: UnitCode) -> StaffId | None:
        """Return the unit's duty officer of today, else its longest-serving one; None when it has nobody."""
        members = await self._readers(unit)
        on_duty = await self._staff.duty(unit, self._clock.now().astimezone(LOCAL).date())
        names = [member.staff for member in members]
        if on_duty in names:
            return on_duty
        return names[0] if names else None

    async def unit_status(self, unit: UnitCode) -> UnitStatus:
        """Return how far a unit has come and what is missing."""
        is_open = await self.is_open()
        members = await self._staff.members(unit) if unit == PROVINCE else await self._readers(unit)
        drilled = await self._drilled(unit)
        missing = [*await self._missing_of_unit(unit, members, drilled)]
        if unit != PC04 and not is_open:
            missing.append("Intake is closed for everybody: see `phaodai unit status PC04`.")
        return UnitStatus(
            unit=unit,
            officers=len(members),
            drilled=len(drilled),
            active=is_open if unit == PC04 else bool(members if unit == PROVINCE else drilled),
            intake="open" if is_open else "closed",
            missing=tuple(missing),
        )

    async def _missing_of_unit(
        self, unit: UnitCode, members: list[StaffMember], drilled: list[StaffMember]
    ) -> list[str]:
        if unit == PROVINCE:
            role = "organizer|approver|leader"
            return [] if members else [f"Nobody is active: `phaodai staff invite --role {role} --unit PROVINCE`."]
        missing = await self._missing_people(unit, members)
        if unit == PC04 and not await self._signed.is_pinned():
            missing.append(await self._missing_pin())
        wanted = OFFICERS_BEFORE_OPENING if unit == PC04 else 1
        undrilled = [member.staff for member in members if member not in drilled]
        if len(drilled) < wanted and undrilled:
            missing.append(
                f"Run `phaodai keys drill --unit {unit}`, then let {', '.join(undrilled)} open the test tip "
                "in the console."
            )
        return missing

    async def _missing_people(self, unit: UnitCode, members: list[StaffMember]) -> list[str]:
        role = Role.OVERSIGHT if unit == OVERSIGHT else Role.OFFICER
        everybody = await self._staff.members(unit, state=None)
        missing = []
        for member in everybody:
            if member.state is StaffState.INVITED:
                missing.append(f"{member.staff} is invited: open the link and confirm, or `phaodai staff reset`.")
            if member.state is StaffState.PENDING:
                who = unit if members else PC04
                missing.append(f"{member.staff} waits: an officer of {who} lets them in on /console/people.")
        wanted = OFFICERS_BEFORE_OPENING if unit == PC04 else 1
        coming = [member for member in everybody if member.state is not StaffState.DISABLED]
        if len(coming) < wanted:
            missing.append(f"Invite somebody: `phaodai staff invite --role {role} --unit {unit} --name NAME`.")
        return missing

    async def _missing_pin(self) -> str:
        signing = await self._keys.signing_key()
        if signing is None:
            return "PC04 has no keys yet: its first officer makes them by enrolling."
        if self._signed.is_foreign(signing):
            return "The pinned fingerprint is not that of PC04's key: ask PC04 by voice before anything else."
        return "Hear PC04's fingerprint and run `phaodai keys pin FINGERPRINT`."

    async def _drilled(self, unit: UnitCode) -> list[StaffMember]:
        done = await self._keys.drilled()
        return [member for member in await self._readers(unit) if done.get(member.staff) == unit]

    async def _readers(self, unit: UnitCode) -> list[StaffMember]:
        """Return the active people of a unit who can open its newest key, longest-serving first."""
        holders = await self._keys.holders(unit)
        members = await self._staff.members(unit)
        return [member for member in members if member.role in _READERS and member.staff in holders]


def _is(signing: SigningKey, pinned: str) -> bool:
    return keyring.same_fingerprint(pinned, keyring.fingerprint(signing.public_key))
