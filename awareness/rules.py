"""The rules a content item has to keep, one function a rule, each named as `phaodai content check` names it.

A rule looks at one item (or at the facts) and yields what is wrong in words that say how to repair it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from awareness.facts import PLACEHOLDER, fact_key
from awareness.reading import Entry, Kind
from awareness.types import FactKey
from awareness.words import plain


class Rule(StrEnum):
    """Every rule by name."""

    FIGURE_NOT_IN_FACTS = "figure-not-in-facts"
    HOTLINE_UNKNOWN = "hotline-unknown"
    TAG_UNCERTAIN = "tag-uncertain"
    SHAMING_WORD = "shaming-word"
    FORBIDDEN_PROMISE = "forbidden-promise"
    MISSING_SOURCE = "missing-source"
    SCREEN_TOO_LONG = "screen-too-long"
    SENTENCE_TOO_LONG = "sentence-too-long"
    DEAD_LINK = "dead-link"
    DUPLICATE_ID = "duplicate-id"
    QUIZ_WITHOUT_EXPLANATION = "quiz-without-explanation"
    QUIZ_WITHOUT_RIGHT_ANSWER = "quiz-without-right-answer"
    UNKNOWN_FIELD = "unknown-field"
    MISSING_FIELD = "missing-field"
    NOT_NFC = "not-nfc"
    REVIEWER_WITHOUT_DATE = "reviewer-without-date"
    DATE_WITHOUT_REVIEWER = "date-without-reviewer"
    UNREADABLE_FILE = "unreadable-file"
    SENTENCES_TOO_LONG_ON_AVERAGE = "sentences-too-long-on-average"
    WRONG_LENGTH = "wrong-length"
    LABEL_INSIDE_LABEL = "label-inside-label"
    MISSING_PICTURE = "missing-picture"
    MISSING_ALT = "missing-alt"
    PICTURE_TOO_LARGE = "picture-too-large"
    PICTURE_FOREIGN = "picture-foreign"
    PICTURE_UNUSED = "picture-unused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How texts have to sound: limits in characters and words, and words that are never used.

    `lesson_screens`, `quiz_questions` and `week_deeds` are the fewest and the most.
    """

    screen_characters: int
    sentence_words: int
    average_sentence_words: int
    lesson_screens: tuple[int, int]
    quiz_questions: tuple[int, int]
    week_deeds: tuple[int, int]
    shaming: re.Pattern[str]
    promises: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What an item is judged against: the facts' values, the hotlines, all ids and the style."""

    facts: Mapping[FactKey, str]
    hotlines: frozenset[str]
    ids: Mapping[Kind, frozenset[str]]
    subjects: frozenset[str]
    style: Style

    def shown(self, text: str) -> str:
        """Return `text` as residents see it; an unknown placeholder stays as it is."""
        return PLACEHOLDER.sub(lambda found: self.facts.get(FactKey(fact_key(found[1]) or ""), found[0]), text)


Complaint = tuple[Rule, str]

_COMMON: Final = frozenset({"id", "title", "topics", "language", "source", "reviewer", "reviewed"})
FIELDS: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.LESSON: _COMMON | {"screens", "picture", "alt", "quiz", "checklist"},
    Kind.QUIZ: _COMMON | {"questions", "lesson"},
    Kind.CHECKLIST: _COMMON | {"intro", "weeks", "closing"},
    Kind.PATH: _COMMON | {"intro", "steps"},
    Kind.ANSWER: _COMMON | {"ask", "text", "lesson"},
}
_OPTIONAL: Final = frozenset({"quiz", "checklist", "lesson", "picture", "alt"})
_INNER_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "questions": frozenset({"text", "options", "explanation"}),
    "options": frozenset({"text", "right"}),
    "weeks": frozenset({"title", "reminder", "items"}),
    "items": frozenset({"text", "why"}),
    "steps": frozenset({"label", "screens"}),
}
# Ways people type are never shown; ids and topics are names.
_NOT_SHOWN: Final = frozenset({"id", "ask", "topics", "language", "reviewer", "reviewed"} | _OPTIONAL - {"alt"})

