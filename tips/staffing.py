"""What the operator does with accounts: invite, list, reset, disable. He never sees a passphrase or a key."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from storage.staff.repository import StaffRepository
from storage.staff.types import Invitation, Role, StaffMember, StaffState
from storage.tips.key_repository import KeyRepository
from storage.tips.types import CaseNumber
from storage.types import OVERSIGHT, PC04, PROVINCE, Clock, StaffId, UnitCode, instant
from tips.staff_errors import LastKeyHolder, OwnsOpenCases, RoleDoesNotFit, StaffUnknown


class OwnedCases(Protocol):
    """Knows who is in charge of what."""

    async def open_cases_of(self, staff: StaffId) -> tuple[CaseNumber, ...]:
        """Return the open cases that this person is in charge of."""


class Sessions(Protocol):
    """Knows who is signed in."""

    def sign_out_everywhere(self, staff: StaffId) -> None:
        """End all sessions of a person."""


class Staffing:
    """Accounts from the operator's side. `communes` are the 78 unit codes."""

    def __init__(
        self,
        *,
        staff: StaffRepository,
        keys: KeyRepository,
        cases: OwnedCases,
        sessions: Sessions,
        communes: Collection[UnitCode],
        clock: Clock,
    ) -> None:
        self._staff = staff
        self._keys = keys
        self._cases = cases
        self._sessions = sessions
        self._communes = frozenset(communes)
        self._clock = clock

    async def invite(self, *, role: Role, unit: UnitCode, name: str) -> Invitation:
        """Make a pending account with its link and code. Raises `RoleDoesNotFit`."""
        if not self._fits(role, unit):
            raise RoleDoesNotFit
        return await self._staff.invite(role=role, unit=unit, name=name.strip(), now=instant(self._clock.now()))

    async def list_all(self) -> list[StaffMember]:
        """Return everybody, disabled people too."""
        return await self._staff.list_all()

    async def reset(self, staff: StaffId, *, recovery_words_at_hand: bool = False) -> Invitation:
        """Throw his passphrase and keys away and invite him anew; he has to be let in again.

        Raises `StaffUnknown`, and `LastKeyHolder` when that would lock PC04 out of its own tips.
        """
        member = await self._existing(staff)
        await self._take_keys(member, recovery_words_at_hand=recovery_words_at_hand)
        invitation = await self._staff.reset(staff, instant(self._clock.now()))
        if invitation is None:
            raise StaffUnknown
        return invitation

    async def disable(self, staff: StaffId) -> None:
        """Close his account for good. Raises `StaffUnknown`, `OwnsOpenCases`, `LastKeyHolder`."""
        member = await self._existing(staff)
        owned = await self._cases.open_cases_of(staff)
        if owned:
            raise OwnsOpenCases(owned)
        await self._take_keys(member, recovery_words_at_hand=False)
        await self._staff.disable(staff)

    async def _existing(self, staff: StaffId) -> StaffMember:
        member = await self._staff.get(staff)
        if member is None:
            raise StaffUnknown
        return member

    async def _take_keys(self, member: StaffMember, *, recovery_words_at_hand: bool) -> None:
        if member.unit == PC04 and await self._keys.holders(PC04) == {member.staff}:
            if member.state is StaffState.INVITED:
                # PC04's first officer never confirmed: nobody has seen the words for good, nothing is sealed.
                await self._keys.forget_founding()
            elif not recovery_words_at_hand:
                raise LastKeyHolder
        self._sessions.sign_out_everywhere(member.staff)
        await self._keys.forget_officer(member.staff)

    def _fits(self, role: Role, unit: UnitCode) -> bool:
        match role:
            case Role.OFFICER:
                return unit == PC04 or unit in self._communes
            case Role.OVERSIGHT:
                return unit == OVERSIGHT
            case Role.ORGANIZER | Role.APPROVER | Role.LEADER:
                return unit == PROVINCE
