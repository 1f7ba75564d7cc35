"""I-41, the pure part: which clock runs, when it reminds, how far a breach has climbed and to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.tips.types import Authority, CaseNumber, CaseRow, NextAction, TipId, TipState, Urgency
from storage.types import OVERSIGHT, PC04, Instant, StaffId, UnitCode
from tips.clocks_table import DAY, HOUR, LONGEST_PAUSE, due_times
from tips.running_clock import (
    REMINDERS,
    RUNGS,
    ClockKind,
    RunningClock,
    length,
    reminders_due,
    rung,
    rungs_due,
    running_clock,
)

COMMUNE = UnitCode("19360")
NOON = Instant(1_764_046_800)
CLOCKS = st.builds(
    RunningClock,
    kind=st.sampled_from(ClockKind),
    due=st.integers(10**9, 2 * 10**9).map(Instant),
    length=st.integers(60, 40 * DAY),
)


def case(state: TipState = TipState.ROUTED, urgency: Urgency = Urgency.NORMAL) -> CaseRow:
    due = due_times(urgency, NOON)
    return CaseRow(
        tip=TipId(bytes(16)),
        case=CaseNumber("T-ABCDEF"),
        state=state,
        urgency=urgency,
        lead_unit=COMMUNE,
        authority=Authority.COMMUNE,
        owner=StaffId("S-AAAAAA"),
        next_action=NextAction.ACCEPT,
        received=NOON,
        due_accept=due.accept,
        due_action=due.action,
        due_resolve=due.resolve,
        escalation=0,
        result=None,
        closed=None,
        is_test=False,
        paused_since=NOON if state is TipState.WAITING_REPORTER else None,
    )


@pytest.mark.parametrize(
    ("urgency", "lengths"),
    [
        (Urgency.URGENT, (15 * 60, HOUR, DAY)),
        (Urgency.HIGH, (2 * HOUR, DAY, 7 * DAY)),
        (Urgency.NORMAL, (DAY, 3 * DAY, 20 * DAY)),
    ],
)
def test_lengths_are_those_of_the_table(urgency: Urgency, lengths: tuple[int, int, int]) -> None:
    assert tuple(length(urgency, kind) for kind in ClockKind) == lengths


@pytest.mark.parametrize(
    ("state", "acted", "kind"),
    [
        (TipState.ROUTED, False, ClockKind.ACCEPT),
        (TipState.ROUTED, True, ClockKind.ACCEPT),
        (TipState.ACCEPTED, False, ClockKind.ACTION),
        (TipState.ACCEPTED, True, ClockKind.RESOLVE),
        (TipState.WAITING_REPORTER, True, None),
        (TipState.QUARANTINED, False, ClockKind.ACCEPT),
        (TipState.CLOSED, True, None),
    ],
)
def test_one_clock_runs_at_a_time(state: TipState, acted: bool, kind: ClockKind | None) -> None:
    clock = running_clock(case(state), acted=acted, now=NOON)
    assert (clock.kind if clock else None) == kind


def test_a_pause_ends_by_itself_after_seven_days_and_its_time_is_given_back() -> None:
    row = case(TipState.WAITING_REPORTER)
    assert running_clock(row, acted=True, now=Instant(NOON + LONGEST_PAUSE - 1)) is None
    for later in (0, DAY, 30 * DAY):
        clock = running_clock(row, acted=True, now=Instant(NOON + LONGEST_PAUSE + later))
        assert clock is not None and clock.due == row.due_resolve + LONGEST_PAUSE
    used = replace(row, paused_seconds=LONGEST_PAUSE)
    clock = running_clock(used, acted=True, now=NOON)
    assert clock is not None and clock.due == row.due_resolve


@given(clock=CLOCKS, moments=st.lists(st.integers(-41 * DAY, 90 * DAY), min_size=2, max_size=20))
def test_reminders_and_rungs_only_grow_and_never_overlap(clock: RunningClock, moments: list[int]) -> None:
    reminded = climbed = 0
    for moment in sorted(moments):
        now = Instant(clock.due + moment)
        reminders, rungs = reminders_due(clock, now), rungs_due(clock, now)
        assert 0 <= reminders <= REMINDERS and 0 <= rungs <= RUNGS
        if now < clock.due:
            assert rungs == 0 and reminders >= reminded
            reminded = reminders
        else:
            assert reminders == 0 and rungs >= 2
        assert rungs >= climbed
        climbed = rungs


@given(clock=CLOCKS)
def test_the_steps_stand_where_the_table_says(clock: RunningClock) -> None:
    begins = clock.due - clock.length
    for share, reminders in ((0.49, 0), (0.51, 1), (0.79, 1), (0.81, 2)):
        assert reminders_due(clock, Instant(begins + round(clock.length * share))) == reminders
    for late, rungs in ((-1, 0), (0, 2), (clock.length // 2 - 1, 2), (clock.length // 2, 3), (clock.length, 4)):
        assert rungs_due(clock, Instant(clock.due + late)) == rungs


@given(
    level=st.integers(1, RUNGS),
    lead=st.sampled_from([COMMUNE, PC04, OVERSIGHT]),
    others=st.frozensets(st.sampled_from([PC04, OVERSIGHT, UnitCode("19429")])),
)
def test_a_breach_reaches_only_units_that_can_open_the_case(
    level: int, lead: UnitCode, others: frozenset[UnitCode]
) -> None:
    step = rung(level, replace(case(), lead_unit=lead), others | {lead})
    assert step.unit is None or step.unit in others | {lead}
    assert (step.staff is not None) == (level == 1)


def test_the_whole_ladder() -> None:
    holders = frozenset({COMMUNE, PC04, OVERSIGHT})
    assert [(step.unit, step.staff) for step in (rung(level, case(), holders) for level in range(1, RUNGS + 1))] == [
        (COMMUNE, StaffId("S-AAAAAA")),
        (COMMUNE, None),
        (PC04, None),
        (OVERSIGHT, None),
    ]
    own = replace(case(), lead_unit=PC04)
    assert rung(3, own, holders).unit is None, "PC04 has heard it as the lead"
