"""Who may do what: the person in charge, his unit, PC04 above a commune, oversight that only reads."""

from __future__ import annotations

import asyncio

import pytest

from storage.tips.types import Conflict, Happening, Result, TipState
from tests.integration.casework.line import Line
from tests.integration.enrolment.people import COMMUNE, Person
from tips.staff_errors import (
    Bar,
    NotAllowed,
    Obstacle,
    OwnsOpenCases,
    SignInNeeded,
    TextUnfit,
    Unfit,
    WrongState,
)

THANKS = "Cảm ơn bạn đã báo tin."


async def _commune_of_two(line: Line) -> tuple[Person, Person, Person]:
    first, _ = await line.open_intake()
    one = await line.active_officer(COMMUNE, first)
    return first, one, await line.active_officer(COMMUNE, one)


async def test_of_two_who_take_at_once_one_wins(line: Line) -> None:
    _, one, two = await _commune_of_two(line)
    await line.send()
    row = await line.one_case(one)
    results = await asyncio.gather(
        line.casework.take(await line.unlock(one), row.case),
        line.casework.take(await line.unlock(two), row.case),
        line.casework.take_by_staff(one.staff, row.case),
        return_exceptions=True,
    )
    refused = [result for result in results if isinstance(result, WrongState)]
    assert [error.reason for error in refused] == [Obstacle.ALREADY_TAKEN] * 2
    after = await line.one_case(one)
    assert after.state is TipState.ACCEPTED
    accepted = [event for event in await line.repository.events(after.tip) if event.kind.value == "accepted"]
    assert [event.staff for event in accepted] == [after.owner]


async def test_taking_in_the_chat_needs_no_keys(line: Line) -> None:
    _, one, two = await _commune_of_two(line)
    await line.send()
    (row,) = [row for row in await line.casework.envelopes(COMMUNE) if not row.is_test]
    taken = await line.casework.take_by_staff(two.staff, row.case)
    assert (taken.state, taken.owner) == (TipState.ACCEPTED, two.staff)
    with pytest.raises(NotAllowed) as refused:
        await line.casework.ask(await line.unlock(one), row.case, "Mấy giờ?")
    assert refused.value.reason is Bar.NOT_IN_CHARGE


async def test_oversight_reads_and_does_nothing(line: Line) -> None:
    first, _ = await line.open_intake()
    overseer = await line.overseer(first)
    await line.send()
    row = await line.one_case(overseer)
    unlocked = await line.unlock(overseer)
    assert (await line.casework.case(unlocked, row.case)).text
    await line.casework.take(await line.unlock(first), row.case)
    for attempt in (
        line.casework.ask(unlocked, row.case, "Mấy giờ?"),
        line.casework.note(unlocked, row.case, "Ghi"),
        line.casework.close(unlocked, row.case, Result.CONFIRMED, THANKS),
    ):
        with pytest.raises(NotAllowed) as refused:
            await attempt
        assert refused.value.reason is Bar.OVERSIGHT_READS_ONLY


async def test_steps_in_the_wrong_order_say_what_stands_in_the_way(line: Line) -> None:
    _, one, _ = await _commune_of_two(line)
    await line.send()
    row = await line.one_case(one)
    unlocked = await line.unlock(one)
    for attempt in (
        line.casework.ask(unlocked, row.case, "Mấy giờ?"),
        line.casework.close(unlocked, row.case, Result.CONFIRMED, THANKS),
    ):
        with pytest.raises(WrongState) as refused:
            await attempt
        assert refused.value.reason is Obstacle.NOT_TAKEN_YET
    await line.casework.take(unlocked, row.case)
    await line.casework.close(unlocked, row.case, Result.CONFIRMED, THANKS)
    for attempt in (
        line.casework.take(unlocked, row.case),
        line.casework.ask(unlocked, row.case, "Mấy giờ?"),
        line.casework.note(unlocked, row.case, "Ghi"),
        line.casework.close(unlocked, row.case, Result.PARTLY, THANKS),
    ):
        with pytest.raises(WrongState) as refused:
            await attempt
        assert refused.value.reason is Obstacle.ALREADY_CLOSED


