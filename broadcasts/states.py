"""A campaign's states and the steps between them, as one pure function."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from storage.campaigns.types import CampaignState


class Step(StrEnum):
    """What can happen to a campaign."""

    EDIT = "edit"
    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    FIRE = "fire"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    FINISH = "finish"
    EXPIRE = "expire"
    RESEND = "resend"


def next_state(state: CampaignState, step: Step) -> CampaignState | None:
    """Return the state after `step`, or None where the step is not possible. An edit always makes a draft."""
    match state:
        case CampaignState.DRAFT:
            steps = {
                Step.EDIT: CampaignState.DRAFT,
                Step.SUBMIT: CampaignState.IN_REVIEW,
                Step.CANCEL: CampaignState.CANCELLED,
            }
        case CampaignState.IN_REVIEW:
            steps = {
                Step.EDIT: CampaignState.DRAFT,
                Step.APPROVE: CampaignState.APPROVED,
                Step.REJECT: CampaignState.DRAFT,
                Step.CANCEL: CampaignState.CANCELLED,
            }
        case CampaignState.APPROVED:
            steps = {
                Step.EDIT: CampaignState.DRAFT,
                Step.FIRE: CampaignState.RUNNING,
                Step.EXPIRE: CampaignState.EXPIRED,
                Step.CANCEL: CampaignState.CANCELLED,
            }
        case CampaignState.RUNNING:
            steps = {
                Step.PAUSE: CampaignState.PAUSED,
                Step.FINISH: CampaignState.FINISHED,
                Step.CANCEL: CampaignState.CANCELLED,
            }
        case CampaignState.PAUSED:
            steps = {
                Step.RESUME: CampaignState.RUNNING,
                Step.FINISH: CampaignState.FINISHED,
                Step.CANCEL: CampaignState.CANCELLED,
            }
        case CampaignState.FINISHED:
            steps = {Step.RESEND: CampaignState.RUNNING}
        case CampaignState.CANCELLED | CampaignState.EXPIRED:
            steps = {}
        case _:
            assert_never(state)
    return steps.get(step)


def states_before(step: Step) -> frozenset[CampaignState]:
    """Return the states from which a step is possible."""
    return frozenset(state for state in CampaignState if next_state(state, step) is not None)
