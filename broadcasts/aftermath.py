"""After a run: what is uncertain goes out once more when a second person says so; after 90 days rows are numbers."""

from __future__ import annotations

import secrets

import structlog

from broadcasts.errors import AuthorMayNotApprove, CampaignUnknown, DigestChanged, WrongCampaignState
from broadcasts.states import Step, next_state
from storage.campaigns.aftermath import AftermathRepository
from storage.campaigns.repository import CampaignRepository
from storage.campaigns.types import Approval, CampaignId, Decision
from storage.types import Clock, Instant, StaffId, instant

_KEPT_SECONDS = 90 * 24 * 3600
_RESEND_SECONDS = 3 * 24 * 3600
"""As for a run: what could not be sent in three days expires."""
_ID_BYTES = 5


class Aftermath:
    """What is decided about a run that has ended, and the nightly work on old ledgers."""

    def __init__(self, *, campaigns: CampaignRepository, ledgers: AftermathRepository, clock: Clock) -> None:
        self._campaigns = campaigns
        self._ledgers = ledgers
        self._clock = clock

    async def resendable(self, campaign: CampaignId) -> int:
        """Return how many messages may be sent once more: uncertain ones of a finished run."""
        return await self._ledgers.resendable(campaign)

    async def resend(self, campaign: CampaignId, by: StaffId, digest: str) -> int:
        """Send the uncertain messages once more, marked as repeated; return how many.

        It is a second person's decision like the approval. Raises `AuthorMayNotApprove`, `CampaignUnknown`,
        `DigestChanged`, `WrongCampaignState` when it is not finished or nothing is uncertain.
        """
        one = await self._campaigns.get(campaign)
        if one is None:
            raise CampaignUnknown
        if next_state(one.state, Step.RESEND) is None:
            raise WrongCampaignState(one.state)
        if by in one.editors:
            raise AuthorMayNotApprove
        if one.digest != digest:
            raise DigestChanged
        now = instant(self._clock.now())
        decision = Approval(
            approval=secrets.token_hex(_ID_BYTES),
            campaign=campaign,
            digest=digest,
            approver=by,
            decision=Decision.APPROVED,
            note="",
            at=now,
        )
        again = await self._ledgers.resend(decision, expires=Instant(now + _RESEND_SECONDS))
        if not again:
            raise WrongCampaignState(one.state)
        return again

    async def fold(self) -> int:
        """Put numbers in the place of rows of runs older than 90 days; returns how many rows went."""
        before = Instant(instant(self._clock.now()) - _KEPT_SECONDS)
        gone = sum([await self._ledgers.fold(one) for one in await self._ledgers.to_fold(before)])
        if gone:
            structlog.get_logger().info("ledger.folded", count=gone)
        return gone
