"""Campaigns put together: what is stored, what organizers do, and the machinery that sends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from awareness.library import Library
from bot.campaign_bells import ApproversBell, AuthorsBell
from bot.parts import Stores
from bot.platforms import PLATFORM_NAMES
from bot.settings import Settings
from broadcasts.aftermath import Aftermath
from broadcasts.answers import Answers
from broadcasts.budget import DatabaseSendBudget, Rates
from broadcasts.campaigns import Campaigns
from broadcasts.figures import Figures
from broadcasts.planner import Planner
from broadcasts.previews import Previews
from broadcasts.reminders import ReminderSender
from broadcasts.sender import Sender
from broadcasts.sweeper import Sweeper
from channels.budgeted import BudgetedChannel
from channels.contract import Channel, ChannelName, Outgoing, ReplyHandle
from channels.zalo_bot.channel import ZALO_BOT
from handlers import answers, organizer, reminders
from handlers.campaign_messages import CampaignRenderer
from handlers.campaign_review import ApprovalRenderer
from handlers.conversation import Conversation
from handlers.reminders import ReminderRenderer
from handlers.texts import Catalogue
from places.gazetteer import Gazetteer
from storage.campaigns.accounts import SendAccounts
from storage.campaigns.aftermath import AftermathRepository
from storage.campaigns.answers import AnswerRepository
from storage.campaigns.control import RunControl
from storage.campaigns.counts import DeliveryCounts
from storage.campaigns.ledger import Ledger
from storage.campaigns.repository import CampaignRepository
from storage.campaigns.runs import RunRepository
from storage.campaigns.sweep import LedgerSweep
from storage.campaigns.types import AudienceRule
from storage.residents.reminders import ReminderRepository
from storage.residents.repository import ResidentRepository
from storage.staff.repository import StaffRepository
from storage.types import Clock, Instant, StaffId, instant

_MONTH = 30 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignParts:
    """Everything about campaigns that the wiring hands on; `channels` are the platforms behind the send budget."""

    channels: Mapping[ChannelName, BudgetedChannel]
    residents: ResidentRepository
    campaigns: Campaigns
    aftermath: Aftermath
    budget: DatabaseSendBudget
    planner: Planner
    sender: Sender
    sweeper: Sweeper
    reminders: ReminderRepository
    reminder_sender: ReminderSender
    conversations: tuple[Conversation, ...]


@dataclass(frozen=True, slots=True)
class _Chats:
    """Where a member of staff can be written to, as campaigns ask for it."""

    staff: StaffRepository

    async def chat_of(self, member: StaffId, /) -> tuple[str, str] | None:
        """Return (channel, chat id), or None when no chat is tied."""
        chat = await self.staff.chat_of(member)
        return None if chat is None else (chat.channel, chat.value)


def campaign_parts(
    config: Settings,
    stores: Stores,
    platforms: Sequence[Channel],
    texts: Catalogue,
    clock: Clock,
    *,
    gazetteer: Gazetteer,
    library: Library,
    rates: Rates | None = None,
    pushed: Callable[[ReplyHandle, Outgoing], None] | None = None,
) -> CampaignParts:
    """Return the parts over the stores; `platforms` are the channels without the budget around them.

    `pushed` hears of numbered menus that were pushed to staff.
    """
    repository = CampaignRepository(stores.app)
    runs = RunRepository(stores.app)
    control = RunControl(stores.app)
    sweep = LedgerSweep(stores.app)
    answered = AnswerRepository(stores.app, stores.cipher)
    ledger = Ledger(stores.app, stores.cipher)
    budget = DatabaseSendBudget(
        accounts=SendAccounts(stores.app),
        clock=clock,
        rates=rates,
        quotas={ZALO_BOT: config.zalo_bot_monthly_quota} if config.zalo_bot_token else {},
    )
    renderer = CampaignRenderer(catalogue=texts)
    platforms_by_name = {str(platform.name): platform for platform in platforms}
    channels = {
        platform.name: BudgetedChannel(platform, budget, asyncio.sleep, now=time.monotonic, pushed=pushed)
        for platform in platforms
    }
    approvals = ApprovalRenderer(
        catalogue=texts,
        gazetteer=gazetteer,
        console_address=f"{config.base_url}/console",
        clock=clock,
        platform_names=PLATFORM_NAMES,
    )
    authors = AuthorsBell(staff=stores.staff, channels=channels, renderer=approvals)
    previews = Previews(
        renderer=renderer,
        channels={str(name): channel for name, channel in channels.items()},
        chats=_Chats(stores.staff),
    )
    campaigns = Campaigns(
        campaigns=repository,
        control=control,
        sweep=sweep,
        previews=previews,
        figures=Figures(
            campaigns=repository,
            counts=DeliveryCounts(stores.app),
            answers=answered,
            previews=previews,
            clock=clock,
            rate=budget.rates.bulk,
            rehearsal=config.rehearsal,
            allowances=budget,
        ),
        clock=clock,
        announce=ApproversBell(staff=stores.staff, channels=channels, renderer=approvals),
        tell_author=authors,
    )
    residents = ResidentRepository(stores.app, stores.cipher, clock)
    reminded = ReminderRepository(stores.app, stores.cipher)
    return CampaignParts(
        channels=channels,
        residents=residents,
        campaigns=campaigns,
        aftermath=Aftermath(campaigns=repository, ledgers=AftermathRepository(stores.app), clock=clock),
        budget=budget,
        planner=Planner(campaigns=repository, runs=runs, control=control, clock=clock, tell_expired=authors.expired),
        sender=Sender(
            ledger=ledger,
            runs=runs,
            control=control,
            campaigns=repository,
            channels=platforms_by_name,
            budget=budget,
            renderer=renderer,
            clock=clock,
            rehearsal=config.rehearsal,
        ),
        sweeper=Sweeper(sweep=sweep, clock=clock),
        reminders=reminded,
        reminder_sender=ReminderSender(
            reminders=reminded,
            channels=platforms_by_name,
            budget=budget,
            renderer=ReminderRenderer(catalogue=texts, library=library),
            clock=clock,
        ),
        conversations=(
            answers.conversation(Answers(answers=answered, campaigns=repository, clock=clock)),
            organizer.conversation(campaigns, stores.staff, approvals),
            reminders.conversation(reminded, residents, library),
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
        people = await self.parts.campaigns.figures.count(AudienceRule())
        tips: dict[str, int] = {}
        for _hour, what, count in await self.stores.tip_store.totals(Instant(instant(self.clock.now()) - _MONTH)):
            tips[what] = tips.get(what, 0) + count
        return {
            "subscribers": "under 10" if people.exact is None else people.exact,
            "campaigns": len(await self.parts.campaigns.list_all()),
            **tips,
        }
