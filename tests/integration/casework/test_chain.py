"""I-39: an edited, removed, moved or cut-off event shows; so does a whole tip that vanishes."""

from __future__ import annotations

import pytest

from storage.tips.types import TipId
from storage.types import PC04
from tests.integration.casework.line import SECRET_TEXT, Line


async def _a_case_with_a_past(line: Line) -> TipId:
    first, _ = await line.open_intake()
    await line.send()
    row = await line.one_case(first)
    unlocked = await line.unlock(first)
    await line.casework.case(unlocked, row.case)
    await line.casework.take(unlocked, row.case)
    await line.casework.note(unlocked, row.case, "Đã xem")
    return row.tip


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE event SET staff = 'S-AAAAAA' WHERE tip = ? AND sequence = 2",
        "UPDATE event SET kind = 'exported' WHERE tip = ? AND sequence = 2",
        "UPDATE event SET at = at - 60 WHERE tip = ? AND sequence = 3",
        "UPDATE event SET unit = 'OVERSIGHT' WHERE tip = ? AND sequence = 1",
        "DELETE FROM event WHERE tip = ? AND sequence = 1",
        "DELETE FROM event WHERE tip = ? AND sequence = 3",
        "DELETE FROM event WHERE tip = ?",
    ],
)
async def test_an_edited_or_removed_event_breaks_its_chain(line: Line, attack: str) -> None:
    tip = await _a_case_with_a_past(line)
    assert (await line.chain.verify()).is_whole
    async with line.tips.write() as connection:
        await connection.exec_driver_sql(attack, (tip,))
    report = await line.chain.verify()
    assert len(report.broken) == 1 and not report.is_whole


@pytest.mark.parametrize(
    "attack", ["DELETE FROM event WHERE tip = ? AND sequence = 4", "DELETE FROM tip WHERE tip = ?"]
)
async def test_a_cut_end_or_a_vanished_tip_breaks_the_anchor(line: Line, attack: str) -> None:
    tip = await _a_case_with_a_past(line)
    line.clock.pass_by(days=1)
    day = await line.chain.anchor()
    assert (await line.chain.verify()).is_whole
    async with line.tips.write() as connection:
        await connection.exec_driver_sql(attack, (tip,))
    report = await line.chain.verify()
    assert report.broken == ()
    assert report.differing == (day,)


async def test_what_goes_on_after_an_anchor_does_not_break_it(line: Line) -> None:
    await _a_case_with_a_past(line)
    for _ in range(3):
        line.clock.pass_by(days=1)
        await line.chain.anchor()
        await line.chain.anchor()
        await line.send()
        first = (await line.staff.members(PC04))[0]
        number = await line.drill.send(PC04)
        await line.casework.take_by_staff(first.staff, number)
    assert len(await line.case_repository.anchors()) == 3
    assert (await line.chain.verify()).is_whole


async def test_a_tip_just_before_midnight_belongs_to_its_day(line: Line) -> None:
    first, _ = await line.open_intake()
    line.clock.pass_by(hours=13, minutes=45)  # about 23:50; its rounded hour is midnight
    await line.send()
    (row,) = [row for row in await line.casework.envelopes(PC04) if not row.is_test]
    await line.casework.take_by_staff(first.staff, row.case)
    line.clock.pass_by(minutes=20)
    await line.chain.anchor()
    await line.send()
    assert (await line.chain.verify()).is_whole


async def test_events_hold_no_content(line: Line) -> None:
    tip = await _a_case_with_a_past(line)
    for event in await line.repository.events(tip):
        shown = repr(event)
        assert not any(word in shown for word in SECRET_TEXT.split() if len(word) > 3)
        assert event.at % 60 == 0
