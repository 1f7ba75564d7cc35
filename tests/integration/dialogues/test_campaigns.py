"""Campaigns in chat: approvers decide about what they read, subscribers answer once."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
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


def returns_told(author: Resident) -> list[str]:
    """Return what the author was told of returned campaigns."""
    return [message.text for message in author.bot if "được trả lại: Họp thôn" in message.text]


async def test_returning_asks_for_a_note_which_the_author_gets(house: House) -> None:
    author, approver, by = await office(house)
    one = await in_review(house, by)
    await talk(approver, [("[Trả lại]", "Đã trả lại “Họp thôn”")])
    assert await state(house, one) is CampaignState.DRAFT
    assert returns_told(author) == [], "the note is being written"
    # Words that elsewhere are an order or a call for help are the note here, once.
    await talk(approver, [("dung ghi so cap cuu", "Đã gửi lời nhắn")])
    assert "“dung ghi so cap cuu”" in author.newest.text
    report = await house.office.campaigns.show(one.campaign)
    assert (report.note, report.is_returned) == ("dung ghi so cap cuu", True)
    await talk(approver, [("giờ nào họp", "113")])
    assert (await house.office.campaigns.show(one.campaign)).note == "dung ghi so cap cuu"
    house.clock.forward(minutes=20)
    await house.office.campaigns.returns.tick()
    assert len(returns_told(author)) == 1, "of one return the author hears once"


async def test_a_return_without_a_note_is_told_when_the_approver_goes_on(house: House) -> None:
    author, approver, by = await office(house)
    await in_review(house, by)
    await talk(approver, [("[Trả lại]", "Đã trả lại “Họp thôn”"), ("[Quay lại]", "Không có đợt tin nào")])
    assert len(returns_told(author)) == 1
    house.clock.forward(minutes=20)
    await house.office.campaigns.returns.tick()
    assert len(returns_told(author)) == 1


async def test_an_approver_who_is_called_away_keeps_the_author_waiting_for_minutes_only(house: House) -> None:
    author, approver, by = await office(house)
    one = await in_review(house, by)
    await talk(approver, [("[Trả lại]", "Đã trả lại “Họp thôn”")])
    house.clock.forward(minutes=4)
    await house.office.campaigns.returns.tick()
    assert returns_told(author) == []
    house.clock.forward(minutes=2)
    await house.office.campaigns.returns.tick()
    assert len(returns_told(author)) == 1
    # Then he writes after all: the note is told, the return is not told again.
    await talk(approver, [("Ngắn lại", "Đã gửi lời nhắn")])
    assert "Lời nhắn của người duyệt về “Họp thôn”" in author.newest.text
    assert "“Ngắn lại”" in author.newest.text
    assert len(returns_told(author)) == 1
    assert (await house.office.campaigns.show(one.campaign)).note == "Ngắn lại"


async def test_the_end_of_the_program_tells_what_was_waiting_for_a_note(house: House) -> None:
    author, approver, by = await office(house)
    await in_review(house, by)
    waiting = asyncio.create_task(house.office.campaigns.returns.run())
    await talk(approver, [("[Trả lại]", "Đã trả lại “Họp thôn”")])
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting
    assert len(returns_told(author)) == 1


async def test_what_was_sent_for_approval_again_is_no_return_any_more(house: House) -> None:
    author, approver, by = await office(house)
    one = await in_review(house, by)
    await talk(approver, [("[Trả lại]", "Đã trả lại “Họp thôn”")])
    await house.office.campaigns.submit(one.campaign)
    house.clock.forward(minutes=20)
    await house.office.campaigns.returns.tick()
    assert returns_told(author) == [], "he knows: he has sent it again"


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
    assert "Ai đã soạn hoặc sửa" in refused.text
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


def code_under(call: str) -> str:
    """Return the three digits that a call for approval says to type."""
    found = re.search(r"duyệt (\d{3}) ", call)
    assert found is not None, call
    return found[1]


async def test_without_buttons_one_line_under_the_words_approves_exactly_these(tmp_path: Path) -> None:
    async with open_house(tmp_path, capabilities=plain_capabilities()) as house:
        _, approver, by = await office(house)
        one = await in_review(house, by)
        call = approver.newest.text
        # What to type stands below everything that is to be read, and no digit alone does anything.
        assert call.index("Dự kiến") < call.index("duyệt ")
        code = code_under(call)
        await talk(approver, [("/start", "1. Báo tin"), (code, "Báo tin")])
        assert await state(house, one) is CampaignState.IN_REVIEW
        house.clock.forward(hours=3)
        await talk(approver, [(f"Duyet {code}", "Đã duyệt “Họp thôn”")])
        assert await state(house, one) is CampaignState.APPROVED
        await talk(approver, [(f"duyệt {code}", "không còn chờ duyệt")])


async def test_without_buttons_a_return_and_its_note_are_one_line(tmp_path: Path) -> None:
    async with open_house(tmp_path, capabilities=plain_capabilities()) as house:
        author, approver, by = await office(house)
        one = await in_review(house, by)
        code = code_under(approver.newest.text)
        await talk(approver, [(f"trả lại {code}: Họp lúc 7 giờ, không phải 19 giờ", "Đã gửi lời nhắn")])
        assert await state(house, one) is CampaignState.DRAFT
        assert "“Họp lúc 7 giờ, không phải 19 giờ”" in author.newest.text
        assert len(returns_told(author)) == 1
        house.clock.forward(minutes=1)
        await house.office.campaigns.submit(one.campaign)
        code = code_under(approver.newest.text)
        await talk(approver, [(f"tra lai {code}", "Bạn nhắn gì cho người soạn"), ("Ngắn lại", "Đã gửi lời nhắn")])
        assert "“Ngắn lại”" in author.newest.text


async def test_the_line_of_an_older_version_approves_nothing_and_shows_todays(tmp_path: Path) -> None:
    async with open_house(tmp_path, capabilities=plain_capabilities()) as house:
        _, approver, by = await office(house)
        one = await in_review(house, by)
        code = code_under(approver.newest.text)
        changed = Content(title="Họp thôn", text=f"{TEXT}. Nhớ mang ghế.")
        await house.office.campaigns.edit(one.campaign, by, changed, EVERYBODY, None)
        await house.office.campaigns.submit(one.campaign)
        assert code_under(approver.newest.text) != code
        await talk(approver, [(f"duyệt {code}", "đã được sửa")])
        assert "Nhớ mang ghế." in approver.newest.text
        assert await state(house, one) is CampaignState.IN_REVIEW
        await talk(approver, [("1", "Đã duyệt")])


async def test_of_two_that_wait_the_line_means_the_one_it_stands_under(tmp_path: Path) -> None:
    async with open_house(tmp_path, capabilities=plain_capabilities()) as house:
        _, approver, by = await office(house)
        first = await in_review(house, by)
        code = code_under(approver.newest.text)
        second = await in_review(house, by)
        await talk(approver, [("duyệt", "1. Họp thôn"), (f"duyệt {code}", "Đã duyệt")])
        assert await state(house, first) is CampaignState.APPROVED
        assert await state(house, second) is CampaignState.IN_REVIEW


async def test_a_decision_that_is_not_clear_shows_what_waits_and_decides_nothing(tmp_path: Path) -> None:
    async with open_house(tmp_path, capabilities=plain_capabilities()) as house:
        _, approver, by = await office(house)
        one = await in_review(house, by)
        code = code_under(approver.newest.text)
        unknown = "100" if code != "100" else "101"
        for said in ("trả lại", "duyet nhe", f"duyệt {unknown}", f"duyệt {code} nhưng đổi giờ đã"):
            await talk(approver, [(said, "1. Duyệt")])
            assert TEXT in approver.newest.text, "it is read before it is decided"
            assert await state(house, one) is CampaignState.IN_REVIEW
        await talk(approver, [("2", "Đã trả lại"), ("Quay lại", "Không có đợt tin nào"), ("duyệt", "Không có đợt tin")])


async def test_the_same_words_of_others_are_no_order(tmp_path: Path) -> None:
    async with open_house(tmp_path, capabilities=plain_capabilities()) as house:
        author, approver, by = await office(house)
        one = await in_review(house, by)
        code = code_under(approver.newest.text)
        await talk(author, [(f"duyệt {code}", "Ai đã soạn hoặc sửa"), ("/chiendich", "1. Họp thôn: chờ duyệt")])
        assert author.newest.text.count("Họp thôn") == 1, "a list of lines names each once"
        resident = house.person("9")
        shown = await resident.types(f"duyệt {code}")
        assert "Họp thôn" not in shown.text
        assert await state(house, one) is CampaignState.IN_REVIEW


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
