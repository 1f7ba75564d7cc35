"""The shelf: all items of a content folder that may be shown, read at first use.

`load` costs nothing; the first access reads and checks the whole folder (some 20 ms) and keeps it.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from awareness.drafts import count_drafts, is_draft, visible
from awareness.errors import NotInLibrary
from awareness.facts import Facts, read_facts
from awareness.pictures import read_picture
from awareness.reading import CONTENT, Kind, read_table, text_in
from awareness.records import Shelf
from awareness.search import Finder, Finding, Found
from awareness.types import (
    Answer,
    AnswerId,
    Checklist,
    ChecklistId,
    Fact,
    FactKey,
    HelpingPath,
    Lesson,
    LessonId,
    PathId,
    Picture,
    Quiz,
    QuizId,
    Reviewable,
    Subject,
    Unreviewed,
)
from awareness.words import read_words

STYLE_FILE: Final = "style.toml"
Kept = TypeVar("Kept", Lesson, Quiz, Checklist, HelpingPath, Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stock:
    """Everything that was read, drafts included."""

    facts: Facts
    lessons: tuple[Lesson, ...]
    quizzes: tuple[Quiz, ...]
    checklists: tuple[Checklist, ...]
    paths: tuple[HelpingPath, ...]
    answers: tuple[Answer, ...]
    subjects: tuple[Subject, ...]
    draft_mark: str


class Library:
    """What residents can read. Every property raises `ContentBroken` when the folder cannot be used."""

    def __init__(self, folder: Path, unreviewed: Unreviewed) -> None:
        """Take the folder and what to do with drafts; nothing is read yet."""
        self._folder = folder
        self._policy = unreviewed
        self._pictures: dict[str, bytes] = {}

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons that may be shown, by file name."""
        return visible(self._stock.lessons, self._policy)

    @cached_property
    def quizzes(self) -> tuple[Quiz, ...]:
        """The quizzes that may be shown, by file name."""
        return visible(self._stock.quizzes, self._policy)

    @cached_property
    def checklists(self) -> tuple[Checklist, ...]:
        """The checklists that may be shown, by file name."""
        return visible(self._stock.checklists, self._policy)

    @cached_property
    def paths(self) -> tuple[HelpingPath, ...]:
        """The helping paths that may be shown, by file name."""
        return visible(self._stock.paths, self._policy)

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that may be shown, by file name and order in the file."""
        return visible(self._stock.answers, self._policy)

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The subjects that have answers which may be shown, in the order they are browsed."""
        return tuple(subject for subject in self._stock.subjects if self.answers_on(subject.topic))

    def answers_on(self, topic: str) -> tuple[Answer, ...]:
        """Return the answers whose first topic is `topic`."""
        return self._by_topic.get(topic, ())

    def lesson(self, lesson_id: LessonId) -> Lesson:
        """Return the lesson; raise `NotInLibrary` when there is none to show (also for the next four)."""
        return _pick(self.lessons, lesson_id)

    def quiz(self, quiz_id: QuizId) -> Quiz:
        """Return the quiz."""
        return _pick(self.quizzes, quiz_id)

    def checklist(self, checklist_id: ChecklistId) -> Checklist:
        """Return the checklist."""
        return _pick(self.checklists, checklist_id)

    def answer(self, answer_id: AnswerId) -> Answer:
        """Return the answer."""
        return _pick(self.answers, answer_id)

    def path(self, path_id: PathId) -> HelpingPath:
        """Return the helping path."""
        return _pick(self.paths, path_id)

    def picture(self, picture: Picture) -> bytes | None:
        """Return a picture as PNG; None when the file is missing: the text says it all.

        Read when it is first shown, and one object from then on: every chat that shows it remembers it.
        """
        read = self._pictures.get(picture.name) or read_picture(self._folder, picture.name)
        if read is not None:
            self._pictures[picture.name] = read
        return read

    def fact(self, key: FactKey) -> Fact:
        """Return a fact, such as a hotline, for screens outside this room; raise `NotInLibrary`."""
        try:
            return self._stock.facts[key]
        except KeyError as error:
            raise NotInLibrary(key) from error

    def mark(self, item: Reviewable) -> str:
        """Return the Vietnamese words to print above an item nobody approved, else an empty string."""
        return self._stock.draft_mark if is_draft(item) else ""

    def read_ahead(self) -> None:
        """Read now what the first question would wait for (some 0.2 s); may run in a thread. Raises `ContentBroken`."""
        self._by_topic  # noqa: B018 - looking at it makes it
        self._finder  # noqa: B018

    def search(self, text: str) -> list[Found]:
        """Return the answers that fit `text`, best first; see `Finder.search`."""
        return self._finder.search(text)

    def find(self, text: str) -> Finding:
        """Return the answer to `text`, or what may be meant, or nothing; see `Finder.find`."""
        return self._finder.find(text)

    def best(self, text: str) -> Answer | None:
        """Return the one answer that fits `text`, or None; see `Finder.best`."""
        return self._finder.best(text)

    @property
    def draft_count(self) -> int:
        """How many items wait for approval, shown or hidden."""
        stock = self._stock
        return count_drafts((*stock.lessons, *stock.quizzes, *stock.checklists, *stock.paths, *stock.answers))

    @cached_property
    def _by_topic(self) -> dict[str, tuple[Answer, ...]]:
        found: dict[str, tuple[Answer, ...]] = {}
        for answer in self.answers:
            for topic in answer.topics[:1]:
                found[topic] = (*found.get(topic, ()), answer)
        return found

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.answers, read_words(self._folder))

    @cached_property
    def _stock(self) -> _Stock:
        facts = read_facts(self._folder)
        shelf = Shelf(self._folder, facts)
        style = read_table(self._folder, self._folder / STYLE_FILE)
        return _Stock(
            facts=facts,
            lessons=tuple(map(shelf.lesson, shelf.entries(Kind.LESSON))),
            quizzes=tuple(map(shelf.quiz, shelf.entries(Kind.QUIZ))),
            checklists=tuple(map(shelf.checklist, shelf.entries(Kind.CHECKLIST))),
            paths=tuple(map(shelf.path, shelf.entries(Kind.PATH))),
            answers=tuple(map(shelf.answer, shelf.entries(Kind.ANSWER))),
            subjects=shelf.subjects(),
            draft_mark=text_in(STYLE_FILE, style, "draft_mark"),
        )


def load(folder: Path | None = None, unreviewed: Unreviewed = Unreviewed.MARK) -> Library:
    """Return the library of `folder` (default: the product's own content). Reads nothing yet."""
    return Library(CONTENT if folder is None else folder, unreviewed)


def _pick(items: tuple[Kept, ...], item_id: str) -> Kept:
    for item in items:
        if item.id == item_id:
            return item
    raise NotInLibrary(item_id)
