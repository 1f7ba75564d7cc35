"""I-41 over the database: each step once, new clocks start clean, pauses stop the third clock."""

from __future__ import annotations

from storage.tips.types import CaseRow, Conflict, EventKind, Happening, Notice, NoticeKind, Result, TipState
from storage.types import OVERSIGHT, PC04, Instant
from tests.integration.casework.line import Line
from tests.integration.enrolment.people import COMMUNE, Person
from tips.clocks import Clocks
from tips.flood import SAME_AT_LEAST

FAR = Instant(4 * 10**9)
WHOLE_UNIT = ""


async def _waiting(line: Line) -> list[tuple[NoticeKind, str, str]]:
    """Return the notices of real cases in the outbox, new-case ones left out."""
    rows = {row.case for row in await line.repository.open_cases() if row.is_test}
    notices: list[Notice] = await line.outbox.due(FAR, 1000)
    return sorted(
        (notice.kind, notice.unit, notice.staff or WHOLE_UNIT)
        for notice in notices
        if notice.case not in rows and notice.kind is not NoticeKind.NEW_CASE
    )


async def _a_commune(line: Line) -> tuple[Person, Person, Person]:
    first, _ = await line.open_intake()
    overseer = await line.overseer(first)
    await line.run_drill(overseer)
    return first, await line.active_officer(COMMUNE, first), overseer


async def test_reminders_then_the_ladder_each_once(line: Line) -> None:
    _, officer, _ = await _a_commune(line)
    await line.send()  # arrives about 10:05, counts from 11:00, to be taken within 24 hours
    row = await line.one_case(officer)
    due = row.due_accept
    told = []
    for at in (due - 13 * 3600, due - 12 * 3600, due - 4 * 3600, due, due + 12 * 3600, due + 24 * 3600):
        line.clock.pass_by(seconds=at - int(line.clock.now().timestamp()))
        await line.clocks.tick()
        again = await line.clocks.tick()
        assert again == 0, "a second tick does nothing"
        told.append(await _waiting(line))
    reminder = (NoticeKind.REMINDER, COMMUNE, officer.staff)
    person, unit = (NoticeKind.BREACH, COMMUNE, officer.staff), (NoticeKind.BREACH, COMMUNE, WHOLE_UNIT)
    above, board = (NoticeKind.BREACH, PC04, WHOLE_UNIT), (NoticeKind.BREACH, OVERSIGHT, WHOLE_UNIT)

    expected: list[list[tuple[NoticeKind, str, str]]] = [
        [],
        [reminder],
        [reminder, reminder],
        [reminder, reminder, person, unit],
        [reminder, reminder, person, unit, above],
        [reminder, reminder, person, unit, above, board],
    ]
    assert told == [sorted(step) for step in expected]
    after = await line.one_case(officer)
    assert (after.escalation, after.reminded) == (4, 2)
    climbed = [event for event in await line.repository.events(row.tip) if event.kind is EventKind.ESCALATED]
    assert [event.unit for event in climbed] == [COMMUNE, COMMUNE, PC04, OVERSIGHT]
    assert (await line.chain.verify()).is_whole


async def test_a_program_that_slept_catches_up_in_one_tick(line: Line) -> None:
    _, officer, _ = await _a_commune(line)
    await line.send()
    line.clock.pass_by(days=10)
    await line.clocks.tick()
    assert (await line.one_case(officer)).escalation == 4
    assert [kind for kind, _, _ in await _waiting(line)] == [NoticeKind.BREACH] * 4


async def test_taking_and_working_start_new_clocks(line: Line) -> None:
    first, officer, _ = await _a_commune(line)
    await line.send(happening=Happening.YES)
    row = await line.one_case(officer)
    line.clock.pass_by(hours=12)
    await line.clocks.tick()
    assert (await line.one_case(officer)).escalation == 4
    await line.casework.take(await line.unlock(officer), row.case)
    taken = await line.one_case(officer)
    assert (taken.escalation, taken.reminded) == (0, 0)
    await line.clocks.tick()
    assert (await line.one_case(officer)).escalation == 4, "the first action is late, too"
    await line.casework.note(await line.unlock(officer), row.case, "Đã đến nơi")
    assert (await line.one_case(officer)).escalation == 0
    await line.clocks.tick()
    assert (await line.one_case(officer)).escalation == 0, "24 hours to resolve are not over"
    await line.casework.close(await line.unlock(first), row.case, Result.CONFIRMED, "Cảm ơn bạn.")
    line.clock.pass_by(days=30)
    await line.clocks.tick()
    closed = await line.repository.case(row.tip)
    assert closed is not None and closed.escalation == 0


async def test_a_question_stops_the_third_clock_for_seven_days(line: Line) -> None:
    _, officer, _ = await _a_commune(line)
    await line.send(happening=Happening.YES)
    row = await line.one_case(officer)
    unlocked = await line.unlock(officer)
    await line.casework.take(unlocked, row.case)
    await line.casework.ask(unlocked, row.case, "Xe màu gì?")
    line.clock.pass_by(days=6, hours=23)
    await line.clocks.tick()
    assert (await line.one_case(officer)).escalation == 0
    line.clock.pass_by(days=2)
    await line.clocks.tick()
    assert (await line.one_case(officer)).escalation > 0


