"""Death at every named point, two of everything at once, and twenty seeds of bad luck: nobody ever gets two."""

from __future__ import annotations

import asyncio
import random

import pytest

from broadcasts.faults import Point
from broadcasts.sender import MOST_IN_FLIGHT
from storage.campaigns.types import CampaignKind, Content, DeliveryState
from tests.integration.broadcasts.platform import Fault
from tests.integration.broadcasts.world import (
    Died,
    DiesAt,
    World,
    check_at_most_once,
    check_pace,
    counted,
    seeded,
)

_LOST = {Point.SENDING: 0, Point.CALLED: 12}
"""Points after which rows are unknown, and how many of those twelve arrived."""


async def _dies(world: World, point: Point, times: int) -> None:
    """Let one process work until it dies."""
    planner, sender = world.planner(DiesAt(point, times), page=20), world.sender(DiesAt(point, times))
    try:
        await planner.tick()
        while await sender.step(world.platform):
            pass
    except Died:
        return
    raise AssertionError("it lived")


@pytest.mark.parametrize("point", Point)
@pytest.mark.parametrize("times", [1, 2])
async def test_after_a_death_the_run_finishes_by_itself(world: World, point: Point, times: int) -> None:
    if point is Point.FIRED and times == 2:
        await world.approved(Content(title="y", text="Tin khác"))
    people = await world.subscribe(60)
    campaign = await world.approved()
    await _dies(world, point, times)
    if point is Point.FIRED and times == 2:
        world.platform.arrived.clear()
    before = world.platform.arrived.total()
    counts = await world.send_all(campaign.campaign)
    if point in _LOST:
        assert counted(counts) == {"sent": 48, "unknown": 12}
        assert before == 12 * (times - 1) + _LOST[point]
    elif point is not Point.FIRED:
        assert counted(counts) == {"sent": 60}
    if point is not Point.FIRED:
        check_at_most_once(world, counts, people)


async def test_the_only_process_recovers_at_its_start_without_waiting_for_a_lease(world: World) -> None:
    people = await world.subscribe(30)
    campaign = await world.approved()
    await _dies(world, Point.CALLED, 1)
    assert await world.sweeper.tick() == 0, "the lease still runs"
    assert await world.sweeper.recover() == 12
    counts = await world.send_all(campaign.campaign)
    assert counted(counts) == {"sent": 18, "unknown": 12}
    check_at_most_once(world, counts, people)


async def test_a_late_result_with_the_same_token_lifts_unknown_to_sent(world: World) -> None:
    people = await world.subscribe(12)
    campaign = await world.approved()
    await world.planner().tick()

    async def is_frozen(_value: str) -> None:
        # The whole process stands still past its lease; another one sweeps meanwhile.
        world.platform.before_call = None
        world.clock.move(60)
        await world.sweeper.tick()
        report = await world.campaigns.show(campaign.campaign)
        assert counted(dict(report.counts)) == {"unknown": 12}

    world.platform.before_call = is_frozen
    await world.sender().step(world.platform)
    counts = (await world.campaigns.show(campaign.campaign)).counts
    assert counts[DeliveryState.SENT] == world.platform.arrived.total() >= 1
    assert counts[DeliveryState.SENT] + counts[DeliveryState.UNKNOWN] == len(people)


async def test_a_death_in_an_alert_sends_it_once_more(world: World) -> None:
    people = await world.subscribe(30)
    alert = await world.approved(Content(title="x", text="Cảnh báo"), kind=CampaignKind.ALERT)
    await _dies(world, Point.CALLED, 1)
    counts = await world.send_all(alert.campaign)
    assert counted(counts) == {"sent": 30}
    assert all(1 <= world.platform.arrived[person] <= 2 for person in people)
    assert sum(world.platform.arrived[person] == 2 for person in people) == 12


async def test_two_planners_and_two_senders_at_once_never_double(world: World) -> None:
    people = await world.subscribe(80)
    campaign = await world.approved()
    planners = [world.planner(page=7) for _ in range(3)]
    await asyncio.gather(*(planner.tick() for planner in planners))
    senders = [world.sender() for _ in range(3)]
    for _ in range(12):
        await asyncio.gather(*(sender.step(world.platform) for sender in senders), planners[0].tick())
    counts = await world.send_all(campaign.campaign)
    assert counted(counts) == {"sent": 80}
    assert world.platform.arrived == dict.fromkeys(people, 1)


async def test_a_stopping_program_leaves_nothing_in_the_air(world: World) -> None:
    people = await world.subscribe(40)
    campaign = await world.approved()
    await world.planner().tick()
    running = asyncio.Event()

    async def is_called(_value: str) -> None:
        running.set()

    world.platform.before_call = is_called
    task = asyncio.create_task(world.sender().run())
    await running.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    report = await world.campaigns.show(campaign.campaign)
    assert report.counts[DeliveryState.SENDING] == 0
    assert report.counts[DeliveryState.SENT] == world.platform.arrived.total()
    world.platform.before_call = None
    assert counted(await world.send_all(campaign.campaign)) == {"sent": 40}
    assert world.platform.arrived == dict.fromkeys(people, 1)


@pytest.mark.parametrize("seed", range(20))
async def test_a_seed_of_bad_luck(world: World, seed: int) -> None:
    luck = seeded(seed)
    people = await world.subscribe(luck.randint(40, 90))
    for person in people:
        if luck.random() < 0.1:
            world.platform.always[person] = luck.choice([Fault.BLOCKED, Fault.INVALID])
        elif luck.random() < 0.3:
            world.platform.faults[person] = luck.choices(list(Fault), k=luck.randint(1, 3))
    campaign = await world.approved()
    deaths = await _live_dangerously(world, luck)
    for _ in range(20):
        # Whatever halted for its failures goes on by decision.
        try:
            counts = await world.send_all(campaign.campaign, rounds=30)
            break
        except AssertionError:
            await world.campaigns.resume(campaign.campaign)
    else:
        raise AssertionError("it never finished")
    check_at_most_once(world, counts, people)
    check_pace(world)
    uncertain = sum(
        1
        for person in people
        for fault in world.platform.met[person]
        if fault in {Fault.CUT_AFTER, Fault.LOST_AFTER_ACCEPT, Fault.BROKEN}
    )
    assert counts[DeliveryState.UNKNOWN] <= MOST_IN_FLIGHT * deaths + uncertain


async def _live_dangerously(world: World, luck: random.Random) -> int:
    """Die up to four times at random points; returns how often."""
    deaths = 0
    for _ in range(4):
        faults = DiesAt(luck.choice(list(Point)), luck.randint(1, 3))
        planner, sender = world.planner(faults, page=luck.randint(5, 50)), world.sender(faults)
        try:
            for _ in range(3):
                await planner.tick()
                await sender.step(world.platform)
                world.clock.move(luck.choice([0, 1, 40]))
                await world.sweeper.tick()
        except Died:
            deaths += 1
    return deaths
