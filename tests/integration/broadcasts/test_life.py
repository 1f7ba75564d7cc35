"""A campaign's whole life over a real ledger, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from broadcasts.errors import (
    AuthorMayNotApprove,
    CampaignUnknown,
    DigestChanged,
    EditedMeanwhile,
    NoChatTied,
    StartPassed,
    WrongCampaignState,
)
from storage.campaigns.types import (
    Approval,
    AudienceRule,
    CampaignId,
    CampaignKind,
    CampaignState,
    Content,
    Decision,
    DeliveryState,
)
from storage.residents.types import Language, Topic
from storage.types import Instant, StaffId
from tests.integration.broadcasts.platform import Fault
from tests.integration.broadcasts.world import (
    APPROVER,
    AUTHOR,
    EVERYBODY,
    KHE_SANH,
    LAO_BAO,
    QUESTION,
    World,
    check_at_most_once,
    check_pace,
    counted,
)


async def test_from_draft_to_finished(world: World) -> None:
    people = await world.subscribe(60)
    campaign = await world.approved()
    assert (await world.campaigns.figures.count(EVERYBODY)).exact == 60
    counts = await world.send_all(campaign.campaign)
    assert counted(counts) == {"sent": 60}
    assert world.platform.arrived == dict.fromkeys(people, 1)
    assert world.platform.said["1"][0].text == "vi: Mời bà con."
    report = await world.campaigns.show(campaign.campaign)
    assert (report.campaign.state, report.total) == (CampaignState.FINISHED, 60)
    assert report.run is not None
    assert report.run.total == 60
    check_pace(world)


async def test_one_draft_under_one_key_is_written_once(world: World) -> None:
    async def written(author: StaffId, content: Content, key: str) -> CampaignId:
        return (await world.campaigns.create(author, content, EVERYBODY, None, idempotency_key=key)).campaign

    first = await written(AUTHOR, QUESTION, "one")
    assert await written(AUTHOR, QUESTION, "one") == first
    others = [
        await written(AUTHOR, QUESTION, "two"),
        await written(APPROVER, QUESTION, "one"),
        await written(AUTHOR, Content(title="x", text="Khác"), "one"),
        await written(AUTHOR, QUESTION, ""),
        await written(AUTHOR, QUESTION, ""),
    ]
    assert len({first, *others}) == 6
    assert {one.campaign for one in await world.campaigns.list_all()} == {first, *others}
    changed = await world.campaigns.edit(first, AUTHOR, Content(title="x", text="Sửa"), EVERYBODY, None, revision=1)
    again = await world.campaigns.create(AUTHOR, QUESTION, EVERYBODY, None, idempotency_key="one")
    assert again == changed, "what stands under the key stays as it is"


async def test_a_change_saved_twice_is_one_change(world: World) -> None:
    one = await world.campaigns.create(AUTHOR, QUESTION, EVERYBODY, None)
    other = Content(title="x", text="Khác")
    first = await world.campaigns.edit(one.campaign, AUTHOR, other, EVERYBODY, None, revision=1)
    assert await world.campaigns.edit(one.campaign, AUTHOR, other, EVERYBODY, None, revision=1) == first
    with pytest.raises(EditedMeanwhile):
        await world.campaigns.edit(one.campaign, APPROVER, other, EVERYBODY, None, revision=1)
    with pytest.raises(EditedMeanwhile):
        await world.campaigns.edit(one.campaign, AUTHOR, QUESTION, EVERYBODY, None, revision=1)


async def test_an_edit_voids_the_approval(world: World) -> None:
    await world.subscribe(2)
    campaign = await world.approved()
    edited = await world.campaigns.edit(campaign.campaign, AUTHOR, Content(title="x", text="Khác"), EVERYBODY, None)
    assert (edited.state, edited.revision) == (CampaignState.DRAFT, 2)
    assert edited.digest != campaign.digest
    await world.planner().tick()
    assert (await world.campaigns.show(campaign.campaign)).run is None
    await world.campaigns.submit(campaign.campaign)
    with pytest.raises(DigestChanged):
        await world.campaigns.approve(campaign.campaign, APPROVER, campaign.digest)
    # Back to the approved words: the old approval binds the same digest, yet it must be given anew.
    await world.campaigns.edit(campaign.campaign, AUTHOR, QUESTION, EVERYBODY, None)
    await world.planner().tick()
    assert (await world.campaigns.get(campaign.campaign)).state is CampaignState.DRAFT
    assert (await world.campaigns.get(campaign.campaign)).content == QUESTION


async def test_nobody_approves_his_own_and_every_step_has_its_place(world: World) -> None:
    campaign = await world.campaigns.create(AUTHOR, QUESTION, EVERYBODY, None)
    with pytest.raises(WrongCampaignState):
        await world.campaigns.approve(campaign.campaign, APPROVER, campaign.digest)
    await world.campaigns.submit(campaign.campaign)
    with pytest.raises(AuthorMayNotApprove):
        await world.campaigns.approve(campaign.campaign, AUTHOR, campaign.digest)
    await world.campaigns.reject(campaign.campaign, APPROVER, campaign.digest, " Ngắn lại ")
    report = await world.campaigns.show(campaign.campaign)
    assert (report.campaign.state, report.note) == (CampaignState.DRAFT, "Ngắn lại")
    for refused in (world.campaigns.pause, world.campaigns.resume):
        with pytest.raises(WrongCampaignState):
            await refused(campaign.campaign)
    await world.campaigns.cancel(campaign.campaign)
    with pytest.raises(WrongCampaignState):
        await world.campaigns.cancel(campaign.campaign)
    with pytest.raises(CampaignUnknown):
        await world.campaigns.get(CampaignId("c0"))
    assert [one.campaign for one in await world.campaigns.list_all()] == [campaign.campaign]


async def test_the_deciding_statement_itself_refuses_whoever_wrote_any_of_it(world: World) -> None:
    campaign = await world.campaigns.create(AUTHOR, QUESTION, EVERYBODY, None)
    second = StaffId("S-SECOND")
    await world.campaigns.edit(campaign.campaign, second, QUESTION, EVERYBODY, None)
    await world.campaigns.submit(campaign.campaign)

    async def decides(by: StaffId) -> bool:
        decision = Approval(
            approval=f"a-{by}",
            campaign=campaign.campaign,
            digest=campaign.digest,
            approver=by,
            decision=Decision.APPROVED,
            note="",
            at=world.now(),
        )
        return await world.repository.decide(decision, after=CampaignState.APPROVED)

    assert [await decides(by) for by in (AUTHOR, second, APPROVER)] == [False, False, True]


async def test_a_start_in_the_past_is_refused_and_an_old_one_may_stay_while_other_words_change(world: World) -> None:
    past, soon = Instant(world.now() - 61), Instant(world.now() + 300)
    with pytest.raises(StartPassed):
        await world.campaigns.create(AUTHOR, QUESTION, EVERYBODY, past)
    campaign = await world.campaigns.create(AUTHOR, QUESTION, EVERYBODY, soon)
    world.clock.move(600)
    other = Content(title="Họp thôn", text="Lời khác.")
    assert (await world.campaigns.edit(campaign.campaign, AUTHOR, other, EVERYBODY, soon)).starts == soon
    with pytest.raises(StartPassed):
        await world.campaigns.submit(campaign.campaign)
    with pytest.raises(StartPassed):
        await world.campaigns.edit(campaign.campaign, AUTHOR, other, EVERYBODY, past)
    again = await world.campaigns.edit(campaign.campaign, AUTHOR, other, EVERYBODY, Instant(world.now() + 300))
    await world.campaigns.submit(campaign.campaign)
    # A moment too late is sent at once; the planner gives six hours.
    world.clock.move(600)
    await world.campaigns.approve(campaign.campaign, APPROVER, again.digest)
    assert await world.planner().tick() == 1


async def test_the_audience_is_who_asked_for_it(world: World) -> None:
    await world.subscribe(11, unit=LAO_BAO)
    await world.subscribe(3, first=100, unit=KHE_SANH)
    await world.subscribe(2, first=200, unit=None)
    await world.residents.subscribe(
        "telegram", "300", unit=LAO_BAO, topics=[Topic.ALERTS, Topic.FAMILY], language=Language.ENGLISH
    )
    for rule, people in (
        (AudienceRule(), 17),
        (AudienceRule(units=frozenset({LAO_BAO})), 12),
        (AudienceRule(units=frozenset({LAO_BAO, KHE_SANH})), 15),
        (AudienceRule(topics=frozenset({Topic.LESSONS})), 16),
        (AudienceRule(topics=frozenset({Topic.ALERTS, Topic.FAMILY})), 1),
        (AudienceRule(language=Language.ENGLISH), 1),
        (AudienceRule(units=frozenset({KHE_SANH}), topics=frozenset({Topic.ALERTS})), 0),
    ):
        assert await world.repository.count(rule) == people
        assert (await world.campaigns.figures.count(rule)).exact == (people if people >= 10 else None)
    campaign = await world.approved(audience=AudienceRule(units=frozenset({KHE_SANH})))
    assert counted(await world.send_all(campaign.campaign)) == {"sent": 3}
    assert set(world.platform.arrived) == {"100", "101", "102"}


async def test_every_kind_of_bad_day_ends_in_its_state(world: World) -> None:
    people = await world.subscribe(30)
    world.platform.always |= {"1": Fault.BLOCKED, "2": Fault.INVALID, "3": Fault.REFUSED}
    world.platform.faults |= {
        "4": [Fault.THROTTLED],
        "5": [Fault.CUT_BEFORE, Fault.CUT_BEFORE],
        "6": [Fault.CUT_AFTER],
        "7": [Fault.LOST_AFTER_ACCEPT],
        "8": [Fault.BROKEN],
    }
    campaign = await world.approved()
    counts = await world.send_all(campaign.campaign)
    assert counted(counts) == {"blocked": 1, "invalid": 2, "unknown": 3, "sent": 24}
    check_at_most_once(world, counts, people)
    # Who blocked us is not written to again, until he comes back.
    later = await world.approved(Content(title="y", text="Tin khác"))
    assert counted(await world.send_all(later.campaign))["sent"] == 27
    await world.residents.subscribe("telegram", "1", unit=None, topics=[], language=Language.VIETNAMESE)
    assert await world.repository.count(EVERYBODY) == 30


async def test_pause_is_obeyed_and_resume_goes_on(world: World) -> None:
    people = await world.subscribe(50)
    campaign = await world.approved()
    await world.planner().tick()
    sender = world.sender()
    assert await sender.step(world.platform) == 12
    await world.campaigns.pause(campaign.campaign)
    assert await sender.step(world.platform) == 0
    await world.planner().tick()
    report = await world.campaigns.show(campaign.campaign)
    assert (report.campaign.state, counted(dict(report.counts))) == (CampaignState.PAUSED, {"sent": 12, "queued": 38})
    await world.campaigns.resume(campaign.campaign)
    assert counted(await world.send_all(campaign.campaign)) == {"sent": 50}
    assert world.platform.arrived == dict.fromkeys(people, 1)


async def test_cancel_skips_what_was_not_sent(world: World) -> None:
    await world.subscribe(50)
    campaign = await world.approved()
    await world.planner().tick()
    await world.sender().step(world.platform)
    await world.campaigns.cancel(campaign.campaign)
    assert await world.sender().step(world.platform) == 0
    report = await world.campaigns.show(campaign.campaign)
    assert counted(dict(report.counts)) == {"sent": 12, "skipped": 38}
    assert report.campaign.state is CampaignState.CANCELLED


async def test_a_run_that_fails_halts_says_why_and_goes_on_by_decision(world: World) -> None:
    await world.subscribe(100)
    for person in range(1, 41):
        world.platform.always[str(person)] = Fault.INVALID
    campaign = await world.approved()
    for _ in range(10):
        await world.planner().tick()
        while await world.sender().step(world.platform):
            pass
        report = await world.campaigns.show(campaign.campaign)
        if report.campaign.state is CampaignState.PAUSED:
            assert report.run is not None
            assert report.run.halted_reason == "failures"
            assert report.counts[DeliveryState.INVALID] > 10
            await world.campaigns.resume(campaign.campaign)
    assert counted(await world.send_all(campaign.campaign)) == {"sent": 60, "invalid": 40}


async def test_the_night_is_waited_out_but_not_by_alerts(world: World) -> None:
    await world.subscribe(2)
    world.clock.move((datetime(2026, 11, 25, 15, 0, tzinfo=UTC) - world.clock.now()).total_seconds())
    campaign = await world.approved()
    alert = await world.approved(Content(title="a", text="Cảnh báo"), kind=CampaignKind.ALERT)
    await world.planner().tick()
    sender = world.sender()
    while await sender.step(world.platform):
        pass
    assert [said.text for said in world.platform.said["1"]] == ["vi: Cảnh báo"]
    assert counted(await world.send_all(alert.campaign)) == {"sent": 2}
    world.clock.move((datetime(2026, 11, 26, 0, 0, 0, tzinfo=UTC) - world.clock.now()).total_seconds())
    assert counted(await world.send_all(campaign.campaign)) == {"sent": 2}
    assert len(world.platform.said["1"]) == 2


async def test_a_missed_start_expires_and_a_short_delay_does_not(world: World) -> None:
    await world.subscribe(1)
    starts = Instant(world.now() + 600)
    late = await world.approved(starts=starts)
    await world.planner().tick()
    assert (await world.campaigns.get(late.campaign)).state is CampaignState.APPROVED
    world.clock.move(600 + late.max_late + 1)
    await world.planner().tick()
    assert (await world.campaigns.get(late.campaign)).state is CampaignState.EXPIRED
    world.clock.move(-late.max_late)
    in_time = await world.approved(starts=starts)
    assert counted(await world.send_all(in_time.campaign)) == {"sent": 1}


async def test_what_can_not_be_sent_in_time_expires(world: World) -> None:
    await world.subscribe(3)
    world.platform.always["1"] = Fault.CUT_BEFORE
    campaign = await world.approved()
    await world.planner().tick()
    await world.sender().step(world.platform)
    world.clock.move(3 * 24 * 3600)
    await world.sweeper.tick()
    await world.planner().tick()
    report = await world.campaigns.show(campaign.campaign)
    assert (report.campaign.state, counted(dict(report.counts))) == (
        CampaignState.FINISHED,
        {"sent": 2, "expired": 1},
    )


async def test_three_a_week_are_enough_for_one_person_but_alerts_come_always(world: World) -> None:
    await world.subscribe(1)
    for number in range(3):
        campaign = await world.approved(Content(title="x", text=f"Tin {number}"))
        assert counted(await world.send_all(campaign.campaign)) == {"sent": 1}
    fourth = await world.approved(Content(title="x", text="Tin 4"))
    assert counted(await world.send_all(fourth.campaign)) == {"skipped": 1}
    alert = await world.approved(Content(title="x", text="Cảnh báo"), kind=CampaignKind.ALERT)
    assert counted(await world.send_all(alert.campaign)) == {"sent": 1}
    world.clock.move(7 * 24 * 3600)
    again = await world.approved(Content(title="x", text="Tin 5"))
    assert counted(await world.send_all(again.campaign)) == {"sent": 1}


async def test_an_uncertain_alert_comes_once_more_and_says_so(world: World) -> None:
    await world.subscribe(2)
    world.platform.faults["1"] = [Fault.LOST_AFTER_ACCEPT]
    world.platform.faults["2"] = [Fault.CUT_AFTER, Fault.CUT_AFTER]
    alert = await world.approved(Content(title="x", text="Cảnh báo"), kind=CampaignKind.ALERT)
    assert counted(await world.send_all(alert.campaign)) == {"sent": 1, "unknown": 1}
    assert [said.text for said in world.platform.said["1"]] == ["vi: Cảnh báo", "(nhắc lại) vi: Cảnh báo"]


async def test_a_small_run_is_not_starved_by_a_large_one(world: World) -> None:
    await world.subscribe(200, unit=LAO_BAO)
    await world.subscribe(3, first=1000, unit=KHE_SANH)
    await world.approved(audience=AudienceRule(units=frozenset({LAO_BAO})))
    small = await world.approved(audience=AudienceRule(units=frozenset({KHE_SANH})))
    await world.planner().tick()
    sender = world.sender()
    for _ in range(4):
        await sender.step(world.platform)
    assert counted(dict((await world.campaigns.show(small.campaign)).counts)) == {"sent": 3}


async def test_a_flood_warning_halts_the_account_and_nobody_is_lost(world: World) -> None:
    people = await world.subscribe(40)
    world.platform.faults |= {person: [Fault.THROTTLED] for person in people}
    campaign = await world.approved()
    await world.planner().tick()
    sender = world.sender()
    await sender.step(world.platform)
    assert len(world.platform.called_at) == 1, "the rest of the batch hears of it"
    assert await sender.step(world.platform) == 0
    world.platform.faults.clear()
    assert counted(await world.send_all(campaign.campaign)) == {"sent": 40}
    assert world.platform.arrived == dict.fromkeys(people, 1)


async def test_a_test_goes_to_ones_own_chat_only(world: World) -> None:
    await world.subscribe(3)
    campaign = await world.campaigns.create(AUTHOR, QUESTION, EVERYBODY, None)
    with pytest.raises(NoChatTied):
        await world.campaigns.test(campaign.campaign, AUTHOR)
    world.chats.tied[AUTHOR] = ("telegram", "900")
    await world.campaigns.test(campaign.campaign, AUTHOR)
    assert world.platform.arrived == {"900": 1}
    assert world.platform.said["900"][0].choices[0].id == "!campaign.answer:.0"
    assert world.campaigns.previews.of(QUESTION)[world.platform.name].text == "vi: Mời bà con."


async def test_answers_are_counted_once_a_person_by_commune(world: World) -> None:
    await world.subscribe(12, unit=LAO_BAO)
    await world.subscribe(1, first=50, unit=None)
    world.platform.faults["1"] = [Fault.LOST_AFTER_ACCEPT]
    campaign = await world.approved()
    assert counted(await world.send_all(campaign.campaign)) == {"sent": 12, "unknown": 1}
    run = await world.run_of(campaign.campaign)
    answer = world.answers.answer
    assert await answer(run, "telegram", "1", 0) == "counted"
    assert await answer(run, "telegram", "1", 1) == "already"
    assert await answer(run, "telegram", "2", 2) == "not_for_you"
    assert await answer(run, "telegram", "77", 0) == "not_for_you"
    assert (await world.campaigns.show(campaign.campaign)).answers is None
    for person in range(2, 13):
        await answer(run, "telegram", str(person), 1)
    await answer(run, "telegram", "50", 0)
    report = await world.campaigns.show(campaign.campaign)
    assert report.answers == {0: 2, 1: 11}
    assert counted(dict(report.counts)) == {"sent": 13}, "a press proves that the message arrived"
    assert await world.answers.options_of(run) == ("Sẽ đến", "Bận rồi")


async def test_the_estimate_counts_what_is_queued_already(world: World) -> None:
    await world.subscribe(100)
    first = await world.approved()
    assert (await world.campaigns.estimate(first.campaign)).seconds == 4
    await world.planner().tick()
    second = await world.approved(Content(title="y", text="z"))
    told = await world.campaigns.estimate(second.campaign)
    assert (told.seconds, told.finishes - world.now(), told.crosses_night) == (8, 8, False)
