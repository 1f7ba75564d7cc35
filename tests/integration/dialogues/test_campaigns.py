"""Campaigns in chat: approvers decide about what they read, subscribers answer once."""

from __future__ import annotations

from channels.contract import Address, Incoming, IncomingKind, Lane, ReplyHandle
from storage.campaigns.types import AudienceRule, Campaign, CampaignState, Content
from storage.residents.types import Language, Topic
from storage.staff.types import Passphrase, Role, StaffState
from storage.types import PROVINCE, StaffId, instant
from tests.integration.dialogues.house import LOCAL, House, Resident, talk

TEXT = "Tối thứ bảy họp thôn về phòng ma túy *tại* nhà văn hóa"
CONTENT = Content(title="Họp thôn", text=TEXT, question="Bà con có đến không?", options=("Sẽ đến", "Bận rồi"))


async def staff_member(house: House, resident: Resident, role: Role, name: str) -> StaffId:
    """Return an active member of the province's staff with a tied chat."""
    now = instant(house.clock.now())
    invited = await house.staff.invite(role=role, unit=PROVINCE, name=name, now=now)
    await house.staff.enrol(invited.link_token, Passphrase(salt=b"s" * 16, verifier=b"v" * 32), now)
    await house.staff.move(invited.staff, StaffState.INVITED, StaffState.ACTIVE)
    await talk(resident, [(f"/start {invited.code}", name)])
    return invited.staff


async def in_review(house: House, author: StaffId) -> Campaign:
    """Return a campaign that waits for approval."""
    campaigns = house.office.campaigns
    one = await campaigns.create(author, CONTENT, AudienceRule(), None)
    await campaigns.submit(one.campaign)
    return await campaigns.get(one.campaign)


async def call_to_approve(house: House, one: Campaign, chat: str) -> None:
    """Push what an approver gets when a campaign is submitted."""
    message = house.office.approvals(one, Language.VIETNAMESE)
    await house.channel.push(Address(LOCAL, chat), message, Lane.REPLY)


async def state(house: House, one: Campaign) -> CampaignState:
    """Return where a campaign stands now."""
    return (await house.office.campaigns.get(one.campaign)).state


async def test_the_call_brings_text_and_two_buttons_and_approving_happens_once(house: House) -> None:
    author, approver = house.person("1"), house.person("2")
    by = await staff_member(house, author, Role.ORGANIZER, "An")
    await staff_member(house, approver, Role.APPROVER, "Bình")
    one = await in_review(house, by)
    await call_to_approve(house, one, "2")
    call = approver.newest
    assert TEXT in call.text
    assert [choice.label for choice in call.choices] == ["Duyệt", "Trả lại"]
    await talk(approver, [("[Duyệt]", "Đã duyệt")])
    assert await state(house, one) is CampaignState.APPROVED
    shown = await approver.presses_id(call.id, call.choices[0].id)
    assert "không còn chờ duyệt" in shown.text


async def test_the_author_may_not_and_an_edit_voids_the_button(house: House) -> None:
    author, approver = house.person("1"), house.person("2")
    by = await staff_member(house, author, Role.ORGANIZER, "An")
    await staff_member(house, approver, Role.APPROVER, "Bình")
    one = await in_review(house, by)
    await talk(author, [("/chiendich", "chờ duyệt"), ("[1.", TEXT)])
    assert author.labels == ["Quay lại"]
    await call_to_approve(house, one, "2")
    await house.office.campaigns.edit(
        one.campaign, by, Content(title="Họp thôn", text="Lời khác"), AudienceRule(), None
    )
    await house.office.campaigns.submit(one.campaign)
    await talk(approver, [("[Duyệt]", "đã được sửa")])
    assert await state(house, one) is CampaignState.IN_REVIEW
    await talk(approver, [("chien dich", "chờ duyệt"), ("1", "Lời khác"), ("[Trả lại]", "Đã trả lại")])
    assert await state(house, one) is CampaignState.DRAFT


async def test_residents_and_officers_decide_nothing(house: House, resident: Resident) -> None:
    await talk(resident, [("/chiendich", "/start MÃ")])


async def test_a_subscriber_gets_it_and_answers_once(house: House, resident: Resident) -> None:
    await house.residents.subscribe("local", "1", unit=None, topics=Topic, language=Language.VIETNAMESE)
    one = await in_review(house, StaffId("S-AUTHOR"))
    await house.office.campaigns.approve(one.campaign, StaffId("S-OTHER1"), one.digest)
    await house.office.planner.tick()
    assert await house.office.sender.step(house.channel) == 1
    assert TEXT in resident.newest.text
    for line in ("Ai đã báo tin, hãy mở hộp thư", "Ngừng nhận: /dung"):
        assert line in resident.newest.text
    await talk(resident, [("[Sẽ đến]", "đã trả lời: Sẽ đến"), ("[Bận rồi]", "đã trả lời câu này rồi")])
    report = await house.office.campaigns.show(one.campaign)
    assert report.answers == {0: 1}
    stranger = house.person("9")
    await stranger.types("/start")
    button = next(choice for message in resident.bot for choice in message.choices if choice.label == "Sẽ đến")
    press = Incoming(reply=ReplyHandle(LOCAL, "9"), kind=IncomingKind.CHOICE, choice=button.id)
    await house.dispatcher.handle(house.channel, press)
    assert "chỉ hỏi người đã nhận tin" in stranger.newest.text


async def test_buttons_of_a_test_message_count_nothing(house: House, resident: Resident) -> None:
    by = await staff_member(house, resident, Role.ORGANIZER, "An")
    one = await in_review(house, by)
    await house.office.campaigns.test(one.campaign, by)
    await talk(resident, [("[Sẽ đến]", "không được đếm")])
