"""Campaigns put together: what is stored, what organizers do, and the machinery that sends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog

from bot.parts import Stores
from bot.settings import Settings
from broadcasts.budget import DatabaseSendBudget, Rates
from broadcasts.campaigns import Campaigns
from broadcasts.planner import Planner
from broadcasts.sender import Sender
from broadcasts.sweeper import Sweeper
from channels.budgeted import BudgetedChannel
from channels.contract import Address, Channel, ChannelError, ChannelName, Lane
from handlers import answers, organizer
from handlers.campaign_messages import ApprovalRenderer, CampaignRenderer
from handlers.conversation import Conversation
from handlers.texts import Catalogue
from storage.campaigns.accounts import SendAccounts
from storage.campaigns.answers import AnswerRepository
from storage.campaigns.ledger import Ledger
from storage.campaigns.repository import CampaignRepository
from storage.campaigns.runs import RunRepository
from storage.campaigns.types import AudienceRule, Campaign
from storage.residents.repository import ResidentRepository
from storage.residents.types import Language
from storage.staff.repository import StaffRepository
from storage.staff.types import Role
from storage.types import PROVINCE, Clock, Instant, StaffId, instant

_MONTH = 30 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignParts:
    """Everything about campaigns that the wiring hands on; `channels` are the platforms behind the send budget."""

    channels: Mapping[ChannelName, BudgetedChannel]
    residents: ResidentRepository
    campaigns: Campaigns
    budget: DatabaseSendBudget
    planner: Planner
    sender: Sender
    sweeper: Sweeper
    conversations: tuple[Conversation, ...]


@dataclass(frozen=True, slots=True)
class _Chats:
    """Where a member of staff can be written to, as campaigns ask for it."""

    staff: StaffRepository

    async def chat_of(self, member: StaffId, /) -> tuple[str, str] | None:
        """Return (channel, chat id), or None when no chat is tied."""
        chat = await self.staff.chat_of(member)
        return None if chat is None else (chat.channel, chat.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ApproversBell:
    """Shows a campaign that waits for approval to the approvers' tied chats, never to its author."""

    staff: StaffRepository
    channels: Mapping[ChannelName, Channel]
    renderer: ApprovalRenderer

    async def __call__(self, campaign: Campaign) -> None:
        """Push to every approver; a chat that cannot be reached is passed over, the console shows it all the same."""
        for member in await self.staff.members(PROVINCE, Role.APPROVER):
            chat = await self.staff.chat_of(member.staff)
            channel = self.channels.get(ChannelName(chat.channel)) if chat is not None else None
            if member.staff == campaign.author or chat is None or channel is None:
                continue
            try:
                message = self.renderer(campaign, Language.VIETNAMESE)
                await channel.push(Address(channel.name, chat.value), message, Lane.REPLY)
            except ChannelError as error:
                structlog.get_logger().warning("approver.not_reached", error_class=type(error).__name__)


def campaign_parts(
    config: Settings,
    stores: Stores,
    platforms: Sequence[Channel],
    texts: Catalogue,
    clock: Clock,
    *,
    rates: Rates | None = None,
) -> CampaignParts:
    """Return the parts over the stores; `platforms` are the channels without the budget around them."""
    repository = CampaignRepository(stores.app)
    runs = RunRepository(stores.app)
    ledger = Ledger(stores.app, stores.cipher)
    budget = DatabaseSendBudget(accounts=SendAccounts(stores.app), clock=clock, rates=rates)
    renderer = CampaignRenderer(catalogue=texts)
    platforms_by_name = {str(platform.name): platform for platform in platforms}
    channels = {
        platform.name: BudgetedChannel(platform, budget, asyncio.sleep, now=time.monotonic) for platform in platforms
    }
    approvals = ApprovalRenderer(catalogue=texts, console_address=f"{config.base_url}/console")
    campaigns = Campaigns(
        campaigns=repository,
        runs=runs,
        answers=AnswerRepository(stores.app, stores.cipher),
        renderer=renderer,
        channels={str(name): channel for name, channel in channels.items()},
        chats=_Chats(stores.staff),
        clock=clock,
        rate=budget.rates.bulk,
        rehearsal=config.rehearsal,
        announce=_ApproversBell(staff=stores.staff, channels=channels, renderer=approvals),
    )
    return CampaignParts(
        channels=channels,
        residents=ResidentRepository(stores.app, stores.cipher, clock),
        campaigns=campaigns,
        budget=budget,
        planner=Planner(campaigns=repository, runs=runs, clock=clock),
        sender=Sender(
            ledger=ledger,
            runs=runs,
            campaigns=repository,
            channels=platforms_by_name,
            budget=budget,
            renderer=renderer,
            clock=clock,
            rehearsal=config.rehearsal,
        ),
        sweeper=Sweeper(ledger=ledger, runs=runs, clock=clock),
        conversations=(
            answers.conversation(campaigns),
            organizer.conversation(campaigns, stores.staff, approvals),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Counts that point at nobody."""

    stores: Stores
    parts: CampaignParts
    clock: Clock

    async def counts(self) -> dict[str, int | str]:
        """Return subscribers (exact from 10 up), campaigns, and tips of the last 30 days, whole province only."""
        people = await self.parts.campaigns.count(AudienceRule())
        tips: dict[str, int] = {}
        for _hour, what, count in await self.stores.tip_store.totals(Instant(instant(self.clock.now()) - _MONTH)):
            tips[what] = tips.get(what, 0) + count
        return {
            "subscribers": "under 10" if people.exact is None else people.exact,
            "campaigns": len(await self.parts.campaigns.list_all()),
            **tips,
        }
