"""The tip line's ids, enums and records: nothing here, and no column, can hold who sent a tip."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from storage.types import Instant, StaffId, UnitCode

TipId = NewType("TipId", bytes)
"""16 random bytes."""

CaseNumber = NewType("CaseNumber", str)
"""`T-` and six of `2-9A-HJ-NP-Z`, random; what staff and envelopes show."""


class Happening(StrEnum):
    """Is it going on now? As the form's values."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Conflict(StrEnum):
    """Does the tip concern an official or police? As the form's values. Stored only inside the seal."""

    COMMUNE = "commune"
    PROVINCE = "province"
    NONE = "none"
    UNSURE = "unsure"


class Urgency(StrEnum):
    """How fast the clocks of facts/tip-line.md 6.3 run."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"


class TipState(StrEnum):
    """facts/tip-line.md 6.1, as far as the first release has the steps."""

    QUARANTINED = "quarantined"
    ROUTED = "routed"
    ACCEPTED = "accepted"
    WAITING_REPORTER = "waiting_reporter"
    CLOSED = "closed"


class ReaderStatus(StrEnum):
    """The four words the sender sees."""

    RECEIVED = "received"
    CHECKING = "checking"
    NEEDS_INFORMATION = "needs_information"
    FINISHED = "finished"


class Result(StrEnum):
    """The eight words of facts/tip-line.md 6.1 with which a case closes."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    NOT_CONFIRMED = "not_confirmed"
    NOT_ENOUGH_INFORMATION = "not_enough_information"
    DUPLICATE = "duplicate"
    OUT_OF_SCOPE = "out_of_scope"
    ABUSE = "abuse"
    TEST = "test"


class Authority(StrEnum):
    """Who may decide the case: rõ thẩm quyền."""

    COMMUNE = "commune"
    PC04 = "pc04"
    PROVINCE = "province"


class NextAction(StrEnum):
    """Rõ việc: the task now due, from a fixed list."""

    ACCEPT = "accept"
    VERIFY = "verify"
    AWAIT_ANSWER = "await_answer"
    NONE = "none"


class PartKind(StrEnum):
    """A sealed piece of a case, each under its own key wrapped for the units that hold the case."""

    CONTENT = "content"
    ADDITION = "addition"
    QUESTION = "question"
    NOTE = "note"
    PHOTO = "photo"


class ItemKind(StrEnum):
    """What lies in a sender's mailbox, sealed to its key."""

    QUESTION = "question"
    RESULT = "result"


class EventKind(StrEnum):
    """What the audit chain of a tip records; never content."""

    ROUTED = "routed"
    OPENED = "opened"
    ACCEPTED = "accepted"
    ASKED = "asked"
    ANSWERED = "answered"
    NOTED = "noted"
    CLOSED = "closed"
    REOPENED = "reopened"
    ESCALATED = "escalated"
    EXPORTED = "exported"


class NoticeKind(StrEnum):
    """Notices to officers leave an outbox; the renderer turns kinds into words."""

    NEW_CASE = "new_case"
    ANSWER_ARRIVED = "answer_arrived"
    REMINDER = "reminder"
    BREACH = "breach"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """The clear columns of one case: 6 rõ, without a word of its content."""

    tip: TipId
    case: CaseNumber
    state: TipState
    urgency: Urgency
    lead_unit: UnitCode
    authority: Authority
    owner: StaffId | None
    next_action: NextAction
    received: Instant
    due_accept: Instant
    due_action: Instant
    due_resolve: Instant
    escalation: int
    result: Result | None
    closed: Instant | None
    is_test: bool
    paused_since: Instant | None = None
    paused_seconds: int = 0
    reminded: int = 0
    reopened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPart:
    """One ciphertext of a case with its number within the case."""

    number: int
    kind: PartKind
    hour: Instant
    ciphertext: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrap:
    """A part's key sealed to one unit's public key of one version."""

    unit: UnitCode
    key_version: int
    number: int
    blob: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A sender's mailbox: anybody may add to it, only the receipt's key reads. `expires` is None while open."""

    lookup: bytes = field(repr=False)
    tip: TipId
    public_key: bytes
    private_ciphertext: bytes = field(repr=False)
    expires: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxItem:
    """One sealed question or result in a mailbox."""

    number: int
    kind: ItemKind
    hour: Instant
    blob: bytes = field(repr=False)
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """What is to be linked to a tip's audit chain; the store adds the number and the digests."""

    kind: EventKind
    unit: UnitCode
    staff: StaffId | None
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One link of a tip's audit chain. `at` is a rounded hour for what the reporter did, else to the minute."""

    sequence: int
    kind: EventKind
    unit: UnitCode
    staff: StaffId | None
    at: Instant
    previous: bytes
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One line of the outbox: for a unit's officers, or one of them. No content, no sender.

    `case` is None in a digest, which speaks of many.
    """

    notice: bytes
    kind: NoticeKind
    unit: UnitCode
    staff: StaffId | None
    case: CaseNumber | None
    urgency: Urgency
    due: Instant
    not_before: Instant
    attempts: int
