"""Campaigns, their approval, their runs and the delivery ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from storage.residents.types import Language, Topic
from storage.types import Instant, StaffId, UnitCode

CampaignId = NewType("CampaignId", str)
RunId = NewType("RunId", str)


class CampaignKind(StrEnum):
    """Awareness is sent at most once; an alert at least once (an uncertain send is repeated, marked)."""

    AWARENESS = "awareness"
    ALERT = "alert"


class CampaignState(StrEnum):
    """draft → in_review → approved → running ⇄ paused → finished; or cancelled, expired."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class RunState(StrEnum):
    """expanding (audience being frozen) → running ⇄ paused | halted → finished | cancelled | expired."""

    EXPANDING = "expanding"
    RUNNING = "running"
    PAUSED = "paused"
    HALTED = "halted"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class DeliveryState(StrEnum):
    """A ledger row's state (DESIGN section 5). Terminal rows are never claimable."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENDING = "sending"
    RETRY_WAIT = "retry_wait"
    SENT = "sent"
    BLOCKED = "blocked"
    INVALID = "invalid"
    SKIPPED = "skipped"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


TERMINAL = frozenset(
    {
        DeliveryState.SENT,
        DeliveryState.BLOCKED,
        DeliveryState.INVALID,
        DeliveryState.SKIPPED,
        DeliveryState.EXPIRED,
        DeliveryState.UNKNOWN,
    }
)
"""States that a row never leaves, but for unknown → sent by whoever really sent it."""
UNFINISHED = tuple(state for state in DeliveryState if state not in TERMINAL)
DUE = (DeliveryState.QUEUED, DeliveryState.RETRY_WAIT)
"""States in which a row waits for its time and a sender."""
NOT_STARTED = (*DUE, DeliveryState.CLAIMED)
"""States in which surely nothing is under way to the platform."""
FAILED = (DeliveryState.BLOCKED, DeliveryState.INVALID)
OPEN_RUNS = (RunState.EXPANDING, RunState.RUNNING, RunState.PAUSED, RunState.HALTED)
"""States of a run that has not come to its end."""


class Reason(StrEnum):
    """Why a row ended without the message, or waits for another try."""

    STOPPED = "stopped"
    CAP = "cap"
    CANCELLED = "cancelled"
    RETRIES = "retries"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


class HaltReason(StrEnum):
    """Why a run stopped by itself."""

    FAILURES = "failures"


class Decision(StrEnum):
    """What the second person said."""

    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a campaign says: a text, perhaps a picture, perhaps one question with two to six options."""

    title: str
    text: str
    question: str = ""
    options: tuple[str, ...] = ()
    picture: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceRule:
    """Whom it is for: units (empty = the whole province) and topics (empty = every subscriber)."""

    units: frozenset[UnitCode] = frozenset()
    topics: frozenset[Topic] = frozenset()
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign as it stands; `digest` is the hash over content, audience and schedule that approval binds.

    `author` wrote last; `editors` are all who ever wrote a word of it, the author among them.
    """

    campaign: CampaignId
    kind: CampaignKind
    state: CampaignState
    author: StaffId
    content: Content
    audience: AudienceRule
    starts: Instant | None
    max_late: int
    digest: str
    revision: int
    editors: frozenset[StaffId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Two versions as approvers were told of them: the newest, and the one before ("" when there was none)."""

    before: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One firing of an approved campaign."""

    run: RunId
    campaign: CampaignId
    state: RunState
    fire_at: Instant
    total: int
    halted_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One decision of a second person, bound to the digest he read."""

    approval: str
    campaign: CampaignId
    digest: str
    approver: StaffId
    decision: Decision
    note: str
    at: Instant


class AnswerResult(StrEnum):
    """What became of a pressed answer."""

    COUNTED = "counted"
    ALREADY = "already"
    NOT_FOR_YOU = "not_for_you"
