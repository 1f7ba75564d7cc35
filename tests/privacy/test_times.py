"""No stored time tells when somebody told: hours for ordinary tips, quarter hours for urgent ones, rounded up."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from tests.privacy import databases, residents
from tests.privacy.residents import photo
from tests.privacy.running import running
from tests.privacy.scenario import Ready

_TOLD = datetime(2027, 3, 9, 7, 23, 41, tzinfo=UTC)
_MINUTES = 2
"""The telling itself takes a little: a value this near the true moment would betray it."""


@pytest.mark.parametrize(("happening", "step"), [("no", 3600), ("unknown", 3600), ("yes", 900)])
async def test_i17_no_value_in_tips_db_is_finer_than_the_hour(ready: Ready, happening: str, step: int) -> None:
    """Not in rehearsal: there notices leave at once."""
    path = ready.data_dir / "tips.db"
    before = set(databases.values(path))
    with time_machine.travel(_TOLD, tick=True):
        async with running(ready.folder, rehearsal=False) as house:
            await residents.tell_by_web(await house.visitor(), photos=[photo()], happening=happening)
    told = int(_TOLD.timestamp())
    new = [one for one in databases.values(path) if one not in before and isinstance(one[2], int)]
    near = [one for one in new if isinstance(one[2], int) and abs(one[2] - told) < _MINUTES * 60]
    assert near == []
    rows = databases.rows(path, "tip")
    received = [row["received"] for row in rows if not row["is_test"]]
    assert len(received) == 1
    assert isinstance(received[0], int)
    assert received[0] % step == 0
    assert 0 <= received[0] - told < step + _MINUTES * 60, "rounded down, or by more than a step"
    hours = [value for table, column, value in new if column in {"hour", "received"}]
    assert hours
    assert all(isinstance(hour, int) and hour % step == 0 for hour in hours)
    events = [
        row["at"] for row in databases.rows(path, "event") if row["kind"] == "routed" and row["tip"] in _tips(path)
    ]
    assert events
    assert all(isinstance(at, int) and at % step == 0 for at in events)


def _tips(path: Path) -> set[databases.Value]:
    return {row["tip"] for row in databases.rows(path, "tip") if not row["is_test"]}


async def test_i17_an_answer_from_the_mailbox_is_timed_to_the_hour(ready: Ready) -> None:
    path = ready.data_dir / "tips.db"
    async with running(ready.folder, rehearsal=False) as house:
        receipt = await residents.tell_by_web(await house.visitor())
    before = set(databases.values(path))
    answered = datetime(2027, 3, 9, 9, 17, 5, tzinfo=UTC)
    with time_machine.travel(answered, tick=True):
        async with running(ready.folder, rehearsal=False) as house:
            await residents.answer_by_web(await house.visitor(), receipt)
    new = [one for one in databases.values(path) if one not in before and isinstance(one[2], int)]
    assert any(one[0] == "part" for one in new), "no answer was stored"
    moment = int(answered.timestamp())
    assert [one for one in new if isinstance(one[2], int) and abs(one[2] - moment) < _MINUTES * 60] == []
    assert all(isinstance(value, int) and value % 3600 == 0 for table, column, value in new if column == "hour")
