"""Reminders: one a week, four weeks, then silence; never two, whatever dies, stops or is refused in between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from broadcasts.reminders import ReminderSender, is_reminding_time, week_of
from channels.contract import Capabilities, Outgoing
from storage.residents.reminders import ReminderRepository
from storage.residents.tables import reminder
from storage.residents.types import Language
from tests.integration.broadcasts.platform import Fault
from tests.integration.broadcasts.world import CIPHER, World

SATURDAY = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
"""08:30 in the province."""
WEEK = timedelta(days=7)


def _renderer(week: int, *, language: Language, capabilities: Capabilities) -> Outgoing | None:
    return Outgoing(text=f"{language} {week}")


def _silent(week: int, *, language: Language, capabilities: Capabilities) -> Outgoing | None:
    return None


class Office:
    """The reminders of a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.store = ReminderRepository(world.database, CIPHER)

    def sender(self, renderer: Callable[..., Outgoing | None] = _renderer) -> ReminderSender:
        """Return a new sender, as a new process has one."""
        return ReminderSender(
            reminders=self.store,
            channels=self.world.platforms,
            budget=self.world.budget(),
            renderer=renderer,
            clock=self.world.clock,
            sleep=self.world.clock.sleep,
        )

    async def remind(self, many: int) -> list[str]:
        """Subscribe people who ask to be reminded."""
        people = await self.world.subscribe(many)
        for person in people:
            assert await self.store.start("telegram", person)
        return people

    def go_to(self, at: datetime) -> None:
        """Move the clock to a moment."""
        self.world.clock.move((at - self.world.clock.now()).total_seconds())

    def said(self, person: str) -> list[str]:
        """Return what a person got."""
        return [message.text for message in self.world.platform.said[person]]

    async def rows(self) -> list[tuple[int, str]]:
        """Return weeks left and state of everybody."""
        async with self.world.database.read() as connection:
            rows = await connection.execute(select(reminder.c.weeks_left, reminder.c.state))
            return sorted((row[0], row[1]) for row in rows)


@pytest.fixture
def office(world: World) -> Office:
    """Return the reminders of a new world."""
    return Office(world)


@pytest.mark.parametrize(
    ("at", "is_time"),
    [
        (SATURDAY, True),
        (SATURDAY - timedelta(seconds=1), False),
        (SATURDAY + timedelta(hours=12, minutes=29), True),
        (SATURDAY + timedelta(hours=12, minutes=30), False),
        (SATURDAY + timedelta(days=1), True),
        (SATURDAY + timedelta(days=2), False),
    ],
)
def test_the_week_end_from_half_past_eight_to_nine(at: datetime, *, is_time: bool) -> None:
    assert is_reminding_time(at) is is_time


def test_weeks_grow_over_the_new_year() -> None:
    weeks = [week_of(SATURDAY + WEEK * number) for number in range(12)]
    assert weeks == sorted(set(weeks))


async def test_four_saturdays_and_then_silence(office: Office) -> None:
    people = await office.remind(3)
    stranger = (await office.world.subscribe(1, first=50))[0]
    sender = office.sender()
    assert await sender.tick() == 0, "it is Wednesday"
    for number in range(6):
        office.go_to(SATURDAY + WEEK * number)
        await sender.tick()
        # The same day again, and the day after: by this process and by a new one.
        office.world.clock.move(3600)
        assert await sender.tick() == 0
        office.world.clock.move(24 * 3600)
        assert await office.sender().tick() == 0
    assert all(office.said(person) == ["vi 1", "vi 2", "vi 3", "vi 4"] for person in people)
    assert office.said(stranger) == []
    assert await office.rows() == [], "nothing is kept of who was reminded"


async def test_who_asks_after_the_round_begins_next_week_and_beginning_anew_makes_no_second(office: Office) -> None:
    await office.remind(1)
    office.go_to(SATURDAY)
    assert await office.sender().tick() == 1
    assert await office.store.weeks_left("telegram", "1") == 3
    assert await office.store.start("telegram", "1")
    assert await office.store.stop("telegram", "1")
    assert not await office.store.stop("telegram", "1")
    assert await office.store.start("telegram", "1")
    assert await office.sender().tick() == 0
    office.go_to(SATURDAY + WEEK)
    assert await office.sender().tick() == 1
    assert office.said("1") == ["vi 1", "vi 1"]
    assert not await office.store.start("telegram", "77"), "only subscribers"


