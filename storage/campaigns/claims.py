"""What a sender and the ledger hand to each other: rows in hand, whom to write to, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.campaigns.types import DeliveryState, Reason, RunId
from storage.residents.types import Language, ResidentId
from storage.types import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """How many messages one person gets over all campaigns: `most` in runs fired since `since`."""

    most: int
    since: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Rows of one run in our hands under one token; how many."""

    run: RunId
    token: bytes = field(repr=False)
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sendable:
    """One row in `sending`: whom to write to, and how often it was tried before."""

    resident: ResidentId
    value: str = field(repr=False)
    language: Language
    attempts: int
    repeated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of one row.

    `not_before` matters for RETRY_WAIT and QUEUED; `repeated` marks an alert sent again; `is_attempt` is False
    when it says nothing about this person's row, as with a halt of the whole account.
    """

    state: DeliveryState
    reason: Reason | None = None
    not_before: Instant = field(default_factory=lambda: Instant(0))
    repeated: bool = False
    is_attempt: bool = True
