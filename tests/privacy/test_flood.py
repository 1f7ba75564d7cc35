"""A flood of tips that concern a unit leaves no trace in how that unit's own tips are kept and announced."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.tips.types import Conflict, NoticeKind, TipState
from storage.types import Instant
from tests.integration.casework.line import Line
from tests.integration.enrolment.people import COMMUNE
from tips.flood import SAME_AT_LEAST

_FAR = Instant(4 * 10**9)
_OWN = "Chiều qua có người bán thuốc lá điện tử ở cổng chợ, giao cho mấy cháu học sinh"

Kept = tuple[list[TipState], list[NoticeKind]]


async def _a_days_tips(folder: Path, *, against: Conflict | None, times: int) -> Kept:
    """Send what the commune may see after what it may not; return how its own tips stand and what announces them."""
    folder.mkdir()
    line = Line(folder)
    try:
        await line.open()
        first, _ = await line.open_intake()
        officer = await line.active_officer(COMMUNE, first)
        for _ in range(times if against is not None else 0):
            await line.send(text=_OWN, conflict=against or Conflict.NONE)
        for _ in range(SAME_AT_LEAST):
            await line.send(text=_OWN)
        states = [row.state for row in await line.real_cases(officer)]
        notices = await line.outbox.due(_FAR, 1000)
        return states, sorted(notice.kind for notice in notices if notice.unit == COMMUNE)
    finally:
        await line.close()


@pytest.mark.parametrize("against", [Conflict.COMMUNE, Conflict.UNSURE])
async def test_i11_a_flood_against_a_unit_is_not_felt_by_it(tmp_path: Path, against: Conflict) -> None:
    without = await _a_days_tips(tmp_path / "without", against=None, times=0)
    with_it = await _a_days_tips(tmp_path / "with", against=against, times=SAME_AT_LEAST + 2)
    assert with_it == without
    assert without[0] == [TipState.ROUTED] * SAME_AT_LEAST


async def test_i11_the_same_comparison_sees_a_flood_of_its_own(tmp_path: Path) -> None:
    """It can fail."""
    without = await _a_days_tips(tmp_path / "without", against=None, times=0)
    with_it = await _a_days_tips(tmp_path / "with", against=Conflict.NONE, times=SAME_AT_LEAST + 2)
    assert with_it[0] != without[0] and NoticeKind.DIGEST in with_it[1]
