"""What becomes of a delivery after the platform's answer: decided from the error's properties, never its text. Pure."""

from __future__ import annotations

import math

from channels.contract import ChannelError, InvalidRecipient
from storage.campaigns.claims import Outcome, Sendable
from storage.campaigns.types import CampaignKind, DeliveryState, Reason
from storage.types import Instant

MOST_ATTEMPTS = 20
"""Tries, after which a platform that cannot be reached makes the row `expired`: more than two hours."""
_FIRST_PAUSE = 15
_LONGEST_PAUSE = 600
_AGAIN_AFTER = 60
_SENT = Outcome(state=DeliveryState.SENT)


def sent() -> Outcome:
    """Return the outcome of an accepted message."""
    return _SENT


def not_started(now: Instant) -> Outcome:
    """Return the outcome of a row that was not handed to the platform after all: surely not sent, due again."""
    return Outcome(state=DeliveryState.QUEUED, not_before=now, is_attempt=False)


def outcome_of(error: ChannelError, one: Sendable, kind: CampaignKind, now: Instant) -> Outcome:
    """Return what becomes of a row whose send failed with `error`.

    May have been sent: unknown for awareness, which is sent at most once; sent again once, marked, for an
    alert. Throttled: after the pause the platform names, however often. The month used up: as if
    never tried. Not reached: later, with growing pauses, at last expired. Gone or unknown people, and what the
    platform refuses for good, end here.
    """
    if error.may_have_been_sent:
        return uncertain(one, kind, now)
    if error.allowance_used_up:
        return not_started(now)
    if error.retry_after is not None:
        pause = max(1, math.ceil(error.retry_after))
        return Outcome(state=DeliveryState.RETRY_WAIT, not_before=Instant(now + pause), is_attempt=False)
    if error.recipient_gone:
        is_unknown = isinstance(error, InvalidRecipient)
        return Outcome(state=DeliveryState.INVALID if is_unknown else DeliveryState.BLOCKED)
    if error.our_fault or not error.temporary:
        return Outcome(state=DeliveryState.INVALID, reason=Reason.REFUSED)
    return _later(one, now + min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**one.attempts))


def uncertain(one: Sendable, kind: CampaignKind, now: Instant) -> Outcome:
    """Return what becomes of a row whose message may or may not have arrived."""
    if kind is CampaignKind.ALERT and not one.repeated:
        return Outcome(state=DeliveryState.RETRY_WAIT, not_before=Instant(now + _AGAIN_AFTER), repeated=True)
    return Outcome(state=DeliveryState.UNKNOWN)


def _later(one: Sendable, at: int) -> Outcome:
    if one.attempts + 1 >= MOST_ATTEMPTS:
        return Outcome(state=DeliveryState.EXPIRED, reason=Reason.RETRIES)
    return Outcome(state=DeliveryState.RETRY_WAIT, not_before=Instant(at))
