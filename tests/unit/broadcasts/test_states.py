"""Every state and step of a campaign, against the table that people agreed on."""

from __future__ import annotations

import pytest

from broadcasts.report import advice_for
from broadcasts.states import Step, next_state, states_before
from storage.campaigns.types import CampaignState, DeliveryState

_TABLE = {
    ("draft", "edit"): "draft",
    ("draft", "submit"): "in_review",
    ("draft", "cancel"): "cancelled",
    ("in_review", "edit"): "draft",
    ("in_review", "approve"): "approved",
    ("in_review", "reject"): "draft",
    ("in_review", "cancel"): "cancelled",
    ("approved", "edit"): "draft",
    ("approved", "fire"): "running",
    ("approved", "expire"): "expired",
    ("approved", "cancel"): "cancelled",
    ("running", "pause"): "paused",
    ("running", "finish"): "finished",
    ("running", "cancel"): "cancelled",
    ("finished", "resend"): "running",
    ("paused", "resume"): "running",
    ("paused", "finish"): "finished",
    ("paused", "cancel"): "cancelled",
}


@pytest.mark.parametrize("state", CampaignState)
@pytest.mark.parametrize("step", Step)
def test_every_state_and_step_is_in_the_table(state: CampaignState, step: Step) -> None:
    assert next_state(state, step) == _TABLE.get((state.value, step.value))


def test_nothing_is_sent_without_an_approval_in_between() -> None:
    """Whatever is done to a draft, it runs only by a step from `approved`."""
    reached = {CampaignState.DRAFT}
    while True:
        further = {
            after
            for state in reached
            for step in Step
            if step is not Step.APPROVE and (after := next_state(state, step)) is not None
        }
        if further <= reached:
            break
        reached |= further
    assert CampaignState.RUNNING not in reached
    assert CampaignState.APPROVED not in reached


def test_what_runs_can_not_be_edited() -> None:
    assert states_before(Step.EDIT) == {CampaignState.DRAFT, CampaignState.IN_REVIEW, CampaignState.APPROVED}


@pytest.mark.parametrize("state", DeliveryState)
def test_every_delivery_state_has_an_advice(state: DeliveryState) -> None:
    assert advice_for(state)
