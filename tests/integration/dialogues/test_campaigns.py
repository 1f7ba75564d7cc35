"""Campaigns in chat: approvers decide about what they read, subscribers answer once."""

from __future__ import annotations

from pathlib import Path

from channels.contract import Incoming, IncomingKind, ReplyHandle
from channels.local import plain_capabilities
from storage.campaigns.types import AudienceRule, Campaign, CampaignState, Content
from storage.residents.types import Language, Topic
from storage.staff.types import Passphrase, Role, StaffState
from storage.types import PROVINCE, Instant, StaffId, UnitCode, instant
from tests.integration.dialogues.house import LOCAL, House, Resident, open_house, talk

TEXT = "Tối thứ bảy họp thôn về phòng ma túy *tại* nhà văn hóa"
EVERYBODY = AudienceRule()
PICTURE = b"\xff\xd8 a picture"
CONTENT = Content(title="Họp thôn", text=TEXT, question="Bà con có đến không?", options=("Sẽ đến", "Bận rồi"))


async def staff_member(house: House, resident: Resident, role: Role, name: str) -> StaffId:
    """Return an active member of the province's staff with a tied chat."""
    now = instant(house.clock.now())
    invited = await house.staff.invite(role=role, unit=PROVINCE, name=name, now=now)
    await house.staff.enrol(invited.link_token, Passphrase(salt=b"s" * 16, verifier=b"v" * 32), now)
    await house.staff.move(invited.staff, StaffState.INVITED, StaffState.ACTIVE)
    await talk(resident, [(f"/start {invited.code}", name)])
    return invited.staff


async def in_review(
    house: House, author: StaffId, audience: AudienceRule = EVERYBODY, starts: Instant | None = None
) -> Campaign:
    """Return a campaign that waits for approval."""
    campaigns = house.office.campaigns
    one = await campaigns.create(author, CONTENT, audience, starts)
    await campaigns.submit(one.campaign)
    return await campaigns.get(one.campaign)


async def state(house: House, one: Campaign) -> CampaignState:
    """Return where a campaign stands now."""
    return (await house.office.campaigns.get(one.campaign)).state


async def office(house: House) -> tuple[Resident, Resident, StaffId]:
    """Return the phones of an author and of an approver, and the author's id."""
    author, approver = house.person("1"), house.person("2")
    by = await staff_member(house, author, Role.ORGANIZER, "An")
    await staff_member(house, approver, Role.APPROVER, "Bình")
    return author, approver, by


async def test_the_call_brings_words_plan_and_two_buttons_and_approving_happens_once(house: House) -> None:
    author, approver, by = await office(house)
    starts = Instant(instant(house.clock.now()) + 3600)
    one = await in_review(house, by, AudienceRule(units=frozenset({UnitCode("20194")})), starts)
    call = approver.newest
    for words in (
        TEXT,
        "Bà con có đến không?",
        "• Sẽ đến",
        "Người nhận: 0 người",
        "Nơi nhận: ",
        "Giờ gửi: ",
        "Dự kiến",
    ):
        assert words in call.text
    assert "Khác với bản trước" not in call.text, "there is none"
    assert [choice.label for choice in call.choices] == ["Duyệt", "Trả lại"]
    await talk(approver, [("[Duyệt]", "Đã duyệt")])
    assert await state(house, one) is CampaignState.APPROVED
    assert "Đã duyệt đợt tin của bạn: Họp thôn" in author.newest.text
    shown = await approver.presses_id(call.id, call.choices[0].id)
    assert "không còn chờ duyệt" in shown.text
    await talk(approver, [("/chiendich", "đã duyệt, chờ đến giờ"), ("[1.", "Giờ gửi: ")])


async def test_an_edit_voids_the_button_and_todays_version_is_shown_with_what_changed(house: House) -> None:
    author, approver, by = await office(house)
    one = await in_review(house, by)
    call = approver.newest
    changed = Content(title="Họp thôn", text=f"{TEXT}. Nhớ mang ghế.", picture=PICTURE)
    starts = Instant(instant(house.clock.now()) + 24 * 3600)
    await house.office.campaigns.edit(one.campaign, by, changed, AudienceRule(topics=frozenset({Topic.FAMILY})), starts)
    shown = await approver.presses_id(call.id, call.choices[0].id)
    assert "đang được sửa lại" in shown.text
    assert "Nhớ mang ghế." in shown.text
    assert approver.labels == ["Quay lại"], "nothing waits, so there is nothing to decide"
    await house.office.campaigns.submit(one.campaign)
    for line in (
        "Khác với bản trước:",
        "+ Nhớ mang ghế.",
        "Ảnh: thêm ảnh",
        "− Bà con có đến không?",
        "− Sẽ đến",
        "− mọi người đã đăng ký",
        "+ Mẹo cho gia đình",
        "− ngay khi được duyệt",
    ):
        assert line in approver.newest.text
    assert approver.newest.picture is not None
    again = await approver.presses_id(call.id, call.choices[0].id)
    assert "đã được sửa" in again.text
    assert "Nhớ mang ghế." in again.text
    assert await state(house, one) is CampaignState.IN_REVIEW
    await talk(approver, [("[Duyệt]", "Đã duyệt")])
    assert await state(house, one) is CampaignState.APPROVED
    assert "Giờ gửi" in author.newest.text


