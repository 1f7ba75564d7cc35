"""What a case's state means to its sender, and what his writing does to it. Pure.

Source: facts/tip-line.md 6.1, 6.3.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from storage.tips.types import CaseRow, NextAction, ReaderStatus, Result, TipState
from storage.types import Instant
from tips import clocks_table


def reader_status(state: TipState) -> ReaderStatus:
    """Return which of the four words the sender reads."""
    match state:
        case TipState.QUARANTINED | TipState.ROUTED:
            return ReaderStatus.RECEIVED
        case TipState.ACCEPTED:
            return ReaderStatus.CHECKING
        case TipState.WAITING_REPORTER:
            return ReaderStatus.NEEDS_INFORMATION
        case TipState.CLOSED:
            return ReaderStatus.FINISHED
        case _:
            assert_never(state)


def can_reopen(row: CaseRow, now: Instant) -> bool:
    """Say whether the sender may open the case again: once, within 90 days of its closing; no test."""
    if row.closed is None or row.reopened or row.result is Result.TEST:
        return False
    return now < row.closed + clocks_table.REOPEN_SECONDS


def answered(row: CaseRow, hour: Instant) -> CaseRow:
    """Return the case after an answer that arrived in the rounded `hour`: a waiting one goes on, its clock too."""
    if row.paused_since is None:
        return row
    clock = clocks_table.resumed(
        due_resolve=row.due_resolve, paused_since=row.paused_since, paused_seconds=row.paused_seconds, at=hour
    )
    return replace(
        row,
        state=TipState.ACCEPTED,
        next_action=NextAction.VERIFY,
        due_resolve=clock.due_resolve,
        paused_since=None,
        paused_seconds=clock.paused_seconds,
    )


def reopened(row: CaseRow, hour: Instant) -> CaseRow:
    """Return a closed case as opened again in the rounded `hour`: all clocks begin anew."""
    due = clocks_table.due_times(row.urgency, hour)
    return replace(
        row,
        state=TipState.ROUTED,
        next_action=NextAction.ACCEPT,
        due_accept=due.accept,
        due_action=due.action,
        due_resolve=due.resolve,
        paused_seconds=0,
        reminded=0,
        escalation=0,
        result=None,
        closed=None,
        reopened=True,
    )
