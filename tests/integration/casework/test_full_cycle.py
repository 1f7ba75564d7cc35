"""From an empty house to a closed case: each door opens only when what stands before it was done."""

from __future__ import annotations

import pytest

from storage.tips.types import (
    Authority,
    CaseNumber,
    Conflict,
    EventKind,
    Happening,
    NextAction,
    PartKind,
    ReaderStatus,
    Result,
    TipState,
)
from storage.types import OVERSIGHT, PC04
from tests.integration.casework.line import SECRET_TEXT, Line
from tests.integration.enrolment.people import COMMUNE, NEIGHBOUR
from tips.errors import IntakeClosed, SealFailed
from tips.staff_errors import CaseUnknown, Obstacle, WrongState


async def test_intake_opens_step_by_step(line: Line) -> None:
    async def status() -> tuple[str, bool]:
        found = await line.guard.unit_status(PC04)
        assert (found.intake == "open") == await line.intake.is_open()
        return found.intake, found.active

    assert await status() == ("closed", False)
    with pytest.raises(WrongState) as refused:
        await line.drill.send(PC04)
    assert refused.value.reason is Obstacle.UNIT_HAS_NO_KEY
    first = await line.enrol(PC04)
    await line.run_drill(first)
    second = await line.admitted(PC04, first)
    await line.run_drill(second)
    assert await status() == ("closed", False), "not pinned"
    assert first.fingerprint is not None
    await line.enrolment.pin(first.fingerprint.lower().replace("-", " "))
    assert await status() == ("open", True)
    await line.send()
    await line.staffing.disable(second.staff)
    assert await status() == ("closed", False), "one officer is too few"


async def test_a_drill_counts_for_who_opens_it(line: Line) -> None:
    first = await line.enrol(PC04)
    assert first.fingerprint is not None
    await line.enrolment.pin(first.fingerprint)
    await line.admitted(PC04, first)
    number = await line.drill.send(PC04)
    await line.casework.case(await line.unlock(first), number)
    await line.casework.case(await line.unlock(first), number)
    status = await line.guard.unit_status(PC04)
    assert (status.officers, status.drilled, status.intake) == (2, 1, "closed")
    assert any("keys drill" in sentence for sentence in status.missing)


async def test_a_closed_intake_stores_nothing(line: Line) -> None:
    with pytest.raises(IntakeClosed):
        await line.send()
    assert await line.case_repository.chains() == []


async def test_what_is_missing_says_what_to_do_next(line: Line) -> None:
    empty = await line.guard.unit_status(PC04)
    assert "staff invite" in empty.missing[0]
    first = await line.enrol(PC04)
    assert any("keys pin" in sentence for sentence in (await line.guard.unit_status(PC04)).missing)
    commune = await line.enrol(COMMUNE)
    waiting = await line.guard.unit_status(COMMUNE)
    assert any(commune.staff in sentence and "PC04" in sentence for sentence in waiting.missing)
    await line.enrolment.admit(await line.unlock(first), commune.staff)
    drilling = await line.guard.unit_status(COMMUNE)
    assert any("keys drill --unit 19360" in sentence for sentence in drilling.missing)
    assert (await line.guard.unit_status(OVERSIGHT)).missing


async def test_a_tip_is_taken_asked_answered_and_closed(line: Line) -> None:
    first, _ = await line.open_intake()
    officer = await line.active_officer(COMMUNE, first)
    assert await line.guard.active_units() == {COMMUNE}
    sent = await line.send(photos=(b"a rebuilt picture", b"and another"))

    row = await line.one_case(officer)
    assert (row.state, row.owner, row.authority) == (TipState.ROUTED, officer.staff, Authority.COMMUNE)
    unlocked = await line.unlock(officer)
    opened = await line.casework.case(unlocked, row.case)
    assert opened.text == SECRET_TEXT
    assert (opened.photos_count, opened.place, opened.happening) == (2, COMMUNE, Happening.NO)
    assert await line.casework.photo(unlocked, row.case, 1) == b"and another"
    with pytest.raises(CaseUnknown):
        await line.casework.photo(unlocked, row.case, 2)

    mailbox = await line.mailboxes.open(sent.receipt)
    assert mailbox.status is ReaderStatus.RECEIVED
    await line.casework.take(unlocked, row.case)
    assert (await line.mailboxes.open(sent.receipt)).status is ReaderStatus.CHECKING
    await line.casework.ask(unlocked, row.case, "  Quán mở cửa lúc mấy giờ?  ")
    asked = await line.mailboxes.open(sent.receipt)
    assert asked.status is ReaderStatus.NEEDS_INFORMATION
    assert [question.text for question in asked.questions] == ["Quán mở cửa lúc mấy giờ?"]

    line.clock.pass_by(hours=5)
    await line.mailboxes.answer(asked, text="Tầm năm giờ chiều", photos=[b"one more"])
    unlocked = await line.unlock(officer)
    await line.casework.note(unlocked, row.case, "Đã qua xem, quán đóng cửa")
    after = await line.casework.case(unlocked, row.case)
    assert [(part.kind, part.text) for part in after.parts] == [
        (PartKind.QUESTION, "Quán mở cửa lúc mấy giờ?"),
        (PartKind.ADDITION, "Tầm năm giờ chiều"),
        (PartKind.NOTE, "Đã qua xem, quán đóng cửa"),
    ]
    assert after.row.state is TipState.ACCEPTED
    assert after.photos_count == 3
    assert await line.casework.photo(unlocked, row.case, 2) == b"one more"

    await line.casework.close(unlocked, row.case, Result.CONFIRMED, "Cảm ơn bạn. Việc bạn báo đã kiểm tra xong.")
    closed = await line.casework.case(unlocked, row.case)
    assert (closed.row.state, closed.row.result) == (TipState.CLOSED, Result.CONFIRMED)
    assert closed.row.next_action is NextAction.NONE
    finished = await line.mailboxes.open(sent.receipt)
    assert finished.status is ReaderStatus.FINISHED
    assert finished.result_text == "Cảm ơn bạn. Việc bạn báo đã kiểm tra xong."
    kinds = [event.kind for event in closed.events]
    assert kinds == [
        EventKind.ROUTED,
        EventKind.OPENED,
        EventKind.ACCEPTED,
        EventKind.ASKED,
        EventKind.ANSWERED,
        EventKind.NOTED,
        EventKind.CLOSED,
    ], "opened once an officer and day, however often it was looked at"
    assert (await line.chain.verify()).is_whole


