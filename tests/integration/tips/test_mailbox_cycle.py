"""The code opens the mailbox: questions, answers, result, one reopening; never the tip."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from sqlalchemy import event

from storage.tips.changes import CaseChange
from storage.tips.mailbox_repository import MailboxRepository
from storage.tips.types import (
    CaseRow,
    EventKind,
    ItemKind,
    MailboxItem,
    NewEvent,
    NextAction,
    NoticeKind,
    PartKind,
    ReaderStatus,
    Result,
    TipState,
)
from storage.types import PC04, Instant, UnitCode, instant
from tests.integration.tips.world import KHE_SANH, LAO_BAO, TEXT, World, draft, some_photo
from tips.clocks_table import DAY, HOUR, MAILBOX_SECONDS
from tips.content import unpack_message
from tips.errors import (
    AnswerEmpty,
    CaseFinished,
    MailboxFull,
    MailboxUnknown,
    ReceiptTypo,
    SealFailed,
    TooManyAttempts,
)
from tips.lookup_budget import LOOKUPS_A_MINUTE
from tips.mailbox_seal import seal_item
from tips.receipt import new_receipt
from tips.seal import open_part


async def _row(world: World) -> CaseRow:
    (row,) = await world.repository.cases_for(PC04, open_only=False)
    return row


async def _item(world: World, row: CaseRow, kind: ItemKind, text: str) -> MailboxItem:
    mailboxes = MailboxRepository(world.database)
    box = await mailboxes.of_tip(row.tip)
    assert box is not None
    number = await mailboxes.next_number(box.lookup)
    hour = Instant(instant(world.clock.now()) // HOUR * HOUR)
    return seal_item(public_key=box.public_key, lookup=box.lookup, number=number, kind=kind, hour=hour, text=text)


async def _step(world: World, after: CaseRow, kind: EventKind, item: MailboxItem, expires: Instant | None) -> None:
    event = NewEvent(kind=kind, unit=after.lead_unit, staff=after.owner, at=instant(world.clock.now()))
    before = await _row(world)
    assert await world.repository.change(
        CaseChange(before=before, after=after, event=event, items=(item,), expires=expires)
    )


async def _ask(world: World, question: str) -> None:
    row = await _row(world)
    waiting = replace(
        row,
        state=TipState.WAITING_REPORTER,
        next_action=NextAction.AWAIT_ANSWER,
        paused_since=instant(world.clock.now()),
    )
    await _step(world, waiting, EventKind.ASKED, await _item(world, row, ItemKind.QUESTION, question), None)


async def _close(world: World, text: str, result: Result = Result.CONFIRMED) -> None:
    row, now = await _row(world), instant(world.clock.now())
    closed = replace(
        row, state=TipState.CLOSED, next_action=NextAction.NONE, result=result, closed=now, paused_since=None
    )
    item = await _item(world, row, ItemKind.RESULT, text)
    await _step(world, closed, EventKind.CLOSED, item, Instant(now + MAILBOX_SECONDS))


async def test_question_answer_result(world: World) -> None:
    sent = await world.intake.send(draft(photos=(some_photo(),)))
    box = await world.mailboxes.open(sent.receipt)
    assert (box.status, box.questions, box.photos_received) == (ReaderStatus.RECEIVED, (), 1)
    assert (box.can_answer, box.can_reopen, box.closed_on) == (True, False, None)
    await _ask(world, "Xe màu gì ạ?")
    box = await world.mailboxes.open(sent.receipt.replace(" ", "-"))
    assert box.status is ReaderStatus.NEEDS_INFORMATION
    assert [(question.text, question.answered) for question in box.questions] == [("Xe màu gì ạ?", False)]
    due = (await _row(world)).due_resolve
    world.clock.forward(days=1)
    await world.mailboxes.answer(box, text="Xe màu đỏ", photos=(some_photo(),))
    row = await _row(world)
    refreshed = await world.mailboxes.refresh(box)
    assert (refreshed.status, refreshed.questions[0].answered) == (ReaderStatus.CHECKING, True)
    assert (row.state, row.next_action, row.paused_since) == (TipState.ACCEPTED, NextAction.VERIFY, None)
    assert DAY <= row.due_resolve - due <= DAY + HOUR
    box = await world.mailboxes.open(sent.receipt)
    assert (box.status, box.questions[0].answered, box.photos_received) == (ReaderStatus.CHECKING, True, 2)
    await _close(world, "Cảm ơn bạn, việc đã được xem xét")
    box = await world.mailboxes.open(sent.receipt)
    assert (box.status, box.result_text) == (ReaderStatus.FINISHED, "Cảm ơn bạn, việc đã được xem xét")
    assert box.closed_on == world.clock.now().date()
    assert (box.can_answer, box.can_reopen) == (False, True)
    with pytest.raises(CaseFinished) as refused:
        await world.mailboxes.answer(box, text="còn nữa", photos=())
    assert refused.value.args == ("case finished",)


async def test_an_answer_reaches_only_the_units_that_hold_the_case_under_their_newest_key(world: World) -> None:
    sent = await world.intake.send(draft())
    world.police.version = 2
    box = await world.mailboxes.open(sent.receipt)
    await world.mailboxes.answer(box, text="thêm: biển số", photos=())
    row = await _row(world)
    for unit in (LAO_BAO, PC04):
        ((part, wrap),) = await world.repository.pieces(row.tip, unit, [PartKind.ADDITION])
        assert wrap.key_version == 2
        private = bytes(world.police.key(unit))
        message = unpack_message(open_part(private_key=private, tip=row.tip, wrap=wrap, part=part))
        assert (message.text, message.at) == ("thêm: biển số", instant(world.clock.now()))
    assert await world.repository.pieces(row.tip, KHE_SANH) == []


async def test_an_open_mailbox_ends_with_its_time_and_with_its_tip(world: World) -> None:
    sent = await world.intake.send(draft())
    await _close(world, "xong")
    box = await world.mailboxes.open(sent.receipt)
    world.clock.forward(days=90)
    with pytest.raises(MailboxUnknown):
        await world.mailboxes.refresh(box)
    await world.keeper.shred(box.tip)
    with pytest.raises(MailboxUnknown):
        await world.mailboxes.refresh(box)
    with pytest.raises(CaseFinished):
        await world.mailboxes.answer(box, text="thêm", photos=())


async def test_an_answer_rings_the_person_in_charge(world: World) -> None:
    sent = await world.intake.send(draft())
    await world.mailboxes.answer(await world.mailboxes.open(sent.receipt), text="thêm", photos=())
    world.clock.forward(hours=1)
    notices = await world.outbox.due(instant(world.clock.now()), 10)
    (answer,) = [notice for notice in notices if notice.kind is NoticeKind.ANSWER_ARRIVED]
    row = await _row(world)
    assert (answer.staff, answer.case) == (row.owner, row.case)


async def test_a_closed_case_opens_once_more_within_ninety_days(world: World) -> None:
    sent = await world.intake.send(draft())
    await _close(world, "xong")
    world.clock.forward(days=89)
    box = await world.mailboxes.open(sent.receipt)
    with pytest.raises(AnswerEmpty):
        await world.mailboxes.reopen(box, " ")
    await world.mailboxes.reopen(box, "Họ lại bán")
    row = await _row(world)
    assert (row.state, row.result, row.closed, row.reopened) == (TipState.ROUTED, None, None, True)
    assert row.due_accept > instant(world.clock.now())
    world.clock.forward(days=5)
    box = await world.mailboxes.open(sent.receipt)
    assert (box.status, box.result_text, box.can_answer) == (ReaderStatus.RECEIVED, "", True)
    await _close(world, "xong lần hai")
    box = await world.mailboxes.open(sent.receipt)
    assert (box.can_reopen, box.result_text) == (False, "xong lần hai")
    with pytest.raises(CaseFinished):
        await world.mailboxes.reopen(box, "nữa")


async def test_unknown_expired_and_erased_are_one_answer_for_the_same_work(world: World) -> None:
    expired = await world.intake.send(draft("một chuyện đã xong từ lâu"))
    await _close(world, "xong")
    world.clock.forward(days=90)
    erased = await world.intake.send(draft("một chuyện bị xóa"))
    (other,) = await world.repository.cases_for(PC04, open_only=True)
    await world.keeper.shred(other.tip)
    statements: list[str] = []

    @event.listens_for(world.database.engine.sync_engine, "before_cursor_execute")
    def count(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    seen = set()
    for code in (new_receipt(), expired.receipt, erased.receipt):
        before = world.argon2.done
        statements.clear()
        with pytest.raises(MailboxUnknown) as refused:
            await world.mailboxes.open(code)
        seen.add((str(refused.value), tuple(statements), world.argon2.done - before))
    assert len(seen) == 1
    assert seen.pop()[2] == 1


async def test_a_typo_costs_no_lookup_and_no_argon2(world: World) -> None:
    sent = await world.intake.send(draft())
    digit = "0" if sent.receipt[0] != "0" else "1"
    before = world.argon2.done
    for _ in range(LOOKUPS_A_MINUTE + 5):
        with pytest.raises(ReceiptTypo):
            await world.mailboxes.open(digit + sent.receipt[1:])
    assert world.argon2.done == before
    await world.mailboxes.open(sent.receipt)


async def test_sixty_lookups_a_minute_for_everybody_together(world: World) -> None:
    sent = await world.intake.send(draft())
    for _ in range(LOOKUPS_A_MINUTE):
        with pytest.raises(MailboxUnknown):
            await world.mailboxes.open(new_receipt())
    world.clock.forward(seconds=20)
    with pytest.raises(TooManyAttempts) as refused:
        await world.mailboxes.open(sent.receipt)
    assert refused.value.retry_after == 40
    world.clock.forward(seconds=40)
    assert (await world.mailboxes.open(sent.receipt)).status is ReaderStatus.RECEIVED


async def test_an_open_mailbox_holds_nothing_of_the_tip_and_says_nothing(world: World) -> None:
    sent = await world.intake.send(draft())
    box = await world.mailboxes.open(sent.receipt)
    assert repr(box) == "OpenMailbox()"
    values = [getattr(box, name) for name in type(box).__slots__]
    assert not any(isinstance(value, str) and value for value in values if not isinstance(value, ReaderStatus))
    assert TEXT not in str(values)
    with pytest.raises(TypeError):
        pickle.dumps(box)


async def test_what_cannot_be_sealed_or_is_empty_is_refused_and_nothing_changes(world: World) -> None:
    sent = await world.intake.send(draft())
    box = await world.mailboxes.open(sent.receipt)
    before = await world.row_count()
    with pytest.raises(AnswerEmpty):
        await world.mailboxes.answer(box, text="  ", photos=())
    world.police.with_keys = frozenset[UnitCode]({LAO_BAO})
    with pytest.raises(SealFailed):
        await world.mailboxes.answer(box, text="thêm", photos=())
    world.police.tampered = True
    with pytest.raises(SealFailed):
        await world.mailboxes.answer(box, text="thêm", photos=())
    assert await world.row_count() == before


async def test_nobody_fills_the_disk_through_a_mailbox(world: World) -> None:
    sent = await world.intake.send(draft())
    box = await world.mailboxes.open(sent.receipt)
    for number in range(9):
        await world.mailboxes.answer(box, text=f"thêm {number}", photos=(b"x",) * 10)
    with pytest.raises(MailboxFull):
        await world.mailboxes.answer(box, text="thêm", photos=(b"x",) * 10)
    with pytest.raises(MailboxFull):
        await world.mailboxes.answer(box, text="thêm", photos=(b"x",) * 11)