async def test_two_planners_and_senders_at_once_never_double(office: Office) -> None:
    people = await office.remind(30)
    office.go_to(SATURDAY)
    handed = await asyncio.gather(*(office.sender().tick() for _ in range(3)))
    while await office.store.is_due("telegram"):
        handed.append(await office.sender().tick())
    assert sum(handed) == 30
    assert office.world.platform.arrived == dict.fromkeys(people, 1)
    assert await office.rows() == [(3, "waiting")] * 30


async def test_a_death_in_mid_call_costs_one_week_and_doubles_nothing(office: Office) -> None:
    people = await office.remind(12)
    office.go_to(SATURDAY)

    async def dies(value: str) -> None:
        if office.world.platform.arrived.total() == 4:
            raise asyncio.CancelledError

    office.world.platform.before_call = dies
    with pytest.raises(asyncio.CancelledError):
        await office.sender().tick()
    office.world.platform.before_call = None
    assert await office.store.recover() == 10, "the batch in hand: who of them got it is not known"
    await office.sender().tick()
    assert sum(office.world.platform.arrived.values()) == 6
    assert max(office.world.platform.arrived.values()) == 1
    office.go_to(SATURDAY + WEEK)
    while await office.sender().tick():
        pass
    assert {office.said(person)[-1] for person in people} == {"vi 2"}, "a lost week is not made up for"


async def test_every_kind_of_bad_day(office: Office) -> None:
    await office.remind(8)
    faults = office.world.platform.faults
    faults |= {
        "1": [Fault.BLOCKED],
        "2": [Fault.INVALID],
        "3": [Fault.LOST_AFTER_ACCEPT],
        "4": [Fault.CUT_AFTER],
        "5": [Fault.THROTTLED],
        "6": [Fault.CUT_BEFORE],
        "7": [Fault.BROKEN],
        "8": [Fault.REFUSED],
    }
    office.go_to(SATURDAY)
    for _ in range(10):
        await office.sender().tick()
        office.world.clock.move(15)
    arrived = office.world.platform.arrived
    assert {person: arrived[person] for person in "12345678"} == dict(
        zip("12345678", (0, 0, 1, 0, 1, 1, 0, 0), strict=True)
    )
    assert await office.rows() == [(3, "waiting")] * 6, "who is gone is dropped"
    assert await office.world.residents.total() == 7, "who blocked us is written to by nobody"


async def test_a_stop_comes_before_the_message_or_waits_until_none_can_start(office: Office) -> None:
    await office.remind(3)
    office.go_to(SATURDAY)
    stopped: list[str] = []
    stopped_at: list[float] = []
    called_at: list[float] = []

    async def stops_meanwhile(value: str) -> None:
        called_at.append(office.world.clock.seconds())
        if len(called_at) == 1:
            before = office.world.clock.seconds()
            stopped.append(next(person for person in "123" if person != value))
            assert await office.world.residents.stop("telegram", stopped[0])
            stopped_at.append(office.world.clock.seconds() - before)

    office.world.platform.before_call = stops_meanwhile
    await office.sender().tick()
    assert stopped_at[0] >= 4, "longer than a taken row may take to start"
    assert office.world.platform.arrived[stopped[0]] == 0
    assert await office.store.weeks_left("telegram", stopped[0]) == 0


async def test_without_words_nothing_is_used_up(office: Office) -> None:
    await office.remind(1)
    office.go_to(SATURDAY)
    assert await office.sender(_silent).tick() == 0
    assert await office.sender().tick() == 1
    assert office.said("1") == ["vi 1"]


async def test_a_missed_week_end_is_not_made_up_for(office: Office) -> None:
    await office.remind(1)
    office.go_to(SATURDAY + timedelta(days=3))
    assert await office.sender().tick() == 0
    office.go_to(SATURDAY + WEEK + timedelta(days=1))
    assert await office.sender().tick() == 1
    assert office.said("1") == ["vi 1"]
    assert await office.store.weeks_left("telegram", "1") == 3