async def test_who_closes(line: Line) -> None:
    first, one, two = await _commune_of_two(line)
    await line.send(happening=Happening.YES)
    row = await line.one_case(one)
    await line.casework.take(await line.unlock(one), row.case)
    for person, result, bar in (
        (two, Result.CONFIRMED, Bar.NOT_IN_CHARGE),
        (one, Result.ABUSE, Bar.NEEDS_HIGHER_AUTHORITY),
    ):
        with pytest.raises(NotAllowed) as refused:
            await line.casework.close(await line.unlock(person), row.case, result, THANKS)
        assert refused.value.reason is bar
    with pytest.raises(WrongState) as wrong:
        await line.casework.close(await line.unlock(one), row.case, Result.TEST, "")
    assert wrong.value.reason is Obstacle.TEST_ONLY_FOR_TESTS
    await line.casework.close(await line.unlock(first), row.case, Result.ABUSE, THANKS)
    assert (await line.real_cases(one, open_only=False))[0].result is Result.ABUSE


async def test_abuse_needs_a_second_officer_of_pc04(line: Line) -> None:
    first, second = await line.open_intake()
    await line.send(conflict=Conflict.COMMUNE)
    row = await line.one_case(first)
    await line.casework.take(await line.unlock(first), row.case)
    with pytest.raises(NotAllowed) as refused:
        await line.casework.close(await line.unlock(first), row.case, Result.ABUSE, THANKS)
    assert refused.value.reason is Bar.NEEDS_ANOTHER_OFFICER
    await line.casework.close(await line.unlock(second), row.case, Result.ABUSE, THANKS)


async def test_texts_that_do_not_fit_change_nothing(line: Line) -> None:
    first, _ = await line.open_intake()
    await line.send()
    row = await line.one_case(first)
    unlocked = await line.unlock(first)
    await line.casework.take(unlocked, row.case)
    before = await line.one_case(first)
    for attempt, reason in (
        (line.casework.ask(unlocked, row.case, " \n "), Unfit.EMPTY),
        (line.casework.ask(unlocked, row.case, "a" * 1001), Unfit.TOO_LONG),
        (line.casework.close(unlocked, row.case, Result.CONFIRMED, ""), Unfit.EMPTY),
        (line.casework.close(unlocked, row.case, Result.CONFIRMED, "Đã bắt anh Tám."), Unfit.NAMES_SOMEONE),
        (line.casework.close(unlocked, row.case, Result.CONFIRMED, "Gọi 0912 345 678"), Unfit.NAMES_SOMEONE),
    ):
        with pytest.raises(TextUnfit) as refused:
            await attempt
        assert refused.value.reason is reason
    assert await line.one_case(first) == before


async def test_locked_keys_open_and_do_nothing(line: Line) -> None:
    """I-37: an idle session is refused by every verb, not only by the page before it."""
    first, _ = await line.open_intake()
    await line.send()
    row = await line.one_case(first)
    token, session = await line.sign_in(first)
    unlocked = session.unlocked
    assert unlocked is not None
    line.clock.pass_by(minutes=15)
    assert line.sign_ins.session(token) is None
    for attempt in (
        line.casework.cases(unlocked),
        line.casework.case(unlocked, row.case),
        line.casework.photo(unlocked, row.case, 0),
        line.casework.take(unlocked, row.case),
        line.casework.ask(unlocked, row.case, "Mấy giờ?"),
        line.casework.note(unlocked, row.case, "Ghi"),
        line.casework.close(unlocked, row.case, Result.CONFIRMED, THANKS),
        line.casework.set_duty(unlocked, first.staff),
    ):
        with pytest.raises(SignInNeeded):
            await attempt


async def test_who_is_in_charge_is_not_disabled(line: Line) -> None:
    first, one, two = await _commune_of_two(line)
    await line.send()
    row = await line.one_case(one)
    await line.casework.take(await line.unlock(two), row.case)
    with pytest.raises(OwnsOpenCases) as refused:
        await line.staffing.disable(two.staff)
    assert refused.value.cases == (row.case,)
    await line.casework.close(await line.unlock(first), row.case, Result.CONFIRMED, THANKS)
    await line.staffing.disable(two.staff)


async def test_a_colleague_takes_over_from_who_was_only_on_duty(line: Line) -> None:
    _, one, two = await _commune_of_two(line)
    await line.send()
    row = await line.one_case(one)
    assert row.owner == one.staff
    await line.casework.take(await line.unlock(two), row.case)
    assert (await line.one_case(one)).owner == two.staff
