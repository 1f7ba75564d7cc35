"""The write-ahead log of tips.db, which holds what was written in its order, is emptied by day, too."""

from __future__ import annotations

from pathlib import Path

from storage.database import tips_database
from storage.types import PC04
from tests.integration.tips.world import World, draft
from tips.nightly import NightlyTips


def _log(world: World) -> Path:
    return world.path.with_name(world.path.name + "-wal")


async def test_the_log_is_emptied_and_nothing_is_lost(world: World) -> None:
    nightly = NightlyTips(keeper=world.keeper, clock=world.clock)
    for _ in range(3):
        await world.intake.send(draft())
    assert _log(world).stat().st_size > 0
    assert await nightly.empty_log()
    assert _log(world).stat().st_size == 0
    assert len(await world.repository.cases_for(PC04, open_only=True)) == 3
    await world.intake.send(draft())
    assert len(await world.repository.cases_for(PC04, open_only=True)) == 4


async def test_who_reads_meanwhile_puts_it_off_and_nobody_is_kept_waiting(world: World) -> None:
    await world.intake.send(draft())
    reader = tips_database(world.path)
    async with reader.read() as connection:
        await connection.exec_driver_sql("BEGIN")
        await connection.exec_driver_sql("SELECT count(*) FROM tip")
        await world.intake.send(draft())
        assert not await world.keeper.empty_log()
        await world.intake.send(draft())
        await connection.exec_driver_sql("ROLLBACK")
    await reader.close()
    assert await world.keeper.empty_log()
    assert _log(world).stat().st_size == 0


async def test_the_connection_is_as_patient_as_before(world: World) -> None:
    async with world.database.read() as connection:
        usual = (await connection.exec_driver_sql("PRAGMA busy_timeout")).scalar_one()
    await world.keeper.empty_log()
    for _ in range(3):
        async with world.database.read() as connection:
            assert (await connection.exec_driver_sql("PRAGMA busy_timeout")).scalar_one() == usual