async def test_the_sender_reopens_once_and_it_begins_anew(line: Line) -> None:
    first, _ = await line.open_intake()
    sent = await line.send()
    row = await line.one_case(first)
    unlocked = await line.unlock(first)
    await line.casework.take(unlocked, row.case)
    await line.casework.close(unlocked, row.case, Result.NOT_CONFIRMED, "Cảm ơn bạn đã báo tin.")
    await line.mailboxes.reopen(await line.mailboxes.open(sent.receipt), "Họ lại bán tối qua")
    again = await line.one_case(first)
    assert (again.state, again.result, again.next_action) == (TipState.ROUTED, None, NextAction.ACCEPT)
    await line.casework.take(await line.unlock(first), row.case)
    assert (await line.chain.verify()).is_whole


async def test_another_unit_learns_nothing(line: Line) -> None:
    first, _ = await line.open_intake()
    officer = await line.active_officer(COMMUNE, first)
    stranger = await line.active_officer(NEIGHBOUR, first)
    await line.send()
    row = await line.one_case(officer)
    unlocked = await line.unlock(stranger)
    assert await line.real_cases(stranger) == []
    for number in (row.case, CaseNumber("T-ZZZZZZ")):
        for attempt in (
            line.casework.case(unlocked, number),
            line.casework.photo(unlocked, number, 0),
            line.casework.take(unlocked, number),
            line.casework.take_by_staff(stranger.staff, number),
            line.casework.ask(unlocked, number, "Ai bán?"),
            line.casework.note(unlocked, number, "Ghi"),
            line.casework.close(unlocked, number, Result.CONFIRMED, "Anh Tám 0912345678"),
        ):
            with pytest.raises(CaseUnknown):
                await attempt
    assert len(await line.repository.events(row.tip)) == 1, "nothing that a stranger tries leaves a mark"


@pytest.mark.parametrize("conflict", [Conflict.COMMUNE, Conflict.UNSURE])
async def test_a_tip_about_the_commune_never_reaches_it(line: Line, conflict: Conflict) -> None:
    first, _ = await line.open_intake()
    officer = await line.active_officer(COMMUNE, first)
    await line.send(conflict=conflict)
    assert await line.real_cases(officer, open_only=False) == []
    row = await line.one_case(first)
    assert row.lead_unit == PC04
    assert await line.repository.holders(row.tip) == {PC04}


async def test_before_a_commune_is_active_pc04_leads(line: Line) -> None:
    first, _ = await line.open_intake()
    officer = await line.admitted(COMMUNE, first)
    await line.send()
    assert (await line.one_case(first)).lead_unit == PC04
    assert await line.real_cases(officer) == []


async def test_a_swapped_or_unsigned_unit_key_is_refused(line: Line) -> None:
    """I-12: whoever can write tips.db, but lacks PC04's signing key, cannot make us seal to his own key."""
    first, _ = await line.open_intake()
    await line.active_officer(COMMUNE, first)
    await line.send()
    before = await line.case_repository.chains()
    async with line.tips.write() as connection:
        await connection.exec_driver_sql("UPDATE unit_key SET public_key = randomblob(32) WHERE unit = ?", (COMMUNE,))
    with pytest.raises(SealFailed):
        await line.send()
    assert await line.case_repository.chains() == before


async def test_a_swapped_signing_key_closes_intake(line: Line) -> None:
    """I-12: a signing key that is not the pinned one opens nothing, however well it signs."""
    await line.open_intake()
    async with line.tips.write() as connection:
        await connection.exec_driver_sql("UPDATE signing_key SET public_key = randomblob(32)")
    assert not await line.intake.is_open()
    with pytest.raises(IntakeClosed):
        await line.send()
    status = await line.guard.unit_status(PC04)
    assert any("not that of PC04" in sentence for sentence in status.missing)


async def test_duty_comes_before_rank(line: Line) -> None:
    first, second = await line.open_intake()
    assert await line.guard.first_owner(PC04) == first.staff
    await line.casework.set_duty(await line.unlock(first), second.staff)
    assert await line.casework.duty(PC04) == second.staff
    await line.send(unit=None)
    assert (await line.one_case(first)).owner == second.staff
    line.clock.pass_by(days=1)
    assert await line.guard.first_owner(PC04) == first.staff
