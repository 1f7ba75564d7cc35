"""What is in memory for a while is gone after it, though nobody comes: a machine taken at night holds no open keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from console.public.mailbox import OpenMailboxes
from handlers.tip.services import TipMemory
from tests.privacy import residents
from tests.privacy.living import living
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
    before = _kept_in_chats()
    person = residents.sender(quiet_house)
    await person.types(STORY)
    await see(person, "Báo tin")
    assert _kept_in_chats() == before + 1
    clock.at += timedelta(minutes=31)
    await quiet_house.tick()
    assert _kept_in_chats() == before


async def test_i23_a_mailbox_left_open_is_shut_after_half_an_hour(quiet_house: Running, clock: _Clock) -> None:
    before = _open_mailboxes()
    visitor = await quiet_house.visitor()
    receipt = await residents.tell_by_web(visitor)
    await residents.open_mailbox(visitor, receipt)
    assert _open_mailboxes() == before + 1
    clock.at += timedelta(minutes=31)
    await quiet_house.tick()
    assert _open_mailboxes() == before


async def test_i37_the_keys_of_an_officer_who_went_away_leave_memory_after_a_quarter_of_an_hour(
    quiet_house: Running, ready: Ready, clock: _Clock
) -> None:
    before = _opened_keys()
    await sign_in(quiet_house, ready.accounts["lead-a"])
    assert _opened_keys() > before
    clock.at += timedelta(minutes=16)
    await quiet_house.tick()
    assert _opened_keys() == before


# Other tests' programs ran in this process before, and some are not cleared away yet: hence before and after.


def _kept_in_chats() -> int:
    """Return how many chats' memories hold words for a tip."""
    return sum(bool(one.kept_text) for one in living(TipMemory))


def _open_mailboxes() -> int:
    """Return how many mailboxes are open."""
    return sum(len(one) for one in living(OpenMailboxes))


def _opened_keys() -> int:
    """Return how many unit keys are open."""
    return sum(len(one.versions) for one in living(Unlocked))
