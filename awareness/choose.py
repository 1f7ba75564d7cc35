"""Which lesson comes next for a person, from what was seen in this session; nothing is stored."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from awareness.types import Lesson, LessonId

_DAYS_OF_A_WEEK: Final = 7
_MONDAY: Final = date(2024, 1, 1).toordinal()


def next_lesson(lessons: Sequence[Lesson], seen: Collection[LessonId], topics: Collection[str] = ()) -> Lesson | None:
    """Return the next unseen lesson, those sharing a topic with `topics` first; None when all are seen.

    `seen` is what the conversation keeps in memory. Order inside a group is the library's.
    """
    unseen = [lesson for lesson in lessons if lesson.id not in seen]
    wanted = [lesson for lesson in unseen if not set(topics).isdisjoint(lesson.topics)]
    return next(iter(wanted or unseen), None)


def lesson_of_the_week(lessons: Sequence[Lesson], today: date) -> Lesson | None:
    """Return the lesson of the week that `today` is in, the same for everybody; another one the week after."""
    if not lessons:
        return None
    week = (today.toordinal() - _MONDAY) // _DAYS_OF_A_WEEK
    return lessons[week % len(lessons)]
