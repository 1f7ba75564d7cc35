"""The whole tip line over both databases: staff with real keys, a sender, chats on the local platform."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from channels.contract import ChannelName, Outgoing
from channels.local import LocalChannel, full_capabilities
from storage.staff.types import Role
from storage.tips.case_repository import CaseRepository
from storage.tips.mailbox_repository import MailboxRepository
from storage.tips.outbox import Outbox
from storage.tips.repository import TipRepository
from storage.tips.types import CaseNumber, CaseRow, Conflict, Happening
from storage.types import OVERSIGHT, PC04, StaffId, UnitCode
from tests.integration.enrolment.people import CHEAP, COMMUNE, NEIGHBOUR, Office, Person
from tips.casework import Casework
from tips.chain import AuditChain
from tips.clocks import Clocks
from tips.drafts import Draft
from tips.drill import Drill
from tips.flood import FloodWatch
from tips.gate import Gate, SignedKeys
from tips.intake import Intake, SentTip
from tips.lookup_budget import LookupBudget
from tips.mailbox import Mailboxes
from tips.notices import NoticeSender, NoticeView
from tips.staffing import Staffing

LOCAL = ChannelName("local")
SECRET_TEXT = "Quán nước đầu chợ bán hàng trắng, gã đội nón cời giao lúc chạng vạng"


@dataclass(frozen=True, slots=True)
class Plain:
    """Renders a notice as its fields, so that a test reads what was told."""

    def __call__(self, notice: NoticeView, language: str) -> Outgoing:
        actions = ",".join(action.value for action in notice.actions)
        return Outgoing(text=f"{notice.kind.value} {notice.case} {notice.unit} {notice.urgency.value} {actions}")


class Line(Office):
    """An office with a tip line."""

    def __init__(self, folder: Path, *, rehearsal: bool = False) -> None:
        super().__init__(folder)
        communes = {COMMUNE, NEIGHBOUR}
        self.repository = TipRepository(self.tips)
        self.case_repository = CaseRepository(self.tips)
        self.mailbox_repository = MailboxRepository(self.tips)
        self.outbox = Outbox(self.tips)
        self.signed = SignedKeys(keys=self.keys, folder=self.folder)
        self.guard = Gate(staff=self.staff, keys=self.keys, signed=self.signed, communes=communes, clock=self.clock)
        self.intake = Intake(
            repository=self.repository,
            gate=self.guard,
            keys=self.signed,
            argon2=self.gate,
            flood=FloodWatch(clock=self.clock),
            pepper=lambda: self.folder.pepper,
            clock=self.clock,
            rehearsal=rehearsal,
            cost=CHEAP,
        )
        self.mailboxes = Mailboxes(
            repository=self.repository,
            mailboxes=self.mailbox_repository,
            gate=self.guard,
            keys=self.signed,
            argon2=self.gate,
            budget=LookupBudget(clock=self.clock, per_minute=1000),
            pepper=lambda: self.folder.pepper,
            clock=self.clock,
            rehearsal=rehearsal,
            cost=CHEAP,
        )
        self.casework = Casework(
            repository=self.repository,
            mailboxes=self.mailbox_repository,
            key_repository=self.keys,
            keys=self.signed,
            staff=self.staff,
            clock=self.clock,
        )
        self.drill = Drill(path=self.intake)
        self.chain = AuditChain(cases=self.case_repository, clock=self.clock)
        self.clocks = Clocks(
            repository=self.repository, cases=self.case_repository, clock=self.clock, rehearsal=rehearsal
        )
        self.platform = LocalChannel(LOCAL, full_capabilities())
        self.notices = NoticeSender(
            outbox=self.outbox,
            repository=self.repository,
            staff=self.staff,
            channels={LOCAL: self.platform},
            render=Plain(),
            clock=self.clock,
            rehearsal=rehearsal,
        )
        self.staffing = Staffing(
            staff=self.staff,
            keys=self.keys,
            cases=self.case_repository,
            sessions=self.sign_ins,
            communes=communes,
            clock=self.clock,
        )

    async def run_drill(self, person: Person) -> CaseNumber:
        """Send a drill to a person's unit and let him open it."""
        number = await self.drill.send(person.unit)
        await self.casework.case(await self.unlock(person), number)
        return number

    async def open_intake(self) -> tuple[Person, Person]:
        """Enrol PC04's two officers, pin, drill; returns them."""
        first = await self.enrol(PC04)
        assert first.fingerprint is not None
        await self.enrolment.pin(first.fingerprint)
        second = await self.admitted(PC04, first)
        for person in (first, second):
            await self.run_drill(person)
        return first, second

    async def active_officer(self, unit: UnitCode, by: Person) -> Person:
        """Enrol an officer of a commune, have him let in and drilled."""
        officer = await self.admitted(unit, by)
        await self.run_drill(officer)
        return officer

    async def overseer(self, by: Person) -> Person:
        """Enrol the first member of oversight."""
        return await self.admitted(OVERSIGHT, by, Role.OVERSIGHT)

    async def send(
        self,
        *,
        text: str = SECRET_TEXT,
        unit: UnitCode | None = COMMUNE,
        happening: Happening = Happening.NO,
        conflict: Conflict = Conflict.NONE,
        photos: tuple[bytes, ...] = (),
    ) -> SentTip:
        """Send a tip."""
        draft = Draft(text=text, unit=unit, unit_known=True, happening=happening, conflict=conflict, photos=photos)
        return await self.intake.send(draft)

    async def real_cases(self, person: Person, *, open_only: bool = True) -> list[CaseRow]:
        """Return the cases that a person sees, drills left out."""
        rows = await self.casework.cases(await self.unlock(person), open_only=open_only)
        return [row for row in rows if not row.is_test]

    async def one_case(self, person: Person) -> CaseRow:
        """Return the only real open case of a person's unit."""
        (row,) = await self.real_cases(person)
        return row

    async def chat(self, staff: StaffId, name: str) -> None:
        """Give somebody a phone on the local platform and tie it."""
        self.platform.phone(name)
        await self.staff.tie_chat(staff, LOCAL, name)

    def heard(self, name: str) -> list[str]:
        """Return what a phone shows, oldest first."""
        return [message.text for message in self.platform.phone(name).messages]
