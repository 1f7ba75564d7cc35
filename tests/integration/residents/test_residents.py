"""Subscribers on SQLite and PostgreSQL: written down once, found by hash, gone when they say stop."""

from __future__ import annotations

import asyncio

from sqlalchemy import func, select

from storage.campaigns.tables import delivery
from storage.campaigns.types import CampaignState, Content, DeliveryState
from storage.database import app_database
from storage.residents.repository import ResidentRepository
from storage.residents.tables import resident, resident_topic
from storage.residents.types import Language, Topic
from tests.integration.broadcasts.world import CIPHER, KHE_SANH, LAO_BAO, World, counted


async def _everything(world: World) -> list[object]:
    async with world.database.read() as connection:
        people = (await connection.execute(select(resident))).all()
        topics = (await connection.execute(select(resident_topic))).all()
    return [*people, *topics]


async def test_subscribing_twice_is_one_subscription_with_the_last_wish(world: World) -> None:
    first = await world.residents.subscribe(
        "telegram", "5", unit=LAO_BAO, topics=[Topic.LESSONS, Topic.LESSONS], language=Language.VIETNAMESE
    )
    again = await world.residents.subscribe(
        "telegram", "5", unit=None, topics=[Topic.ALERTS], language=Language.ENGLISH
    )
    assert first == again
    found = await world.residents.get("telegram", "5")
    assert found is not None
    assert (found.resident, found.unit, found.topics, found.language) == (
        first,
        None,
        frozenset({Topic.ALERTS}),
        Language.ENGLISH,
    )
    assert await world.residents.total() == 1
    assert await world.residents.get("web", "5") is None


async def test_what_another_process_wrote_is_seen_at_the_next_look(world: World) -> None:
    url = world.database.engine.url.render_as_string(hide_password=False)
    other = World(app_database(url))
    assert await world.residents.get("telegram", "5") is None
    await other.residents.subscribe("telegram", "5", unit=LAO_BAO, topics=[], language=Language.ENGLISH)
    found = await world.residents.get("telegram", "5")
    assert found is not None
    assert found.language is Language.ENGLISH
    assert await other.residents.stop("telegram", "5")
    assert await world.residents.get("telegram", "5") is None
    await other.database.close()


async def test_two_presses_at_once_make_one_subscriber(world: World) -> None:
    ids = await asyncio.gather(
        *(
            world.residents.subscribe("telegram", "5", unit=LAO_BAO, topics=[], language=Language.VIETNAMESE)
            for _ in range(6)
        )
    )
    assert len(set(ids)) == 1
    assert await world.residents.total() == 1


async def test_a_rush_of_people_is_written_down_each_with_his_own_wishes(world: World) -> None:
    wishes = {
        str(number): (LAO_BAO if number % 2 else KHE_SANH, {Topic.ALERTS} if number % 3 else {Topic.LESSONS})
        for number in range(70)
    }
    ids = await asyncio.gather(
        *(
            world.residents.subscribe("telegram", chat, unit=unit, topics=topics, language=Language.VIETNAMESE)
            for chat, (unit, topics) in wishes.items()
        )
    )
    assert len(set(ids)) == len(wishes)
    for (chat, (unit, topics)), person in zip(wishes.items(), ids, strict=True):
        found = await world.residents.get("telegram", chat)
        assert found is not None
        assert (found.resident, found.unit, found.topics) == (person, unit, frozenset(topics))


async def test_wishes_can_be_changed_by_who_subscribed_only(world: World) -> None:
    assert not await world.residents.update("telegram", "5", unit=None, topics=[], language=Language.ENGLISH)
    await world.subscribe(1)
    assert await world.residents.update("telegram", "1", unit=KHE_SANH, topics=[], language=Language.ENGLISH)
    found = await world.residents.get("telegram", "1")
    assert found is not None
    assert (found.unit, found.topics, found.language) == (KHE_SANH, frozenset(), Language.ENGLISH)


async def test_what_is_stored_tells_no_address_and_no_day(world: World) -> None:
    await world.residents.subscribe("telegram", "6231548907", unit=LAO_BAO, topics=[], language=Language.VIETNAMESE)
    async with world.database.read() as connection:
        row = (await connection.execute(select(resident))).one()
    stored = b"".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    assert b"6231548907" not in stored
    assert row.joined_month == 202611


