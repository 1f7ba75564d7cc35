"""What `phaodai campaign …` asks for, as plain data in and out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import CommandRefused
from broadcasts.campaigns import Campaigns
from broadcasts.errors import CampaignError, CampaignUnknown
from storage.campaigns.types import CampaignId, DeliveryState

Arguments = Mapping[str, Any]
Operation = Callable[[Arguments], Awaitable[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignOperations:
    """The operations over campaigns."""

    campaigns: Campaigns

    def table(self) -> Mapping[str, Operation]:
        """Return the operations by name; each raises `CommandRefused` with its reason."""
        return {
            "campaign.list": self._list_campaigns,
            "campaign.show": _refusing(self._show_campaign),
            "campaign.pause": _refusing(self._pause),
            "campaign.resume": _refusing(self._resume),
            "campaign.cancel": _refusing(self._cancel),
        }

    async def _list_campaigns(self, _arguments: Arguments) -> Any:
        return [
            {"id": one.campaign, "state": one.state, "title": one.content.title}
            for one in await self.campaigns.list_all()
        ]

    async def _show_campaign(self, arguments: Arguments) -> Any:
        report = await self.campaigns.show(CampaignId(arguments["campaign"]))
        counts = {str(state): report.counts.get(state, 0) for state in DeliveryState}
        return {
            "id": report.campaign.campaign,
            "state": report.campaign.state,
            "hash": report.campaign.digest,
            "run": {"total": report.total, **counts},
            "held_back": [one.account for one in report.held_back],
        }

    async def _pause(self, arguments: Arguments) -> Any:
        await self.campaigns.pause(CampaignId(arguments["campaign"]))
        return await self._show_campaign(arguments)

    async def _resume(self, arguments: Arguments) -> Any:
        await self.campaigns.resume(CampaignId(arguments["campaign"]))
        return await self._show_campaign(arguments)

    async def _cancel(self, arguments: Arguments) -> Any:
        await self.campaigns.cancel(CampaignId(arguments["campaign"]))
        return await self._show_campaign(arguments)


def _refusing(operation: Operation) -> Operation:
    async def refusing(arguments: Arguments) -> Any:
        try:
            return await operation(arguments)
        except CampaignUnknown:
            raise CommandRefused("no such campaign; `phaodai campaign list` shows them") from None
        except CampaignError as refusal:
            raise CommandRefused(f"this cannot be done now ({_words(refusal)})") from None

    return refusing


def _words(refusal: CampaignError) -> str:
    return str(refusal) or type(refusal).__name__
