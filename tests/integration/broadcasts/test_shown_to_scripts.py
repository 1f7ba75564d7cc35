"""What `phaodai campaign show` tells a script: the same numbers at every hour of a campaign's life."""

from __future__ import annotations

from bot.campaign_operations import CampaignOperations
from storage.campaigns.types import DeliveryState
from tests.integration.broadcasts.world import AUTHOR, EVERYBODY, QUESTION, World


async def test_a_campaign_shows_every_count_from_its_first_draft_on(world: World) -> None:
    await world.subscribe(3)
    show = CampaignOperations(campaigns=world.campaigns).table()["campaign.show"]
    draft = await world.campaigns.create(AUTHOR, QUESTION, EVERYBODY, None)
    nothing = {"total": 0, **{str(state): 0 for state in DeliveryState}}
    assert (await show({"campaign": draft.campaign}))["run"] == nothing
    sent = await world.approved()
    await world.send_all(sent.campaign)
    assert (await show({"campaign": sent.campaign}))["run"] == nothing | {"total": 3, "sent": 3}