_DIGITS: Final = re.compile(r"\d(?:[\d .,/-]*\d)?")
_PHONE: Final = re.compile(r"11\d|(?:\+?84|0|1[89]00)\d{6,9}")
_NUMBER_WORD: Final = re.compile(
    r"(?<!\w)(?:(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|mươi|chục|trăm|nghìn|ngàn|vài chục) )+"
    r"(?:năm tù|năm|tháng|tuổi|triệu|nghìn đồng|tỷ|phần trăm|giờ đồng hồ)(?!\w)"
    r"|(?<!\w)năm (?:triệu|tuổi|phần trăm|nghìn đồng)(?!\w)"
)
_SENTENCE_END: Final = re.compile(r"[.!?…:;]+(?=[\s\"”)]|$)|\n")
# A date or a long number is read as one word.
_COUNTED: Final = re.compile(r"\w+(?:[/.,]\d+)*")


def shown_texts(entry: Entry) -> list[tuple[str, str]]:
    """Return all texts of an item that residents see, each with its field's name."""
    return [
        (name, text) for name, value in entry.fields.items() if name not in _NOT_SHOWN for text in texts_inside(value)
    ]


def screens_of(entry: Entry) -> list[str]:
    """Return what stands on one screen each: lesson screens, answers, questions with their options."""
    fields = entry.fields
    match entry.kind:
        case Kind.LESSON:
            return texts_inside(fields.get("screens"))
        case Kind.ANSWER:
            return texts_inside(fields.get("text"))
        case Kind.CHECKLIST:
            weeks = tables_inside(fields.get("weeks"))
            reminders = texts_inside([week.get("reminder") for week in weeks])
            deeds = [deed for week in weeks for deed in _each_joined(week.get("items"))]
            return texts_inside([fields.get("intro"), fields.get("closing")]) + reminders + deeds
        case Kind.QUIZ:
            return _each_joined(fields.get("questions"))
        case Kind.PATH:
            steps = tables_inside(fields.get("steps"))
            return texts_inside([fields.get("intro"), *(step.get("screens") for step in steps)])


def sentences_of(text: str) -> list[int]:
    """Return the number of words of each sentence; a line is a sentence of its own."""
    counts = (len(_COUNTED.findall(part)) for part in _SENTENCE_END.split(text))
    return [count for count in counts if count]


def _figures(entry: Entry, around: Surroundings) -> Iterator[Complaint]:
    for name, text in shown_texts(entry):
        bare = PLACEHOLDER.sub(" ", text)
        for found in _DIGITS.finditer(bare):
            number = re.sub(r"\D", "", found[0])
            if _PHONE.fullmatch(number) and number not in around.hotlines:
                yield Rule.HOTLINE_UNKNOWN, f"{name}: {found[0]} is no hotline of facts.toml"
            else:
                yield Rule.FIGURE_NOT_IN_FACTS, f"{name}: write {found[0]} as a {{fact:key}}"
        for found in _NUMBER_WORD.finditer(plain(bare)):
            yield Rule.FIGURE_NOT_IN_FACTS, f"{name}: write “{found[0]}” as a {{fact:key}}"


def _words(entry: Entry, around: Surroundings) -> Iterator[Complaint]:
    for name, text in shown_texts(entry):
        spoken = " ".join(plain(around.shown(text)).split())
        for rule, never_said, instead in (
            (Rule.SHAMING_WORD, around.style.shaming, "say người sử dụng, người nghiện, người đang cai"),
            (Rule.FORBIDDEN_PROMISE, around.style.promises, "promise only what the program keeps"),
        ):
            for found in never_said.finditer(spoken):
                yield rule, f"{name}: “{found[0]}”; {instead}"


def _source(entry: Entry, around: Surroundings) -> Iterator[Complaint]:
    if not "".join(texts_inside(entry.fields.get("source"))).strip():
        yield Rule.MISSING_SOURCE, "source: say where this was read"


def _lengths(entry: Entry, around: Surroundings) -> Iterator[Complaint]:
    for screen in screens_of(entry):
        shown = around.shown(screen)
        if len(shown) > around.style.screen_characters:
            yield (
                Rule.SCREEN_TOO_LONG,
                (f"{len(shown)} characters, at most {around.style.screen_characters}: {shown[:30]}…"),
            )
        for count in sentences_of(shown):
            if count > around.style.sentence_words:
                yield (
                    Rule.SENTENCE_TOO_LONG,
                    (f"a sentence of {count} words, at most {around.style.sentence_words}: {shown[:30]}…"),
                )