async def test_pc04_takes_over_after_the_ladder_reached_it(line: Line) -> None:
    first, officer, _ = await _a_commune(line)
    await line.send()
    row = await line.one_case(officer)
    line.clock.pass_by(days=2)
    await line.clocks.tick()
    await line.casework.take(await line.unlock(first), row.case)
    taken = await line.one_case(first)
    assert (taken.lead_unit, taken.owner) == (PC04, first.staff)


async def test_an_excluded_commune_hears_of_no_breach(line: Line) -> None:
    await _a_commune(line)
    await line.send(conflict=Conflict.COMMUNE)
    line.clock.pass_by(days=5)
    await line.clocks.tick()
    assert COMMUNE not in {unit for _, unit, _ in await _waiting(line)}
    assert {unit for _, unit, _ in await _waiting(line)} == {PC04, OVERSIGHT}


async def test_a_drill_of_oversight_has_no_clock(line: Line) -> None:
    _, _, overseer = await _a_commune(line)
    line.clock.pass_by(days=30)
    await line.clocks.tick()
    drills = [row for row in await line.repository.open_cases() if row.lead_unit == OVERSIGHT]
    assert [(row.escalation, row.owner) for row in drills] == [(0, overseer.staff)]
    await line.staffing.disable(overseer.staff)


async def _of_many(line: Line) -> list[tuple[NoticeKind, str]]:
    """Return the notices that speak of what a flood put aside, digests left out."""
    notices = [one for one in await line.outbox.due(FAR, 1000) if one.case is None]
    assert all(one.staff is None for one in notices), "they are for the whole unit"
    return sorted((one.kind, one.unit) for one in notices if one.kind is not NoticeKind.DIGEST)


async def _a_flood(line: Line, officer: Person, *, happening: Happening = Happening.NO) -> list[CaseRow]:
    """Send near-equal texts until four are put aside; the others are taken. Returns the four."""
    before = {row.case for row in await line.real_cases(officer)}
    for _ in range(SAME_AT_LEAST + 4):
        await line.send(happening=happening)
    fresh = [row for row in await line.real_cases(officer) if row.case not in before]
    for row in fresh:
        if row.state is TipState.ROUTED:
            await line.casework.take(await line.unlock(officer), row.case)
    aside = [row for row in fresh if row.state is TipState.QUARANTINED]
    assert len(aside) >= 4
    return aside


async def test_what_a_flood_put_aside_climbs_the_ladder_with_one_notice_for_all(line: Line) -> None:
    _, officer, _ = await _a_commune(line)
    aside = await _a_flood(line, officer)
    due = aside[0].due_accept
    told = []
    for at in (due - 13 * 3600, due - 12 * 3600, due - 4 * 3600, due, due + 12 * 3600, due + 24 * 3600):
        line.clock.pass_by(seconds=at - int(line.clock.now().timestamp()))
        await line.clocks.tick()
        again = await line.clocks.tick()
        assert again == 0, "a second tick does nothing"
        told.append(await _of_many(line))
    reminder, unit = (NoticeKind.REMINDER, COMMUNE), (NoticeKind.BREACH, COMMUNE)
    above, board = (NoticeKind.BREACH, PC04), (NoticeKind.BREACH, OVERSIGHT)
    expected: list[list[tuple[NoticeKind, str]]] = [
        [],
        [reminder],
        [reminder, reminder],
        [reminder, reminder, unit],
        [reminder, reminder, unit, above],
        [reminder, reminder, unit, above, board],
    ]
    assert told == [sorted(step) for step in expected]
    for row in aside:
        after = await line.repository.case(row.tip)
        assert after is not None and (after.escalation, after.reminded) == (4, 2)


async def test_who_takes_what_was_put_aside_stops_its_clock(line: Line) -> None:
    _, officer, _ = await _a_commune(line)
    for row in await _a_flood(line, officer):
        await line.casework.take(await line.unlock(officer), row.case)
    line.clock.pass_by(days=2)
    await line.clocks.tick()
    assert await _of_many(line) == []


async def test_a_rolling_flood_rings_once_an_hour_and_no_step_is_lost(line: Line) -> None:
    _, officer, _ = await _a_commune(line)
    rows = []
    breaches = []
    for _ in range(8):  # two hours of urgent tips, a quarter hour apart
        rows += await _a_flood(line, officer, happening=Happening.YES)
        line.clock.pass_by(minutes=15)
        await line.clocks.tick()
        breaches.append((await _of_many(line)).count((NoticeKind.BREACH, COMMUNE)))
    assert breaches == [0, 1, 1, 1, 1, 2, 2, 2]
    line.clock.pass_by(hours=2)
    await line.clocks.tick()
    for row in rows:
        after = await line.repository.case(row.tip)
        assert after is not None and after.escalation == 4


async def test_a_tick_after_a_restart_repeats_no_step_of_a_flood(line: Line) -> None:
    _, officer, _ = await _a_commune(line)
    await _a_flood(line, officer)
    line.clock.pass_by(days=3)
    await line.clocks.tick()
    told = await _of_many(line)
    restarted = Clocks(repository=line.repository, cases=line.case_repository, clock=line.clock)
    assert await restarted.tick() == 0
    assert await _of_many(line) == told
