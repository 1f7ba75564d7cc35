"""`phaodai content check`: everything that is wrong with a content folder, and what is in it."""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from awareness.errors import ContentBroken
from awareness.facts import FACTS_FILE
from awareness.library import STYLE_FILE
from awareness.pictures import problems_of_picture, unused_pictures
from awareness.reading import (
    CONTENT,
    Entry,
    Kind,
    Table,
    files_of,
    read_entries,
    read_table,
    read_text,
    tables_in,
    text_in,
    texts_in,
)
from awareness.records import SUBJECTS_FILE
from awareness.rules import RULES, Rule, Style, Surroundings, any_of, is_composed, screens_of
from awareness.shape import SHAPE_RULES, Figures, figures_of
from awareness.types import FactKey, FactKind, FactTag
from awareness.words import WORDS_FILE, read_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to repair: the rule, the file relative to the folder, the item's id ("" for the file)."""

    rule: Rule
    file: str
    item: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a folder holds: items by kind, facts, drafts, and the reading figures of all items and by kind.

    Plain values only, so that `dataclasses.asdict` gives what JSON takes.
    """

    counts: Mapping[str, int]
    facts: int
    drafts: int
    reading: Figures
    reading_by_kind: Mapping[str, Figures]


def check(folder: Path | None = None) -> list[Problem]:
    """Return all problems of `folder` (default: the product's own content), by file; none means it is good.

    Never raises for a broken file: that is a problem named `unreadable-file`.
    """
    place = CONTENT if folder is None else folder
    problems: list[Problem] = []
    for file in (FACTS_FILE, STYLE_FILE, WORDS_FILE, SUBJECTS_FILE):
        problems += _problems_of_file(place, place / file)
    entries = _entries(place, problems)
    facts = _table(place, FACTS_FILE, problems)
    problems += _problems_of_facts(facts)
    around = _surroundings(place, entries, facts, problems)
    for entry in entries:
        problems += [
            Problem(rule=rule, file=entry.file, item=entry.id, message=message)
            for complain in (*RULES, *SHAPE_RULES)
            for rule, message in complain(entry, around)
        ]
    problems += _doubles(entries)
    problems += _problems_of_pictures(place, entries)
    return sorted(problems, key=lambda problem: (problem.file, problem.item, problem.rule, problem.message))


def report(folder: Path | None = None) -> Report:
    """Return counts and lengths of what can be read in `folder`. Never raises: `check` tells what cannot."""
    place = CONTENT if folder is None else folder
    ignored: list[Problem] = []
    entries = _entries(place, ignored)
    facts = _table(place, FACTS_FILE, ignored)
    around = _surroundings(place, entries, facts, ignored)
    screens = {
        kind: [around.shown(screen) for entry in entries if entry.kind is kind for screen in screens_of(entry)]
        for kind in Kind
    }
    return Report(
        counts={kind.value: sum(entry.kind is kind for entry in entries) for kind in Kind},
        facts=len(facts),
        drafts=sum(not all(entry.fields.get(name) for name in ("reviewer", "reviewed")) for entry in entries),
        reading=figures_of(itertools.chain.from_iterable(screens.values())),
        reading_by_kind={kind.value: figures_of(shown) for kind, shown in screens.items()},
    )


def _problems_of_file(folder: Path, path: Path) -> Iterator[Problem]:
    file = path.relative_to(folder).as_posix()
    try:
        composed = is_composed(read_text(folder, path))
    except ContentBroken as error:
        yield _unreadable(error)
        return
    if not composed:
        yield Problem(rule=Rule.NOT_NFC, file=file, item="", message="save the file in NFC (composed letters)")


def _entries(folder: Path, problems: list[Problem]) -> list[Entry]:
    """Return all items that can be read; what cannot is added to `problems`."""
    entries: list[Entry] = []
    for kind in Kind:
        for path in files_of(folder, kind):
            found = list(_problems_of_file(folder, path))
            problems += found
            if any(problem.rule is Rule.UNREADABLE_FILE for problem in found):
                continue
            try:
                entries += read_entries(folder, kind, path)
            except ContentBroken as error:
                problems.append(_unreadable(error))
    return entries


def _table(folder: Path, file: str, problems: list[Problem]) -> Table:
    try:
        return read_table(folder, folder / file)
    except ContentBroken as error:
        problems.append(_unreadable(error))
        return {}


def _problems_of_pictures(folder: Path, entries: list[Entry]) -> Iterator[Problem]:
    used = set()
    for entry in entries:
        if name := str(entry.fields.get("picture", "")).strip():
            used.add(name)
            for rule, message in problems_of_picture(folder, name):
                yield Problem(rule=rule, file=entry.file, item=entry.id, message=message)
    for file in unused_pictures(folder, used):
        yield Problem(rule=Rule.PICTURE_UNUSED, file=file, item="", message="no lesson shows it: name it or remove it")


def _problems_of_facts(facts: Table) -> Iterator[Problem]:
    for key, fact in facts.items():
        fields = fact if isinstance(fact, dict) else {}
        for rule, message in _complaints_of_fact(fields):
            yield Problem(rule=rule, file=FACTS_FILE, item=key, message=message)


def _complaints_of_fact(fields: Table) -> Iterator[tuple[Rule, str]]:
    known = {"kind", "value", "source", "tag"}
    for name in sorted(fields.keys() - known):
        yield Rule.UNKNOWN_FIELD, f"{name}: a fact has no such field"
    for name in ("kind", "value"):
        if not fields.get(name):
            yield Rule.MISSING_FIELD, f"{name}: a fact needs it"
    if fields.get("kind") and fields.get("kind") not in set(FactKind):
        yield Rule.UNREADABLE_FILE, f"kind: one of {', '.join(FactKind)}"
    if not str(fields.get("source", "")).strip():
        yield Rule.MISSING_SOURCE, "source: say where this was read"
    if fields.get("tag") not in set(FactTag):
        yield Rule.TAG_UNCERTAIN, f"tag {fields.get('tag')!r}: only {', '.join(FactTag)} is told to residents"


def _surroundings(folder: Path, entries: list[Entry], facts: Table, problems: list[Problem]) -> Surroundings:
    style = _style(folder, problems)
    try:
        read_words(folder)
    except ContentBroken as error:
        problems.append(_unreadable(error))
    fields = {FactKey(key): fact for key, fact in facts.items() if isinstance(fact, dict)}
    values = {key: str(fact.get("value", "")) for key, fact in fields.items()}
    hotlines = (values[key] for key, fact in fields.items() if fact.get("kind") == FactKind.HOTLINE)
    return Surroundings(
        facts=values,
        hotlines=frozenset("".join(filter(str.isdigit, value)) for value in hotlines),
        ids={kind: frozenset(entry.id for entry in entries if entry.kind is kind) for kind in Kind},
        subjects=_subjects(folder, problems),
        style=style,
    )


def _subjects(folder: Path, problems: list[Problem]) -> frozenset[str]:
    try:
        tables = tables_in(SUBJECTS_FILE, _table(folder, SUBJECTS_FILE, problems), "subjects")
        return frozenset(text_in(SUBJECTS_FILE, one, "topic") for one in tables)
    except ContentBroken as error:
        problems.append(_unreadable(error))
        return frozenset()


def _style(folder: Path, problems: list[Problem]) -> Style:
    table = _table(folder, STYLE_FILE, problems)
    try:
        shaming, promises = (texts_in(STYLE_FILE, table, name) for name in ("shaming", "promises"))
        screen, sentence, average = (
            _whole_number(table, name) for name in ("screen_characters", "sentence_words", "average_sentence_words")
        )
        screens, questions, deeds = (_range(table, name) for name in ("lesson_screens", "quiz_questions", "week_deeds"))
    except ContentBroken as error:
        problems.append(_unreadable(error))
        shaming, promises, screen, sentence, average = (), (), 0, 0, 0
        screens, questions, deeds = (0, 0), (0, 0), (0, 0)
    return Style(
        screen_characters=screen,
        sentence_words=sentence,
        average_sentence_words=average,
        lesson_screens=screens,
        quiz_questions=questions,
        week_deeds=deeds,
        shaming=any_of(shaming),
        promises=any_of(promises),
    )


def _whole_number(table: Table, name: str) -> int:
    value = table.get(name)
    if not isinstance(value, int):
        raise ContentBroken(STYLE_FILE, f"{name} must be a whole number")
    return value


def _range(table: Table, name: str) -> tuple[int, int]:
    match table.get(name):
        case [int() as fewest, int() as most]:
            return fewest, most
        case _:
            raise ContentBroken(STYLE_FILE, f"{name} must be two whole numbers, the fewest and the most")


def _doubles(entries: list[Entry]) -> Iterator[Problem]:
    counts = Counter((entry.kind, entry.id) for entry in entries)
    for entry in entries:
        if entry.id and counts[entry.kind, entry.id] > 1:
            yield Problem(
                rule=Rule.DUPLICATE_ID,
                file=entry.file,
                item=entry.id,
                message=f"another {entry.kind.value} has this id",
            )


def _unreadable(error: ContentBroken) -> Problem:
    return Problem(rule=Rule.UNREADABLE_FILE, file=error.file, item="", message=error.message)
