"""After a run: uncertain messages go out once more by a second person's word; after 90 days rows are numbers."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from broadcasts.aftermath import Aftermath
from broadcasts.errors import AuthorMayNotApprove, CampaignUnknown, DigestChanged, WrongCampaignState
from storage.campaigns.aftermath import AftermathRepository
from storage.campaigns.tables import delivery
from storage.campaigns.types import Campaign, CampaignId, CampaignState, DeliveryState
from tests.integration.broadcasts.platform import Fault
from tests.integration.broadcasts.world import APPROVER, AUTHOR, World, counted

_DAY = 24 * 3600


@pytest.fixture
def aftermath(world: World) -> Aftermath:
    """Return what is decided after a run."""
    return Aftermath(campaigns=world.repository, ledgers=AftermathRepository(world.database), clock=world.clock)


async def _with_uncertain(world: World) -> Campaign:
    """Return a finished campaign: ten people, one arrived uncertainly, one was cut before."""
    await world.subscribe(10)
    world.platform.faults |= {"1": [Fault.LOST_AFTER_ACCEPT], "2": [Fault.CUT_AFTER]}
    campaign = await world.approved()
    assert counted(await world.send_all(campaign.campaign)) == {"sent": 8, "unknown": 2}
    return campaign


async def _rows(world: World) -> int:
    async with world.database.read() as connection:
        return int((await connection.execute(select(func.count()).select_from(delivery))).scalar_one())


async def test_uncertain_ones_go_once_more_marked_and_never_a_third_time(world: World, aftermath: Aftermath) -> None:
    campaign = await _with_uncertain(world)
    assert await aftermath.resendable(campaign.campaign) == 2
    world.platform.faults["2"] = [Fault.CUT_AFTER]
    assert await aftermath.resend(campaign.campaign, APPROVER, campaign.digest) == 2
    assert (await world.campaigns.get(campaign.campaign)).state is CampaignState.RUNNING
    assert counted(await world.send_all(campaign.campaign)) == {"sent": 9, "unknown": 1}
    assert [said.text for said in world.platform.said["1"]] == ["vi: Mời bà con.", "(nhắc lại) vi: Mời bà con."]
    assert {person: world.platform.arrived[person] for person in ("2", "3")} == {"2": 0, "3": 1}
    assert await aftermath.resendable(campaign.campaign) == 0, "once is enough: it stays uncertain and is shown"
    with pytest.raises(WrongCampaignState):
        await aftermath.resend(campaign.campaign, APPROVER, campaign.digest)
    assert (await world.campaigns.get(campaign.campaign)).state is CampaignState.FINISHED


async def test_it_takes_a_second_person_and_a_finished_run(world: World, aftermath: Aftermath) -> None:
    campaign = await _with_uncertain(world)
    with pytest.raises(AuthorMayNotApprove):
        await aftermath.resend(campaign.campaign, AUTHOR, campaign.digest)
    with pytest.raises(DigestChanged):
        await aftermath.resend(campaign.campaign, APPROVER, "0")
    with pytest.raises(CampaignUnknown):
        await aftermath.resend(CampaignId("c0"), APPROVER, campaign.digest)
    draft = await world.campaigns.create(AUTHOR, campaign.content, campaign.audience, None)
    with pytest.raises(WrongCampaignState):
        await aftermath.resend(draft.campaign, APPROVER, draft.digest)
    # Whoever stopped in between gets nothing more.
    assert await world.residents.stop("telegram", "2")
    assert await aftermath.resend(campaign.campaign, APPROVER, campaign.digest) == 2
    assert counted(await world.send_all(campaign.campaign)) == {"sent": 9, "skipped": 1}


async def test_after_ninety_days_rows_are_numbers_and_the_page_shows_the_same(
    world: World, aftermath: Aftermath
) -> None:
    campaign = await _with_uncertain(world)
    young = await world.approved()
    before = (await world.campaigns.show(campaign.campaign)).counts
    world.clock.move(89 * _DAY)
    assert await aftermath.fold() == 0
    await world.planner().tick()
    world.clock.move(2 * _DAY)
    assert await aftermath.fold() == 10
    assert await aftermath.fold() == 0
    report = await world.campaigns.show(campaign.campaign)
    assert report.counts == before
    assert report.total == 10
    assert await _rows(world) == 0
    assert await world.answers.answer(await world.run_of(campaign.campaign), "telegram", "3", 0) == "not_for_you"
    assert await aftermath.resendable(campaign.campaign) == 0
    assert (await world.campaigns.get(young.campaign)).state is CampaignState.EXPIRED


async def test_a_run_that_is_not_at_its_end_keeps_its_rows(world: World, aftermath: Aftermath) -> None:
    await world.subscribe(3)
    campaign = await world.approved()
    await world.planner().tick()
    await world.campaigns.pause(campaign.campaign)
    world.clock.move(100 * _DAY)
    assert await aftermath.fold() == 0
    assert await _rows(world) == 3
    await world.campaigns.cancel(campaign.campaign)
    assert await aftermath.fold() == 3
    counts = (await world.campaigns.show(campaign.campaign)).counts
    assert counts[DeliveryState.SKIPPED] == 3
