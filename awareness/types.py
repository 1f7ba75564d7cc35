"""The records of the awareness room: what a lesson, a quiz, a checklist, an answer and a fact are.

All texts in them are ready to show: placeholders are already replaced by facts. Plain text, NFC,
lines separated by newlines, no markup.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, Protocol

LessonId = NewType("LessonId", str)
QuizId = NewType("QuizId", str)
ChecklistId = NewType("ChecklistId", str)
PathId = NewType("PathId", str)
AnswerId = NewType("AnswerId", str)
FactKey = NewType("FactKey", str)


class Unreviewed(StrEnum):
    """What is done with items that nobody has approved (setting CONTENT_UNREVIEWED)."""

    MARK = "mark"
    HIDE = "hide"


class FactKind(StrEnum):
    """What a fact is; only `HOTLINE` is a number that a resident may call."""

    HOTLINE = "hotline"
    LAW = "law"
    FIGURE = "figure"
    DATE = "date"
    MONEY = "money"
    NAME = "name"


class FactTag(StrEnum):
    """How sure a fact is. What is only uncertain has no tag here and is never told."""

    SEED = "S"
    VERIFIED = "V"
    SECOND_HAND = "2"


class Reviewable(Protocol):
    """An item that a person of the customer can approve by name and date."""

    @property
    def reviewer(self) -> str:
        """Who approved it; empty until the customer fills it."""
        ...

    @property
    def reviewed(self) -> str:
        """The ISO date of the approval; empty until then."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure, law article, date or hotline, with where it was read."""

    key: FactKey
    kind: FactKind
    value: str
    source: str
    tag: FactTag


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing: `pictures/<name>.svg` and the PNG made of it. `alt` says in words what it shows."""

    name: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A short lesson: screens of at most 500 characters, read one after the other; the picture is on the first."""

    id: LessonId
    title: str
    screens: tuple[str, ...]
    source: str
    topics: tuple[str, ...]
    language: str
    picture: Picture | None
    quiz: QuizId | None
    checklist: ChecklistId | None
    reviewer: str
    reviewed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a quiz question."""

    text: str
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; exactly one option is right, the explanation is shown after any answer."""

    text: str
    options: tuple[Option, ...]
    explanation: str

    @property
    def right_option(self) -> Option:
        """The option that is right."""
        return next(option for option in self.options if option.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """Questions in a row; `lesson` is what to read for more."""

    id: QuizId
    title: str
    questions: tuple[Question, ...]
    source: str
    topics: tuple[str, ...]
    language: str
    lesson: LessonId | None
    reviewer: str
    reviewed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One thing a family can do, and why it helps."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What a family does in one week; `reminder` is the short text for those who asked to be reminded."""

    title: str
    reminder: str
    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """A few small deeds a week that a family ticks off together; nothing about the ticks is stored."""

    id: ChecklistId
    title: str
    intro: str
    weeks: tuple[Week, ...]
    closing: str
    source: str
    topics: tuple[str, ...]
    language: str
    reviewer: str
    reviewed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What several answers are about, as people browse them: those whose first topic it is."""

    topic: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One part of a helping path: what it is called on its button, and its screens."""

    label: str
    screens: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpingPath:
    """How to help somebody, step by step; any step may be opened first."""

    id: PathId
    title: str
    intro: str
    steps: tuple[Step, ...]
    source: str
    topics: tuple[str, ...]
    language: str
    reviewer: str
    reviewed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An approved answer under a short title; `ask` holds ways people ask for it, never shown.

    Its first topic is the subject under which people find it without asking.
    """

    id: AnswerId
    title: str
    ask: tuple[str, ...]
    text: str
    source: str
    lesson: LessonId | None
    topics: tuple[str, ...]
    language: str
    reviewer: str
    reviewed: str