async def test_stop_forgets_the_person_and_unties_his_rows(world: World) -> None:
    await world.subscribe(1)
    for number in range(2):
        await world.send_all((await world.approved(Content(title="x", text=f"{number}"))).campaign)
    assert await world.residents.stop("telegram", "1")
    assert await _everything(world) == []
    async with world.database.read() as connection:
        ids = list((await connection.execute(select(delivery.c.resident))).scalars())
    assert len(set(ids)) == 2, "no two rows belong together any more"
    assert not await world.residents.stop("telegram", "1")
    assert not await world.residents.erase("telegram", "1")
    assert await world.residents.get("telegram", "1") is None


async def test_stop_skips_what_was_queued_and_the_numbers_stay_whole(world: World) -> None:
    await world.subscribe(3)
    campaign = await world.approved()
    await world.planner().tick()
    assert await world.residents.stop("telegram", "2")
    counts = await world.send_all(campaign.campaign)
    assert counted(counts) == {"sent": 2, "skipped": 1}
    assert world.platform.arrived["2"] == 0


async def test_no_message_starts_after_stop_was_answered(world: World) -> None:
    """Stops race with the sender at every moment of its micro-batches."""
    people = await world.subscribe(60)
    campaign = await world.approved()
    await world.planner().tick()
    answered: set[str] = set()
    late: list[str] = []

    async def is_called(value: str) -> None:
        if value in answered:
            late.append(value)
        await asyncio.sleep(0)

    async def stop(value: str, moments: int) -> None:
        for _ in range(moments):
            await asyncio.sleep(0)
        assert await world.residents.stop("telegram", value)
        answered.add(value)

    async def send() -> None:
        sender = world.sender()
        while await sender.step(world.platform):
            pass

    world.platform.before_call = is_called
    stops = [stop(person, moments * 7) for moments, person in enumerate(people[:40])]
    await asyncio.gather(send(), send(), *stops)
    assert late == []
    counts = await world.send_all(campaign.campaign)
    assert counts[DeliveryState.SENT] == world.platform.arrived.total()
    assert counts[DeliveryState.SENT] + counts[DeliveryState.SKIPPED] == 60
    assert (await world.campaigns.get(campaign.campaign)).state is CampaignState.FINISHED


async def test_stop_waits_for_the_message_that_is_on_its_way(world: World) -> None:
    await world.subscribe(1)
    await world.approved()
    await world.planner().tick()
    called, waits, go_on, order = asyncio.Event(), asyncio.Event(), asyncio.Event(), list[str]()

    async def is_called(_value: str) -> None:
        called.set()
        await go_on.wait()
        order.append("sent")

    async def wait_a_little(seconds: float) -> None:
        waits.set()
        await world.clock.sleep(seconds)

    async def stop() -> None:
        residents = ResidentRepository(world.database, CIPHER, world.clock, sleep=wait_a_little)
        await residents.stop("telegram", "1")
        order.append("stopped")

    world.platform.before_call = is_called
    sending = asyncio.create_task(world.sender().step(world.platform))
    await called.wait()
    stopping = asyncio.create_task(stop())
    waiting = asyncio.create_task(waits.wait())
    await asyncio.wait({stopping, waiting}, return_when=asyncio.FIRST_COMPLETED)
    assert order == [], "stop was answered while a message was on its way"
    go_on.set()
    await asyncio.gather(sending, stopping)
    assert order == ["sent", "stopped"]


async def test_a_person_in_a_ledger_who_stopped_while_it_was_written_gets_nothing(world: World) -> None:
    await world.subscribe(25)
    campaign = await world.approved()
    await asyncio.gather(
        world.planner(page=2).tick(), *(world.residents.stop("telegram", str(person)) for person in range(1, 16))
    )
    await world.send_all(campaign.campaign)
    assert not [person for person in range(1, 16) if world.platform.arrived[str(person)]]
    async with world.database.read() as connection:
        held = select(func.count()).where(delivery.c.state == DeliveryState.SENT)
        assert (await connection.execute(held)).scalar_one() == 10
