"""What a campaign's page tells: numbers by state, and for each what it means and what to do, as keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from broadcasts.allowance import Allowance
from broadcasts.audience import SMALLEST_COUNT
from storage.campaigns.types import Campaign, DeliveryState, Run


class Advice(StrEnum):
    """What an organizer does about deliveries in a state; the words for it live in the console."""

    WAIT = "wait"
    TRIED_AGAIN_BY_ITSELF = "tried_again_by_itself"
    NOTHING = "nothing"
    THEY_LEFT = "they_left"
    CHECK_CONTENT = "check_content"
    ASK_AT_NEXT_MEETING = "ask_at_next_meeting"
    SEND_ANOTHER = "send_another"


def advice_for(state: DeliveryState) -> Advice:
    """Return what to do about deliveries in `state`."""
    match state:
        case DeliveryState.QUEUED | DeliveryState.CLAIMED | DeliveryState.SENDING:
            return Advice.WAIT
        case DeliveryState.RETRY_WAIT:
            return Advice.TRIED_AGAIN_BY_ITSELF
        case DeliveryState.SENT | DeliveryState.SKIPPED:
            return Advice.NOTHING
        case DeliveryState.BLOCKED:
            return Advice.THEY_LEFT
        case DeliveryState.INVALID:
            return Advice.CHECK_CONTENT
        case DeliveryState.EXPIRED:
            return Advice.SEND_ANOTHER
        case DeliveryState.UNKNOWN:
            return Advice.ASK_AT_NEXT_MEETING
    assert_never(state)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignReport:
    """A campaign as its page shows it.

    `answers` are counts by option (from 0), None where fewer than ten people answered; `is_returned` tells that
    the last decision gave it back, `note` what was said about it.
    """

    campaign: Campaign
    run: Run | None
    counts: Mapping[DeliveryState, int]
    answers: Mapping[int, int] | None
    note: str
    allowances: tuple[Allowance, ...] = ()
    held_back: tuple[Allowance, ...] = ()
    is_returned: bool = False

    @property
    def total(self) -> int:
        """Everybody in the ledger."""
        return sum(self.counts.values())

    @property
    def advice(self) -> Mapping[DeliveryState, Advice]:
        """What to do about each state that occurs."""
        return {state: advice_for(state) for state, count in self.counts.items() if count}


def answers_told(answers: Mapping[int, int], *, rehearsal: bool) -> Mapping[int, int] | None:
    """Return the counts, or None where so few answered that they would point at people."""
    return answers if rehearsal or sum(answers.values()) >= SMALLEST_COUNT else None
