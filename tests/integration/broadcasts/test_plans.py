"""The hot questions are answered by an index, seen in the plan and not by the clock."""

from __future__ import annotations

import re
import secrets

import pytest
from sqlalchemy import Connection, event, insert, text

from storage.campaigns.tables import delivery
from storage.campaigns.types import DeliveryState, RunId
from storage.database import Database
from tests.integration.broadcasts.world import World

_ROWS = 3000


@pytest.fixture
async def busy(world: World) -> RunId:
    """A large ledger of which most is done."""
    await world.subscribe(1)
    campaign = await world.approved()
    await world.planner().tick()
    run = await world.run_of(campaign.campaign)
    rows = [
        {
            "run": run,
            "resident": secrets.token_bytes(16),
            "channel": "telegram",
            "state": DeliveryState.SENT if number % 50 else DeliveryState.QUEUED,
            "not_before": number,
        }
        for number in range(_ROWS)
    ]
    async with world.database.write() as connection:
        await connection.execute(insert(delivery), rows)
        await connection.execute(text("ANALYZE"))
    return run


class Listening:
    """Keeps the statements that a block sends to the database, with their values."""

    def __init__(self, database: Database) -> None:
        self._engines = database.engines
        self.sent: list[tuple[str, object]] = []

    def __enter__(self) -> Listening:
        for engine in self._engines:
            event.listen(engine, "before_cursor_execute", self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        for engine in self._engines:
            event.remove(engine, "before_cursor_execute", self._hear)

    def _hear(self, _c: Connection, _cursor: object, statement: str, values: object, _x: object, _m: bool) -> None:
        self.sent.append((statement, values))


async def _plan(world: World, listening: Listening, begins: str) -> str:
    """Return the plan of the first statement heard that matches."""
    statement, values = next(one for one in listening.sent if re.search(begins, one[0], re.IGNORECASE | re.DOTALL))
    explain = "EXPLAIN QUERY PLAN" if world.database.is_sqlite else "EXPLAIN"
    async with world.database.read() as connection:
        if not world.database.is_sqlite:
            await connection.execute(text("SET LOCAL enable_seqscan = off"))
        rows = (await connection.exec_driver_sql(f"{explain} {statement}", values)).all()  # type: ignore[arg-type]  # as the driver got them
    return "\n".join(str(row[-1]) for row in rows)


async def test_a_claim_reads_only_due_rows(world: World, busy: RunId) -> None:
    with Listening(world.database) as heard:
        claim = await world.ledger.claim(busy, "telegram", most=12, now=world.now())
    assert claim is not None
    assert claim.rows == 12
    plan = await _plan(world, heard, r"WITH due")
    assert "ix_delivery_due" in plan
    assert "SCAN delivery\n" not in plan + "\n"


async def test_claimed_people_are_looked_up_by_their_key(world: World, busy: RunId) -> None:
    with Listening(world.database) as heard:
        claim = await world.ledger.claim(busy, "telegram", most=12, now=world.now())
        assert claim is not None
        await world.ledger.start_sending(claim, now=world.now(), cap=None)
    for begins in ("WITH due", "^SELECT resident.resident"):
        plan = await _plan(world, heard, begins)
        by_key = r"\(.*resident=\?\)" if world.database.is_sqlite else r"Index Cond: .*resident = ANY"
        assert re.search(by_key, plan), plan


async def test_postgresql_looks_at_a_ledger_that_was_just_filled(world: World) -> None:
    await world.subscribe(1)
    await world.approved()
    with Listening(world.database) as heard:
        await world.planner().tick()
    analysed = [statement for statement, _ in heard.sent if statement == "ANALYZE delivery"]
    assert len(analysed) == (0 if world.database.is_sqlite else 1)


async def test_one_batch_is_found_among_all_that_was_sent(world: World, busy: RunId) -> None:
    with Listening(world.database) as heard:
        claim = await world.ledger.claim(busy, "telegram", most=12, now=world.now())
        assert claim is not None
        await world.ledger.start_sending(claim, now=world.now(), cap=None)
    for begins in (
        "^SELECT resident.resident",
        "^SELECT delivery.resident, delivery.attempts",
        "^UPDATE delivery SET state",
    ):
        plan = await _plan(world, heard, begins)
        assert "ix_delivery_run_state" in plan or "ix_delivery_held" in plan, begins


async def test_a_sweep_reads_only_held_rows(world: World, busy: RunId) -> None:
    with Listening(world.database) as heard:
        await world.sweep.settle_leases(world.now())
    assert "ix_delivery_held" in await _plan(world, heard, r"^UPDATE delivery")


async def test_counts_of_a_run_come_from_an_index(world: World, busy: RunId) -> None:
    with Listening(world.database) as heard:
        await world.counts.counts(busy)
    assert "ix_delivery_run_state" in await _plan(world, heard, r"^SELECT delivery.state")


async def test_a_stop_finds_its_rows_by_the_person(world: World, busy: RunId) -> None:
    with Listening(world.database) as heard:
        await world.residents.stop("telegram", "1")
    assert "ix_delivery_resident" in await _plan(world, heard, r"^UPDATE delivery")


async def test_a_letter_finds_its_question_without_walking_the_ledger(world: World, busy: RunId) -> None:
    with Listening(world.database) as heard:
        await world.answers.latest_question("telegram", "1")
    plan = await _plan(world, heard, r"^SELECT delivery.run")
    assert "SEARCH delivery" in plan or "ix_delivery_resident" in plan or "pk_delivery" in plan
    assert "SCAN delivery" not in plan
