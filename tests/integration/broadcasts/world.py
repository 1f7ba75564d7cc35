"""Everything of broadcasts over one database, with a clock that only moves when somebody waits."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from broadcasts.allowance import Allowance
from broadcasts.answers import Answers
from broadcasts.budget import DatabaseSendBudget, Rates
from broadcasts.campaigns import Campaigns
from broadcasts.faults import FaultPoints, Point
from broadcasts.figures import Figures
from broadcasts.planner import Planner
from broadcasts.previews import Previews
from broadcasts.sender import Sender
from broadcasts.sweeper import Sweeper
from channels.contract import Capabilities, Choice, Outgoing
from storage.campaigns.accounts import SendAccounts
from storage.campaigns.answers import AnswerRepository
from storage.campaigns.control import RunControl
from storage.campaigns.counts import DeliveryCounts
from storage.campaigns.ledger import Ledger
from storage.campaigns.repository import CampaignRepository
from storage.campaigns.runs import RunRepository
from storage.campaigns.sweep import LedgerSweep
from storage.campaigns.tables import delivery
from storage.campaigns.types import (
    AudienceRule,
    Campaign,
    CampaignId,
    CampaignKind,
    CampaignState,
    Content,
    DeliveryState,
    RunId,
)
from storage.database import Database
from storage.residents.address import AddressCipher
from storage.residents.repository import ResidentRepository
from storage.residents.types import Language, Topic
from storage.types import Instant, StaffId, UnitCode, instant
from tests.integration.broadcasts.platform import Platform

AUTHOR, APPROVER = StaffId("S-AUTHOR"), StaffId("S-OTHER1")
LAO_BAO, KHE_SANH = UnitCode("20194"), UnitCode("19441")
QUESTION = Content(title="Họp thôn", text="Mời bà con.", question="Có đến không?", options=("Sẽ đến", "Bận rồi"))
EVERYBODY = AudienceRule()
CIPHER = AddressCipher(bytes(range(32)))


class Hand:
    """A clock that moves by hand or when somebody sleeps on it."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """Return the present moment."""
        return self._now

    def seconds(self) -> float:
        """Return it as seconds since 1970."""
        return self._now.timestamp()

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=seconds)

    async def sleep(self, seconds: float) -> None:
        """Be asleep until then; sleepers that began together wake in the order of their times."""
        until = self._now + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        self._now = max(self._now, until)


class Died(BaseException):
    """The process is gone, in the middle of things."""


class DiesAt:
    """Dies when one of the points is reached for the given time."""

    def __init__(self, point: Point, times: int = 1) -> None:
        self._point = point
        self._left = times

    async def reached(self, point: Point) -> None:
        """Die here, perhaps."""
        if point is self._point:
            self._left -= 1
            if self._left == 0:
                raise Died


def renderer(
    content: Content,
    *,
    run: str,
    language: Language,
    capabilities: Capabilities,
    is_repeat: bool = False,
    is_test: bool = False,
) -> Outgoing:
    """Render as the room above does, in short."""
    again = "(nhắc lại) " if is_repeat else "[THỬ] " if is_test else ""
    choices = tuple(
        Choice(id=f"!campaign.answer:{run}.{place}", label=label) for place, label in enumerate(content.options)
    )
    return Outgoing(text=f"{again}{language}: {content.text}", choices=choices, picture=content.picture)


class TiedChats:
    """Chats of staff, in memory."""

    def __init__(self) -> None:
        self.tied: dict[StaffId, tuple[str, str]] = {}

    async def chat_of(self, staff: StaffId, /) -> tuple[str, str] | None:
        """Return the tied chat."""
        return self.tied.get(staff)


class World:
    """One province: people on a platform, organizers, the machinery."""

    def __init__(self, database: Database, *, rehearsal: bool = False, channels: Iterable[str] = ("telegram",)) -> None:
        self.database = database
        self.rehearsal = rehearsal
        self.clock = Hand(datetime(2026, 11, 25, 2, 0, tzinfo=UTC))
        self.platforms = {name: Platform(name, self.clock.seconds) for name in channels}
        self.platform = next(iter(self.platforms.values()))
        self.residents = ResidentRepository(database, CIPHER, self.clock, sleep=self.clock.sleep)
        self.ledger = Ledger(database, CIPHER)
        self.runs = RunRepository(database)
        self.control, self.counts = RunControl(database), DeliveryCounts(database)
        self.sweep = LedgerSweep(database)
        self.repository = CampaignRepository(database)
        self.accounts = SendAccounts(database)
        self.quotas: dict[str, int] = {}
        self.chats = TiedChats()
        answers = AnswerRepository(database, CIPHER)
        previews = Previews(renderer=renderer, channels=self.platforms, chats=self.chats)
        self.campaigns = Campaigns(
            campaigns=self.repository,
            control=self.control,
            sweep=self.sweep,
            previews=previews,
            figures=Figures(
                campaigns=self.repository,
                counts=self.counts,
                answers=answers,
                previews=previews,
                clock=self.clock,
                rate=Rates().bulk,
                rehearsal=rehearsal,
                allowances=self,
            ),
            clock=self.clock,
        )
        self.answers = Answers(answers=answers, campaigns=self.repository, clock=self.clock)
        self.sweeper = Sweeper(sweep=self.sweep, clock=self.clock)

    def count_by_month(self, quota: int) -> None:
        """Let the platform count by the month from now on."""
        self.quotas[self.platform.name] = quota

    def budget(self) -> DatabaseSendBudget:
        """Return a new budget, as a new process has one."""
        return DatabaseSendBudget(accounts=self.accounts, clock=self.clock, quotas=self.quotas)

    async def allowances(self) -> tuple[Allowance, ...]:
        """Return how the months stand."""
        return await self.budget().allowances()

    def planner(self, faults: FaultPoints | None = None, page: int = 2000) -> Planner:
        """Return a new planner, as a new process has one."""
        return Planner(
            campaigns=self.repository, runs=self.runs, control=self.control, clock=self.clock, page=page, faults=faults
        )

    def sender(self, faults: FaultPoints | None = None) -> Sender:
        """Return a new sender, as a new process has one."""
        return Sender(
            ledger=self.ledger,
            runs=self.runs,
            control=self.control,
            campaigns=self.repository,
            channels=self.platforms,
            budget=self.budget(),
            renderer=renderer,
            clock=self.clock,
            rehearsal=self.rehearsal,
            sleep=self.clock.sleep,
            faults=faults,
        )

    async def subscribe(self, many: int, *, first: int = 1, unit: UnitCode | None = LAO_BAO) -> list[str]:
        """Subscribe people numbered from `first`; returns their chat ids."""
        people = [str(number) for number in range(first, first + many)]
        for person in people:
            await self.residents.subscribe(
                self.platform.name, person, unit=unit, topics=[Topic.LESSONS], language=Language.VIETNAMESE
            )
        return people

    async def approved(
        self,
        content: Content = QUESTION,
        audience: AudienceRule = EVERYBODY,
        *,
        starts: Instant | None = None,
        kind: CampaignKind = CampaignKind.AWARENESS,
    ) -> Campaign:
        """Write a campaign and have it approved by another."""
        campaign = await self.campaigns.create(AUTHOR, content, audience, starts, kind)
        await self.campaigns.submit(campaign.campaign)
        await self.campaigns.approve(campaign.campaign, APPROVER, campaign.digest)
        return campaign

    async def send_all(self, campaign: CampaignId, *, rounds: int = 400) -> dict[DeliveryState, int]:
        """Let planner, sweeper and sender work until the campaign is at its end; returns the counts."""
        planner, sender = self.planner(), self.sender()
        for _ in range(rounds):
            await planner.tick()
            await self.sweeper.tick()
            while any([await sender.step(one) for one in self.platforms.values()]):
                pass
            report = await self.campaigns.show(campaign)
            if report.campaign.state in {CampaignState.FINISHED, CampaignState.CANCELLED, CampaignState.EXPIRED}:
                return dict(report.counts)
            self.clock.move(5)
        raise AssertionError(f"not finished: {(await self.campaigns.show(campaign)).counts}")

    async def run_of(self, campaign: CampaignId) -> RunId:
        """Return the campaign's run."""
        run = (await self.campaigns.show(campaign)).run
        assert run is not None
        return run.run

    async def rows(self) -> dict[tuple[str, bytes], DeliveryState]:
        """Return the whole ledger."""
        query = select(delivery.c.run, delivery.c.resident, delivery.c.state)
        async with self.database.read() as connection:
            return {(row[0], row[1]): DeliveryState(row[2]) for row in await connection.execute(query)}

    def now(self) -> Instant:
        """Return the present moment."""
        return instant(self.clock.now())


def counted(counts: dict[DeliveryState, int]) -> dict[str, int]:
    """Return the states that occur."""
    return {state.value: count for state, count in counts.items() if count}


def check_at_most_once(world: World, counts: dict[DeliveryState, int], people: Iterable[str]) -> None:
    """The oracle: nobody has two, what the ledger calls sent arrived, what did not is shown as something else."""
    copies = Counter({person: world.platform.arrived[person] for person in people})
    assert max(copies.values(), default=0) <= 1
    reached = sum(copies.values())
    unknown = counts[DeliveryState.UNKNOWN]
    assert counts[DeliveryState.SENT] <= reached <= counts[DeliveryState.SENT] + unknown
    assert sum(counts.values()) == len(copies)


def check_pace(world: World, *, rate: float = 25.0, burst: int = 5, batch: int = 12) -> None:
    """In no second more calls than the rate, the burst and one micro-batch."""
    at = sorted(world.platform.called_at)
    for first, start in enumerate(at):
        within = sum(1 for moment in at[first:] if moment < start + 1)
        assert within <= rate + burst + batch


def seeded(seed: int) -> random.Random:
    """Return the random source of a fault seed."""
    return random.Random(seed)
