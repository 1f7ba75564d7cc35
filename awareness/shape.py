"""How long items are and how their buttons read: rules beside `rules`, and the reading figures by kind."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, assert_never

from awareness.reading import Entry, Kind
from awareness.rules import Complaint, Rule, Surroundings, screens_of, sentences_of, tables_inside, texts_inside
from awareness.words import plain

_TOO_FEW_TO_JUDGE: Final = 3
"""Sentences; the average of fewer says nothing about an item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How hard texts are to read: characters of a screen, words of a sentence (a line ends one)."""

    screens: int
    longest_screen: int
    sentences: int
    longest_sentence: int
    words_per_sentence: float


def figures_of(screens: Iterable[str]) -> Figures:
    """Return the figures of screens as residents see them."""
    shown = [screen.strip() for screen in screens]
    counts = [count for screen in shown for count in sentences_of(screen)]
    return Figures(
        screens=len(shown),
        longest_screen=max(map(len, shown), default=0),
        sentences=len(counts),
        longest_sentence=max(counts, default=0),
        words_per_sentence=round(sum(counts) / len(counts), 1) if counts else 0.0,
    )


def _average(entry: Entry, around: Surroundings) -> Iterator[Complaint]:
    figures = figures_of(map(around.shown, screens_of(entry)))
    most = around.style.average_sentence_words
    if figures.sentences >= _TOO_FEW_TO_JUDGE and figures.words_per_sentence > most:
        yield (
            Rule.SENTENCES_TOO_LONG_ON_AVERAGE,
            f"{figures.words_per_sentence} words a sentence, at most {most}: break long ones in two",
        )


def _length(entry: Entry, around: Surroundings) -> Iterator[Complaint]:
    style = around.style
    counted: list[tuple[str, int, tuple[int, int]]] = []
    match entry.kind:
        case Kind.LESSON:
            counted = [("screens", len(texts_inside(entry.fields.get("screens"))), style.lesson_screens)]
        case Kind.QUIZ:
            counted = [("questions", len(tables_inside(entry.fields.get("questions"))), style.quiz_questions)]
        case Kind.CHECKLIST:
            weeks = tables_inside(entry.fields.get("weeks"))
            counted = [("items of a week", len(tables_inside(week.get("items"))), style.week_deeds) for week in weeks]
        case Kind.PATH | Kind.ANSWER:
            pass
        case _:
            assert_never(entry.kind)
    for what, count, (fewest, most) in counted:
        if not fewest <= count <= most:
            yield Rule.WRONG_LENGTH, f"{count} {what}, between {fewest} and {most}"


def _labels(entry: Entry, around: Surroundings) -> Iterator[Complaint]:
    """A typed word picks the button whose label holds it: no label may hold another of its screen."""
    screens = [
        *([option.get("text") for option in tables_inside(one.get("options"))] for one in _tables(entry, "questions")),
        [step.get("label") for step in _tables(entry, "steps")],
        [week.get("title") for week in _tables(entry, "weeks")],
    ]
    for screen in screens:
        labels = [plain(around.shown(str(label))) for label in screen]
        for one, other in itertools.permutations(labels, 2):
            if one in other:
                yield Rule.LABEL_INSIDE_LABEL, f"“{one}” is part of “{other}”: a typed word would pick the wrong one"


def _alt(entry: Entry, around: Surroundings) -> Iterator[Complaint]:
    picture, alt = (str(entry.fields.get(name, "")).strip() for name in ("picture", "alt"))
    if picture and not alt:
        yield Rule.MISSING_ALT, "alt: say in one sentence what the picture shows"


def _tables(entry: Entry, name: str) -> list[dict[str, object]]:
    return tables_inside(entry.fields.get(name))


SHAPE_RULES: Final[tuple[Callable[[Entry, Surroundings], Iterator[Complaint]], ...]] = (
    _average,
    _length,
    _labels,
    _alt,
)
