"""Which lesson comes next for a person, from what was seen in this session; nothing is stored."""

from collections.abc import Collection, Sequence

from awareness.types import Lesson, LessonId


def next_lesson(lessons: Sequence[Lesson], seen: Collection[LessonId], topics: Collection[str] = ()) -> Lesson | None:
    """Return the next unseen lesson, those sharing a topic with `topics` first; None when all are seen.

    `seen` is what the conversation keeps in memory. Order inside a group is the library's.
    """
    unseen = [lesson for lesson in lessons if lesson.id not in seen]
    wanted = [lesson for lesson in unseen if not set(topics).isdisjoint(lesson.topics)]
    return next(iter(wanted or unseen), None)
