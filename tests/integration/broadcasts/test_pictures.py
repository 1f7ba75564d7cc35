"""Campaigns with a picture: carried to the platform once, to everybody, at most once a person."""

from __future__ import annotations

from sqlalchemy import event

from broadcasts.digest import digest_of, told_of
from storage.campaigns.types import AudienceRule, Content
from tests.integration.broadcasts.platform import Fault
from tests.integration.broadcasts.world import AUTHOR, EVERYBODY, World, counted

PICTURE = b"\xff\xd8" + b"p" * 200_000
CONTENT = Content(title="Ảnh", text="Xem ảnh.", picture=PICTURE)


async def test_the_first_goes_alone_so_that_the_picture_is_carried_once(world: World) -> None:
    people = await world.subscribe(40)
    world.platform.always["1"] = Fault.BLOCKED
    campaign = await world.approved(CONTENT)
    await world.planner().tick()
    sender = world.sender()
    steps = [await sender.step(world.platform) for _ in range(5)]
    first = next(place for place, size in enumerate(steps) if world.platform.arrived and size == 12)
    # Until somebody has got it nobody knows that the platform has it; then whole batches go.
    assert steps[:first] == [1] * first
    assert first <= 2
    assert counted(await world.send_all(campaign.campaign)) == {"sent": 39, "blocked": 1}
    assert [message.picture for person in people[1:] for message in world.platform.said[person]] == [PICTURE] * 39


async def test_a_running_campaign_is_read_once_and_lists_carry_no_pictures(world: World) -> None:
    await world.subscribe(60)
    campaign = await world.approved(CONTENT)
    await world.planner().tick()
    read: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "campaign.picture" in statement:
            read.append(statement)

    for engine in world.database.engines:
        event.listen(engine, "before_cursor_execute", note)
    sender = world.sender()
    while await sender.step(world.platform):
        pass
    assert world.platform.arrived.total() == 60
    assert len(read) == 1
    assert [one.content.picture for one in await world.campaigns.list_all()] == [None]
    assert len(read) == 1
    assert (await world.campaigns.get(campaign.campaign)).content.picture == PICTURE


async def test_the_approval_binds_the_picture(world: World) -> None:
    campaign = await world.campaigns.create(AUTHOR, CONTENT, EVERYBODY, None)
    other = Content(title="Ảnh", text="Xem ảnh.", picture=PICTURE + b"!")
    changed = await world.campaigns.edit(campaign.campaign, AUTHOR, other, AudienceRule(), None)
    without = await world.campaigns.edit(
        campaign.campaign, AUTHOR, Content(title="Ảnh", text="Xem ảnh."), AudienceRule(), None
    )
    assert len({campaign.digest, changed.digest, without.digest}) == 3
    for one in (campaign, changed, without):
        assert "ppp" not in told_of(one), "kept beside the campaign: its hash, not the picture again"
        assert one.digest == digest_of(
            content=one.content, audience=one.audience, starts=None, max_late=one.max_late, kind=one.kind
        )
