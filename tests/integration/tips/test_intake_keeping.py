"""What is over goes, from the file and its log too; the audit chain stays whole (I-8, I-47)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.tips import audit
from storage.tips.changes import CaseChange
from storage.tips.types import CaseRow, EventKind, NewEvent, NextAction, Result, TipState
from storage.types import PC04, Instant, instant
from tests.integration.tips.world import LAO_BAO, World, draft, some_photo
from tips.clocks_table import DAY, MAILBOX_SECONDS
from tips.nightly import LIVES, NightlyTips


async def _closed(world: World, result: Result) -> CaseRow:
    before = {row.tip for row in await world.repository.cases_for(PC04, open_only=False)}
    await world.intake.send(draft(f"một chuyện khác: {result} {result} {result}", photos=(some_photo(),)))
    (row,) = [row for row in await world.repository.cases_for(PC04, open_only=False) if row.tip not in before]
    now = instant(world.clock.now())
    closed = replace(row, state=TipState.CLOSED, next_action=NextAction.NONE, result=result, closed=now)
    event = NewEvent(kind=EventKind.CLOSED, unit=PC04, staff=row.owner, at=now)
    step = CaseChange(before=row, after=closed, event=event, expires=Instant(now + MAILBOX_SECONDS))
    assert await world.repository.change(step)
    return closed


@pytest.mark.parametrize("result", list(Result))
async def test_each_result_has_its_life(world: World, result: Result) -> None:
    row = await _closed(world, result)
    nightly = NightlyTips(keeper=world.keeper, clock=world.clock)
    life = LIVES.get(result)
    world.clock.forward(seconds=(life or 1000 * DAY) - 60)
    assert (await nightly.run()).tips == 0
    assert await world.repository.case_for(LAO_BAO, row.case) is not None
    world.clock.forward(seconds=60)
    assert (await nightly.run()).tips == (0 if life is None else 1)
    assert (await world.repository.case_for(LAO_BAO, row.case) is None) == (life is not None)
    assert (await nightly.run()).tips == 0


async def test_of_a_tip_that_is_over_only_its_chain_is_left(world: World) -> None:
    row = await _closed(world, Result.ABUSE)
    world.clock.forward(days=400)
    swept = await NightlyTips(keeper=world.keeper, clock=world.clock).run()
    assert (swept.tips, swept.mailboxes) == (1, 1)
    assert [len(await world.rows(name)) for name in ("part", "wrap", "mailbox", "mailbox_item", "notice")] == [0] * 5
    events = await world.repository.events(row.tip)
    assert [event.kind for event in events] == [EventKind.ROUTED, EventKind.CLOSED]
    assert audit.first_break(row.tip, events) is None


async def test_an_open_tip_never_goes(world: World) -> None:
    await world.intake.send(draft())
    world.clock.forward(days=4000)
    swept = await NightlyTips(keeper=world.keeper, clock=world.clock).run()
    assert (swept.tips, swept.mailboxes) == (0, 0)


async def test_no_byte_of_what_went_is_left_in_file_or_log(world: World) -> None:
    row = await _closed(world, Result.ABUSE)
    pieces = await world.repository.pieces(row.tip, PC04)
    needles = [part.ciphertext[40:72] for part, _ in pieces] + [wrap.blob[:32] for _, wrap in pieces]
    assert all(needle in world.disk() for needle in needles)
    world.clock.forward(days=7)
    await NightlyTips(keeper=world.keeper, clock=world.clock).run()
    disk = world.disk()
    assert [needle for needle in needles if needle in disk] == []
