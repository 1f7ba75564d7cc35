"""A claim is worth something only while its run runs, and only to who holds its token."""

from __future__ import annotations

from storage.campaigns.claims import Claim, Outcome
from storage.campaigns.types import CampaignId, DeliveryState, RunId
from tests.integration.broadcasts.world import World, counted


async def _running(world: World) -> tuple[CampaignId, RunId]:
    await world.subscribe(5)
    campaign = await world.approved()
    await world.planner().tick()
    return campaign.campaign, await world.run_of(campaign.campaign)


async def _claim(world: World, run: RunId) -> Claim:
    claim = await world.ledger.claim(run, "telegram", most=5, now=world.now())
    assert claim is not None
    return claim


async def test_a_claim_of_a_run_that_was_paused_meanwhile_sends_nothing(world: World) -> None:
    campaign, run = await _running(world)
    claim = await _claim(world, run)
    await world.campaigns.pause(campaign)
    assert await world.ledger.start_sending(claim, now=world.now(), cap=None) == []
    assert counted(await world.counts.counts(run)) == {"queued": 5}
    assert await world.ledger.claim(run, "telegram", most=5, now=world.now()) is None


async def test_who_lost_his_claim_can_neither_send_nor_write(world: World) -> None:
    _, run = await _running(world)
    frozen = await _claim(world, run)
    world.clock.move(60)
    await world.sweeper.tick()
    holder = await _claim(world, run)
    assert await world.ledger.start_sending(frozen, now=world.now(), cap=None) == []
    rows = await world.ledger.start_sending(holder, now=world.now(), cap=None)
    assert len(rows) == 5
    results = {row.resident: Outcome(state=DeliveryState.INVALID) for row in rows}
    await world.ledger.write_results(frozen, results)
    assert counted(await world.counts.counts(run)) == {"sending": 5}
    await world.ledger.write_results(holder, {row.resident: Outcome(state=DeliveryState.SENT) for row in rows})
    await world.ledger.write_results(holder, results)
    assert counted(await world.counts.counts(run)) == {"sent": 5}
