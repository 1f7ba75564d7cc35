"""Asking: by subject and page, by digits or by words, with a choice where the question is not clear."""

from __future__ import annotations

import pytest

from awareness.library import Library, load
from handlers import texts
from places.folding import fold
from storage.residents.types import Language
from tests.integration.dialogues.house import Resident, talk


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


def _holds(label: str, other: str) -> bool:
    return f" {fold(other)} " in f" {fold(label)} "


def test_no_label_contains_another_on_any_screen_of_the_lists(library: Library) -> None:
    catalogue = texts.load()
    ways = [catalogue.text(Language.VIETNAMESE, key) for key in ("back", "ask-more", "ask-others", "read-lesson")]
    screens = [[subject.title for subject in library.subjects]]
    screens += [[answer.title for answer in library.answers_on(subject.topic)] for subject in library.subjects]
    for titles in screens:
        labels = [*titles, *ways]
        assert [(a, b) for a in labels for b in labels if a != b and _holds(a, b)] == []
        assert len(set(map(fold, labels))) == len(labels)


def test_every_answer_stands_under_one_subject_and_has_a_title_of_its_own(library: Library) -> None:
    listed = [answer for subject in library.subjects for answer in library.answers_on(subject.topic)]
    assert sorted(answer.id for answer in listed) == sorted(answer.id for answer in library.answers)
    assert len({fold(answer.title) for answer in library.answers}) == len(library.answers)


async def test_subjects_pages_and_answers_by_digits_alone(resident: Resident, library: Library) -> None:
    subject = library.subjects[1]
    first, *_ = answers = library.answers_on(subject.topic)
    assert len(answers) > 6
    await talk(resident, [("/hoi", "Bạn muốn hỏi gì?"), ("2", subject.title)])
    assert resident.labels[:2] == [f"1. {first.title}", f"2. {answers[1].title}"]
    assert resident.labels[6:] == ["Xem thêm", "Quay lại"]
    await talk(resident, [("7", subject.title)])
    assert resident.labels[0] == f"1. {answers[6].title}"
    await talk(resident, [("quay lai", "Bạn muốn hỏi gì?"), ("2", subject.title), ("1", first.text.split()[0])])
    assert "Nguồn" in resident.newest.text
    assert "Câu khác" in resident.labels
    await talk(resident, [("[Câu khác]", "Bạn muốn hỏi gì?")])


async def test_a_number_on_no_list_shows_the_list_again(resident: Resident) -> None:
    await talk(resident, [("/hoi", "Bạn muốn hỏi gì?")])
    before = resident.labels
    await talk(resident, [("99", "Không có mục nào mang số này"), ("bài 50", "Không có mục nào mang số này")])
    assert resident.labels == before


async def test_an_unclear_question_offers_numbered_answers(resident: Resident) -> None:
    shown = await resident.types("xét nghiệm dương tính thì bị phạt bao nhiêu tiền?")
    assert "vài lời đáp" in shown.text
    assert {"Xét nghiệm dương tính thì sao?", "Mức phạt tiền khi sử dụng ma túy"} <= {
        label.partition(". ")[2] for label in resident.labels
    }
    await talk(resident, [("1", "Nguồn"), ("bong cuoi la gi", "khí gây cười")])


async def test_what_was_no_question_but_a_tip_finds_the_way_to_it_beside_the_answers(resident: Resident) -> None:
    shown = await resident.types("co nguoi xach tui la qua bien gioi dem qua")
    assert "vài lời đáp" in shown.text
    await talk(resident, [("[Báo tin]", "Báo tin ẩn danh")])


async def test_an_answer_leads_to_others_of_its_subject(resident: Resident) -> None:
    await talk(resident, [("pod chill la gi", "dầu cần sa")])
    assert resident.labels[0] == "Đọc bài học"
    related = resident.labels[1]
    await talk(resident, [(f"[{related}]", "Nguồn")])


async def test_a_story_typed_as_a_question_is_offered_as_a_tip_with_its_words_kept(resident: Resident) -> None:
    await talk(resident, [("hoi", "Bạn muốn hỏi gì?"), ("nhà ông T ở xóm 3 bán hồng phiến cho học sinh", "báo tin")])
    await talk(resident, [("[Báo tin này]", "vẫn còn đây")])


async def test_a_sure_answer_to_a_family_that_asks_comes_before_the_tip(resident: Resident) -> None:
    await talk(resident, [("hoi", "Bạn muốn hỏi gì?"), ("nha co nguoi nghien thi phai lam rang", "không một mình")])
