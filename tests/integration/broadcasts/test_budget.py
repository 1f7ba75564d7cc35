"""The send budget over a real row: shared by processes, kept over a restart, silent about answers."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from broadcasts.budget import DatabaseSendBudget, Rates
from channels.budgeted import SendBudget
from channels.contract import Lane
from storage.campaigns.tables import send_account
from tests.integration.broadcasts.world import World


def _budget(world: World) -> DatabaseSendBudget:
    return DatabaseSendBudget(accounts=world.accounts, clock=world.clock)


def conforms(budget: DatabaseSendBudget) -> SendBudget:
    """Prove to the type checker that channels can be wrapped with it."""
    return budget


async def test_bulk_is_paced_over_processes_and_restarts(world: World) -> None:
    first, second = _budget(world), _budget(world)
    assert await first.reserve("telegram", Lane.BULK, 25) == 0
    assert await second.reserve("telegram", Lane.BULK, 25) == pytest.approx(1 - 5 / 25, abs=1e-5)
    assert await _budget(world).reserve("telegram", Lane.BULK, 25) == pytest.approx(2 - 5 / 25, abs=1e-5)
    assert await first.reserve("zalo-bot", Lane.BULK, 25) == 0
    world.clock.move(60)
    assert await first.reserve("telegram", Lane.BULK, 25) == 0


async def test_bookings_at_once_never_share_a_slot(world: World) -> None:
    budgets = [_budget(world) for _ in range(10)]
    waits = await asyncio.gather(*(budget.reserve("telegram", Lane.BULK, 25) for budget in budgets))
    assert sorted(waits)[1:] == pytest.approx([number - 0.2 for number in range(1, 10)], abs=1e-5)


async def test_answers_go_first_and_push_bulk_back(world: World) -> None:
    budget = _budget(world)
    await budget.reserve("telegram", Lane.BULK, 100)
    assert await budget.reserve("telegram", Lane.REPLY, 15) == 0
    assert await budget.reserve("telegram", Lane.BULK, 1) == pytest.approx(4 - 5 / 25 + 15 / 30, abs=1e-5)


async def test_answers_write_nothing_down(world: World) -> None:
    budget = _budget(world)
    for _ in range(50):
        await budget.reserve("telegram", Lane.REPLY, 1)
    async with world.database.read() as connection:
        assert (await connection.execute(select(send_account))).all() == []


async def test_answers_are_booked_from_memory_between_two_looks_at_the_row(world: World) -> None:
    one, other = _budget(world), _budget(world)
    assert one.reserve_at_once("telegram", 1) is None, "nobody has looked for a halt yet"
    assert await one.reserve("telegram", Lane.REPLY, 1) == 0
    waits = [one.reserve_at_once("telegram", 1) for _ in range(89)]
    assert waits[-1] == pytest.approx((89 - Rates().reply_burst) / Rates().ceiling, abs=1e-5)
    await other.throttled("telegram", 30, Lane.BULK)
    world.clock.move(2)
    assert one.reserve_at_once("telegram", 1) is None, "another process may have halted the account"
    assert await one.reserve("telegram", Lane.REPLY, 1) == pytest.approx(28, abs=1e-5)
    assert one.reserve_at_once("telegram", 1) == pytest.approx(28, abs=1e-5)


async def test_many_answers_are_held_to_the_ceiling(world: World) -> None:
    budget, rates = _budget(world), Rates()
    waits = [await budget.reserve("telegram", Lane.REPLY, 1) for _ in range(90)]
    assert waits[: rates.reply_burst] == [0] * rates.reply_burst
    assert waits[-1] == pytest.approx((89 - rates.reply_burst) / rates.ceiling, abs=1e-5)


async def test_a_halt_holds_for_every_process_and_the_longer_one_wins(world: World) -> None:
    first, second = _budget(world), _budget(world)
    await first.throttled("telegram", 30, Lane.BULK)
    await second.throttled("telegram", 5, Lane.REPLY)
    assert await second.halted_for("telegram") == pytest.approx(30, abs=1e-5)
    assert await second.reserve("telegram", Lane.BULK, 1) == pytest.approx(30, abs=1e-5)
    assert await second.reserve("telegram", Lane.REPLY, 1) == pytest.approx(30, abs=1e-5)
    assert await second.halted_for("zalo-bot") == 0
    world.clock.move(31)
    assert await first.halted_for("telegram") == 0
    assert await second.reserve("telegram", Lane.REPLY, 1) == 0


async def test_quiet_days_of_answers_do_not_delay_the_next_campaign(world: World) -> None:
    budget = _budget(world)
    for _ in range(200):
        await budget.reserve("telegram", Lane.REPLY, 5)
        world.clock.move(60)
    assert await budget.reserve("telegram", Lane.BULK, 25) <= 1
