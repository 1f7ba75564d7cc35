"""A platform like Zalo: no buttons, nothing edited or deleted, no tip in the chat. The same conversations carry it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from broadcasts.budget import DatabaseSendBudget
from channels.budgeted import BudgetedChannel
from channels.contract import Address, Incoming, IncomingKind, Lane, ReplyHandle
from channels.zalo_bot.wire import zalo_bot_capabilities
from handlers.tip.services import TIP, TipMemory
from storage.campaigns.accounts import SendAccounts
from storage.campaigns.types import AudienceRule, Campaign, Content
from storage.residents.types import Language, Topic
from storage.staff.types import StaffMember
from storage.tips.types import NoticeKind, TipState
from storage.types import StaffId
from tests.integration.dialogues.house import LOCAL, House, Resident, envelopes, open_house, talk
from tests.integration.dialogues.test_officer import officer
from tests.integration.dialogues.test_subscription import rows
from tests.integration.tips.world import LAO_BAO, draft
from tips.notices import NoticeView, actions_for

FORM = "https://phaodai.example/bao-tin"
STORY = "Đêm qua ông Kềnh bán ma túy ở ngầm Rà Đuông, có hai xe máy chở hàng"
CODE = "4821 0937 5562 1180 43"
FIRST = Content(title="Họp thôn", text="Mời bà con họp.", question="Có đến không?", options=("Sẽ đến", "Bận rồi"))
SECOND = Content(title="Chiếu phim", text="Tối mai chiếu phim.", question="Ai đi?", options=("Cả nhà", "Một mình"))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Yield the conversations on a platform that has what Zalo has."""
    async with open_house(tmp_path, capabilities=zalo_bot_capabilities(pictures=True), form=FORM) as opened:
        yield opened


@pytest.fixture
def resident(house: House) -> Resident:
    """Return somebody whom nobody knows."""
    return house.person()


async def campaign(house: House, content: Content) -> Campaign:
    """Have a campaign approved and sent to everybody."""
    office = house.office
    one = await office.campaigns.create(StaffId("S-AUTHOR"), content, AudienceRule(), None)
    await office.campaigns.submit(one.campaign)
    await office.campaigns.approve(one.campaign, StaffId("S-OTHER1"), one.digest)
    await office.planner.tick()
    while await office.sender.step(house.channel):
        pass
    house.clock.forward(minutes=1)
    return one


async def answers(house: House, one: Campaign) -> dict[int, int]:
    """Return what was counted."""
    return dict((await house.office.campaigns.show(one.campaign)).answers or {})


async def subscribed(house: House) -> None:
    """Write somebody down who gets everything."""
    await house.residents.subscribe(LOCAL, "1", unit=None, topics=Topic, language=Language.VIETNAMESE)


async def test_the_whole_menu_goes_by_digits(resident: Resident) -> None:
    await talk(resident, [("chào", "Gõ số để chọn, ví dụ gõ 3 để học bài."), ("3", "Học bài")])
    await talk(resident, [("1", "(1/"), ("1", "(2/"), ("quay lai", "Học bài"), ("/start", "8. Trợ giúp"), ("8", "113")])
    assert resident.labels == []


async def test_a_quiz_is_answered_by_a_digit(resident: Resident) -> None:
    shown = await resident.types("hoc")
    quiz = next(line for line in shown.text.splitlines() if "Đố" in line)
    await talk(resident, [(quiz.partition(".")[0], "1. "), ("1", "(1/"), ("1", "Tiếp theo"), ("1", "(2/")])


async def test_subscribing_getting_a_campaign_and_being_forgotten(house: House, resident: Resident) -> None:
    await talk(resident, [("xa", "Gõ tên"), ("lao bao", "1. Đúng"), ("1", "1. Nhận tin"), ("1", "Xong")])
    await campaign(house, FIRST)
    assert "Mời bà con họp." in resident.newest.text
    assert "a. Sẽ đến\nb. Bận rồi" in resident.newest.text
    await talk(resident, [("/xoa", "1. Xóa hết"), ("1", "Đã xóa")])
    assert await house.residents.get(LOCAL, "1") is None


async def test_a_letter_answers_the_newest_question_once(house: House, resident: Resident) -> None:
    await subscribed(house)
    first, second = await campaign(house, FIRST), await campaign(house, SECOND)
    await talk(resident, [("/start", "1. Báo tin"), ("B.", "đã trả lời: Một mình")])
    await talk(resident, [("a", "đã trả lời câu này rồi"), ("d", "lựa chọn a, b")])
    assert (await answers(house, first), await answers(house, second)) == ({}, {1: 1})


async def test_an_open_question_has_the_letter_first(house: House, resident: Resident) -> None:
    await subscribed(house)
    one = await campaign(house, FIRST)
    await talk(resident, [("xa", "Gõ tên"), ("b", "chưa tìm ra"), ("/start", "1. Báo tin"), ("đ", "1. Báo tin")])
    assert await answers(house, one) == {}


