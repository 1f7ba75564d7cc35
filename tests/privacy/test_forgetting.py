"""What is in memory for a while is gone after it, though nobody comes: a machine taken at night holds no open keys."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from console.public.mailbox import OpenMailboxes
from handlers.tip.services import TipMemory
from tests.privacy import residents
from tests.privacy.residents import STORY, see
from tests.privacy.running import Running, running
from tests.privacy.scenario import Ready, sign_in, switch_on_phones
from tips.unlocked import Unlocked


class _Clock:
    """A clock that a test moves; it begins now, for the prepared house was made a moment ago."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
async def quiet_house(ready: Ready, clock: _Clock) -> AsyncIterator[Running]:
    """The program with a clock of its own."""
    async with running(ready.folder, clock=clock) as started:
        switch_on_phones(started, ready)
        yield started


async def test_i25_words_left_in_a_chat_are_gone_after_half_an_hour(quiet_house: Running, clock: _Clock) -> None:
    person = residents.sender(quiet_house)
    await person.types(STORY)
    await see(person, "Báo tin")
    assert _kept_in_chats() == [STORY]
    clock.at += timedelta(minutes=31)
    await quiet_house.tick()
    assert _kept_in_chats() == []


async def test_i23_a_mailbox_left_open_is_shut_after_half_an_hour(quiet_house: Running, clock: _Clock) -> None:
    visitor = await quiet_house.visitor()
    receipt = await residents.tell_by_web(visitor)
    await residents.open_mailbox(visitor, receipt)
    assert _open_mailboxes() == 1
    clock.at += timedelta(minutes=31)
    await quiet_house.tick()
    assert _open_mailboxes() == 0


async def test_i37_the_keys_of_an_officer_who_went_away_leave_memory_after_a_quarter_of_an_hour(
    quiet_house: Running, ready: Ready, clock: _Clock
) -> None:
    before = _opened_keys()
    await sign_in(quiet_house, ready.accounts["lead-a"])
    assert _opened_keys() > before
    clock.at += timedelta(minutes=16)
    await quiet_house.tick()
    assert _opened_keys() == before


def _kept_in_chats() -> list[str]:
    """Return the words that any chat's memory in this process holds for a tip."""
    memories = [one for one in gc.get_objects() if isinstance(one, TipMemory)]
    return [memory.kept_text for memory in memories if memory.kept_text]


def _open_mailboxes() -> int:
    return sum(len(one) for one in gc.get_objects() if isinstance(one, OpenMailboxes))


def _opened_keys() -> int:
    """Return how many unit keys are open in this process, those of other tests' programs among them."""
    gc.collect()
    return sum(len(one.versions) for one in gc.get_objects() if isinstance(one, Unlocked))
