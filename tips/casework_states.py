"""The states of a case as a table: which step leads where, and what stands in the way.

    routed | quarantined --take--> accepted ⇄ waiting_reporter   (ask / answered by the sender)
    accepted | waiting_reporter --close--> closed --reopen--> routed

Source: facts/tip-line.md 6.1, as far as the first release has the steps.
"""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from storage.tips.types import NextAction, TipState
from tips.staff_errors import Obstacle, WrongState


class Step(StrEnum):
    """What can be done with a case."""

    TAKE = "take"
    ASK = "ask"
    NOTE = "note"
    CLOSE = "close"


def after(state: TipState, step: Step) -> TipState:
    """Return the state after a step. Raises `WrongState` with what stands in the way."""
    match state:
        case TipState.ROUTED | TipState.QUARANTINED:
            if step is Step.TAKE:
                return TipState.ACCEPTED
            raise WrongState(Obstacle.NOT_TAKEN_YET)
        case TipState.ACCEPTED | TipState.WAITING_REPORTER:
            return _after_accepted(state, step)
        case TipState.CLOSED:
            raise WrongState(Obstacle.ALREADY_CLOSED)
        case _:
            assert_never(state)


def next_action(state: TipState) -> NextAction:
    """Return the task that a state sets: rõ việc."""
    match state:
        case TipState.ROUTED | TipState.QUARANTINED:
            return NextAction.ACCEPT
        case TipState.ACCEPTED:
            return NextAction.VERIFY
        case TipState.WAITING_REPORTER:
            return NextAction.AWAIT_ANSWER
        case TipState.CLOSED:
            return NextAction.NONE
        case _:
            assert_never(state)


def _after_accepted(state: TipState, step: Step) -> TipState:
    match step:
        case Step.TAKE:
            raise WrongState(Obstacle.ALREADY_TAKEN)
        case Step.ASK:
            return TipState.WAITING_REPORTER
        case Step.NOTE:
            return state
        case Step.CLOSE:
            return TipState.CLOSED
        case _:
            assert_never(step)
