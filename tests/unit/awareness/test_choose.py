"""The next lesson, and which items are shown while nobody has approved them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from awareness.choose import lesson_of_the_week, next_lesson
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
    assert "gia-dinh" in lesson.topics


def test_a_topic_all_seen_falls_back_to_the_others() -> None:
    lessons = load().lessons
    read = {lesson.id for lesson in lessons if "gia-dinh" in lesson.topics}
    lesson = next_lesson(lessons, read, {"gia-dinh"})
    assert lesson is not None
    assert lesson.id not in read


def test_a_week_has_one_lesson_and_all_have_their_week() -> None:
    lessons = load().lessons
    monday = date(2026, 11, 23)
    assert {lesson_of_the_week(lessons, monday + timedelta(days=day)) for day in range(7)} == {
        lesson_of_the_week(lessons, monday)
    }
    weeks = [lesson_of_the_week(lessons, monday + timedelta(weeks=week)) for week in range(len(lessons))]
    assert set(weeks) == set(lessons)
    assert lesson_of_the_week((), monday) is None


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
    kinds = (marked.lessons, marked.quizzes, marked.checklists, marked.paths, marked.answers)
    assert marked.draft_count == hidden.draft_count == sum(map(len, kinds))
    assert not (hidden.lessons or hidden.quizzes or hidden.checklists or hidden.paths or hidden.answers)
    with pytest.raises(NotInLibrary):
        hidden.lesson(LessonId("pod-chill"))


def test_the_content_holds_what_the_release_promises() -> None:
    library = load()
    assert len(library.lessons) >= 14
    assert all(3 <= len(lesson.screens) <= 6 for lesson in library.lessons)
    assert len(library.answers) >= 12
    assert len(library.quizzes) >= 5
    assert all(3 <= len(quiz.questions) <= 5 for quiz in library.quizzes)
    assert {quiz.id for quiz in library.quizzes} == {lesson.quiz for lesson in library.lessons}
    weeks = library.checklists[0].weeks
    assert [len(week.items) for week in weeks] == [4, 4, 4, 4]
    assert all(0 < len(week.reminder) <= 120 for week in weeks)
    assert all(question.right_option.right for quiz in library.quizzes for question in quiz.questions)
    assert {lesson.language for lesson in library.lessons} == {"vi"}
    assert not any("{" in screen for lesson in library.lessons for screen in lesson.screens)
    assert library.fact(FactKey("c04_line")).value == "0769 04 04 04"
