"""From plain tables to records: each kind of item is made in one place, with the facts put in."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, TypedDict

from awareness.errors import ContentBroken
from awareness.facts import Facts, expand
from awareness.reading import Entry, Kind, files_of, read_entries, read_table, tables_in, text_in, texts_in
from awareness.types import (
    Answer,
    AnswerId,
    Checklist,
    ChecklistId,
    ChecklistItem,
    HelpingPath,
    Lesson,
    LessonId,
    Option,
    PathId,
    Picture,
    Question,
    Quiz,
    QuizId,
    Step,
    Subject,
    Week,
)

SUBJECTS_FILE: Final = "subjects.toml"


class _Common(TypedDict):
    """The fields that every kind of item has."""

    source: str
    topics: tuple[str, ...]
    language: str
    reviewer: str
    reviewed: str


class Shelf:
    """Makes the records of one folder, with the facts put in. Everything raises `ContentBroken`."""

    def __init__(self, folder: Path, facts: Facts) -> None:
        """Take the folder and the facts its texts may name."""
        self._folder = folder
        self._facts = facts

    def entries(self, kind: Kind) -> list[Entry]:
        """Return the entries of one kind by file name; an id may occur once."""
        files = files_of(self._folder, kind)
        found = [entry for path in files for entry in read_entries(self._folder, kind, path)]
        _refuse_doubles(found)
        return found

    def subjects(self) -> tuple[Subject, ...]:
        """Return the subjects of answers in the order of the file."""
        table = read_table(self._folder, self._folder / SUBJECTS_FILE)
        return tuple(
            Subject(topic=text_in(SUBJECTS_FILE, one, "topic"), title=text_in(SUBJECTS_FILE, one, "title"))
            for one in tables_in(SUBJECTS_FILE, table, "subjects")
        )

    def lesson(self, entry: Entry) -> Lesson:
        """Return the lesson of an entry."""
        screens = texts_in(entry.file, entry.fields, "screens")
        return Lesson(
            id=LessonId(self._name(entry)),
            title=self._shown(entry, "title"),
            screens=tuple(expand(entry.file, screen, self._facts) for screen in screens),
            picture=self._picture(entry),
            quiz=QuizId(quiz) if (quiz := self._plain(entry, "quiz")) else None,
            checklist=ChecklistId(checklist) if (checklist := self._plain(entry, "checklist")) else None,
            **self._common(entry),
        )

    def quiz(self, entry: Entry) -> Quiz:
        """Return the quiz of an entry; each question has exactly one right option."""
        questions = tables_in(entry.file, entry.fields, "questions")
        return Quiz(
            id=QuizId(self._name(entry)),
            title=self._shown(entry, "title"),
            questions=tuple(self._question(entry, dict(table)) for table in questions),
            lesson=LessonId(lesson) if (lesson := self._plain(entry, "lesson")) else None,
            **self._common(entry),
        )

    def checklist(self, entry: Entry) -> Checklist:
        """Return the checklist of an entry."""
        return Checklist(
            id=ChecklistId(self._name(entry)),
            title=self._shown(entry, "title"),
            intro=self._shown(entry, "intro"),
            weeks=tuple(self._week(part) for part in _parts(entry, "weeks")),
            closing=self._shown(entry, "closing"),
            **self._common(entry),
        )

    def path(self, entry: Entry) -> HelpingPath:
        """Return the helping path of an entry."""
        return HelpingPath(
            id=PathId(self._name(entry)),
            title=self._shown(entry, "title"),
            intro=self._shown(entry, "intro"),
            steps=tuple(self._step(part) for part in _parts(entry, "steps")),
            **self._common(entry),
        )

    def answer(self, entry: Entry) -> Answer:
        """Return the answer of an entry."""
        return Answer(
            id=AnswerId(self._name(entry)),
            title=self._shown(entry, "title"),
            ask=texts_in(entry.file, entry.fields, "ask"),
            text=self._shown(entry, "text"),
            lesson=LessonId(lesson) if (lesson := self._plain(entry, "lesson")) else None,
            **self._common(entry),
        )

    def _common(self, entry: Entry) -> _Common:
        return {
            "source": self._shown(entry, "source"),
            "topics": texts_in(entry.file, entry.fields, "topics"),
            "language": self._plain(entry, "language"),
            "reviewer": self._plain(entry, "reviewer"),
            "reviewed": self._plain(entry, "reviewed"),
        }

    def _question(self, entry: Entry, table: dict[str, object]) -> Question:
        part = Entry(kind=entry.kind, file=entry.file, fields=table)
        options = tuple(
            Option(
                text=expand(entry.file, text_in(entry.file, option, "text"), self._facts),
                right=option.get("right") is True,
            )
            for option in tables_in(entry.file, table, "options")
        )
        if sum(option.right for option in options) != 1:
            raise ContentBroken(entry.file, "each question needs exactly one right option")
        return Question(text=self._shown(part, "text"), options=options, explanation=self._shown(part, "explanation"))

    def _picture(self, entry: Entry) -> Picture | None:
        name = self._plain(entry, "picture")
        return Picture(name=name, alt=self._plain(entry, "alt")) if name else None

    def _step(self, entry: Entry) -> Step:
        screens = texts_in(entry.file, entry.fields, "screens")
        return Step(
            label=self._shown(entry, "label"),
            screens=tuple(expand(entry.file, screen, self._facts) for screen in screens),
        )

    def _week(self, entry: Entry) -> Week:
        return Week(
            title=self._shown(entry, "title"),
            reminder=self._shown(entry, "reminder"),
            items=tuple(
                ChecklistItem(text=self._shown(item, "text"), why=self._shown(item, "why"))
                for item in _parts(entry, "items")
            ),
        )

    def _name(self, entry: Entry) -> str:
        name = text_in(entry.file, entry.fields, "id")
        if not name:
            raise ContentBroken(entry.file, "an item has no id")
        return name

    def _plain(self, entry: Entry, name: str) -> str:
        return text_in(entry.file, entry.fields, name, default="")

    def _shown(self, entry: Entry, name: str) -> str:
        return expand(entry.file, text_in(entry.file, entry.fields, name), self._facts)


def _parts(entry: Entry, name: str) -> list[Entry]:
    """Return the tables inside an entry as entries of their own."""
    return [
        Entry(kind=entry.kind, file=entry.file, fields=table) for table in tables_in(entry.file, entry.fields, name)
    ]


def _refuse_doubles(entries: Iterable[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise ContentBroken(entry.file, f"the id {entry.id} is taken")
        seen.add(entry.id)
