"""States and rights as tables: every state answers every step, and only what is written leads anywhere."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from storage.staff.types import Role
from storage.tips.types import Authority, CaseRow, NextAction, Result, TipState
from storage.types import OVERSIGHT, PC04, PROVINCE, Instant, StaffId, UnitCode
from tests.unit.casework.test_running_clock import COMMUNE, NOON, case
from tips import case_rules, casework_states
from tips.case_rules import Actor
from tips.casework_states import Step
from tips.clocks_table import DAY
from tips.staff_errors import Bar, NotAllowed, Obstacle, WrongState

OWNER = Actor(staff=StaffId("S-AAAAAA"), role=Role.OFFICER, unit=COMMUNE)
COLLEAGUE = Actor(staff=StaffId("S-BBBBBB"), role=Role.OFFICER, unit=COMMUNE)
ABOVE = Actor(staff=StaffId("S-CCCCCC"), role=Role.OFFICER, unit=PC04)
OVERSEER = Actor(staff=StaffId("S-DDDDDD"), role=Role.OVERSIGHT, unit=OVERSIGHT)
LEADER = Actor(staff=StaffId("S-EEEEEE"), role=Role.LEADER, unit=PROVINCE)
STRANGER = Actor(staff=StaffId("S-FFFFFF"), role=Role.OFFICER, unit=UnitCode("19429"))

WAYS = {
    (TipState.ROUTED, Step.TAKE): TipState.ACCEPTED,
    (TipState.QUARANTINED, Step.TAKE): TipState.ACCEPTED,
    (TipState.ACCEPTED, Step.ASK): TipState.WAITING_REPORTER,
    (TipState.ACCEPTED, Step.NOTE): TipState.ACCEPTED,
    (TipState.ACCEPTED, Step.CLOSE): TipState.CLOSED,
    (TipState.WAITING_REPORTER, Step.ASK): TipState.WAITING_REPORTER,
    (TipState.WAITING_REPORTER, Step.NOTE): TipState.WAITING_REPORTER,
    (TipState.WAITING_REPORTER, Step.CLOSE): TipState.CLOSED,
}


@pytest.mark.parametrize(("state", "step"), list(itertools.product(TipState, Step)))
def test_every_state_answers_every_step(state: TipState, step: Step) -> None:
    if (state, step) in WAYS:
        assert casework_states.after(state, step) is WAYS[state, step]
    else:
        with pytest.raises(WrongState):
            casework_states.after(state, step)


def test_every_open_state_has_a_task_and_a_closed_one_none() -> None:
    for state in TipState:
        assert (casework_states.next_action(state) is NextAction.NONE) == (state is TipState.CLOSED)


def _bar(act: object, *arguments: object, **named: object) -> Bar:
    assert callable(act)
    with pytest.raises(NotAllowed) as refused:
        act(*arguments, **named)
    return refused.value.reason


def test_who_takes() -> None:
    for actor in (OWNER, COLLEAGUE):
        taken = case_rules.taken(case(), actor)
        assert (taken.state, taken.owner, taken.next_action) == (TipState.ACCEPTED, actor.staff, NextAction.VERIFY)
    assert _bar(case_rules.taken, case(), ABOVE) is Bar.NOT_THE_LEAD_UNIT
    assert _bar(case_rules.taken, case(), STRANGER) is Bar.NOT_THE_LEAD_UNIT
    assert _bar(case_rules.taken, case(), OVERSEER) is Bar.OVERSIGHT_READS_ONLY
    assert _bar(case_rules.taken, case(), LEADER) is Bar.NOT_AN_OFFICER


def test_pc04_takes_over_what_a_commune_let_lie() -> None:
    taken = case_rules.taken(replace(case(), escalation=3, reminded=2), ABOVE)
    assert (taken.lead_unit, taken.authority, taken.owner) == (PC04, Authority.PC04, ABOVE.staff)
    assert (taken.escalation, taken.reminded) == (0, 0), "the next clock starts anew"
    assert _bar(case_rules.taken, replace(case(), escalation=3), STRANGER) is Bar.NOT_THE_LEAD_UNIT


def _accepted() -> CaseRow:
    return case_rules.taken(case(), OWNER)


def test_a_second_question_does_not_stop_the_clock_twice() -> None:
    waiting = case_rules.asked(_accepted(), OWNER, Instant(NOON + 100), first=True)
    again = case_rules.asked(waiting, OWNER, Instant(NOON + 500), first=False)
    assert waiting.paused_since == again.paused_since == NOON + 100
    assert _bar(case_rules.asked, _accepted(), COLLEAGUE, NOON, first=True) is Bar.NOT_IN_CHARGE


def test_the_first_thing_done_starts_the_third_clock_with_a_clean_ladder() -> None:
    late = replace(_accepted(), reminded=2, escalation=4)
    assert case_rules.noted(late, COLLEAGUE, first=True).escalation == 0
    assert case_rules.noted(late, COLLEAGUE, first=False).escalation == 4
    assert case_rules.asked(late, OWNER, NOON, first=True).reminded == 0


def test_closing_ends_a_pause_and_gives_its_time_back() -> None:
    waiting = case_rules.asked(_accepted(), OWNER, NOON, first=True)
    closed = case_rules.closed(waiting, OWNER, Instant(NOON + DAY), Result.PARTLY)
    assert (closed.paused_since, closed.paused_seconds) == (None, DAY)
    assert closed.due_resolve == waiting.due_resolve + DAY
    assert (closed.result, closed.closed, closed.state) == (Result.PARTLY, NOON + DAY, TipState.CLOSED)


def test_results_and_who_may_give_them() -> None:
    for result in set(Result) - {Result.ABUSE, Result.TEST}:
        assert case_rules.closed(_accepted(), OWNER, NOON, result).result is result
        assert case_rules.closed(_accepted(), ABOVE, NOON, result).result is result
        assert _bar(case_rules.closed, _accepted(), COLLEAGUE, NOON, result) is Bar.NOT_IN_CHARGE
    assert _bar(case_rules.closed, _accepted(), OWNER, NOON, Result.ABUSE) is Bar.NEEDS_HIGHER_AUTHORITY
    assert case_rules.closed(_accepted(), ABOVE, NOON, Result.ABUSE).result is Result.ABUSE
    with pytest.raises(WrongState) as wrong:
        case_rules.closed(_accepted(), OWNER, NOON, Result.TEST)
    assert wrong.value.reason is Obstacle.TEST_ONLY_FOR_TESTS
    drill = replace(_accepted(), is_test=True)
    assert case_rules.closed(drill, OWNER, NOON, Result.TEST).result is Result.TEST
