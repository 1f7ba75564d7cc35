"""What an approver reads in the chat of a long change: what differs, not how it begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from broadcasts.audience import AudienceCount
from broadcasts.estimate import Estimate, Shortfall
from broadcasts.hours import ZONE
from broadcasts.review import Review
from channels.contract import ChannelName
from handlers import texts
from handlers.campaign_review import ApprovalRenderer, shortened
from places.gazetteer import load as load_gazetteer
from storage.campaigns.types import AudienceRule, Campaign, CampaignId, CampaignKind, CampaignState, Content
from storage.residents.types import Language
from storage.types import Instant, StaffId
from tests.unit.tips.clock import HandClock

LONG = "Kính mời toàn thể bà con trong thôn cùng các cháu học sinh và ông bà cao tuổi đến nhà văn hóa " * 3


def test_what_is_short_stays_whole() -> None:
    assert shortened("Tối thứ sáu họp.", "Tối thứ bảy họp.") == "Tối thứ sáu họp."


@pytest.mark.parametrize("after", ["", f" {LONG}"])
def test_two_long_sentences_show_where_they_differ(after: str) -> None:
    old, new = (f"{LONG}lúc {hour} giờ tối{after}" for hour in (19, 20))
    told = [shortened(old, new), shortened(new, old)]
    assert ["lúc 19 giờ" in told[0], "lúc 20 giờ" in told[1]] == [True, True]
    assert all(one.startswith("…") and len(one) <= 162 for one in told)


def test_a_sentence_that_goes_on_where_the_other_ended_shows_its_end() -> None:
    assert shortened(f"{LONG}Nhớ mang ghế.", LONG).endswith("Nhớ mang ghế.")


def test_without_another_it_is_told_from_its_beginning() -> None:
    told = shortened(LONG, "")
    assert told == f"{LONG[:160]}…"


def test_whom_the_month_leaves_out_is_said_with_what_to_do() -> None:
    short = Shortfall(
        account="zalo-bot",
        people=AudienceCount(exact=120),
        parts=2,
        resets=datetime(2026, 12, 1, tzinfo=ZONE),
        goes_on=False,
    )
    told = plan_with(short)
    assert "Zalo không còn đủ tin trong tháng này: 120 người sẽ không nhận được." in told
    assert "Mỗi người tốn 2 tin vì bài dài." in told
    assert "hẹn giờ gửi từ 1/12" in told
    few = plan_with(replace(short, people=AudienceCount(exact=None), parts=1, goes_on=True))
    assert "dưới 10 người phải đợi đến 1/12." in few
    assert "Mỗi người tốn" not in few
    assert "không còn đủ tin" not in plan_with()


def plan_with(*shortfalls: Shortfall) -> str:
    """Return the plan of a campaign as its approver reads it."""
    render = ApprovalRenderer(
        catalogue=texts.load(),
        gazetteer=load_gazetteer(),
        console_address="",
        clock=HandClock(datetime(2026, 11, 25, 9, tzinfo=ZONE)),
        platform_names={ChannelName("zalo-bot"): "Zalo"},
    )
    campaign = Campaign(
        campaign=CampaignId("c1"),
        kind=CampaignKind.AWARENESS,
        state=CampaignState.IN_REVIEW,
        author=StaffId("S-AUTHOR"),
        content=Content(title="Họp", text="Mời bà con."),
        audience=AudienceRule(),
        starts=None,
        max_late=0,
        digest="d",
        revision=1,
    )
    at = Instant(1_795_600_000)
    estimate = Estimate(seconds=60, begins=at, finishes=at, crosses_night=False, shortfalls=shortfalls)
    review = Review(campaign=campaign, count=AudienceCount(exact=400), estimate=estimate, changes=None)
    return render.plan(review, Language.VIETNAMESE)
