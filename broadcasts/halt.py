"""A run that fails too much stops by itself and waits for a person."""

from __future__ import annotations

import structlog

from storage.campaigns.control import Failures, RunControl
from storage.campaigns.types import CampaignId, HaltReason, RunId

_MANY = 10
_SHARE = 10
"""Percent."""


def fails_too_much(failures: Failures) -> bool:
    """Tell whether more than 10, and more than 10 % of all that was tried, failed for good since the last decision."""
    failed = failures.failed - failures.forgiven
    return failed > _MANY and failed * 100 > _SHARE * failures.tried


async def halt_if_failing(control: RunControl, run: RunId, campaign: CampaignId) -> bool:
    """Halt the run when it fails too much; returns whether it did."""
    failures = await control.failures(run)
    if not fails_too_much(failures) or not await control.halt(campaign, HaltReason.FAILURES):
        return False
    structlog.get_logger().warning("campaign.halted", failed=failures.failed, tried=failures.tried)
    return True
