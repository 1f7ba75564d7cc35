"""Which question a bare letter answers, on both databases: the newest that reached this address within two weeks."""

from __future__ import annotations

from storage.campaigns.types import AnswerResult, CampaignId, Content, RunId
from tests.integration.broadcasts.platform import Fault
from tests.integration.broadcasts.world import QUESTION, World

OTHER = Content(title="Chiếu phim", text="Tối mai.", question="Ai đi?", options=("Cả nhà", "Một mình"))
PLAIN = Content(title="Nhắc", text="Nhớ khóa cửa.")


async def _sent(world: World, content: Content) -> RunId:
    campaign: CampaignId = (await world.approved(content)).campaign
    await world.send_all(campaign)
    world.clock.move(60)
    return await world.run_of(campaign)


async def test_the_newest_question_is_meant_whatever_came_after_it(world: World) -> None:
    await world.subscribe(2)
    assert await world.answers.latest_question("telegram", "1") is None
    first = await _sent(world, QUESTION)
    assert await world.answers.latest_question("telegram", "1") == first
    second = await _sent(world, OTHER)
    await _sent(world, PLAIN)
    assert await world.answers.latest_question("telegram", "1") == second
    assert await world.answers.latest_question("zalo-bot", "1") is None
    assert await world.answers.latest_question("telegram", "9") is None


async def test_an_answer_is_counted_once_and_never_falls_through_to_an_older_question(world: World) -> None:
    await world.subscribe(1)
    first, second = await _sent(world, QUESTION), await _sent(world, OTHER)
    results = []
    for _ in range(2):
        run = await world.answers.latest_question("telegram", "1")
        assert run == second
        results.append(await world.answers.answer(run, "telegram", "1", 1))
    assert results == [AnswerResult.COUNTED, AnswerResult.ALREADY]
    assert first != second


async def test_what_did_not_arrive_asks_nothing_and_what_may_have_does(world: World) -> None:
    await world.subscribe(2)
    world.platform.always = {"1": Fault.BLOCKED, "2": Fault.LOST_AFTER_ACCEPT}
    run = await _sent(world, QUESTION)
    assert await world.answers.latest_question("telegram", "1") is None
    assert await world.answers.latest_question("telegram", "2") == run


async def test_after_two_weeks_a_letter_is_no_answer_any_more(world: World) -> None:
    await world.subscribe(1)
    run = await _sent(world, QUESTION)
    world.clock.move(13 * 24 * 3600)
    assert await world.answers.latest_question("telegram", "1") == run
    world.clock.move(24 * 3600)
    assert await world.answers.latest_question("telegram", "1") is None
