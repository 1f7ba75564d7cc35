"""Every state, kind and role has its words: a new one without fails here, not on a page."""

from __future__ import annotations

from enum import StrEnum

import jinja2
import pytest

from broadcasts.changes import ChangedPart
from broadcasts.report import Advice
from broadcasts.testers import Reached
from storage.campaigns.types import CampaignKind, CampaignState, DeliveryState
from storage.residents.types import Topic
from storage.staff.types import Role
from storage.tips.types import Authority, Conflict, EventKind, Happening, NextAction, Result, TipState, Urgency


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        ("role_words", Role),
        ("tip_state_words", TipState),
        ("tip_state_next", TipState),
        ("urgency_words", Urgency),
        ("happening_words", Happening),
        ("conflict_words", Conflict),
        ("authority_words", Authority),
        ("next_action_words", NextAction),
        ("result_words", Result),
        ("event_words", EventKind),
        ("topic_words", Topic),
        ("campaign_state_words", CampaignState),
        ("campaign_state_next", CampaignState),
        ("delivery_state_words", DeliveryState),
        ("kind_words", CampaignKind),
        ("advice_words", Advice),
        ("part_words", ChangedPart),
        ("tested_words", Reached),
    ],
)
def test_every_value_has_words(table: str, kinds: type[StrEnum]) -> None:
    templates = jinja2.Environment(loader=jinja2.PackageLoader("console"), autoescape=True)
    words = getattr(templates.get_template("staff/words.html").module, table)
    assert set(words) == {kind.value for kind in kinds}
    assert len(set(words.values())) == len(words), "two values read the same"
