"""People who work with the program: roles, states, records."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

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
    link_token: str = field(repr=False)
    code: str = field(repr=False)
    expires: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Passphrase:
    """What is stored of a passphrase: its salt and a hash of the verifier half of the Argon2id output."""

    salt: bytes = field(repr=False)
    verifier: bytes = field(repr=False)


class InvitationKind(StrEnum):
    """The link enrols in the browser; the code ties a chat. Each works once."""

    LINK = "link"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Whom an invitation is for, and until when it may be used."""

    member: StaffMember
    expires: Instant


class StaffChat(NamedTuple):
    """Where a member of staff can be reached; `value` is the platform's chat id, in memory only."""

    staff: StaffId
    channel: str
    value: str

    def __repr__(self) -> str:
        return "StaffChat()"