def _links(entry: Entry, around: Surroundings) -> Iterator[Complaint]:
    for kind in (Kind.LESSON, Kind.QUIZ, Kind.CHECKLIST):
        target = entry.fields.get(kind.value, "")
        if target and target not in around.ids[kind]:
            yield Rule.DEAD_LINK, f"{kind.value}: there is no {target}"
    topics = entry.fields.get("topics")
    if entry.kind is Kind.ANSWER and isinstance(topics, list) and not around.subjects.issuperset(topics[:1] or [""]):
        yield Rule.DEAD_LINK, f"topics: the first one, {topics[:1]}, is no subject of subjects.toml"
    for name, text in shown_texts(entry):
        for found in PLACEHOLDER.finditer(text):
            if fact_key(found[1]) not in around.facts:
                yield Rule.DEAD_LINK, f"{name}: {found[0]} is not in facts.toml"


def _quiz(entry: Entry, around: Surroundings) -> Iterator[Complaint]:
    for number, question in enumerate(tables_inside(entry.fields.get("questions")), start=1):
        if not "".join(texts_inside(question.get("explanation"))).strip():
            yield Rule.QUIZ_WITHOUT_EXPLANATION, f"question {number}: explain the right answer"
        right = [option for option in tables_inside(question.get("options")) if option.get("right") is True]
        if len(right) != 1:
            yield Rule.QUIZ_WITHOUT_RIGHT_ANSWER, f"question {number}: {len(right)} right options, not 1"


def _fields(entry: Entry, around: Surroundings) -> Iterator[Complaint]:
    for name in sorted(entry.fields.keys() - FIELDS[entry.kind]):
        yield Rule.UNKNOWN_FIELD, f"{name}: a {entry.kind.value} has no such field"
    # A missing source has a rule of its own.
    for name in sorted(FIELDS[entry.kind] - _OPTIONAL - entry.fields.keys() - {"source"}):
        yield Rule.MISSING_FIELD, f"{name}: a {entry.kind.value} needs it"
    yield from _inner_fields(entry.fields)


def _inner_fields(fields: Mapping[str, object]) -> Iterator[Complaint]:
    for name, known in _INNER_FIELDS.items():
        for table in tables_inside(fields.get(name)):
            for unknown in sorted(table.keys() - known):
                yield Rule.UNKNOWN_FIELD, f"{name}: {unknown} is no field of it"
            yield from _inner_fields(table)


def _review(entry: Entry, around: Surroundings) -> Iterator[Complaint]:
    reviewer, reviewed = (str(entry.fields.get(name, "")).strip() for name in ("reviewer", "reviewed"))
    if reviewer and not _is_date(reviewed):
        yield Rule.REVIEWER_WITHOUT_DATE, "reviewed: give the day of the approval as YYYY-MM-DD"
    if reviewed and not reviewer:
        yield Rule.DATE_WITHOUT_REVIEWER, "reviewer: give the name of who approved it"


RULES: Final[tuple[Callable[[Entry, Surroundings], Iterator[Complaint]], ...]] = (
    _fields,
    _figures,
    _words,
    _source,
    _lengths,
    _links,
    _quiz,
    _review,
)


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of `phrases` as whole words in a plain text; nothing when there are none."""
    longest_first = sorted(map(plain, phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")


def is_composed(text: str) -> bool:
    """Tell whether a file's text is NFC; phones show the other form with gaps and limits count it wrong."""
    return unicodedata.is_normalized("NFC", text)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def texts_inside(value: object) -> list[str]:
    """Return all texts in a field, however deep."""
    match value:
        case str():
            return [value]
        case list():
            return [text for item in value for text in texts_inside(item)]
        case dict():
            return [text for item in value.values() for text in texts_inside(item)]
        case _:
            return []


def tables_inside(value: object) -> list[dict[str, object]]:
    """Return the tables of a field that is a list of them, else nothing."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _each_joined(value: object) -> list[str]:
    return ["\n".join(texts_inside(table)) for table in tables_inside(value)]
