"""In what order tips came is not to be read off the log of tips.db until the night."""

from __future__ import annotations

from tests.privacy import residents
from tests.privacy.running import Running
from tests.privacy.scenario import LEAD, OTHER


async def test_i18_the_log_that_keeps_the_order_of_writing_is_emptied_by_day(house: Running) -> None:
    log = house.folder / "data" / "tips.db-wal"
    for unit in (LEAD, OTHER):
        await residents.tell_by_web(await house.visitor(), unit=unit)
    assert log.stat().st_size > 0
    emptied = False
    for tick in house.program.ticks:
        if 0 < tick.seconds <= 3600:
            await tick.run()
            emptied = emptied or log.stat().st_size == 0
    assert emptied
