"""The menu, help, lessons, questions, family: found by typing anything that a villager types."""

from __future__ import annotations

import pytest

from channels.contract import IncomingKind
from tests.integration.dialogues.house import PUBLIC, House, Resident, talk

KEYWORDS = ("Báo tin", "Hộp thư", "Học", "Hỏi", "Gia đình", "Xã", "Cài đặt", "Trợ giúp")


async def test_every_part_opens_by_word_by_slash_and_by_button(resident: Resident) -> None:
    for word, slash, keyword in (
        ("bao tin", "/baotin", "Báo tin"),
        ("hop thu", "/hopthu", "Hộp thư"),
        ("hoc", "/hoc", "Học"),
        ("hoi", "/hoi", "Hỏi"),
        ("gia dinh", "/giadinh", "Gia đình"),
        ("xa", "/xa", "Xã"),
        ("cai dat", "/caidat", "Cài đặt"),
        ("tro giup", "/trogiup", "Trợ giúp"),
    ):
        await talk(resident, [("/start", "Bạn cần gì?")])
        assert [label for label in resident.labels if keyword in label]
        by_button = (await resident.presses(keyword)).text
        await resident.types("/start")
        by_word = (await resident.types(word)).text
        by_slash = (await resident.types(slash)).text
        assert by_button == by_word == by_slash
        assert "Nguy hiểm? Gọi 113" in by_word
        assert "Quay lại" in resident.labels
        await talk(resident, [("[Quay lại]", "Bạn cần gì?")])


async def test_help_says_what_we_never_ask_and_names_the_numbers(resident: Resident) -> None:
    shown = await resident.types("/trogiup")
    for word in ("OTP", "tiền", "gọi video", "113", "115", "111", "0769 04 04 04", "0233 000 111"):
        assert word in shown.text
    assert f"chỉ có: khung chat này và trang {PUBLIC}" in shown.text


async def test_digits_choose_and_a_number_that_fits_nothing_shows_the_menu_again(resident: Resident) -> None:
    await talk(resident, [("/start", "Bạn cần gì?"), ("3", "Học bài"), ("/start", "Bạn cần gì?")])
    shown = await resident.types("77")
    assert "Không có mục nào mang số này" in shown.text
    assert all(any(keyword in label for label in resident.labels) for keyword in KEYWORDS)


async def test_a_digit_before_any_menu_shows_the_menu(resident: Resident) -> None:
    await talk(resident, [("1", "Bạn cần gì?")])


async def test_a_question_is_answered_in_one_message_or_in_two(resident: Resident) -> None:
    await talk(resident, [("hoi", "Bạn muốn hỏi gì?"), ("pod chill la gi", "Nguồn")])
    await talk(resident, [("thue xe may o dau", "chưa có lời đáp")])


async def test_a_free_question_finds_its_answer_without_the_menu(resident: Resident) -> None:
    await talk(resident, [("pod chill là gì?", "Nguồn")])


async def test_the_family_ticks_off_its_weeks_in_memory(resident: Resident) -> None:
    await talk(resident, [("gia dinh", "pháo đài"), ("[Việc nhỏ mỗi tuần]", "Tuần 1: 0 trên 4"), ("tuan 2", "(1/4)")])
    for place in range(4):
        await resident.presses("làm rồi" if place % 2 else "Để sau")
    assert "2 trên 4" in resident.newest.text
    await talk(resident, [("[Sang tuần 3]", "(1/4)"), ("[làm rồi]", "(2/4)"), ("[Quay lại]", "Tuần 2: 2 trên 4")])
    assert "Tuần 3: 1 trên 4" in resident.newest.text
    await talk(resident, [("[Tuần 4]", "(1/4)"), ("[Để sau]", "(2/4)"), ("[Để sau]", "(3/4)"), ("[Để sau]", "(4/4)")])
    await talk(resident, [("[làm rồi]", "1 trên 4"), ("[Xem lại tuần này]", "(1/4)"), ("[Quay lại]", "Tuần 4: 1")])
    await talk(resident, [("[Quay lại]", "pháo đài"), ("[Giúp người thân]", "phần nào trước")])


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("thang con toi dap da no cam dao dam nguoi cuu voi", "113"),
        ("ban toi soc thuoc ngat tho khong ra hoi", "115"),
    ],
)
async def test_danger_leads_the_answer_and_the_words_are_kept_for_a_tip(
    resident: Resident, words: str, number: str
) -> None:
    await talk(resident, [("hoi", "hỏi gì")])
    shown = await resident.types(words)
    first = shown.text.splitlines()[:2]
    assert number in "".join(first)
    assert "Nguy hiểm? Gọi 113" not in "".join(first)
    await talk(resident, [("[Báo tin này]", "vẫn còn đây"), ("[Tiếp tục ở đây]", "Đã ghi")])


async def test_what_cannot_be_read_gets_a_sentence_with_the_next_step(resident: Resident) -> None:
    for kind, word in (
        (IncomingKind.STICKER, "hình dán"),
        (IncomingKind.CONTACT, "danh bạ"),
        (IncomingKind.VOICE, "gõ chữ"),
        (IncomingKind.VIDEO, "ảnh chụp từ video"),
        (IncomingKind.FILE, "ảnh"),
        (IncomingKind.LIVE_LOCATION, "ghim một điểm"),
        (IncomingKind.OTHER, "vài chữ"),
    ):
        resident.phone.send_other(kind)
        shown = await resident.answer()
        assert word in shown.text, kind
        assert shown.choices, kind


async def test_a_sticker_leaves_the_open_screen_where_it_is(resident: Resident) -> None:
    await talk(resident, [("/start", "Học bài"), ("[Cài đặt]", "Ngôn ngữ")])
    before = resident.labels
    resident.phone.send_other(IncomingKind.STICKER)
    shown = await resident.answer()
    assert "hình dán" in shown.text
    assert resident.labels == before


async def test_empty_and_very_long_texts(resident: Resident) -> None:
    await talk(resident, [("   \u200b ", "chưa có chữ"), ("a bờ cờ " * 700, "khá dài"), ("[Báo tin này]", "vẫn còn")])


async def test_an_old_button_does_nothing_and_shows_todays_screen(resident: Resident) -> None:
    old = await resident.types("/start")
    button = next(choice for choice in old.choices if choice.label == "Báo tin")
    await resident.types("/trogiup")
    shown = await resident.presses_id(old.id, button.id)
    assert "màn hình cũ" in shown.text
    assert "Trợ giúp" in shown.text
    assert "Tiếp tục ở đây" not in resident.labels


async def test_menus_change_in_place_instead_of_growing(resident: Resident) -> None:
    await resident.types("/start")
    for keyword in ("Học bài", "Quay lại", "Gia đình", "Quay lại", "Cài đặt"):
        await resident.presses(keyword)
    assert len(resident.bot) == 1


async def test_english_shows_the_same_choices_in_the_same_order(house: House, resident: Resident) -> None:
    screens: dict[str, list[list[str]]] = {}
    for language in ("Tiếng Việt", "English"):
        await resident.types("/caidat")
        await resident.presses("Language")
        await resident.presses(language)
        seen = []
        for command in ("/start", "/baotin", "/hopthu", "/hoi", "/giadinh", "/xa", "/caidat", "/trogiup", "/xoa"):
            shown = await resident.types(command)
            seen.append([choice.id.partition("|")[2] for choice in shown.choices])
        screens[language] = seen
    assert screens["Tiếng Việt"] == screens["English"]
    assert resident.newest.text.startswith("Erase")
