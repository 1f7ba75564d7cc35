"""A platform that counts by the month: campaigns use three tenths, answers have the rest, and nobody is silent."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from broadcasts.allowance import bulk_share, month_of, next_month
from broadcasts.budget import CAREFUL, DatabaseSendBudget
from channels.contract import AllowanceUsedUp, Lane
from storage.campaigns.tables import send_month
from storage.campaigns.types import CampaignId, Content, DeliveryState
from storage.database import Database
from storage.types import Instant
from tests.integration.broadcasts.platform import Fault
from tests.integration.broadcasts.world import AUTHOR, EVERYBODY, QUESTION, World, counted

QUOTA = 100
NAME = "zalo-bot"


@pytest.fixture
def world(database: Database) -> World:
    """Return a world whose people are all on a platform that counts by the month."""
    return World(database, channels=(NAME,))


def _budget(world: World, quota: int = QUOTA) -> DatabaseSendBudget:
    return DatabaseSendBudget(accounts=world.accounts, clock=world.clock, quotas={NAME: quota})


def test_a_month_is_the_provinces() -> None:
    last_evening = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)
    midnight = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    assert (month_of(last_evening), month_of(midnight)) == ("2026-11", "2026-12")
    assert next_month(last_evening) == midnight
    assert next_month(midnight) == datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert (bulk_share(3000), bulk_share(3), bulk_share(4)) == (900, 0, 1)


async def test_bulk_stops_at_its_share_and_answers_go_on(world: World) -> None:
    budget = _budget(world)
    await budget.reserve(NAME, Lane.BULK, 29)
    with pytest.raises(AllowanceUsedUp):
        await budget.reserve(NAME, Lane.BULK, 2)
    assert await budget.room(NAME) == 1
    await budget.reserve(NAME, Lane.BULK, 1)
    assert await budget.room(NAME) == 0
    for _ in range(QUOTA):
        await budget.reserve(NAME, Lane.REPLY, 1)
    async with world.database.read() as connection:
        assert [row.bulk for row in await connection.execute(select(send_month))] == [30], "answers are not counted"


async def test_the_share_holds_over_processes_and_restarts_until_the_month_is_over(world: World) -> None:
    results = await asyncio.gather(
        *(_budget(world).reserve(NAME, Lane.BULK, 4) for _ in range(12)), return_exceptions=True
    )
    assert sum(isinstance(one, AllowanceUsedUp) for one in results) == 5
    assert await _budget(world).room(NAME) == 2
    world.clock.move(6 * 24 * 3600)
    assert month_of(world.clock.now()) == "2026-12"
    assert await _budget(world).room(NAME) == 30


async def test_what_was_not_sent_comes_back_and_more_can_be_bought(world: World) -> None:
    budget = _budget(world)
    await budget.reserve(NAME, Lane.BULK, 30)
    await budget.put_back(NAME, 10)
    assert await budget.room(NAME) == 10
    await budget.put_back(NAME, 1000)
    assert await budget.room(NAME) == 10, "more than was taken is no gift"
    assert await _budget(world, 1000).room(NAME) == 280
    assert await budget.room("telegram") is None
    await budget.reserve("telegram", Lane.BULK, 10_000)


async def test_when_the_platform_refuses_bulk_rests_for_an_hour_and_says_so(world: World) -> None:
    budget = _budget(world)
    await budget.used_up(NAME)
    allowance = await _budget(world).allowance(NAME)
    assert allowance is not None
    assert (allowance.left, allowance.is_refused) == (0, True)
    await budget.reserve(NAME, Lane.REPLY, 1)
    world.clock.move(3600)
    assert await budget.room(NAME) == 30


async def test_a_run_waits_at_the_share_and_its_page_says_why(world: World) -> None:
    world.count_by_month(QUOTA)
    people = await world.subscribe(40)
    campaign = (await world.approved()).campaign
    sender = world.sender()
    await world.planner().tick()
    while await sender.step(world.platform):
        pass
    assert sum(world.platform.arrived[person] for person in people) == 30
    report = await world.campaigns.show(campaign)
    assert counted(dict(report.counts)) == {"queued": 10, "sent": 30}
    (held,) = report.held_back
    assert (held.account, held.used, held.share, held.is_refused) == (NAME, 30, 30, False)
    world.clock.move(6 * 24 * 3600)
    assert (await world.campaigns.show(campaign)).held_back == (), "a new month holds nobody back"


async def test_a_run_goes_on_in_the_new_month(world: World) -> None:
    world.count_by_month(QUOTA)
    world.clock.move(5 * 24 * 3600)
    await world.subscribe(40)
    campaign = (await world.approved()).campaign
    await world.planner().tick()
    while await world.sender().step(world.platform):
        pass
    world.clock.move(24 * 3600)
    counts = await world.send_all(campaign)
    assert counted(counts) == {"sent": 40}


async def test_the_platforms_own_no_stops_the_run_and_loses_nobody(world: World) -> None:
    world.count_by_month(QUOTA)
    people = await world.subscribe(20)
    world.platform.faults[people[3]] = [Fault.ALLOWANCE_USED_UP]
    campaign = (await world.approved()).campaign
    await world.planner().tick()
    sender = world.sender()
    while await sender.step(world.platform):
        pass
    report = await world.campaigns.show(campaign)
    assert report.held_back[0].is_refused
    sent = report.counts[DeliveryState.SENT]
    assert sent < 20
    assert report.counts[DeliveryState.QUEUED] == 20 - sent
    assert report.held_back[0].used == sent, "what the platform refused is not counted"
    world.clock.move(3601)
    assert counted(await world.send_all(campaign)) == {"sent": 20}
    assert max(world.platform.arrived.values()) == 1


async def test_an_account_counted_by_the_month_goes_slowly(world: World) -> None:
    budget = _budget(world, 100_000)
    await budget.reserve(NAME, Lane.BULK, 50)
    wait = await budget.reserve(NAME, Lane.BULK, 1)
    assert wait == pytest.approx(50 / CAREFUL.bulk - CAREFUL.bulk_burst / CAREFUL.bulk, abs=1e-5)


async def submitted(world: World, content: Content = QUESTION, starts: Instant | None = None) -> CampaignId:
    """Write a campaign that waits for approval."""
    one = await world.campaigns.create(AUTHOR, content, EVERYBODY, starts)
    await world.campaigns.submit(one.campaign)
    return one.campaign


async def test_the_estimate_says_whom_the_month_leaves_out(world: World) -> None:
    world.count_by_month(QUOTA)
    await world.subscribe(50)
    one = await submitted(world)
    (short,) = (await world.campaigns.estimate(one)).shortfalls
    # 30 of 100 are for campaigns, so 20 of 50 people are left out; the run is over before the new month begins.
    assert (short.account, short.people.exact, short.parts, short.goes_on) == (NAME, 20, 1, False)
    assert month_of(short.resets) == "2026-12"
    world.quotas[NAME] = 200
    assert (await world.campaigns.estimate(one)).shortfalls == ()


async def test_the_estimate_knows_what_else_the_month_has_to_carry(world: World) -> None:
    world.count_by_month(QUOTA)
    await world.subscribe(25)
    await world.approved()
    await world.planner().tick()
    one = await submitted(world)
    # 25 messages of the first campaign wait: five are left, so 20 people are left out.
    (short,) = (await world.campaigns.estimate(one)).shortfalls
    assert short.people.exact == 20
    while await world.sender().step(world.platform):
        pass
    (short,) = (await world.campaigns.estimate(one)).shortfalls
    assert short.people.exact == 20, "sent or waiting, they are taken"


async def test_a_few_left_out_are_no_number_and_a_start_in_the_new_month_has_its_own(world: World) -> None:
    world.count_by_month(QUOTA)
    await world.subscribe(31)
    (short,) = (await world.campaigns.estimate(await submitted(world))).shortfalls
    assert short.people.exact is None
    later = Instant(world.now() + 4 * 24 * 3600)
    (short,) = (await world.campaigns.estimate(await submitted(world, starts=later))).shortfalls
    assert short.goes_on, "the new month begins within the three days that a run lasts"
    await world.budget().reserve(NAME, Lane.BULK, 30)
    (short,) = (await world.campaigns.estimate(await submitted(world))).shortfalls
    assert short.people.exact == 31
    december = Instant(world.now() + 7 * 24 * 3600)
    (short,) = (await world.campaigns.estimate(await submitted(world, starts=december))).shortfalls
    assert short.people.exact is None, "then the month is another one, and its share is whole"


async def test_an_account_counted_by_the_month_is_estimated_at_its_careful_pace(world: World) -> None:
    await world.subscribe(100)
    one = await submitted(world)
    assert (await world.campaigns.estimate(one)).seconds == 4
    world.count_by_month(10_000)
    assert (await world.campaigns.estimate(one)).seconds == 20
