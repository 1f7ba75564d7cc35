"""Who is believed when codes are looked up, and what is left for those who are."""

from __future__ import annotations

import asyncio

import pytest

from storage.types import Instant
from tests.unit.tips.clock import HandClock
from tips.errors import MailboxUnknown, ReceiptTypo, TooManyAttempts
from tips.lookup_budget import DOUBTED_A_MINUTE, LOOKUPS_A_MINUTE, LookupBudget
from tips.lookup_standing import DOUBTED_SECONDS, LookupStanding

NOW = Instant(1_795_600_000)


class Door:
    """Opens, or fails as it is told; remembers whether it was asked by somebody doubted."""

    def __init__(self) -> None:
        self.asked: list[bool] = []
        self.problem: Exception | None = None

    async def __call__(self, is_doubted: bool) -> str:
        """Open."""
        self.asked.append(is_doubted)
        if self.problem is not None:
            raise self.problem
        return "open"


async def test_one_miss_is_doubted_for_an_hour_and_others_are_not() -> None:
    standing, door = LookupStanding(), Door()
    door.problem = MailboxUnknown()
    with pytest.raises(MailboxUnknown):
        await standing.look_up(1, NOW, door)
    door.problem = None
    # His own mailbox makes nobody believed again who guesses besides.
    for at in (0, 1, DOUBTED_SECONDS - 1, DOUBTED_SECONDS):
        await standing.look_up(1, Instant(NOW + at), door)
    await standing.look_up(2, NOW, door)
    assert door.asked == [False, True, True, True, False, False]
    assert repr(standing) == "LookupStanding()"


@pytest.mark.parametrize("problem", [ReceiptTypo(), TooManyAttempts(9)])
async def test_a_slip_and_a_full_minute_are_no_miss(problem: Exception) -> None:
    standing, door = LookupStanding(), Door()
    door.problem = problem
    with pytest.raises(type(problem)):
        await standing.look_up(1, NOW, door)
    door.problem = None
    await standing.look_up(1, NOW, door)
    assert door.asked == [False, False]


async def test_many_at_once_from_one_source_are_believed_once() -> None:
    standing, asked, go_on = LookupStanding(), list[bool](), asyncio.Event()

    async def slowly(is_doubted: bool) -> str:
        asked.append(is_doubted)
        await go_on.wait()
        raise MailboxUnknown

    tries = [asyncio.create_task(standing.look_up(1, NOW, slowly)) for _ in range(3)]
    await asyncio.sleep(0)
    tries[0].cancel()
    go_on.set()
    await asyncio.gather(*tries, return_exceptions=True)
    door = Door()
    await standing.look_up(1, NOW, door)
    assert (asked, door.asked) == ([False, True, True], [True]), "who hangs up has not shown a code either"


async def test_the_newest_misses_are_remembered() -> None:
    standing, door = LookupStanding(most=2), Door()
    door.problem = MailboxUnknown()
    for source in (1, 2, 3):
        with pytest.raises(MailboxUnknown):
            await standing.look_up(source, NOW, door)
    door.problem = None
    for source in (3, 2, 1):
        await standing.look_up(source, NOW, door)
    assert door.asked[3:] == [True, True, False]


def test_the_doubted_have_a_part_of_the_minute_and_all_together_the_whole() -> None:
    clock = HandClock()
    budget = LookupBudget(clock=clock)
    for _ in range(DOUBTED_A_MINUTE):
        budget.take(is_doubted=True)
    clock.forward(seconds=20)
    with pytest.raises(TooManyAttempts) as refused:
        budget.take(is_doubted=True)
    assert refused.value.retry_after == 40
    for _ in range(LOOKUPS_A_MINUTE - DOUBTED_A_MINUTE):
        budget.take()
    with pytest.raises(TooManyAttempts) as refused:
        budget.take()
    assert refused.value.retry_after == 40
    clock.forward(seconds=40)
    budget.take(is_doubted=True)