async def test_returning_asks_for_a_note_which_the_author_gets(house: House) -> None:
    author, approver, by = await office(house)
    one = await in_review(house, by)
    await talk(approver, [("[Trả lại]", "Đã trả lại “Họp thôn”")])
    assert await state(house, one) is CampaignState.DRAFT
    assert "được trả lại: Họp thôn" in author.newest.text
    # Words that elsewhere are an order or a call for help are the note here, once.
    await talk(approver, [("dung ghi so cap cuu", "Đã gửi lời nhắn")])
    assert "“dung ghi so cap cuu”" in author.newest.text
    report = await house.office.campaigns.show(one.campaign)
    assert (report.note, report.is_returned) == ("dung ghi so cap cuu", True)
    await talk(approver, [("giờ nào họp", "113")])
    assert (await house.office.campaigns.show(one.campaign)).note == "dung ghi so cap cuu"


async def test_nobody_who_wrote_any_of_it_decides(house: House) -> None:
    author, approver, by = await office(house)
    other = house.person("3")
    second = await staff_member(house, other, Role.APPROVER, "Cúc")
    one = await in_review(house, by)
    call = other.newest
    assert call.choices
    await house.office.campaigns.edit(one.campaign, second, CONTENT, AudienceRule(), None)
    await house.office.campaigns.submit(one.campaign)
    assert other.newest.id == call.id, "who wrote it is not called to approve it"
    # The words are the same, so is the digest; yet he has had his hands in it.
    refused = await other.presses_id(call.id, call.choices[0].id)
    assert "Ai đã viết hoặc sửa" in refused.text
    await talk(author, [("/chiendich", "chờ duyệt"), ("[1.", TEXT)])
    assert author.labels == ["Quay lại"]
    assert await state(house, one) is CampaignState.IN_REVIEW
    await talk(approver, [("[Duyệt]", "Đã duyệt")])


async def test_without_buttons_the_call_names_the_command_and_digits_decide_there(tmp_path: Path) -> None:
    async with open_house(tmp_path, capabilities=plain_capabilities()) as house:
        _, approver, by = await office(house)
        one = await in_review(house, by)
        assert "gõ /chiendich" in approver.newest.text
        # A digit that fits no open menu acts on nothing.
        await talk(approver, [("1", "")])
        assert await state(house, one) is CampaignState.IN_REVIEW
        await talk(
            approver,
            [("/chiendich", "1. Họp thôn"), ("1", "1. Duyệt"), ("2", "Đã trả lại"), ("Ngắn lại", "gửi lời nhắn")],
        )
        assert await state(house, one) is CampaignState.DRAFT
        assert (await house.office.campaigns.show(one.campaign)).note == "Ngắn lại"


async def test_a_start_that_passed_while_it_waited_is_told(house: House) -> None:
    _, approver, by = await office(house)
    starts = Instant(instant(house.clock.now()) + 600)
    one = await in_review(house, by, starts=starts)
    house.clock.forward(minutes=20)
    await talk(approver, [("/chiendich", "chờ duyệt"), ("[1.", "duyệt bây giờ thì gửi ngay")])
    house.clock.forward(hours=6)
    await talk(approver, [("/chiendich", "chờ duyệt"), ("[1.", "Duyệt"), ("[Duyệt]", "Giờ gửi đã qua lâu")])
    assert await state(house, one) is CampaignState.IN_REVIEW


async def test_an_author_hears_that_the_server_slept_over_the_time(house: House) -> None:
    author, approver, by = await office(house)
    one = await in_review(house, by, starts=Instant(instant(house.clock.now()) + 600))
    await talk(approver, [("[Duyệt]", "Đã duyệt")])
    house.clock.forward(hours=7)
    await house.office.planner.tick()
    await house.office.planner.tick()
    assert await state(house, one) is CampaignState.EXPIRED
    told = [message for message in author.bot if "không gửi được: Họp thôn" in message.text]
    assert len(told) == 1
    assert "trễ quá 6 giờ" in told[0].text


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
    assert resident.newest.text.startswith("[THỬ]")
    await talk(resident, [("[Sẽ đến]", "không được đếm")])
