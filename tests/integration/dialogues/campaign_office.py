"""Campaigns over the same app database and phones: written, approved, sent, answered."""

from __future__ import annotations

from bot.campaign_bells import ApproversBell, AuthorsBell
from broadcasts.budget import DatabaseSendBudget
from broadcasts.campaigns import Campaigns
from broadcasts.planner import Planner
from broadcasts.sender import Sender
from channels.local import LocalChannel
from handlers import answers, organizer
from handlers.campaign_messages import CampaignRenderer
from handlers.campaign_review import ApprovalRenderer
from storage.campaigns.accounts import SendAccounts
from storage.campaigns.answers import AnswerRepository
from storage.campaigns.ledger import Ledger
from storage.campaigns.repository import CampaignRepository
from storage.campaigns.runs import RunRepository
from storage.database import Database
from storage.residents.address import AddressCipher
from storage.staff.repository import StaffRepository
from storage.types import StaffId
from tests.integration.dialogues.unchanging import all_places, catalogue
from tests.unit.tips.clock import HandClock


class CampaignOffice:
    """What organizers and the sender do."""

    def __init__(
        self, app: Database, cipher: AddressCipher, channel: LocalChannel, staff: StaffRepository, clock: HandClock
    ) -> None:
        self.staff = staff
        repository, runs = CampaignRepository(app), RunRepository(app)
        budget = DatabaseSendBudget(accounts=SendAccounts(app), clock=clock)
        words = catalogue()
        renderer = CampaignRenderer(catalogue=words)
        channels = {channel.name: channel}
        self.approvals = ApprovalRenderer(
            catalogue=words,
            gazetteer=all_places().gazetteer,
            console_address="http://127.0.0.1:8080/console",
            clock=clock,
        )
        authors = AuthorsBell(staff=staff, channels=channels, renderer=self.approvals)
        self.campaigns = Campaigns(
            campaigns=repository,
            runs=runs,
            answers=AnswerRepository(app, cipher),
            renderer=renderer,
            channels={str(channel.name): channel},
            chats=self,
            clock=clock,
            rate=budget.rates.bulk,
            rehearsal=True,
            announce=ApproversBell(staff=staff, channels=channels, renderer=self.approvals),
            tell_author=authors,
        )
        self.planner = Planner(campaigns=repository, runs=runs, clock=clock, tell_expired=authors.expired)
        self.sender = Sender(
            ledger=Ledger(app, cipher),
            runs=runs,
            campaigns=repository,
            channels={str(channel.name): channel},
            budget=budget,
            renderer=renderer,
            clock=clock,
            rehearsal=True,
        )
        self.conversations = (
            answers.conversation(self.campaigns),
            organizer.conversation(self.campaigns, staff, self.approvals),
        )

    async def chat_of(self, member: StaffId, /) -> tuple[str, str] | None:
        """Return where a member of staff can be written to."""
        chat = await self.staff.chat_of(member)
        return None if chat is None else (chat.channel, chat.value)
