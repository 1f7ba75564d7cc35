"""Who may do what with a case, and what a step makes of its row. Pure.

Every right is measured on the clear columns: the lead unit, the person in charge, the level of authority.
Whether the unit may know the case at all was decided before, by its wrap.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from storage.staff.types import Role
from storage.tips.types import Authority, CaseRow, Result, TipState
from storage.types import PC04, Instant, StaffId, UnitCode
from tips import casework_states
from tips.casework_states import Step
from tips.clocks_table import resumed
from tips.staff_errors import Bar, NotAllowed, Obstacle, WrongState

TAKEN_OVER_FROM_RUNG = 3
"""From this rung of the ladder PC04 may take a case that the commune let lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts."""

    staff: StaffId
    role: Role
    unit: UnitCode


def taken(row: CaseRow, actor: Actor) -> CaseRow:
    """Return the case with the actor in charge. Raises `NotAllowed`, `WrongState`."""
    _check_officer(actor)
    takes_over = actor.unit == PC04 and row.escalation >= TAKEN_OVER_FROM_RUNG
    if actor.unit != row.lead_unit and not takes_over:
        raise NotAllowed(Bar.NOT_THE_LEAD_UNIT)
    state = casework_states.after(row.state, Step.TAKE)
    return replace(
        _with_new_clock(row),
        state=state,
        next_action=casework_states.next_action(state),
        owner=actor.staff,
        lead_unit=actor.unit,
        authority=Authority.PC04 if actor.unit == PC04 else row.authority,
    )


def asked(row: CaseRow, actor: Actor, now: Instant, *, first: bool) -> CaseRow:
    """Return the case waiting for the sender, its third clock stopped; `first` says that nothing was done before."""
    state = casework_states.after(row.state, Step.ASK)
    _check_in_charge(row, actor)
    return replace(
        _with_new_clock(row) if first else row,
        state=state,
        next_action=casework_states.next_action(state),
        paused_since=row.paused_since if row.paused_since is not None else now,
    )


def noted(row: CaseRow, actor: Actor, *, first: bool) -> CaseRow:
    """Return the case after an inner note of anybody in the lead unit."""
    casework_states.after(row.state, Step.NOTE)
    _check_officer(actor)
    if actor.unit != row.lead_unit:
        raise NotAllowed(Bar.NOT_THE_LEAD_UNIT)
    return _with_new_clock(row) if first else row


def closed(row: CaseRow, actor: Actor, now: Instant, result: Result) -> CaseRow:
    """Return the case closed. The person in charge closes, or PC04, which stands above a commune.

    `abuse` harms a sender's word, so PC04 decides it and a second officer, not the one in charge. A real tip
    is never closed as a test.
    """
    state = casework_states.after(row.state, Step.CLOSE)
    _check_officer(actor)
    if actor.staff != row.owner and actor.unit != PC04:
        raise NotAllowed(Bar.NOT_IN_CHARGE)
    if result is Result.ABUSE and actor.unit != PC04:
        raise NotAllowed(Bar.NEEDS_HIGHER_AUTHORITY)
    if result is Result.ABUSE and actor.staff == row.owner:
        raise NotAllowed(Bar.NEEDS_ANOTHER_OFFICER)
    if result is Result.TEST and not row.is_test:
        raise WrongState(Obstacle.TEST_ONLY_FOR_TESTS)
    return replace(
        _running(row, now),
        state=state,
        next_action=casework_states.next_action(state),
        result=result,
        closed=now,
    )


def _running(row: CaseRow, now: Instant) -> CaseRow:
    """Return the case with its third clock going again, if it stood still."""
    if row.paused_since is None:
        return row
    clock = resumed(
        due_resolve=row.due_resolve, paused_since=row.paused_since, paused_seconds=row.paused_seconds, at=now
    )
    return replace(row, due_resolve=clock.due_resolve, paused_seconds=clock.paused_seconds, paused_since=None)


def _with_new_clock(row: CaseRow) -> CaseRow:
    return replace(row, reminded=0, escalation=0)


def _check_officer(actor: Actor) -> None:
    match actor.role:
        case Role.OFFICER:
            return
        case Role.OVERSIGHT:
            raise NotAllowed(Bar.OVERSIGHT_READS_ONLY)
        case Role.ORGANIZER | Role.APPROVER | Role.LEADER:
            raise NotAllowed(Bar.NOT_AN_OFFICER)


def _check_in_charge(row: CaseRow, actor: Actor) -> None:
    _check_officer(actor)
    if row.state is not TipState.CLOSED and actor.staff != row.owner:
        raise NotAllowed(Bar.NOT_IN_CHARGE)
