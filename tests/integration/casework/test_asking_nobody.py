"""Where the mailbox is gone the officer hears that nobody can be asked, and not why; the clocks go on."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from console.staff.sentences import in_the_way
from storage.tips import tables
from storage.tips.types import EventKind, Result, TipState
from tests.integration.casework.line import Line
from tests.integration.enrolment.people import COMMUNE
from tips.staff_errors import Obstacle, WrongState


async def test_a_question_without_a_mailbox_is_refused_and_stops_no_clock(line: Line) -> None:
    first, _ = await line.open_intake()
    officer = await line.active_officer(COMMUNE, first)
    await line.send()
    row = await line.one_case(officer)
    unlocked = await line.unlock(officer)
    await line.casework.take(unlocked, row.case)
    async with line.tips.write() as connection:
        await connection.execute(delete(tables.mailbox).where(tables.mailbox.c.tip == row.tip))
    taken = await line.one_case(officer)
    with pytest.raises(WrongState) as refused:
        await line.casework.ask(unlocked, row.case, "Xe màu gì?")
    assert refused.value.reason is Obstacle.MAILBOX_GONE
    assert await line.one_case(officer) == taken
    assert EventKind.ASKED not in {event.kind for event in await line.repository.events(row.tip)}
    await line.casework.close(unlocked, row.case, Result.NOT_ENOUGH_INFORMATION, "Cảm ơn bạn.")
    closed = await line.repository.case(row.tip)
    assert closed is not None and closed.state is TipState.CLOSED


def test_the_sentence_does_not_say_why() -> None:
    said = in_the_way(Obstacle.MAILBOX_GONE)
    assert not any(word in said for word in ("xóa", "hết hạn", "đóng"))
