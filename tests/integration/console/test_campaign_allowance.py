"""An organizer reads why a run waits: the month's share of a platform that counts by the month."""

from __future__ import annotations

from channels.contract import Lane
from storage.campaigns.types import AudienceRule, CampaignId, Content
from storage.residents.types import Language, Topic
from storage.staff.types import Role
from storage.types import PROVINCE, StaffId
from tests.integration.console.house import House


async def _running(house: House) -> CampaignId:
    """Return a campaign whose run has one person, on the platform that counts by the month."""
    await house.residents.subscribe("words", "1", unit=None, topics=Topic, language=Language.VIETNAMESE)
    content = Content(title="Họp thôn", text="Mời bà con.")
    campaign = await house.campaigns.create(StaffId("S-AUTHOR"), content, AudienceRule(), None)
    await house.campaigns.submit(campaign.campaign)
    await house.campaigns.approve(campaign.campaign, StaffId("S-OTHER1"), campaign.digest)
    await house.fire()
    return campaign.campaign


async def test_the_page_says_how_much_is_left_and_why_a_run_waits(house: House) -> None:
    visitor = await house.signed_in(await house.enrol(PROVINCE, Role.ORGANIZER))
    path = f"/console/campaigns/{await _running(house)}"
    page = await visitor.get(path)
    assert "còn gửi được 30 tin" in page.mark("campaign-allowance").text
    assert not page.has("campaign-held-back")
    await house.budget.reserve("words", Lane.BULK, 30)
    told = (await visitor.get(path)).mark("campaign-held-back").text
    assert "30 trên 30 tin" in told
    assert "70 tin giữ để trả lời người dân" in told
    assert "ZALO_BOT_MONTHLY_QUOTA" in told
    await house.budget.used_up("words")
    assert "báo đã hết số tin của tháng" in (await visitor.get(path)).mark("campaign-held-back").text


async def test_the_page_says_before_approval_whom_the_month_leaves_out(house: House) -> None:
    visitor = await house.signed_in(await house.enrol(PROVINCE, Role.ORGANIZER))
    for person in range(45):
        await house.residents.subscribe("words", str(person), unit=None, topics=Topic, language=Language.VIETNAMESE)
    content = Content(title="Họp thôn", text="Mời bà con.")
    one = await house.campaigns.create(StaffId("S-AUTHOR"), content, AudienceRule(), None)
    path = f"/console/campaigns/{one.campaign}"
    told = (await visitor.get(path)).mark("campaign-shortfall").text
    assert "15 người sẽ không nhận được" in told
    assert "hẹn giờ gửi từ" in told
    assert "ZALO_BOT_MONTHLY_QUOTA" in told
    await house.residents.stop("words", "0")
    await house.campaigns.submit(one.campaign)
    assert "14 người" in (await visitor.get(path)).mark("campaign-shortfall").text
