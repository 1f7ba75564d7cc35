"""People who work with the program: roles, states, records."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storage.types import Instant, StaffId, UnitCode


class Role(StrEnum):
    """What a member of staff may do."""

    OFFICER = "officer"
    ORGANIZER = "organizer"
    APPROVER = "approver"
    LEADER = "leader"
    OVERSIGHT = "oversight"


class StaffState(StrEnum):
    """invited → pending (enrolled, an officer not yet let in) → active → disabled."""

    INVITED = "invited"
    PENDING = "pending"
    ACTIVE = "active"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """One member of staff as others may see him. `enrolled` is the rank by which the longest-serving is found."""

    staff: StaffId
    role: Role
    unit: UnitCode
    name: str
    state: StaffState
    enrolled: Instant | None
    has_chat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What `staff invite` hands out once. Link token and code are different secrets; only hashes are stored."""

    staff: StaffId
    link_token: str
    code: str
    expires: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Passphrase:
    """What is stored of a passphrase: its salt and a hash of the verifier half of the Argon2id output."""

    salt: bytes
    verifier: bytes
