"""A double click on the campaign form, or its page sent again, makes one draft and tells nobody something untrue."""

from __future__ import annotations

import asyncio

import pytest

from storage.campaigns.types import CampaignId
from storage.staff.types import Role
from storage.types import PROVINCE
from tests.integration.console.house import Browser, House
from tests.journeys.forms import Page

FIELDS: dict[str, str | list[str]] = {"title": "Họp thôn", "text": "Mời bà con họp thôn.", "unit": ["ALL"]}


@pytest.fixture
async def author(house: House) -> Browser:
    return await house.signed_in(await house.enrol(PROVINCE, Role.ORGANIZER))


async def _save(author: Browser, page: Page, **changed: str) -> Page:
    return await author.submit(page, go="save", values={**FIELDS, **changed})


async def test_a_double_click_makes_one_draft_and_both_answers_lead_to_it(house: House, author: Browser) -> None:
    page = await author.get("/console/campaigns/new")
    answers = await asyncio.gather(*(_save(author, page) for _ in range(2)))
    answers.append(await _save(author, page))
    (only,) = await house.campaigns.list_all()
    assert [answer.status for answer in answers] == [303, 303, 303]
    assert {answer.headers["Location"] for answer in answers} == {f"/console/campaigns/{only.campaign}"}


async def test_a_mistake_in_between_changes_nothing_about_it(house: House, author: Browser) -> None:
    wrong = await _save(author, await author.get("/console/campaigns/new"), title=" ")
    assert wrong.status == 422
    for answer in await asyncio.gather(*(_save(author, wrong) for _ in range(2))):
        assert answer.status == 303
    assert len(await house.campaigns.list_all()) == 1


async def test_other_words_or_a_form_opened_anew_are_another_draft(house: House, author: Browser) -> None:
    page = await author.get("/console/campaigns/new")
    await _save(author, page)
    await _save(author, page, text="Mời bà con họp xã.")
    await _save(author, await author.get("/console/campaigns/new"))
    texts = sorted(campaign.content.text for campaign in await house.campaigns.list_all())
    assert texts == ["Mời bà con họp thôn.", "Mời bà con họp thôn.", "Mời bà con họp xã."]


async def test_a_change_saved_twice_is_one_revision_and_nobody_elses(house: House, author: Browser) -> None:
    path = (await _save(author, await author.get("/console/campaigns/new"))).headers["Location"]
    page = await author.get(f"{path}/edit")
    answers = await asyncio.gather(*(_save(author, page, text="Mời bà con họp xã.") for _ in range(2)))
    answers.append(await _save(author, page, text="Mời bà con họp xã."))
    assert [answer.status for answer in answers] == [303, 303, 303], "his own save, not somebody else's"
    campaign = await house.campaigns.get(CampaignId(path.rsplit("/", 1)[1]))
    assert (campaign.revision, campaign.content.text) == (2, "Mời bà con họp xã.")
    assert (await _save(author, page, text="Lời thứ ba.")).status == 422, "over what he saved since, only on purpose"
