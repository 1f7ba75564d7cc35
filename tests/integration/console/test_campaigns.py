"""Two organizers in the browser: write, test, submit, approve, watch; nobody approves his own words."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from storage.campaigns.types import CampaignId, CampaignState, DeliveryState
from storage.staff.types import Role
from storage.types import PROVINCE
from tests.integration.console.house import Browser, House
from tests.journeys.forms import Page

TEXT = "Mời bà con họp thôn tối thứ Sáu.\n**Đến** nhé & mang ghế <b>."


async def _writer(house: House, role: Role = Role.ORGANIZER) -> Browser:
    return await house.signed_in(await house.enrol(PROVINCE, role))


async def _saved(visitor: Browser, **values: str | list[str]) -> Page:
    page = await visitor.get("/console/campaigns/new")
    fields = {"title": "Họp thôn", "text": TEXT, "unit": ["ALL"], **values}
    return await visitor.submit(page, go="save", values=fields)


async def _campaign(visitor: Browser, **values: str | list[str]) -> str:
    answer = await _saved(visitor, **values)
    assert answer.status == 303, answer.body
    return answer.headers["Location"]


async def _press(visitor: Browser, path: str, go: str, **values: str) -> Page:
    return await visitor.submit(await visitor.get(path), go=go, values=values)


def _state(page: Page) -> str:
    return page.mark("campaign-state").attributes["data-state"]


def _png() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), (30, 30, 200)).save(picture, "PNG")
    return picture.getvalue()


async def test_a_campaign_goes_from_draft_to_approved_by_another(house: House) -> None:
    author, other = await _writer(house), await _writer(house)
    path = await _campaign(author, question="Đến không?", option=["Có", "Bận"])
    page = await author.get(path)
    assert _state(page) == "draft"
    assert page.mark("campaign-count").text == "dưới 10 người"
    assert (await _press(author, path, "submit")).status == 303
    refused = await _press(author, path, "approve")
    assert refused.status == 403
    assert "người khác" in refused.mark("error").text
    assert _state(await author.get(path)) == "in_review"
    assert (await _press(other, path, "approve")).status == 303
    assert _state(await author.get(path)) == "approved"


@pytest.mark.parametrize("role", [Role.ORGANIZER, Role.APPROVER])
async def test_nobody_approves_his_own_whatever_his_role(house: House, role: Role) -> None:
    author = await _writer(house, role)
    path = await _campaign(author)
    await _press(author, path, "submit")
    assert (await _press(author, path, "approve")).status == 403
    assert _state(await author.get(path)) == "in_review"


async def test_any_writer_edits_a_draft_and_nobody_who_did_approves_it(house: House) -> None:
    author, other, third = await _writer(house), await _writer(house, Role.APPROVER), await _writer(house)
    path = await _campaign(author)
    page = await other.get(f"{path}/edit")
    assert "không duyệt đợt tin này được nữa" in page.body, "said before, not after"
    assert (await other.submit(page, go="save", values={"text": "Lời khác."})).status == 303
    assert (await _press(other, path, "submit")).status == 303
    for editor in (author, other):
        refused = await _press(editor, path, "approve")
        assert refused.status == 403
        assert "một người khác" in refused.mark("error").text
    # Handing the pen back and forth washes nobody clean.
    await _press(author, f"{path}/edit", "save", text="Lời khác nữa.")
    await _press(author, path, "submit")
    assert (await _press(other, path, "approve")).status == 403
    assert _state(await author.get(path)) == "in_review"
    assert (await _press(third, path, "approve")).status == 303


async def test_two_who_edit_at_once_hear_of_each_other(house: House) -> None:
    author, other = await _writer(house), await _writer(house)
    path = await _campaign(author)
    early, late = await author.get(f"{path}/edit"), await other.get(f"{path}/edit")
    assert (await author.submit(early, go="save", values={"text": "Của người một."})).status == 303
    answer = await other.submit(late, go="save", values={"text": "Của người hai."})
    assert answer.status == 422
    assert "vừa lưu bản khác" in answer.mark("error").text
    assert answer.root.find(name="text")[0].text == "Của người hai.", "what was typed is kept"
    campaign = CampaignId(path.rsplit("/", 1)[1])
    assert (await house.campaigns.get(campaign)).content.text == "Của người một."
    assert (await other.submit(answer, go="save")).status == 303, "the second time is on purpose"
    assert (await house.campaigns.get(campaign)).content.text == "Của người hai."


async def test_the_approver_sees_what_changed_since_the_last_time(house: House) -> None:
    author, other = await _writer(house), await _writer(house)
    path = await _campaign(author, unit=["19432"])
    await _press(author, path, "submit")
    assert not (await other.get(path)).has("campaign-changes"), "shown for the first time"
    await _press(author, f"{path}/edit", "save", text="Mời bà con họp thôn tối thứ Bảy.", starts="2026-11-26T08:30")
    await _press(author, path, "submit")
    told = (await other.get(path)).mark("campaign-changes")
    assert [node.text for node in told.tags("ins")] == ["Mời bà con họp thôn tối thứ Bảy.", "08:30 ngày 26/11/2026"]
    assert "Mời bà con họp thôn tối thứ Sáu." in [node.text for node in told.tags("del")]


async def test_a_start_that_passed_is_refused_wherever_it_would_matter(house: House) -> None:
    people = [await house.enrol(PROVINCE, Role.ORGANIZER) for _ in range(2)]
    author, other = [await house.signed_in(person) for person in people]

    async def wait(days: int) -> None:
        house.clock.pass_by(days=days)
        for visitor, person in zip((author, other), people, strict=True):
            await house.enter(visitor, person)

    path = await _campaign(author, starts="2026-11-26T08:30")
    page = await author.get(path)
    assert "Bắt đầu 08:30 ngày 26/11/2026" in page.body
    assert "trước 14:30 ngày 26/11/2026" in page.body, "how late it may get when the server is down"
    await wait(2)
    refused = await _press(author, path, "submit")
    assert refused.status == 422
    assert "Giờ gửi đã qua" in refused.mark("error").text
    assert (await _press(author, f"{path}/edit", "save", starts="2026-11-28T22:00")).status == 303
    assert "Bắt đầu 07:00 ngày 29/11/2026" in (await author.get(path)).body
    assert (await _press(author, path, "submit")).status == 303
    assert "nằm ngoài giờ gửi" in (await other.get(path)).body
    await wait(3)
    refused = await _press(other, path, "approve")
    assert refused.status == 422
    assert "đã qua lâu" in refused.mark("error").text


async def test_named_testers_get_it_and_who_has_no_chat_is_told(house: House) -> None:
    person, colleague = await house.enrol(PROVINCE, Role.ORGANIZER), await house.enrol(PROVINCE, Role.APPROVER)
    author = await house.signed_in(person)
    path = await _campaign(author)
    await house.tie_phone(colleague)
    values = {"tester": [str(person.staff), str(colleague.staff)]}
    sent = await author.submit(await author.get(path), go="test", values=values)
    assert sent.status == 303
    told = (await author.get(sent.headers["Location"])).mark("tested")
    results = [one.attributes["data-result"] for one in told.tags("li")]
    assert sorted(results) == ["no_chat", "sent"]
    assert "nhắn /start" in told.text
    assert [message.text.startswith("[THỬ]") for message in house.phone.messages] == [True]
    officer = (await house.commune_at_work()).officer
    wrong = await author.submit(await author.get(path), go="test", values={"tester": [str(officer.staff)]})
    assert wrong.status == 422
    assert "không nằm trong danh sách gửi thử" in wrong.mark("error").text
    assert len(house.phone.messages) == 1


async def test_an_edit_after_reading_voids_what_was_read(house: House) -> None:
    author, other = await _writer(house), await _writer(house)
    path = await _campaign(author)
    await _press(author, path, "submit")
    read = await other.get(path)
    await _press(author, f"{path}/edit", "save", text="Lời khác.")
    await _press(author, path, "submit")
    late = await other.submit(read, go="approve")
    assert late.status == 422
    assert "vừa được sửa" in late.mark("error").text
    assert _state(late) == "in_review"


async def test_an_edit_makes_an_approved_campaign_a_draft(house: House) -> None:
    author, other = await _writer(house), await _writer(house)
    path = await _campaign(author)
    await _press(author, path, "submit")
    await _press(other, path, "approve")
    assert (await _press(author, f"{path}/edit", "save", title="Tên khác")).status == 303
    assert _state(await author.get(path)) == "draft"


async def test_a_rejected_campaign_shows_the_note(house: House) -> None:
    author, other = await _writer(house), await _writer(house)
    path = await _campaign(author)
    await _press(author, path, "submit")
    assert (await _press(other, path, "reject", note="Ghi rõ giờ họp.")).status == 303
    page = await author.get(path)
    assert _state(page) == "draft"
    assert "Ghi rõ giờ họp." in page.body


async def test_a_leader_approves_and_does_not_write(house: House) -> None:
    author, leader = await _writer(house), await _writer(house, Role.LEADER)
    path = await _campaign(author)
    await _press(author, path, "submit")
    assert (await leader.get("/console/campaigns/new")).status == 403
    assert (await leader.get(f"{path}/edit")).status == 403
    page = await leader.get(path)
    form = house.form_to(f"{path}/edit", page)
    assert (await leader.submit(page, form=form, values={"title": "x", "text": "x", "unit": "ALL"})).status == 403
    assert (await _press(leader, path, "approve")).status == 303


async def test_mistakes_are_named_and_everything_typed_stays(house: House) -> None:
    author = await _writer(house)
    answer = await _saved(author, title="", text=TEXT, question="Đến không?", option=["Có"], unit=[], topic=["alerts"])
    assert answer.status == 422
    assert answer.has("error")
    assert answer.root.find(name="text")[0].text == TEXT
    assert answer.root.find(name="question")[0].attributes["value"] == "Đến không?"
    assert answer.root.find(name="option")[0].attributes["value"] == "Có"
    assert "checked" in answer.root.find(name="topic", value="alerts")[0].attributes
    assert await house.campaigns.list_all() == []


async def test_the_form_shows_a_saved_campaign_again(house: House) -> None:
    author = await _writer(house)
    values: dict[str, str | list[str]] = {
        "question": "Đến không?",
        "option": ["Có", "Bận"],
        "unit": ["19432", "19429"],
        "topic": ["movement"],
        "starts": "2026-11-26T08:30",
    }
    path = await _campaign(author, **values)
    before = await house.campaigns.get(CampaignId(path.rsplit("/", 1)[1]))
    assert (await _press(author, f"{path}/edit", "save")).status == 303
    after = await house.campaigns.get(before.campaign)
    assert (after.content, after.audience, after.starts) == (before.content, before.audience, before.starts)
    assert after.content.text == TEXT
    assert "08:30 ngày 26/11/2026" in (await author.get(path)).body


async def test_a_preview_a_channel_shows_text_and_buttons_and_runs_nothing(house: House) -> None:
    author = await _writer(house)
    path = await _campaign(author, question="Đến không?", option=["Có", "Bận"])
    page = await author.get(path)
    previews = page.marks("campaign-preview")
    assert [one.attributes["data-channel"] for one in previews] == list(house.channels)
    for one in previews:
        assert "Mời bà con họp thôn tối thứ Sáu." in one.text
        assert "Có" in one.text
        assert not one.tags("b")
        assert "**Đến** nhé & mang ghế <b>." in one.text, "what was typed is shown as typed"


async def test_a_picture_is_rebuilt_shown_kept_and_removed(house: House) -> None:
    author = await _writer(house)
    page = await author.get("/console/campaigns/new")
    values = {"title": "Ảnh", "text": "Có ảnh.", "unit": "ALL"}
    wrong = await author.submit(page, go="save", values=values, files=[("picture", b"not a picture")])
    assert wrong.status == 422
    saved = await author.submit(page, go="save", values=values, files=[("picture", _png())])
    path = saved.headers["Location"]
    status, shown = await author.get_bytes(f"{path}/picture")
    assert status == 200
    assert shown.startswith(b"\xff\xd8"), "rebuilt as JPEG by the function that was given"
    await _press(author, f"{path}/edit", "save", text="Vẫn có ảnh.")
    assert (await author.get_bytes(f"{path}/picture"))[0] == 200
    await _press(author, f"{path}/edit", "save", remove_picture="yes")
    assert (await author.get_bytes(f"{path}/picture"))[0] == 404


async def test_a_test_goes_to_the_organizers_own_phone(house: House) -> None:
    person = await house.enrol(PROVINCE, Role.ORGANIZER)
    author = await house.signed_in(person)
    path = await _campaign(author)
    without = await _press(author, path, "test")
    assert without.status == 422
    assert "/start" in without.mark("error").text
    await house.tie_phone(person)
    assert (await _press(author, path, "test")).status == 303
    assert [message.text for message in house.phone.messages if "họp thôn" in message.text]


async def test_a_campaign_that_does_not_exist_is_missing(house: House) -> None:
    author = await _writer(house)
    for path in ("", "/edit", "/picture", "/live"):
        assert (await author.get(f"/console/campaigns/c0000000000{path}")).status == 404
    page = await author.get("/console/campaigns")
    form = house.form_to("/console/campaigns/c0000000000", page)
    assert (await author.submit(page, form=form, go="approve")).status == 404


async def test_numbers_move_while_one_looks_and_the_stream_ends_with_the_campaign(house: House) -> None:
    author, other = await _writer(house), await _writer(house)
    path = await _campaign(author)
    async with author.stream(f"{path}/live") as events:
        assert 'data-state="draft"' in await anext(events)
        await _press(author, path, "submit")
        moved = await anext(events)
        assert 'data-state="in_review"' in moved
        assert "các nút mới" in moved, "the buttons below are not streamed, so the page says where they are"
        await _press(other, path, "cancel")
        assert 'data-state="cancelled"' in await anext(events)
        assert (await anext(events)).startswith("event: end")


async def test_a_run_shows_a_number_for_each_state(house: House) -> None:
    author, other = await _writer(house), await _writer(house)
    await house.subscribers(12)
    path = await _campaign(author, question="Đến không?", option=["Có", "Bận"])
    assert (await author.get(path)).mark("campaign-count").text == "12"
    await _press(author, path, "submit")
    await _press(other, path, "approve")
    await house.fire()
    page = await author.get(path)
    numbers = {state: int(page.mark(f"count-{state}").text) for state in DeliveryState}
    assert sum(numbers.values()) == 12
    assert _state(page) == CampaignState.RUNNING
    assert (await _press(author, path, "pause")).status == 303
    assert _state(await author.get(path)) == "paused"
    again = await author.submit(page, go="pause")
    assert again.status == 422
    assert "tình trạng mới nhất" in again.mark("error").text
    assert (await _press(author, path, "resume")).status == 303
    assert (await _press(author, path, "cancel")).status == 303
    page = await author.get(path)
    assert _state(page) == "cancelled"
    assert not page.root.find(name="go")


async def test_a_small_run_is_not_broken_down(house: House) -> None:
    author, other = await _writer(house), await _writer(house)
    await house.subscribers(3)
    path = await _campaign(author)
    await _press(author, path, "submit")
    await _press(other, path, "approve")
    await house.fire()
    page = await author.get(path)
    assert _state(page) == CampaignState.RUNNING
    assert not page.has("count-queued")
    assert page.mark("campaign-count").text == "dưới 10 người"


async def test_uncertain_messages_go_once_more_by_another_persons_word(house: House) -> None:
    author, other = await _writer(house), await _writer(house)
    await house.subscribers(12)
    path = await _campaign(author)
    await _press(author, path, "submit")
    await _press(other, path, "approve")
    await house.fire()
    await house.end_with_uncertain(2)
    page = await author.get(path)
    assert _state(page) == "finished"
    assert page.mark("count-unknown").text == "2"
    assert "Một người không soạn đợt tin này" in page.body
    form = next(form for form in (await other.get(path)).root.tags("form") if "campaigns/" in form.attributes["action"])
    assert (await author.submit(page, form=house.form_to(path, page), go="resend")).status == 403
    assert (await other.submit(await other.get(path), form=form, go="resend")).status == 303
    page = await other.get(path)
    assert _state(page) == "running"
    assert page.mark("count-retry_wait").text == "2"
