"""Campaigns over the same app database and phones: written, approved, sent, answered."""

from __future__ import annotations

from bot.campaign_bells import ApproversBell, AuthorsBell
from broadcasts.answers import Answers
from broadcasts.budget import DatabaseSendBudget
from broadcasts.campaigns import Campaigns
from broadcasts.figures import Figures
from broadcasts.planner import Planner
from broadcasts.previews import Previews
from broadcasts.sender import Sender
from channels.local import LocalChannel
from handlers import answers, organizer
from handlers.campaign_messages import CampaignRenderer
from handlers.campaign_review import ApprovalRenderer
from storage.campaigns.accounts import SendAccounts
from storage.campaigns.answers import AnswerRepository
from storage.campaigns.control import RunControl
from storage.campaigns.counts import DeliveryCounts
from storage.campaigns.ledger import Ledger
from storage.campaigns.repository import CampaignRepository
from storage.campaigns.runs import RunRepository
from storage.campaigns.sweep import LedgerSweep
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
        repository, runs, control = CampaignRepository(app), RunRepository(app), RunControl(app)
        answered = AnswerRepository(app, cipher)
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
        previews = Previews(renderer=renderer, channels={str(channel.name): channel}, chats=self)
        self.campaigns = Campaigns(
            campaigns=repository,
            control=control,
            sweep=LedgerSweep(app),
            previews=previews,
            figures=Figures(
                campaigns=repository,
                counts=DeliveryCounts(app),
                answers=answered,
                previews=previews,
                clock=clock,
                rate=budget.rates.bulk,
                rehearsal=True,
            ),
            clock=clock,
            announce=ApproversBell(staff=staff, channels=channels, renderer=self.approvals),
            tell_author=authors,
        )
        self.planner = Planner(
            campaigns=repository, runs=runs, control=control, clock=clock, tell_expired=authors.expired
        )
        self.sender = Sender(
            ledger=Ledger(app, cipher),
            runs=runs,
            control=control,
            campaigns=repository,
            channels={str(channel.name): channel},
            budget=budget,
            renderer=renderer,
            clock=clock,
            rehearsal=True,
        )
        self.conversations = (
            answers.conversation(Answers(answers=answered, campaigns=repository, clock=clock)),
            organizer.conversation(self.campaigns, staff, self.approvals),
        )

    async def chat_of(self, member: StaffId, /) -> tuple[str, str] | None:
        """Return where a member of staff can be written to."""
        chat = await self.staff.chat_of(member)
        return None if chat is None else (chat.channel, chat.value)
