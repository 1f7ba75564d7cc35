"""A test message to several colleagues by name: who got it, who has no chat, who was not reached."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Protocol

from broadcasts.errors import NoChatTied
from channels.contract import ChannelError
from storage.campaigns.types import CampaignId
from storage.types import StaffId


class Reached(StrEnum):
    """What became of a test message to one colleague."""

    SENT = "sent"
    NO_CHAT = "no_chat"
    NOT_REACHED = "not_reached"


class OneTest(Protocol):
    """Sends a test to one colleague (`broadcasts.campaigns`)."""

    async def test(self, campaign: CampaignId, to: StaffId) -> None:
        """Send it. Raises `CampaignUnknown`, `NoChatTied`, `ChannelError`."""


async def send_tests(campaigns: OneTest, campaign: CampaignId, to: Collection[StaffId]) -> dict[StaffId, Reached]:
    """Send it to everybody in `to`; one who is not reached keeps nobody from it. Raises `CampaignUnknown`."""
    results: dict[StaffId, Reached] = {}
    for colleague in to:
        try:
            await campaigns.test(campaign, colleague)
        except NoChatTied:
            results[colleague] = Reached.NO_CHAT
        except ChannelError:
            results[colleague] = Reached.NOT_REACHED
        else:
            results[colleague] = Reached.SENT
    return results
