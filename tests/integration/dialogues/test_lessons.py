"""Lessons, quizzes, the family's weeks and the helping path, walked through on every kind of platform."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from awareness.library import load
from channels.contract import Capabilities
from channels.local import full_capabilities
from channels.local_phone import LocalMessage
from channels.telegram.wire import telegram_capabilities
from channels.web_chat.limits import web_capabilities
from channels.zalo_bot.wire import zalo_bot_capabilities
from tests.integration.dialogues.house import FORM, House, Resident, open_house, talk

LIBRARY = load()
PLATFORMS = {
    "telegram": telegram_capabilities(),
    "zalo": zalo_bot_capabilities(pictures=True),
    "zalo-without-pictures": zalo_bot_capabilities(pictures=False),
    "web": web_capabilities(),
}
_LINE = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)


class Reader:
    """Somebody who goes by labels, with buttons or by typing the number before a label."""

    def __init__(self, house: House, capabilities: Capabilities) -> None:
        self.resident: Resident = house.person()
        self.capabilities = capabilities
        self.seen = 0

    async def types(self, text: str) -> LocalMessage:
        """Type something, and look at what is shown."""
        return self._looked_at(await self.resident.types(text))

    async def picks(self, label: str) -> LocalMessage:
        """Pick what has `label` in its label."""
        if self.capabilities.buttons:
            return self._looked_at(await self.resident.presses(label))
        number = next(number for number, shown in _LINE.findall(self.resident.newest.text)[::-1] if label in shown)
        return self._looked_at(await self.resident.types(number))

    @property
    def labels(self) -> list[str]:
        """What can be picked now, numbers aside."""
        if self.capabilities.buttons:
            return [re.sub(r"^\d+\. ", "", label) for label in self.resident.labels]
        return [label for _, label in _LINE.findall(self.resident.newest.text)]

    def _looked_at(self, shown: LocalMessage) -> LocalMessage:
        """Every screen is one message within the limits, with a way back and whom to call."""
        self.seen += 1
        limit = self.capabilities.text_limit if shown.picture is None else self.capabilities.caption_limit
        assert 0 < len(shown.text) <= limit
        assert "Quay lại" in self.labels
        assert "Nguy hiểm? Gọi 113" in shown.text
        assert "{" not in shown.text
        return shown


@pytest.fixture
async def resident(tmp_path: Path) -> AsyncIterator[Resident]:
    """Yield somebody with buttons, whose chat nobody knows."""
    async with open_house(tmp_path, capabilities=full_capabilities()) as house:
        yield house.person()


async def read_every_lesson(reader: Reader) -> None:
    """Read each lesson to its end; its picture is on the first screen."""
    for lesson in LIBRARY.lessons:
        await reader.types("hoc")
        while lesson.title not in reader.labels:
            await reader.picks("Xem thêm bài")
        shown = await reader.picks(lesson.title)
        assert (shown.picture is not None) is reader.capabilities.photos
        for place, screen in enumerate(lesson.screens, start=1):
            assert f"({place}/{len(lesson.screens)})" in shown.text
            assert screen in shown.text
            if place < len(lesson.screens):
                shown = await reader.picks("Tiếp theo")
                assert shown.picture is None
        assert "Nguồn: " in shown.text
        assert "Thử đố vui" in reader.labels
        assert "Kể cho bạn bè" in reader.labels


async def do_every_quiz(reader: Reader) -> None:
    """Answer each question with the first option, and read the explanation."""
    for quiz in LIBRARY.quizzes:
        await reader.types("hoc")
        await reader.picks("Đố vui")
        shown = await reader.picks(quiz.title)
        for place, question in enumerate(quiz.questions):
            assert question.text in shown.text
            chosen = question.options[0]
            shown = await reader.types("1")
            assert ("Đúng rồi" if chosen.right else question.right_option.text) in shown.text
            assert question.explanation in shown.text
            if place + 1 < len(quiz.questions):
                shown = await reader.picks("Tiếp theo")
        right = sum(question.options[0].right for question in quiz.questions)
        assert f"đúng {right} trên {len(quiz.questions)} câu" in shown.text


async def tick_every_deed(reader: Reader) -> None:
    """Go through the four weeks of the checklist."""
    (checklist,) = LIBRARY.checklists
    for number, week in enumerate(checklist.weeks, start=1):
        await reader.types("gia dinh")
        await reader.picks("Việc nhỏ mỗi tuần")
        shown = await reader.picks(f"Tuần {number}: {week.title}")
        for item in week.items:
            assert item.text in shown.text
            assert item.why in shown.text
            shown = await reader.picks("Nhà tôi làm rồi")
        assert f"{len(week.items)} trên {len(week.items)} việc" in shown.text
        assert (f"Sang tuần {number + 1}" in reader.labels) is (number < len(checklist.weeks))


async def take_every_step(reader: Reader) -> None:
    """Go through the helping path, back to its beginning after each step."""
    (path,) = LIBRARY.paths
    for step in path.steps:
        await reader.types("gia dinh")
        shown = await reader.picks("Giúp người thân")
        assert path.intro in shown.text
        shown = await reader.picks(step.label)
        for place, screen in enumerate(step.screens, start=1):
            assert screen in shown.text
            if place < len(step.screens):
                shown = await reader.picks("Tiếp theo")
        assert "Nguồn: " in shown.text
        await reader.picks("Quay lại")
        assert step.label in reader.labels


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_all_there_is_to_read_on_every_kind_of_platform(tmp_path: Path, platform: str) -> None:
    async with open_house(tmp_path, capabilities=PLATFORMS[platform], form=FORM) as house:
        reader = Reader(house, PLATFORMS[platform])
        await read_every_lesson(reader)
        await do_every_quiz(reader)
        await tick_every_deed(reader)
        await take_every_step(reader)
    assert reader.seen > 200


async def test_what_was_read_goes_behind_and_is_counted(resident: Resident) -> None:
    await resident.types("hoc")
    first = resident.labels[0].removeprefix("1. ")
    await resident.presses("1.")
    while "Tiếp theo" in resident.labels:
        await resident.presses("Tiếp theo")
    following = next(label for label in resident.labels if label.startswith("Đọc: "))
    assert first not in following
    await talk(resident, [("hoc", f"đã đọc 1 trên {len(LIBRARY.lessons)} bài")])
    assert first not in " ".join(resident.labels)


async def test_every_week_another_lesson_stands_first(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        resident = house.person()
        shown = await resident.types("hoc")
        first = resident.labels[0].removeprefix("1. ")
        assert f"Bài của tuần này: {first}" in shown.text
        house.clock.forward(days=7)
        shown = await resident.types("hoc")
        assert resident.labels[0].removeprefix("1. ") != first
        assert f"Bài của tuần này: {first}" not in shown.text


async def test_a_lesson_is_passed_on_in_a_message_of_its_own(resident: Resident) -> None:
    await resident.types("hoc")
    title = resident.labels[0].removeprefix("1. ")
    await resident.presses("1.")
    while "Tiếp theo" in resident.labels:
        await resident.presses("Tiếp theo")
    await resident.presses("Kể cho bạn")
    *_, passed_on, screen = resident.bot
    assert title in passed_on.text
    assert "không cần nói tên" in passed_on.text
    assert "Quay lại" not in [choice.label for choice in passed_on.choices]
    assert "chuyển tiếp" in screen.text
    await talk(resident, [("[Thử đố vui]", "(1/")])


async def test_after_a_quiz_there_is_another_one_and_its_lesson(resident: Resident) -> None:
    await talk(resident, [("hoc", "1. "), ("[Đố vui]", "1. "), ("1", "(1/")])
    while True:
        await resident.types("1")
        if "Tiếp theo" not in resident.labels:
            break
        await resident.presses("Tiếp theo")
    assert any(label.startswith("Đọc: ") for label in resident.labels)
    await talk(resident, [("[Đố: ", "(1/"), ("1", "Tiếp theo")])


async def test_an_order_is_an_order_wherever_its_word_stands_in_a_title(resident: Resident) -> None:
    await resident.types("hoc")
    while not any("gia đình" in label for label in resident.labels):
        await resident.presses("Xem thêm bài")
    await talk(resident, [("gia dinh", "Việc nhỏ mỗi tuần"), ("hoc", "Học bài"), ("hoc", "Học bài")])


async def test_a_lesson_for_the_family_leads_to_its_weeks_and_to_the_path(resident: Resident) -> None:
    await resident.types("hoc")
    while not any("nhà dùng ma túy" in label for label in resident.labels):
        await resident.presses("Xem thêm bài")
    await resident.presses("nhà dùng ma túy")
    while "Tiếp theo" in resident.labels:
        await resident.presses("Tiếp theo")
    await talk(resident, [("[Việc nhỏ mỗi tuần]", "Tuần 1: 0 trên 4")])


async def test_a_call_for_a_relative_leads_to_the_path_and_back(resident: Resident) -> None:
    for words in (
        "con tôi hút đá phải làm sao",
        "con toi hut da phai lam sao",
        "răng con tui hút hồng phiến chừ mần răng",
        "nhà tôi có người nghiện phải làm sao",
        "bố em dùng ma túy em sợ lắm",
    ):
        shown = await resident.types(words)
        assert "Cảm ơn bạn đã nói ra" in shown.text, words
        assert "Nói chuyện thế nào" in resident.labels
        await talk(resident, [("noi chuyen the nao", "(1/"), ("[Quay lại]", "phần nào"), ("[Quay lại]", "pháo đài")])


async def test_it_leads_there_from_an_open_question_too(resident: Resident) -> None:
    await talk(resident, [("hoi", "hỏi gì"), ("chong em nghien ma tuy em phai lam gi", "phần nào trước")])


async def test_a_relative_and_a_weapon_is_danger_first(resident: Resident) -> None:
    shown = await resident.types("con tôi hút đá đang cầm dao dọa giết cả nhà")
    assert "113" in "".join(shown.text.splitlines()[:2])


async def test_a_report_on_a_relative_may_be_a_tip_or_a_call_for_help(resident: Resident) -> None:
    await talk(resident, [("chồng tôi hút heroin ở nhà", "Báo tin này"), ("[Giúp người thân]", "phần nào trước")])