YES_NO = Content(title="Họp", text="Mời bà con.", question="Bà con có đi họp không?", options=("Có", "Không"))
TRUE_FALSE = Content(title="Đố", text="Đố vui.", question="Cỏ Mỹ là ma túy, đúng hay sai?", options=("Đúng", "Sai"))
SEEN = Content(title="Hỏi", text="Hỏi thăm.", question="Thôn mình thế nào?", options=("Có người bán ma túy", "Yên ổn"))


@pytest.mark.parametrize(
    ("content", "typed", "place"),
    [
        (YES_NO, "có", 0),
        (YES_NO, "CO", 0),
        (YES_NO, "dạ có ạ", 0),
        (YES_NO, "co di", 0),
        (YES_NO, "em có đi họp", 0),
        (YES_NO, "khong", 1),
        (YES_NO, "ko", 1),
        (YES_NO, "2", 1),
        (YES_NO, "câu b", 1),
        (YES_NO, "chọn a nhé", 0),
        (FIRST, "se den", 0),
        (FIRST, "Bận rồi.", 1),
        (TRUE_FALSE, "đúng", 0),
    ],
)
async def test_the_words_of_an_option_answer_as_its_letter_does(
    house: House, resident: Resident, content: Content, typed: str, place: int
) -> None:
    await subscribed(house)
    one = await campaign(house, content)
    await talk(resident, [(typed, f"đã trả lời: {content.options[place]}")])
    assert await answers(house, one) == {place: 1}


@pytest.mark.parametrize(
    ("content", "typed", "answer"),
    [
        # A tip, a question, danger, a command: each has its own answer, whatever the options are.
        (YES_NO, "có người bán ma túy ở đầu thôn", "không đến được cán bộ"),
        (YES_NO, "cỏ", ""),
        (YES_NO, "co di khong", ""),
        (YES_NO, "có số công an không", ""),
        (YES_NO, "cỏ mỹ là gì", "cỏ mỹ"),
        (YES_NO, "có đứa đang cầm dao chém người", "113"),
        (FIRST, "hoc", "Học bài"),
        (TRUE_FALSE, "dừng", ""),
        (SEEN, "có người bán ma túy ở chợ", "không đến được cán bộ"),
    ],
)
async def test_what_only_resembles_an_option_is_no_answer(
    house: House, resident: Resident, content: Content, typed: str, answer: str
) -> None:
    await subscribed(house)
    one = await campaign(house, content)
    shown = await resident.types(typed)
    assert answer.casefold() in shown.text.casefold()
    assert "đã trả lời" not in shown.text
    assert await answers(house, one) == {}


@pytest.mark.parametrize(
    ("content", "typed"),
    [(SEEN, "có người bán ma túy"), (TRUE_FALSE, "dung"), (FIRST, "bận"), (YES_NO, "có chứ")],
)
async def test_in_doubt_one_line_asks_back_and_nothing_is_counted(
    house: House, resident: Resident, content: Content, typed: str
) -> None:
    await subscribed(house)
    one = await campaign(house, content)
    shown = await resident.types(typed)
    assert f"Bạn trả lời câu hỏi “{content.question}”" in shown.text
    assert f"a ({content.options[0]}), b ({content.options[1]})" in shown.text
    assert "/baotin" in shown.text
    assert "\n" not in shown.text
    assert await answers(house, one) == {}
    await talk(resident, [("b", f"đã trả lời: {content.options[1]}")])


async def test_a_short_word_beside_an_open_screen_of_later_asks_back(house: House, resident: Resident) -> None:
    await subscribed(house)
    one = await campaign(house, YES_NO)
    house.clock.forward(hours=5)
    # A number that no menu explains may mean one that is hours old; a word with nothing open means the question.
    await talk(resident, [("2", "Bạn trả lời câu hỏi"), ("/start", "1. Báo tin"), ("không", "Bạn trả lời câu hỏi")])
    assert await answers(house, one) == {}
    house.clock.forward(hours=1)
    await talk(resident, [("không", "đã trả lời: Không")])
    assert await answers(house, one) == {1: 1}


async def test_words_of_an_option_mean_nothing_to_who_was_not_asked(house: House, resident: Resident) -> None:
    await subscribed(house)
    await campaign(house, YES_NO)
    stranger = house.person("9")
    shown = await stranger.types("có")
    assert "Bạn trả lời" not in shown.text
    assert "đã trả lời" not in shown.text
    assert await house.residents.get(LOCAL, "9") is None
    house.clock.forward(days=15)
    shown = await resident.types("có")
    assert "trả lời" not in shown.text


async def test_a_letter_means_nothing_without_a_question(house: House, resident: Resident) -> None:
    await talk(resident, [("a", "chưa hiểu")])
    await subscribed(house)
    one = await campaign(house, FIRST)
    house.clock.forward(days=15)
    await talk(resident, [("a", "chưa hiểu")])
    assert await answers(house, one) == {}


