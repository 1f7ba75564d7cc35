"""The next lesson, and which items are shown while nobody has approved them."""

from dataclasses import replace

import pytest

from awareness.choose import next_lesson
from awareness.drafts import count_drafts, is_draft, visible
from awareness.errors import NotInLibrary
from awareness.library import load
from awareness.types import FactKey, LessonId, Unreviewed


def test_lessons_come_one_after_the_other_until_all_are_seen() -> None:
    lessons = load().lessons
    seen: set[LessonId] = set()
    order = []
    while (lesson := next_lesson(lessons, seen)) is not None:
        order.append(lesson.id)
        seen.add(lesson.id)
    assert order == [lesson.id for lesson in lessons]


def test_a_wanted_topic_comes_first() -> None:
    lesson = next_lesson(load().lessons, set(), {"gia-dinh"})
    assert lesson is not None
    assert lesson.id == "giup-nguoi-nha"


def test_a_topic_all_seen_falls_back_to_the_others() -> None:
    lesson = next_lesson(load().lessons, {LessonId("giup-nguoi-nha")}, {"gia-dinh"})
    assert lesson is not None
    assert lesson.id != "giup-nguoi-nha"


def test_drafts_are_marked_or_hidden_and_counted() -> None:
    draft = load().lessons[0]
    approved = replace(draft, reviewer="Nguyễn Thị Ví Dụ", reviewed="2026-11-24")
    assert is_draft(draft)
    assert not is_draft(approved)
    assert is_draft(replace(draft, reviewer="Nguyễn Thị Ví Dụ"))
    assert visible([draft, approved], Unreviewed.MARK) == (draft, approved)
    assert visible([draft, approved], Unreviewed.HIDE) == (approved,)
    assert count_drafts([draft, approved]) == 1
    library = load()
    assert library.mark(draft) == "Bản nháp, chưa được duyệt"
    assert library.mark(approved) == ""


def test_our_content_is_all_draft_until_the_customer_approves_it() -> None:
    marked, hidden = load(), load(unreviewed=Unreviewed.HIDE)
    shown = len(marked.lessons) + len(marked.quizzes) + len(marked.checklists) + len(marked.answers)
    assert marked.draft_count == hidden.draft_count == shown
    assert not (hidden.lessons or hidden.quizzes or hidden.checklists or hidden.answers)
    with pytest.raises(NotInLibrary):
        hidden.lesson(LessonId("pod-chill"))


def test_the_content_holds_what_the_release_promises() -> None:
    library = load()
    assert len(library.lessons) >= 3
    assert len(library.answers) >= 12
    assert len(library.quizzes[0].questions) >= 4
    weeks = library.checklists[0].weeks
    assert [len(week.items) for week in weeks] == [4, 4, 4, 4]
    assert all(0 < len(week.reminder) <= 120 for week in weeks)
    assert all(question.right_option.right for question in library.quizzes[0].questions)
    assert {lesson.language for lesson in library.lessons} == {"vi"}
    assert not any("{" in screen for lesson in library.lessons for screen in lesson.screens)
    assert library.fact(FactKey("c04_line")).value == "0769 04 04 04"
