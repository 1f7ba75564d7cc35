"""The console as it runs: real services over real databases, real HTTP on a free port, no script."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urljoin

import aiohttp
from aiohttp.test_utils import TestServer
from PIL import Image
from sqlalchemy import select, update

from broadcasts.aftermath import Aftermath
from broadcasts.budget import DatabaseSendBudget
from broadcasts.campaigns import Campaigns
from broadcasts.figures import Figures
from broadcasts.planner import Planner
from broadcasts.previews import Previews
from channels.contract import Capabilities, ChannelName, Choice, Outgoing
from channels.local import LocalChannel, full_capabilities, plain_capabilities
from channels.markup import literal
from console.access import Route
from console.application import COOKIE, build
from console.neighbourhoods import SIGN_INS_OF_A_NETWORK, Neighbourhoods
from console.rendering import Pages
from console.staff import staff_routes
from console.staff.campaign_writing import CampaignWritingPages
from console.staff.campaigns import CampaignPages
from console.staff.cases import CasePages
from console.staff.desk import Desk
from console.staff.enrolment import EnrolmentPage
from console.staff.people import PeoplePage
from console.staff.sign_in import SignInPage
from console.staff.today import Today
from places import gazetteer
from storage.campaigns.accounts import SendAccounts
from storage.campaigns.aftermath import AftermathRepository
from storage.campaigns.answers import AnswerRepository
from storage.campaigns.control import RunControl
from storage.campaigns.counts import DeliveryCounts
from storage.campaigns.repository import CampaignRepository
from storage.campaigns.runs import RunRepository
from storage.campaigns.sweep import LedgerSweep
from storage.campaigns.tables import delivery
from storage.campaigns.types import Content, DeliveryState
from storage.residents.address import AddressCipher
from storage.residents.repository import ResidentRepository
from storage.residents.types import Language
from storage.staff.repository import StaffRepository
from storage.staff.types import Role
from storage.tips.mailbox_repository import MailboxRepository
from storage.tips.repository import TipRepository
from storage.tips.types import CaseNumber, CaseRow, Conflict, Happening, Result
from storage.types import PC04, StaffId, UnitCode
from tests.integration.enrolment.people import CHEAP, COMMUNE, NEIGHBOUR, Office, Person
from tests.journeys.forms import Node, Page, Visitor
from tests.journeys.forms import _page as page_of
from tips.casework import Casework
from tips.drafts import Draft
from tips.errors import PhotoReason, PhotoRefused
from tips.flood import FloodWatch
from tips.gate import Gate, SignedKeys
from tips.intake import Intake
from tips.lookup_budget import LookupBudget
from tips.mailbox import Mailboxes

__all__ = ["COMMUNE", "NEIGHBOUR", "House"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """PC04's two officers and the one of a commune; intake is open and the commune leads its tips."""

    chief: Person
    second: Person
    officer: Person


class _Chats:
    """Where staff can be written to, as the wiring puts it."""

    def __init__(self, staff: StaffRepository) -> None:
        self._staff = staff

    async def chat_of(self, staff: StaffId, /) -> tuple[str, str] | None:
        found = await self._staff.chat_of(staff)
        return None if found is None else (found.channel, found.value)


def _message(
    content: Content,
    *,
    run: str,
    language: Language,
    capabilities: Capabilities,
    is_repeat: bool = False,
    is_test: bool = False,
) -> Outgoing:
    question = f"\n\n**{literal(content.question)}**" if content.question else ""
    return Outgoing(
        text=("[THỬ] " if is_test else "") + literal(content.text) + question,
        choices=tuple(Choice(id=f"!a:{place}", label=label) for place, label in enumerate(content.options)),
        picture=content.picture,
    )


async def _rebuilt(data: bytes) -> bytes:
    """Rebuild a picture from its pixels, in this process: enough for files that the tests themselves made."""
    rebuilt = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.convert("RGB").save(rebuilt, "JPEG")
    except OSError as error:
        raise PhotoRefused(PhotoReason.NOT_A_PICTURE) from error
    return rebuilt.getvalue()