async def test_the_tip_entry_hands_out_the_form_and_says_what_is_seen(resident: Resident) -> None:
    for said in ("1", "bao tin"):
        await talk(resident, [("/start", "1. Báo tin"), (said, FORM)])
        assert "có thể thấy nội dung bạn gõ ở đây. Đừng gõ tin vào khung chat." in resident.newest.text
        assert "113" in resident.newest.text
        assert "Tiếp tục" not in resident.newest.text


@pytest.mark.parametrize("told", [STORY, "x y z " * 300, "có đứa đang cầm dao chém người ở nhà tôi, bán ma túy"])
async def test_what_looks_like_a_tip_is_not_kept(house: House, resident: Resident, told: str) -> None:
    shown = await resident.types(told)
    assert "giữ lại" not in shown.text
    assert "ừng gõ tin vào khung chat" in shown.text
    # Nobody may believe that he has reported.
    assert "không đến được cán bộ" in shown.text or "không phải ở đây" in shown.text
    await resident.types("bao tin")
    check_nothing_kept(house)


async def test_a_picture_a_voice_and_a_code_are_not_kept_either(house: House, resident: Resident) -> None:
    shown = await resident.sends_photo(b"picture", STORY)
    assert FORM in shown.text
    resident.phone.send_other(IncomingKind.VOICE)
    assert "không nghe" in (await resident.answer()).text
    await talk(resident, [("hop thu", "Đừng gõ mã"), (CODE, "Đừng gõ mã"), ("4821093755621180", "Đừng gõ mã")])
    assert "18 chữ số" not in resident.newest.text
    check_nothing_kept(house)
    assert await house.world.row_count() == 0
    assert await rows(house) == 0


def check_nothing_kept(house: House) -> None:
    """The chat's memory holds neither words nor picture of what was told."""
    session = house.sessions.get(ReplyHandle(LOCAL, "1"))
    assert session is not None
    memory = session.recall(TipMemory)
    assert (memory.kept_text, memory.kept_photo, memory.key) == ("", None, None)
    assert not session.trails.get(TIP)


async def envelope(house: House, member: StaffMember) -> str:
    """Push an officer a new case, as its notice does; returns the case's number."""
    await house.world.intake.send(draft())
    (row,) = await house.world.repository.cases_for(LAO_BAO, open_only=True)
    view = NoticeView(
        kind=NoticeKind.NEW_CASE,
        case=row.case,
        urgency=row.urgency,
        unit=row.lead_unit,
        due=row.due_accept,
        actions=actions_for(row, member),
        is_test=False,
    )
    channel = BudgetedChannel(
        house.channel,
        DatabaseSendBudget(accounts=SendAccounts(house.app), clock=house.clock),
        asyncio.sleep,
        now=time.monotonic,
        pushed=house.sessions.note_push,
    )
    await channel.push(Address(LOCAL, "1"), envelopes()(view, "vi"), Lane.REPLY)
    return row.case


@pytest.mark.parametrize("typed", ["1", "nhan viec"])
async def test_an_officer_takes_a_case_by_the_number_under_its_notice(
    house: House, resident: Resident, typed: str
) -> None:
    member = await officer(house, resident, LAO_BAO)
    await talk(resident, [("/start", "1. Báo tin")])
    case = await envelope(house, member)
    assert "1. Nhận việc" in resident.newest.text
    await talk(resident, [(typed, "Bạn đã nhận")])
    assert case in resident.newest.text
    await talk(resident, [("/start", "1. Báo tin"), ("1", FORM)])


async def test_an_open_question_and_numbers_of_no_choice_are_not_the_notices(house: House, resident: Resident) -> None:
    member = await officer(house, resident, LAO_BAO)
    await talk(resident, [("xa", "Gõ tên")])
    await envelope(house, member)
    await talk(resident, [("1", "Bạn cần gì"), ("1", FORM)])
    (row,) = await house.world.repository.cases_for(LAO_BAO, open_only=True)
    assert row.state is not TipState.ACCEPTED


async def test_what_the_platform_withholds_is_answered_with_numbers(house: House, resident: Resident) -> None:
    for before in ("/start", "xa"):
        await resident.types(before)
        hidden = Incoming(reply=ReplyHandle(LOCAL, "1"), kind=IncomingKind.WITHHELD)
        await house.dispatcher.handle(house.channel, hidden)
        assert "công an 113" in resident.newest.text
        assert "111" in resident.newest.text


async def test_without_a_public_address_only_numbers_are_given(tmp_path: Path) -> None:
    capabilities = zalo_bot_capabilities(pictures=False)
    async with open_house(tmp_path, capabilities=capabilities, form=FORM, is_public=False) as house:
        resident = house.person()
        await talk(resident, [("bao tin", "Hãy gọi một trong các số sau"), ("hop thu", "Đừng gõ mã")])
        said = "".join(message.text for message in resident.bot)
        assert "http" not in said
        assert "0769 04 04 04" in said
