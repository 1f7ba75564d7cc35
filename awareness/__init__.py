"""What residents can learn: lessons, quizzes, the family checklist and approved answers.

The text is data in `content/`; a new lesson is one new file there. Public names, by module:

- `types`: `Lesson`, `Picture`, `Quiz`, `Question`, `Option`, `Checklist`, `Week`, `ChecklistItem`, `HelpingPath`,
  `Step`, `Answer`, `Fact`, the ids, `Unreviewed`.
- `library`: `load(folder, unreviewed) -> Library`, which also finds answers: `Library.best(text)`.
- `search`: `Finder`, `Found`; free text to an approved answer, or to nothing.
- `choose`: `next_lesson(lessons, seen, topics)`, `lesson_of_the_week(lessons, today)`.
- `drafts`: `visible(items, policy)`, `is_draft(item)`.
- `check`: `check(folder)`, `report(folder)` behind `phaodai content check`; the rules are in `rules` and `shape`.
- `pictures`: where a lesson's drawing and its PNG lie; the PNG is read when it is shown.
- `errors`: `ContentBroken`.
"""