class Browser(Visitor):
    """A browser that can also look at an answer without following it."""

    async def look(self, path: str) -> Page:
        """Open a page; a redirect is returned as it is."""
        async with self._session.get(urljoin(self._address, path), allow_redirects=False) as answer:
            return await page_of(answer)

    @asynccontextmanager
    async def stream(self, path: str) -> AsyncIterator[AsyncIterator[str]]:
        """Open a stream of server-sent events; yields their texts as they come."""
        async with self._session.get(urljoin(self._address, path)) as answer:
            assert answer.status == 200
            assert answer.content_type == "text/event-stream"
            yield _events(answer)

    def token(self) -> str:
        """Return the cookie's value."""
        return next(cookie.value for cookie in self._session.cookie_jar if cookie.key == COOKIE)


async def _events(answer: aiohttp.ClientResponse) -> AsyncIterator[str]:
    event: list[str] = []
    async for line in answer.content:
        if line.strip():
            event.append(line.decode())
        else:
            if not event[0].startswith(":"):
                yield "".join(event)
            event = []


class House(Office):
    """Everything the console needs, and a server in front of it."""

    def __init__(self, folder: Path, *, secure_cookie: bool = False) -> None:
        super().__init__(folder)
        places = gazetteer.load()
        communes = [UnitCode(unit.code) for unit in places.units]
        self.pages = Pages(base={"rehearsal": False})
        self.desk = Desk(pages=self.pages, gazetteer=places)
        self.secure_cookie = secure_cookie
        self.signed = SignedKeys(keys=self.keys, folder=self.folder)
        self.gates = Gate(staff=self.staff, keys=self.keys, signed=self.signed, communes=communes, clock=self.clock)
        self.tip_store, self.mailbox_store = TipRepository(self.tips), MailboxRepository(self.tips)
        self.casework = Casework(
            repository=self.tip_store,
            mailboxes=self.mailbox_store,
            key_repository=self.keys,
            keys=self.signed,
            staff=self.staff,
            clock=self.clock,
        )
        self.intake = Intake(
            repository=self.tip_store,
            gate=self.gates,
            keys=self.signed,
            argon2=self.gate,
            flood=FloodWatch(clock=self.clock),
            pepper=lambda: self.folder.pepper,
            clock=self.clock,
            cost=CHEAP,
        )
        self.mailboxes = Mailboxes(
            repository=self.tip_store,
            mailboxes=self.mailbox_store,
            gate=self.gates,
            keys=self.signed,
            argon2=self.gate,
            budget=LookupBudget(clock=self.clock),
            pepper=lambda: self.folder.pepper,
            clock=self.clock,
            cost=CHEAP,
        )
        self.channels = {
            "local": LocalChannel(ChannelName("local"), full_capabilities()),
            "words": LocalChannel(ChannelName("words"), plain_capabilities()),
        }
        self.phone = self.channels["local"].phone("organizer")
        self.campaign_store = CampaignRepository(self.app)
        addresses = AddressCipher(self.folder.address_key)
        self.residents = ResidentRepository(self.app, addresses, self.clock)
        self.budget = DatabaseSendBudget(accounts=SendAccounts(self.app), clock=self.clock, quotas={"words": 100})
        previews = Previews(renderer=_message, channels=self.channels, chats=_Chats(self.staff))
        self.campaigns = Campaigns(
            campaigns=self.campaign_store,
            control=RunControl(self.app),
            sweep=LedgerSweep(self.app),
            previews=previews,
            figures=Figures(
                campaigns=self.campaign_store,
                counts=DeliveryCounts(self.app),
                answers=AnswerRepository(self.app, addresses),
                previews=previews,
                clock=self.clock,
                rate=25.0,
                rehearsal=False,
                allowances=self.budget,
            ),
            clock=self.clock,
        )
        self._opened = AsyncExitStack()

    def routes(self) -> tuple[Route, ...]:
        """Return the console's routes."""
        today = Today(enrolment=self.enrolment, casework=self.casework, campaigns=self.campaigns, clock=self.clock)
        desk, staff = self.desk, self.staff
        return staff_routes(
            enrolment=EnrolmentPage(desk=desk, enrolment=self.enrolment),
            sign_in=SignInPage(
                desk=desk,
                sign_in=self.sign_ins,
                enrolment=self.enrolment,
                today=today,
                neighbourhoods=Neighbourhoods(clock=self.clock, per_minute=SIGN_INS_OF_A_NETWORK),
                secure_cookie=self.secure_cookie,
            ),
            people=PeoplePage(
                desk=desk,
                enrolment=self.enrolment,
                casework=self.casework,
                gate=self.gates,
                staff=staff,
                clock=self.clock,
            ),
            cases=CasePages(desk=desk, casework=self.casework, staff=staff, clock=self.clock),
            writing=CampaignWritingPages(
                desk=desk, campaigns=self.campaigns, rebuild_picture=_rebuilt, clock=self.clock
            ),
            campaigns=CampaignPages(
                desk=desk,
                campaigns=self.campaigns,
                aftermath=Aftermath(
                    campaigns=self.campaign_store, ledgers=AftermathRepository(self.app), clock=self.clock
                ),
                staff=staff,
                capabilities={channel.name: channel.capabilities for channel in self.channels.values()},
                exact_counts=False,
                live_seconds=0.01,
            ),
        )

    async def __aenter__(self) -> Self:
        await self.open()
        application = build(routes=self.routes(), webhooks=(), sessions=self.sign_ins, pages=self.pages)
        self.server = await self._opened.enter_async_context(TestServer(application, host="127.0.0.1"))
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._opened.aclose()
        await self.close()

    @property
    def address(self) -> str:
        return str(self.server.make_url("/"))

    async def visitor(self) -> Browser:
        """Return somebody's browser."""
        return await self._opened.enter_async_context(Browser(self.address))

    async def signed_in(self, person: Person) -> Browser:
        """Return the browser of somebody who has signed in."""
        visitor = await self.visitor()
        await self.enter(visitor, person)
        return visitor

    async def enter(self, visitor: Visitor, person: Person) -> None:
        """Sign in, anew if need be, through the form."""
        form = Node("form", {"action": "/console"})
        values = {"staff": person.staff, "passphrase": person.passphrase}
        page = await visitor.submit(await visitor.get("/console"), form=form, values=values)
        assert page.status == 303, page.body

    async def invite(self, role: Role, unit: UnitCode, name: str) -> str:
        """Invite somebody and return the path of his link."""
        invitation = await self.staffing.invite(role=role, unit=unit, name=name)
        return f"/console/enrol/{invitation.link_token}"

    async def duty(self, unit: UnitCode) -> StaffId | None:
        """Return who was put on duty today."""
        return await self.staff.duty(unit, self.clock.now().date())

    async def post_from_another_site(self, path: str, values: dict[str, str]) -> tuple[int, str]:
        """Send a form as a foreign page makes a browser do it: without our cookie, and marked."""
        async with (
            aiohttp.ClientSession() as session,
            session.post(
                self.address.rstrip("/") + path,
                data=values,
                headers={"Sec-Fetch-Site": "cross-site"},
                allow_redirects=False,
            ) as answer,
        ):
            return answer.status, await answer.text() + str(answer.headers)

    async def commune_at_work(self) -> Team:
        """Open intake by the real path, and let a commune lead its own tips."""
        chief = await self.enrol(PC04)
        await self.enrolment.pin(chief.fingerprint or "")
        second = await self.admitted(PC04, chief)
        officer = await self.admitted(COMMUNE, chief)
        await self._drill(PC04, chief, second)
        await self._drill(COMMUNE, officer)
        return Team(chief=chief, second=second, officer=officer)

    async def _drill(self, unit: UnitCode, *officers: Person) -> None:
        case = await self.intake.drill(unit, "Tin kiểm tra.")
        for officer in officers:
            await self.casework.case(await self.unlock(officer), case)
        unlocked = await self.unlock(officers[0])
        await self.casework.take(unlocked, case)
        await self.casework.close(unlocked, case, Result.TEST, "")

    async def send_for_receipt(
        self,
        text: str,
        *,
        unit: UnitCode,
        photos: Sequence[bytes] = (),
        happening: Happening = Happening.NO,
        conflict: Conflict = Conflict.NONE,
    ) -> str:
        """Send a tip as a villager does; returns the receipt."""
        draft = Draft(
            text=text, photos=tuple(photos), unit=unit, unit_known=True, happening=happening, conflict=conflict
        )
        return (await self.intake.send(draft)).receipt

    async def send_tip(
        self,
        text: str,
        *,
        unit: UnitCode,
        photos: Sequence[bytes] = (),
        happening: Happening = Happening.NO,
        conflict: Conflict = Conflict.NONE,
    ) -> CaseNumber:
        """Send a tip; returns the number of the case, which PC04 sees whatever else."""
        before = {row.case for row in await self.tip_store.cases_for(PC04, open_only=False)}
        await self.send_for_receipt(text, unit=unit, photos=photos, happening=happening, conflict=conflict)
        (new,) = {row.case for row in await self.tip_store.cases_for(PC04, open_only=False)} - before
        return new

    async def only_case(self, officer: Person) -> CaseNumber:
        """Return the one open case of an officer's unit."""
        (row,) = await self.tip_store.cases_for(officer.unit, open_only=True)
        return row.case

    async def case_row(self, officer: Person, case: CaseNumber) -> CaseRow:
        """Return a case as it stands."""
        row = await self.tip_store.case_for(officer.unit, case)
        assert row is not None
        return row

    async def answer(self, receipt: str, text: str) -> None:
        """Answer the officer's question by the code."""
        await self.mailboxes.answer(await self.mailboxes.open(receipt), text=text, photos=())

    def lock(self, visitor: Browser, person: Person, how: str) -> None:
        """Take somebody's open keys away, in one of the ways in which that happens."""
        if how == "idle":
            self.clock.pass_by(minutes=15)
        elif how == "signed out":
            self.sign_ins.sign_out_everywhere(person.staff)
        else:
            session = self.sign_ins.session(visitor.token())
            assert session is not None
            assert session.unlocked is not None
            session.unlocked.forget()

    async def tie_phone(self, person: Person) -> None:
        """Tie somebody's own chat, as his code does."""
        await self.staff.tie_chat(person.staff, "local", "organizer")

    async def subscribers(self, number: int) -> None:
        """Let people subscribe."""
        for one in range(number):
            await self.residents.subscribe(
                "local", f"resident {one}", unit=COMMUNE, topics=(), language=Language.VIETNAMESE
            )

    async def fire(self) -> None:
        """Let the planner look once: what is due becomes a run with its ledger."""
        runs, control = RunRepository(self.app), RunControl(self.app)
        await Planner(campaigns=self.campaign_store, runs=runs, control=control, clock=self.clock).tick()

    async def end_with_uncertain(self, number: int) -> None:
        """Let every message of the only run be sent, and `number` of them end uncertain; the planner sees the end."""
        for state, people in ((DeliveryState.UNKNOWN, number), (DeliveryState.SENT, None)):
            some = select(delivery.c.resident).where(delivery.c.state == DeliveryState.QUEUED).limit(people)
            async with self.app.write() as connection:
                await connection.execute(update(delivery).where(delivery.c.resident.in_(some)).values(state=state))
        await self.fire()

    def form_to(self, path: str, page: Page) -> Node:
        """Return a form to any address that carries the hidden field of a page of this session."""
        form = Node("form", {"action": path})
        form.children.append(Node("input", {"type": "hidden", "name": "csrf", "value": self.csrf_of(page)}, form))
        return form

    @staticmethod
    def csrf_of(page: Page) -> str:
        """Return the hidden field that belongs to a page's session."""
        return page.root.find(name="csrf")[0].attributes["value"]

    @staticmethod
    def staff_id(text: str) -> StaffId:
        """Return a staff id that stood on a page."""
        return StaffId(text)

    @staticmethod
    def resuming(page: Page) -> Node:
        """Return the form that sends again what was on its way."""
        return next(form for form in page.root.tags("form") if form.attributes["action"].startswith("/console/duty"))
